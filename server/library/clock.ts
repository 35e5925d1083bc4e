/** The clock of the simulated world, and waiting for what happens in it. */
import type { ControlClient, Model, StreamedEvent } from '../client/index.js'
import { ControlRefused } from '../client/index.js'
import { InvalidArgument } from './errors.js'
import { sleepOf } from './sleep.js'
import { advanceOf, secondsOf } from './time.js'
import type { Duration } from './time.js'

export interface Clock {
  /** The present instant of the world, to the millisecond. */
  now(): Promise<Date>
  /** Mode, rate and instant. */
  state(): Promise<Model<'Clock'>>
  /**
   * Moves time forward by a duration (`'1h'`, `{ seconds: 3600 }`) or to an instant (`Date`, RFC 3339). Everything that
   * falls due on the way has happened when it resolves. Rejects with `clock/past` for an instant that is past.
   */
  advance(how: Duration | Date): Promise<Model<'Advanced'>>
  /**
   * A sleep of simulated time, for code that polls: moves a frozen clock to its end, waits for that on a running one. A number
   * is milliseconds, as of `setTimeout`. Sleeps that begin together end when the longest does, each at its own instant.
   */
  sleep(how: number | Duration): Promise<void>
  /** Time passes by `advance` alone from now on. */
  freeze(): Promise<Model<'Clock'>>
  /** Time passes by itself, at `rate` simulated seconds a real second; without it, at the rate that it had (first 1). */
  run(rate?: number): Promise<Model<'Clock'>>
}

export type EventType = Model<'EventType'>

export interface UntilOptions<Name extends string = string> {
  /** Only on this cluster. */
  readonly cluster?: Name
  /** Only about this protection domain, remote site, or VM by name or UUID. */
  readonly name?: string
  /** Simulated time after which it is given up. */
  readonly within?: Duration
}

/** How long an event is waited for on a running clock, where `within` does not say: a simulated day. */
const WITHIN_SECONDS = 86_400
/** As much as a timer of the platform takes. */
const TIMER_MS_MAX = 2 ** 32 - 2

export function clockOf(api: ControlClient): Clock {
  const state = async (): Promise<Model<'Clock'>> => api.get('/clock')
  return {
    state,
    now: async () => new Date((await state()).now),
    advance: async how => api.post('/clock/advance', { body: advanceOf(how) }),
    sleep: sleepOf(api),
    freeze: async () => api.put('/clock', { body: { mode: 'frozen' } }),
    run: async rate => api.put('/clock', { body: { mode: 'running', ...(rate !== undefined && { rate }) } })
  }
}

/** Resolves with the event. Rejects with `clock/not-reached` where it does not come in time. */
export async function untilEvent(
  api: ControlClient,
  type: EventType,
  options: UntilOptions
): Promise<Model<'WorldEvent'>> {
  const { cluster, name, within } = options
  const { mode, rate } = await api.get('/clock')
  if (mode === 'running') return nextEvent(api, type, options, rate)
  const pattern = { type, ...(cluster !== undefined && { cluster }), ...(name !== undefined && { name }) }
  const limit = within === undefined ? {} : { within_seconds: secondsOf(within) }
  const { event } = await api.post('/clock/advance', { body: { until_event: { ...pattern, ...limit } } })
  if (event === undefined) throw new InvalidArgument(`The emulator tells of no ${type}`)
  return event
}

async function nextEvent(
  api: ControlClient,
  type: EventType,
  { cluster, name, within }: UntilOptions,
  rate: number
): Promise<Model<'WorldEvent'>> {
  const seconds = within === undefined ? WITHIN_SECONDS : secondsOf(within)
  const stop = new AbortController()
  const limit = AbortSignal.timeout(Math.min(Math.ceil((seconds / rate) * 1000), TIMER_MS_MAX))
  const signal = AbortSignal.any([stop.signal, limit])
  try {
    for await (const event of api.events({ types: [type], signal })) if (isWanted(event, cluster, name)) return event
  } finally {
    stop.abort()
  }
  const where = cluster === undefined ? '' : ` on ${cluster}`
  const what = `${type}${name === undefined ? '' : ` of ${name}`}${where}`
  throw new ControlRefused('clock/not-reached', `There was no ${what} within ${seconds} simulated seconds`, 409)
}

function isWanted(event: StreamedEvent, cluster?: string, name?: string): event is Model<'WorldEvent'> {
  const { type } = event
  if (type === 'stream-cut' || !('revision' in event)) return false
  const { cluster: where, name: named, ...facts } = event
  if (cluster !== undefined && where !== cluster) return false
  const names = [named, facts['uuid'], facts['remote_site'], ...((facts['vms'] as unknown[] | undefined) ?? [])]
  return name === undefined || names.includes(name)
}
