/** Sleeps of simulated time, for code that polls. Those that begin together sleep side by side, and wake in the order of their ends. */
import { ControlRefused } from '../client/index.js'
import type { ControlClient, Model } from '../client/index.js'
import { InvalidArgument } from './errors.js'
import { secondsOf } from './time.js'
import type { Duration } from './time.js'

/** How often a running clock is looked at, in real milliseconds: its rate may change, and it may be frozen. */
const LOOK_MS = 250
/** As long as simulated time has dates. */
const SLEEP_MS_MAX = 8.64e15

interface Sleeper {
  readonly endMs: number
  readonly wake: () => void
  readonly fail: (error: unknown) => void
}

export function sleepOf(api: ControlClient): (how: number | Duration) => Promise<void> {
  let reading: Promise<Model<'Clock'>> | undefined
  let sleepers: Sleeper[] = []

  /** Sleeps that begin while the clock is read begin at one instant, whichever of them moves it first. */
  const read = (): Promise<Model<'Clock'>> =>
    (reading ??= api.get('/clock').finally(() => {
      reading = undefined
    }))

  /** Moves a frozen clock from end to end, until nobody sleeps. */
  const wakeAll = async (): Promise<void> => {
    await new Promise(resolve => setImmediate(resolve)) // all that have read the same instant are here then
    while (sleepers.length > 0) {
      const next = sleepers.reduce((one, other) => (other.endMs < one.endMs ? other : one))
      await moveTo(api, next.endMs).then(next.wake, next.fail)
      sleepers = sleepers.filter(other => other !== next)
    }
  }

  const sleepFrozen = (endMs: number): Promise<void> =>
    new Promise((wake, fail) => {
      sleepers.push({ endMs, wake, fail })
      if (sleepers.length === 1) void wakeAll()
    })

  return async how => {
    const lastsMs = millisecondsOf(how)
    let clock = await read()
    const endMs = Math.ceil(clock.now_usecs / 1000 + lastsMs)
    const leftMs = (): number => endMs - clock.now_usecs / 1000
    while (clock.mode === 'running' && leftMs() > 0) {
      const lookMs = Math.min(Math.ceil(leftMs() / clock.rate), LOOK_MS)
      await new Promise(resolve => setTimeout(resolve, lookMs))
      clock = await api.get('/clock')
    }
    if (leftMs() > 0) await sleepFrozen(endMs)
  }
}

/** Throws `InvalidArgument`. */
function millisecondsOf(how: number | Duration): number {
  const milliseconds = typeof how === 'number' ? how : secondsOf(how) * 1000
  if (milliseconds >= 0 && milliseconds <= SLEEP_MS_MAX / 2) return milliseconds
  throw new InvalidArgument(`${milliseconds} is no time to sleep: it is milliseconds, from 0 to ${SLEEP_MS_MAX / 2}`)
}

/** Somebody else may have moved the clock there, and further. */
async function moveTo(api: ControlClient, endMs: number): Promise<void> {
  const body = { until: new Date(endMs).toISOString() }
  await api.post('/clock/advance', { body }).catch((error: unknown) => {
    if (!(error instanceof ControlRefused && error.code === 'clock/past')) throw error
  })
}
