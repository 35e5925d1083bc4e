/** From when on a lane's history is known: what was dropped of it is not told of. */
import t from 'tap'
import { PASSAGES_MAX, appendTrimming } from '../../../server/domain/core/limits.js'
import { laneBetween } from '../../../server/domain/core/lookup.js'
import { instant, seconds } from '../../../server/domain/core/time.js'
import type { Lane } from '../../../server/domain/core/world.js'
import { trafficOf } from '../../../server/domain/links/flow.js'
import { TwoSites } from '../../support/two-sites.js'

type Passage = Lane['passages'][number]

t.test(
  'traffic is known from the beginning until passages are dropped, then from the end of the oldest that is left',
  async t => {
    const { world } = new TwoSites()
    const lane = laneBetween(world, 'france', 'canada')
    if (lane === undefined) throw new Error('There is no lane')
    const begin = world.now
    const passages: Passage[] = []
    const knownSince = (): number => trafficOf(world, { ...lane, passages }, null).knownSince
    const pass = (second: number): void => {
      const [enteredAt, leftAt] = [begin + seconds(second), begin + seconds(second + 1)].map(instant) as [never, never]
      appendTrimming(passages, { domain: 'gold', flow: 'async', enteredAt, leftAt }, PASSAGES_MAX)
    }
    for (let second = 0; second < PASSAGES_MAX / 2; second++) pass(second)
    t.equal(knownSince(), begin)
    for (let second = PASSAGES_MAX / 2; second < 3 * PASSAGES_MAX; second++) {
      pass(second)
      const dropped = second + 1 - passages.length
      if (dropped > 0) t.equal(knownSince(), begin + seconds(dropped + 1), `${dropped} were dropped`)
    }
    t.ok(passages.length <= PASSAGES_MAX)
  }
)
