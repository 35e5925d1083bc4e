/** The client: calls by path of the contract, checked by its types, answered with the model or an error of ours. */
import { isIP } from 'node:net'
import createClient from 'openapi-fetch'
import type { paths } from '../../build/contract/control.types.js'
import { ConfigError } from '../config/index.js'
import { ControlRefused, EmulatorUnreachable, unreachable } from './errors.js'
import { eventsOf } from './events.js'
import type { EventsOptions, StreamedEvent } from './events.js'
import { createFetch } from './fetch.js'
import type { Trust } from './fetch.js'

export interface ConnectOptions extends Trust {
  /** That of `--control-token`; none is needed on the emulator's own machine. */
  readonly token?: string | undefined
  /** How long one answer may take, in real milliseconds. Default 120 000. */
  readonly timeoutMs?: number | undefined
  /** Ends every call that is under way. */
  readonly signal?: AbortSignal | undefined
}

export type Verb = 'get' | 'post' | 'put' | 'delete'

/** The paths of the contract that have this verb. */
export type PathsOf<V extends Verb> = {
  [Path in keyof paths]: paths[Path] extends { [K in V]: object } ? Path : never
}[keyof paths]

type OperationAt<Path extends keyof paths, V extends Verb> = paths[Path][V]

/** `query?: never` says that there is none. */
type Filled<T> = { [K in keyof T as Exclude<T[K], undefined> extends never ? never : K]: T[K] }

type ParametersOf<Operation> = Operation extends { parameters: infer P }
  ? Filled<Pick<P, keyof P & ('path' | 'query')>>
  : unknown

type BodyOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : Operation extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : unknown

/** What a call takes: `path`, `query` and `body` as the contract has them. */
export type CallOptions<Path extends keyof paths, V extends Verb> = ParametersOf<OperationAt<Path, V>> &
  BodyOf<OperationAt<Path, V>> & { readonly signal?: AbortSignal }

type Contents<Response> = Response extends { content: { 'application/json': infer Content } } ? Content : never

/** What a call is answered. */
export type Answer<Path extends keyof paths, V extends Verb> =
  OperationAt<Path, V> extends { responses: infer Responses }
    ? Contents<Responses[keyof Responses & (200 | 201 | 202)]>
    : never

type Call<V extends Verb> = <Path extends PathsOf<V>>(
  path: Path,
  ...options: object extends CallOptions<Path, V> ? [CallOptions<Path, V>?] : [CallOptions<Path, V>]
) => Promise<Answer<Path, V>>

/** Every call rejects with `ControlRefused` where the emulator says no, and `EmulatorUnreachable` where it does not answer. */
export interface ControlClient extends Disposable {
  /** Of the control API, such as `https://127.0.0.1:9440/emulator/v1`. */
  readonly url: string
  readonly get: Call<'get'>
  readonly post: Call<'post'>
  readonly put: Call<'put'>
  readonly delete: Call<'delete'>
  /** What happens from now on, until the signal aborts or the emulator ends; an abort is no error. */
  events(options?: EventsOptions): AsyncGenerator<StreamedEvent, void>
  /** Whom it trusts. */
  readonly trust: Trust
  /** Ends its connections, those of running calls included. */
  close(): void
}

const CALL = ['path', 'query', 'body', 'signal']
const EVENTS = ['types', 'signal', 'onOpen']

/** A field that nothing reads would be a call that means something else. Throws `ConfigError`. */
function refuseStrangers(input: object, known: readonly string[], of: string): void {
  const stranger = Object.keys(input).find(key => !known.includes(key))
  if (stranger !== undefined) throw new ConfigError(`${of} has no ${stranger}: it takes ${known.join(', ')}`)
}

const BASE = '/emulator/v1'
const TIMEOUT_MS = 120_000

/**
 * A client of the control API at a URL: of the emulator (`https://127.0.0.1:9440`), or of the API itself. It does not
 * ask anything yet. A loopback address is trusted with any certificate unless `ca` is given.
 *
 * Throws `ConfigError` for a URL that cannot be one.
 */
