/**
 * Timers of the bundle, taken when it is loaded: a test that puts fake ones in their place, before or later, does not stop
 * the servers. The bundle uses these wherever its sources, or those of a package, name a global timer.
 */
import timers from 'node:timers'

interface Faked {
  readonly clock?: Readonly<Record<string, unknown>>
}

/** Fake timers of @sinonjs (Jest, Vitest, sinon) keep the real one under its name with an underscore. */
function real<Name extends keyof typeof timers>(name: Name): (typeof timers)[Name] {
  const { clock } = timers[name] as Faked
  return (clock?.[`_${name}`] ?? timers[name]) as (typeof timers)[Name]
}

export const setTimeout = real('setTimeout')
export const setInterval = real('setInterval')
export const setImmediate = real('setImmediate')
export const clearTimeout = real('clearTimeout')
export const clearInterval = real('clearInterval')
export const clearImmediate = real('clearImmediate')

/** Promises are never faked. */
const soon = (call: () => void): void => {
  void Promise.resolve().then(call)
}
const isFaked = (call: object): boolean => 'clock' in call || 'mock' in call
const realQueueMicrotask = globalThis.queueMicrotask
export const queueMicrotask = isFaked(realQueueMicrotask) ? soon : realQueueMicrotask

type Tick = (call: (...values: unknown[]) => void, ...values: unknown[]) => void
const realNextTick = process['nextTick'].bind(process) as Tick
const nextTick: Tick = isFaked(process['nextTick']) ? (call, ...values) => soon(() => call(...values)) : realNextTick
export { nextTick as 'process.nextTick' }
