/** Patience: what only reads is asked again where a cluster is busy, or a connection broke. */
import { setTimeout as pause } from 'node:timers/promises'
import { NoAnswer } from '../cli/core/index.js'
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'

/** Waits before the second and the third time, in milliseconds. */
const WAITS_MS = [200, 1000] as const

/** Too many requests, or nobody behind the gateway: others mean what they say. */
const busy: readonly number[] = [429, 502, 503, 504]

/** Asks up to three times. What changes something is asked once. `wait` is for tests. */
export function patientClient(
  client: HttpClient,
  stop?: AbortSignal,
  wait: (milliseconds: number) => Promise<unknown> = milliseconds => pause(milliseconds, undefined, { signal: stop })
): HttpClient {
  const again = async (path: string, left: readonly number[]): Promise<HttpAnswer> => {
    const [next, ...later] = left
    try {
      const answer = await client.request('GET', path)
      if (next === undefined || !busy.includes(answer.status)) return answer
    } catch (error) {
      if (next === undefined || !(error instanceof NoAnswer)) throw error
    }
    await wait(next).catch(() => undefined) // told to stop: the next call says so
    return again(path, later)
  }
  return {
    request: async (method, path, body) =>
      method === 'GET' ? again(path, WAITS_MS) : client.request(method, path, body),
    [Symbol.dispose]: () => client[Symbol.dispose]()
  }
}
