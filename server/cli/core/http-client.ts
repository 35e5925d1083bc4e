/** HTTP client of the commands: JSON requests over keep-alive connections, with readable connection errors. */
import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { Unreachable } from './target.js'

export interface HttpTarget {
  readonly url: URL
  readonly username: string
  readonly password: string
  /** Shown instead of user and password, where the control API is asked. */
  readonly token?: string
  /** PEM: the one certificate to trust. Without it any is taken, as every client of Prism Element does. */
  readonly ca?: string | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly text: string
  /** Undefined where the text is no JSON. */
  readonly body: unknown
}

/** No response: connection refused, broken, or timed out. */
export class NoAnswer extends Unreachable {
  override readonly name = 'NoAnswer'

  constructor(
    message: string,
    readonly reason: string
  ) {
    super(message)
  }
}

export interface HttpClient extends Disposable {
  /**
   * Any status is an answer. `path` may have a query. Throws `NoAnswer`, and plain `Unreachable` where the call was told to
   * stop.
   */
  request(method: string, path: string, body?: unknown): Promise<HttpAnswer>
}

/** Timeout of one response. */
const ANSWER_LIMIT_MS = 30_000

/** `stop` ends calls that are under way. Whoever makes a client disposes of it: it keeps connections open. */
export function httpClient({ url, username, password, token, ca }: HttpTarget, stop?: AbortSignal): HttpClient {
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const authorization = token === undefined ? `Basic ${basic}` : `Bearer ${token}`
  const { request, agent } = transportOf(url, ca)
  return {
    request: async (method, path, body) =>
      new Promise((resolve, reject) => {
        const limit = AbortSignal.timeout(ANSWER_LIMIT_MS)
        const fail = (error: Error): void => reject(failureOf(error, url, limit, stop))
        const headers = {
          authorization,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' })
        }
        const signal = stop === undefined ? limit : AbortSignal.any([stop, limit])
        const outgoing = request(new URL(path, url), { method, headers, agent, signal }, response => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => (text += part))
          response.on('error', fail)
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text, body: parsed(text) }))
        })
        outgoing.on('error', fail)
        outgoing.end(body === undefined ? undefined : JSON.stringify(body))
      }),
    [Symbol.dispose]: () => agent.destroy()
  }
}

function transportOf({ protocol }: URL, ca: string | undefined) {
  if (protocol !== 'https:') return { request: requestHttp, agent: new HttpAgent({ keepAlive: true }) }
  const trust = ca === undefined ? { rejectUnauthorized: false } : { ca }
  return { request: requestHttps, agent: new HttpsAgent({ keepAlive: true, ...trust }) }
}

function failureOf(error: Error, { origin, protocol }: URL, limit: AbortSignal, stop?: AbortSignal): Unreachable {
  if (stop?.aborted === true) return new Unreachable(`${origin} does not answer: told to stop`)
  const reason = limit.aborted ? `no answer within ${ANSWER_LIMIT_MS / 1000} s` : reasonOf(error, protocol)
  return new NoAnswer(`${origin} does not answer: ${reason}`, reason)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Where a port speaks TLS, plain HTTP is mostly cut off. */
const cutOff = /^(ECONNRESET|EPIPE|HPE_)/

function reasonOf(error: Error, protocol: string): string {
  const { code = '' } = error as NodeJS.ErrnoException
  if (protocol === 'http:' && cutOff.test(code)) return `${error.message}; is it https:// that is meant?`
  if (code === 'EPROTO') return 'it does not speak TLS; is it http:// that is meant?'
  return error.message === '' ? code : error.message
}
