/** How a link is, in words. */
import type { Control } from '../core/control.js'
import { formatBitRate } from '../core/format.js'
import type { Kind } from '../parts/State.js'

export function linkState({ a, b, lanes, nominal }: Control['Link']): { kind: Kind; word: string } {
  const name = `${a} – ${b}`
  const down = lanes.filter(lane => !lane.up)
  const [first] = down
  if (down.length > 1) return { kind: 'trouble', word: `${name}: cut` }
  if (first !== undefined) return { kind: 'trouble', word: `${name}: cut, from ${first.from} to ${first.to}` }
  const slow = lanes.find(lane => lane.bandwidth_bits_per_second < nominal.bandwidth_bits_per_second || lane.loss > 0)
  if (slow !== undefined)
    return { kind: 'notice', word: `${name}: slow, ${formatBitRate(slow.bandwidth_bits_per_second)}` }
  return { kind: 'good', word: `${name}: up` }
}
