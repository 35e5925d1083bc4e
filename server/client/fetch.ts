/** A fetch that trusts one given certificate, over `node:https`: the global one cannot be told whom to trust. */
import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'

/** Takes what the global fetch takes, and answers with the same `Response`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Whom to trust; the authorities that Node knows where nothing is said. */
export interface Trust {
  /** PEM: the certificate, or the authority behind it. */
  readonly ca?: string | undefined
  /** Takes any certificate. */
  readonly insecure?: boolean | undefined
  /** Requests keep no process alive, such as one that follows events. */
  readonly unref?: boolean | undefined
}

export interface ClosableFetch {
  readonly fetch: Fetch
  /** Ends every connection, those of running requests included. */
  close(): void
}

/** As many as the standard follows. */
const REDIRECTS_MAX = 20

const NO_BODY: readonly number[] = [204, 205, 304]

/**
 * An answer is read whole before it is given, so that one that nobody reads keeps no connection; a stream of events is
 * given as it comes. Rejects as the global fetch does: with a `TypeError` whose `cause` is Node's error where nothing answers,
 * with the signal's reason where it aborts.
 */
export function createFetch({ ca, insecure = false, unref = false }: Trust = {}): ClosableFetch {
  const http = new HttpAgent({ keepAlive: true })
  const https = new HttpsAgent({ keepAlive: true, rejectUnauthorized: !insecure, ...(ca !== undefined && { ca }) })

  const send = async (request: Request, body: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { url, method, signal } = request
      const [start, agent] = url.startsWith('https:')
        ? ([requestHttps, https] as const)
        : ([requestHttp, http] as const)
      const headers: Record<string, string> = { accept: '*/*', ...Object.fromEntries(request.headers) }
      if (body.length > 0 || !['GET', 'HEAD'].includes(method)) headers['content-length'] = String(body.length)
      // By the address that is connected to, whatever Host is asked for.
      const { hostname } = new URL(url)
      const servername = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : ''
      const outgoing = start(url, { method, headers, agent, signal, servername } as RequestOptions, resolve)
      if (unref) outgoing.on('socket', socket => socket.unref())
      outgoing.on('error', error => {
        reject(signal.aborted ? (signal.reason as Error) : fetchFailed(error))
      })
      outgoing.end(body)
    })

  const ask = async (request: Request, hops: number): Promise<Response> => {
    request.signal.throwIfAborted()
    const body = Buffer.from(await request.arrayBuffer())
    const incoming = await send(request, body)
    const location = redirectOf(incoming)
    if (location !== undefined && request.redirect !== 'manual') {
      incoming.resume()
      if (request.redirect === 'error' || hops >= REDIRECTS_MAX)
        throw fetchFailed(new Error(`${request.url} leads elsewhere`))
      return ask(redirected(request, body, incoming.statusCode ?? 0, location), hops + 1)
    }
    return responseOf(incoming, request, hops > 0)
  }

  return {
    fetch: (input, init) => ask(new Request(input, init), 0),
    close: () => {
      http.destroy()
      https.destroy()
    }
  }
}

/** In the words of the global fetch, for which clients look. */
const fetchFailed = (cause: unknown): TypeError => new TypeError('fetch failed', { cause })

function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? location : undefined
}

/** The request that follows, by the rules of the Fetch standard: another method where it asks so, no password elsewhere. */
function redirected(request: Request, body: Buffer, status: number, location: string): Request {
  const target = new URL(location, request.url)
  const headers = new Headers(request.headers)
  if (target.origin !== new URL(request.url).origin) headers.delete('authorization')
  const { method, signal, redirect } = request
  const asGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')
  if (asGet) headers.delete('content-type')
  const sent = !asGet && body.length > 0 ? { body: new Uint8Array(body) } : {}
  return new Request(target, { method: asGet ? 'GET' : method, headers, signal, redirect, ...sent })
}

async function responseOf(incoming: IncomingMessage, request: Request, redirected: boolean): Promise<Response> {
  const { statusCode: status = 0, statusMessage: statusText = '' } = incoming
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value)
  const body = await bodyOf(incoming, request.signal)
  const response = new Response(NO_BODY.includes(status) ? null : body, { status, statusText, headers })
  Object.defineProperties(response, { url: { value: request.url }, redirected: { value: redirected } })
  return response
}

async function bodyOf(
  incoming: IncomingMessage,
  signal: AbortSignal
): Promise<Uint8Array<ArrayBuffer> | ReadableStream> {
  if (incoming.headers['content-type']?.startsWith('text/event-stream') === true)
    return Readable.toWeb(incoming) as ReadableStream
  try {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    return new Uint8Array(Buffer.concat(parts))
  } catch (error) {
    throw signal.aborted ? signal.reason : fetchFailed(error)
  }
}
