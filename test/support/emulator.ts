/** The whole emulator, its clock frozen, every answer checked against the contract: without a listener, or behind real ones. */
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { compose } from '../../server/app/compose.js'
import { readConfig } from '../../server/config/config.js'
import type { Lab } from '../../server/labs/lab.js'
import type { Config } from '../../server/config/settings.js'
import { startEmulator } from '../../server/index.js'
import type { Emulator as RunningEmulator, EmulatorOptions } from '../../server/index.js'
import { clientOf } from './client.js'
import type { Client } from './client.js'

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are compared, not typed */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: any
  readonly text: string
}
/* eslint-enable @typescript-eslint/no-explicit-any */

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** A request as it goes over the wire, for those that `ask` is too tidy for. */
export interface Wire {
  readonly method: Method
  readonly url: string
  readonly payload?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export const V1 = '/PrismGateway/services/rest/v1'
export const V2 = '/PrismGateway/services/rest/v2.0'

export interface Emulator {
  readonly app: FastifyInstance
  readonly lab: Lab
  /** Days between a kept lab and the present that its clock follows. */
  readonly daysBehind: number
  send(cluster: string, wire: Wire): Promise<Answer>
  ask(cluster: string, method: Method, url: string, body?: unknown): Promise<Answer>
  /** The body that france answers to a GET; an `Error` for any status but 200. */
  get(url: string): Promise<Answer['body']>
  /** The same as `ask`, by somebody else than the administrator. */
  as(user: string, password: string): Emulator['ask']
  /** Simulated seconds. */
  advance(seconds: number): Promise<void>
  /** Brings a kept lab to the present. */
  catchUp(): Promise<void>
  /** Saves what is to be saved; done with the test at the latest. */
  close(): Promise<void>
}

/** 2024-01-01T00:00:00Z, in microseconds. */
export const START_USECS = 1_704_067_200_000_000

export async function emulator(t: Test, options: Partial<Config> = {}): Promise<Emulator> {
  const composition = await compose({
    ...readConfig({}, {}),
    clock: 'frozen',
    atUsecs: START_USECS,
    logLevel: 'silent',
    validateResponses: true,
    ...options
  })
  const { app, lab, daysBehind, catchUp } = composition
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= composition.close())
  t.teardown(() => (closed === undefined ? close() : undefined)) // a test that has closed it has seen how that went
  const authorization = basic('admin', 'nutanix/4u')

  async function send(cluster: string, { method, url, payload, headers: ownHeaders }: Wire): Promise<Answer> {
    const response = await app.inject({
      method,
      url,
      headers: { host: cluster, authorization, ...ownHeaders },
      ...(payload !== undefined && { payload })
    })
    const { statusCode: status, headers, payload: text } = response
    const json = String(headers['content-type']).startsWith('application/json')
    return { status, headers, text, body: json && text !== '' ? (JSON.parse(text) as unknown) : undefined }
  }

  const as: Emulator['as'] = (user, password) => (cluster, method, url, body) => {
    const credentials = { authorization: basic(user, password) }
    if (body === undefined) return send(cluster, { method, url, headers: credentials })
    const headers = { ...credentials, 'content-type': 'application/json' }
    return send(cluster, { method, url, payload: JSON.stringify(body), headers })
  }
  const ask = as('admin', 'nutanix/4u')

  return {
    ...{ app, lab, daysBehind, catchUp, close },
    ...{ ask, as, send },
    get: async url => {
      const { status, body, text } = await ask('france', 'GET', url)
      if (status !== 200) throw new Error(`${url} answered ${status}: ${text}`)
      return body as unknown
    },
    advance: async seconds => {
      const { status, text } = await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds })
      if (status !== 200) throw new Error(text)
    }
  }
}

export interface ListeningEmulator {
  readonly running: RunningEmulator
  /** Of a cluster, logged in. */
  client(cluster: string): Client
}

/** The same behind listeners of its own, on free ports. */
export async function listeningEmulator(t: Test, options: EmulatorOptions = {}): Promise<ListeningEmulator> {
  const checked = { validateResponses: true }
  const running = await startEmulator({ http: true, clock: 'frozen', ...checked, ...options })
  t.teardown(() => running.stop())
  return {
    running,
    client: cluster => {
      const found = running.clusters[cluster]
      if (found === undefined) throw new Error(`There is no cluster ${cluster}`)
      return clientOf(found.url, found)
    }
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