export function connect(url: string | URL, options: ConnectOptions = {}): ControlClient {
  const base = controlUrl(url)
  const { token, ca, unref, timeoutMs = TIMEOUT_MS } = options
  const insecure = options.insecure ?? (ca === undefined && isLoopbackHost(base.hostname))
  const { fetch, close } = createFetch({ ca, insecure, unref })
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const api = createClient<paths>({ baseUrl: base.href, fetch, headers })

  const call = async (verb: Verb, path: string, init: AnyCall = {}): Promise<unknown> => {
    refuseStrangers(init, CALL, `A call of ${path}`)
    const limit = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([limit, ...[options.signal, init.signal].flatMap(each => each ?? [])])
    const { body, path: inPath, query } = init
    const request = { params: { path: inPath, query }, ...(body !== undefined && { body }), parseAs: 'text', signal }
    let answer: { data?: unknown; error?: unknown; response: Response }
    try {
      answer = await api.request(verb, path as never, request as never)
    } catch (error) {
      if (signal.aborted && !limit.aborted) throw signal.reason
      if (!limit.aborted) throw unreachable(error, base.origin)
      throw new EmulatorUnreachable('timed-out', `${base.origin} gave no answer within ${timeoutMs / 1000} s`)
    }
    const { data, error, response } = answer
    if (!response.ok) throw refusalOf(error, response.status, base)
    return parsed(String(data), base)
  }

  const as =
    (verb: Verb) =>
    async (path: string, init?: AnyCall): Promise<unknown> =>
      call(verb, path, init)
  return {
    url: base.href,
    trust: { ca, insecure },
    get: as('get') as Call<'get'>,
    post: as('post') as Call<'post'>,
    put: as('put') as Call<'put'>,
    delete: as('delete') as Call<'delete'>,
    events: (follow = {}) => {
      refuseStrangers(follow, EVENTS, 'A stream of events')
      return streamed(base, { ...follow, ended: options.signal }, { fetch, headers })
    },
    close,
    [Symbol.dispose]: close
  }
}

interface AnyCall {
  readonly path?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

async function* streamed(
  base: URL,
  { types = [], signal, ended, onOpen }: EventsOptions & { readonly ended: AbortSignal | undefined },
  { fetch, headers }: { fetch: ReturnType<typeof createFetch>['fetch']; headers: Record<string, string> }
): AsyncGenerator<StreamedEvent, void> {
  const url = new URL(`${base.href}/events`)
  for (const type of types) url.searchParams.append('type', type)
  const stop = AbortSignal.any([signal, ended].flatMap(each => each ?? []))
  try {
    const response = await fetch(url, { headers, signal: stop })
    if (!response.ok) throw refusalOf(await response.text(), response.status, base)
    if (response.body === null) return
    onOpen?.()
    yield* eventsOf(response.body)
  } catch (error) {
    if (stop.aborted) return
    if (error instanceof ControlRefused || error instanceof EmulatorUnreachable) throw error
    throw unreachable(error, base.origin)
  }
}

/** Throws `ConfigError`. */
function controlUrl(text: string | URL): URL {
  const url = URL.canParse(String(text)) ? new URL(String(text)) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new ConfigError(`${String(text)} is not the URL of an emulator; one looks like https://10.0.0.10:9440`)
  const path = url.pathname.replace(/\/+$/, '')
  if (path !== '' && !path.startsWith(BASE))
    throw new ConfigError(`${String(text)} has a path; only the address is wanted, as ${url.origin}`)
  return new URL(path === '' ? BASE : path, url.origin)
}

/** Whether a host, as a URL has it, is this machine by its name or address alone. */
export function isLoopbackHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0) return address.startsWith('127.') || address === '::1'
  return address === 'localhost' || address.endsWith('.localhost')
}

function refusalOf(body: unknown, status: number, base: URL): Error {
  const { error } = (typeof body === 'string' ? quietly(body) : body) as {
    error?: { code?: unknown; message?: unknown }
  }
  if (typeof error?.code === 'string' && typeof error.message === 'string')
    return new ControlRefused(error.code, error.message, status)
  const hint = base.protocol === 'http:' && status === 400 ? '; is it https:// that is meant?' : ''
  return new EmulatorUnreachable(
    'not-an-emulator',
    `${base.href} answers ${status}, and not as an emulator does${hint}`
  )
}

function quietly(text: string): object {
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    return {}
  }
}

function parsed(text: string, base: URL): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new EmulatorUnreachable('not-an-emulator', `${base.href} answers, and not as an emulator does`, { cause })
  }
}
