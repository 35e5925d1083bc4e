/** Goal: figures that grow are those of a grid of instants, as wide as the world's settings say, and their answers last as long. */
import t from 'tap'
import { Validity, figureInstant } from '../../../server/prism/core/validity.js'
import { instant } from '../../../server/domain/core/index.js'
import type { Settings, World } from '../../../server/domain/core/index.js'

const at = (seconds: number, settings: Partial<Settings>): World =>
  ({ now: instant(seconds * 1e6), settings }) as unknown as World

for (const { settings, now, sampled, until } of [
  { settings: {}, now: 89.5, sampled: 60, until: 90 },
  { settings: {}, now: 90, sampled: 90, until: 120 },
  { settings: { figureStepSeconds: 5 }, now: 89.5, sampled: 85, until: 90 },
  { settings: { figureStepSeconds: 0 }, now: 89.5, sampled: 89.5, until: 89.5 }
]) {
  t.test(`at ${now} s with ${JSON.stringify(settings)} they are those of ${sampled} s, until ${until} s`, async t => {
    const validity = new Validity()
    t.equal(figureInstant(validity.watch(at(now, settings))), sampled * 1e6)
    t.equal(validity.until, until * 1e6)
  })
}
