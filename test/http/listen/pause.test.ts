/** Waiting for nobody. */
import t from 'tap'
import { pause } from '../../../server/http/listen/pause.js'

/** Longer than any test runs. */
const HOUR_SECONDS = 3_600

t.test('a pause ends when nobody waits any more, and does not begin where nobody does', async t => {
  const leaving = new AbortController()
  const paused = pause(HOUR_SECONDS, leaving.signal)
  leaving.abort()
  await t.resolves(paused)
  await t.resolves(pause(HOUR_SECONDS, AbortSignal.abort()))
  await t.resolves(pause(0, new AbortController().signal))
})
