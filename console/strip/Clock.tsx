/** The clock: what time it is, how it passes, and how it is moved. */
import { clock, now } from '../core/clock.js'
import { control } from '../core/control.js'
import type { Control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { formatDistance, formatInstant } from '../core/format.js'
import { Icon } from '../parts/Icon.js'
import { Select } from '../parts/form/Select.js'
import { steer } from './do.js'
import { nextText } from './next-text.js'

const RATES = ['1', '10', '60', '600', '3600'] as const
const STEPS = [
  ['+1 min', 60],
  ['+1 h', 3600],
  ['+1 day', 86_400]
] as const

const advance = (body: Control['Advance']): void => steer(() => dataOf(control.POST('/clock/advance', { body })))
const set = (body: Control['ClockChange']): void => steer(() => dataOf(control.PUT('/clock', { body })))

/** Folded, it only tells. */
export function Clock({ folded }: { readonly folded: boolean }) {
  const read = clock.value
  if (read === undefined) return <span class="quiet">Reading the clock…</span>
  const runs = read.mode === 'running'
  return (
    <div class="row" role="group" aria-label="Clock">
      <button
        type="button"
        class="button small"
        aria-label={runs ? 'Freeze the clock' : 'Let the clock run'}
        onClick={() => set({ mode: runs ? 'frozen' : 'running' })}
      >
        <Icon name={runs ? 'pause' : 'play'} />
      </button>
      <span>
        <span class="quiet">{runs ? 'running' : 'frozen'}</span> <strong>{formatInstant(now.value)}</strong>
      </span>
      {!folded && <Steps read={read} />}
    </div>
  )
}

function Steps({ read }: { readonly read: Control['Clock'] }) {
  const { next } = read
  const rate = String(read.rate)
  const rates = RATES.includes(rate as '1') ? RATES : [rate, ...RATES]
  return (
    <span class="row">
      <Select
        label="Simulated seconds a second"
        hideLabel
        short
        value={rate}
        options={rates.map(value => ({ value, text: `×${value}` }))}
        onChange={value => set({ rate: Number(value) })}
      />
      {STEPS.map(([text, seconds]) => (
        <button key={text} type="button" class="button small" onClick={() => advance({ seconds })}>
          {text}
        </button>
      ))}
      {next !== undefined && (
        <button type="button" class="button small" onClick={() => advance({ until: next.at })}>
          Next: {nextText(next)} {formatDistance(next.at_usecs, now.value)}
        </button>
      )}
      <button type="button" class="button small" onClick={() => advance({ until_idle: true })}>
        Until idle
      </button>
    </span>
  )
}
