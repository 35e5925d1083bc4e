/** The whole emulator without a listener, its clock frozen, every answer checked against the contract. */
import type { Test } from 'tap'
import { compose } from '../../server/app/compose.js'
import { readConfig } from '../../server/config/config.js'
import type { Lab } from '../../server/labs/lab.js'
import type { Config } from '../../server/config/settings.js'

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

export interface Emulator {
  readonly lab: Lab
  send(cluster: string, wire: Wire): Promise<Answer>
  ask(cluster: string, method: Method, url: string, body?: unknown): Promise<Answer>
  /** The same, by somebody else than the administrator. */
  as(user: string, password: string): Emulator['ask']
  /** Simulated seconds. */
  advance(seconds: number): Promise<void>
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
  t.teardown(() => composition.close())
  const { app, lab } = composition
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
    lab,
    ask,
    as,
    send,
    advance: async seconds => {
      const { status, text } = await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds })
      if (status !== 200) throw new Error(text)
    }
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}
