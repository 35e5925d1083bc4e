/** The two sites of the guide and the emulator's own API, asked as a script would. */
import type { Test } from 'tap'
import { clientOf } from '../support/client.js'
import { listeningEmulator } from '../support/emulator.js'

export const USECS = 1_000_000
/** The guide's three VMs. */
export const NAMES = ['app01', 'db01', 'web01']

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked at as a script would */
/** Answers with the body, once the status is the one that clients take for success. */
export type Ask = (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: unknown) => Promise<any>

export interface Guide {
  readonly france: Ask
  readonly canada: Ask
  readonly control: Ask
  /** Moves the clock, to an instant in microseconds since the epoch. */
  readonly to: (usecs: number) => Promise<void>
  readonly now: () => Promise<number>
  readonly marks: (cluster: string, name: string) => Promise<string[]>
  readonly mark: (cluster: string, mark: string) => Promise<void>
}

/** An emulator of its own, with a clock that stands still; it ends with the test. */
export async function guideIn(t: Test): Promise<Guide> {
  const { running } = await listeningEmulator(t, { at: new Date(1_715_587_200_000) })
  const { france, canada } = running.clusters
  if (france === undefined || canada === undefined) throw new Error('The guide plays in France and Canada')
  const asker = (url: string, succeeds: { post: number }): Ask => {
    const client = clientOf(url, france)
    return async (method, path, body) => {
      const { status, body: answer } = await client(method.toUpperCase() as Uppercase<typeof method>, path, body)
      const expected = method === 'post' ? succeeds.post : 200
      if (status !== expected) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`)
      return answer
    }
  }
  const control = asker(running.control, { post: 200 })
  const vmsOf = async (cluster: string): Promise<{ name: string; uuid: string }[]> => {
    const { vms } = await control('get', `/clusters/${cluster}/vms`)
    return vms.filter(({ name }: { name: string }) => NAMES.includes(name))
  }
  return {
    france: asker(france.url, { post: 201 }),
    canada: asker(canada.url, { post: 201 }),
    control,
    now: async () => (await control('get', '/clock')).now_usecs,
    to: async usecs => {
      const { now_usecs: now } = await control('get', '/clock')
      await control('post', '/clock/advance', { seconds: (usecs - now) / USECS })
    },
    marks: async (cluster, name) => {
      const vm = (await vmsOf(cluster)).find(candidate => candidate.name === name)
      const { marks } = await control('get', `/clusters/${cluster}/vms/${vm?.uuid}/marks`)
      return marks.map((mark: { name: string }) => mark.name)
    },
    mark: async (cluster, name) => {
      for (const { uuid } of await vmsOf(cluster))
        await control('post', `/clusters/${cluster}/vms/${uuid}/marks`, { name })
    }
  }
}
