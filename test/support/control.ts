/** The control API over a lab of its own, with every answer checked against the contract. */
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { administratorSecrets } from '../../server/app/lab-start.js'
import { LabStates } from '../../server/app/labs/lab-states.js'
import { readConfig } from '../../server/config/config.js'
import { canonicalPath, controlContract, emulatedOperations } from '../../server/contracts/contracts.js'
import { ControlFault, EventStreams, Journal, controlFault, fixtureCatalog } from '../../server/control/index.js'
import type { ControlContext, Labs, NamedFixture, StreamOptions } from '../../server/control/index.js'
import { controlApi as controlApiOf } from '../../server/control/mount.js'
import { instant } from '../../server/domain/core/time.js'
import type { Instant } from '../../server/domain/core/time.js'
import { isLocalRequest, noteConnectionEnds } from '../../server/http/access/index.js'
import { createApp } from '../../server/http/app/app.js'
import { Mishaps } from '../../server/http/app/mishaps.js'
import type { Api } from '../../server/http/contract/pipeline.js'
import { Lab } from '../../server/labs/lab.js'
import { StateBudget } from '../../server/labs/states.js'
import { builtInFixture } from '../../server/seed/fixture.js'
import { worldOf } from '../../server/seed/world.js'
import { streamOf } from './event-stream.js'
import type { Stream } from './event-stream.js'

/**
 * When the worlds of these tests begin. In the fixture france-canada-protected, gold takes its snapshots half past each
 * hour and sends deltas of 5 760 000 000 bytes, 70 % of that on the wire.
 */
export const START = '2026-03-02T10:00:00.000Z'
export const protectedSites = { fixture: 'france-canada-protected' }
const BASE = '/emulator/v1'

export function usecs(text: string): Instant {
  return instant(Date.parse(text) * 1000)
}

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are compared, not typed */
export interface Answer {
  readonly status: number
  readonly body: any
}
/* eslint-enable @typescript-eslint/no-explicit-any */

export type Method = 'GET' | 'PUT' | 'POST' | 'HEAD' | 'DELETE'

export interface ControlApi {
  readonly lab: Lab
  readonly streams: EventStreams
  readonly api: Api
  ask(method: Method, path: string, body?: unknown): Promise<Answer>
  /** The status of a GET, of the clock unless a path is given, asked from an address, with or without a token. */
  from(remoteAddress: string, token?: string, path?: string): Promise<number>
  /** Opens a stream of events on a real connection and resolves once its first line is there. */
  follow(query?: string): Promise<Stream>
}

export interface Options {
  readonly fixture?: string
  readonly other?: NamedFixture
  readonly streams?: StreamOptions
  readonly token?: string
  readonly open?: boolean
  readonly exposed?: boolean
  readonly stateBytesMax?: number
}

/** Nothing is saved, so everything is as safe as it was asked for. */
const inMemory = {
  permit: () => Promise.resolve({ check: () => undefined, saved: () => Promise.resolve() }),
  settled: () => Promise.resolve()
}

/** A lab that has no others beside it. */
const alone = (): never => {
  throw new ControlFault('lab/not-found', 'There are no labs here')
}
const onlyThis: Labs = {
  list: () => [],
  get: alone,
  create: () => Promise.resolve().then(alone),
  remove: () => Promise.resolve().then(alone)
}

export async function controlApi(
  t: Test,
  {
    fixture = 'france-canada',
    other,
    streams: streamOptions,
    token,
    open = false,
    exposed = false,
    stateBytesMax
  }: Options = {}
): Promise<ControlApi> {
  const chosen = other?.fixture ?? builtInFixture(fixture)
  if (chosen === undefined) throw new Error(`There is no fixture ${fixture}`)
  const lab = new Lab({ name: 'test', world: worldOf(chosen, usecs(START)), pace: { mode: 'frozen', rate: 1 } })
  const streams = new EventStreams(streamOptions)
  const settled = (): Promise<void> => Promise.resolve()
  const config = readConfig({}, {})
  const secretOf = administratorSecrets(config)
  const states = new LabStates({
    lab,
    budget: new StateBudget(stateBytesMax),
    folder: undefined,
    config,
    secretOf,
    settled
  })
  const context: ControlContext = {
    ...{ lab, states, labs: onlyThis },
    fixture: fixtureCatalog(fixture, { fixture: chosen, source: fixture }),
    version: '1.2.3',
    api: { control: BASE },
    coverage: () => [],
    topics: () => [],
    present: () => usecs(START),
    streams,
    saving: inMemory,
    storage: () => ({ storage: 'ok' }),
    addressesOf: () => [],
    journal: new Journal(),
    notesUnread: false,
    mishaps: new Mishaps(),
    metrics: { scrape: () => Promise.reject(new Error('These tests read no metrics')) },
    sites: () => [...Object.keys(lab.world.clusters), 'central'],
    canonicalPath,
    operations: emulatedOperations
  }
  const api = controlApiOf(controlContract, {
    context: () => context,
    token,
    open,
    exposed: () => exposed,
    isLocal: request => isLocalRequest(request, []),
    validateResponses: true
  })
  const app = createApp({ apis: [api], refuse: controlFault })
  await app.ready()
  t.teardown(async () => {
    streams.close()
    await app.close()
  })
  return {
    lab,
    streams,
    api,
    ask: async (method, path, body) => {
      const { statusCode, body: text } = await app.inject({
        method,
        url: BASE + path,
        ...(body !== undefined && { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
      })
      return { status: statusCode, body: text === '' ? undefined : JSON.parse(text) }
    },
    from: async (remoteAddress, shown, path = '/clock') => {
      const headers = shown === undefined ? {} : { authorization: `Bearer ${shown}` }
      return (await app.inject({ method: 'GET', url: BASE + path, remoteAddress, headers })).statusCode
    },
    follow: async (query = '') => {
      if (!app.server.listening) noteConnectionEnds(app.server)
      if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = app.server.address() as AddressInfo
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: `${BASE}/events${query}`, agent: false }, resolve).on('error', reject)
      })
      t.teardown(() => response.destroy())
      return streamOf(response)
    }
  }
}

/** `VERB /path`, its body, `status code` and words of the answer. */
export type Refused = readonly [request: string, body: unknown, fault: string, says: RegExp]

/** Each is refused in the form of this API, and leaves the world as it was. */
export async function refuses(
  t: Test,
  { ask, lab }: Pick<ControlApi, 'ask' | 'lab'>,
  refusals: readonly Refused[]
): Promise<void> {
  for (const [request, body, fault, says] of refusals) {
    const before = JSON.stringify(lab.world)
    const [method = '', path = ''] = request.split(' ')
    const [status, code] = fault.split(' ')
    const answer = await ask(method as Method, path, body)
    const because = `${request} ${JSON.stringify(body) ?? ''}`
    t.match(answer, { status: Number(status), body: { error: { code, message: says } } }, because)
    t.equal(JSON.stringify(lab.world), before, `${because}: nothing has changed`)
  }
}
