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
  /** Without `ca`, certificates are checked against what the system trusts. */
  readonly checked?: boolean
  /** Of one answer; 30 s without it. */
  readonly limitMs?: number
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

/** Timeout of one response, where nothing is said. */
const ANSWER_LIMIT_MS = 30_000

/** `stop` ends calls that are under way. Whoever makes a client disposes of it: it keeps connections open. */
export function httpClient(target: HttpTarget, stop?: AbortSignal): HttpClient {
  const { url, username, password, token, limitMs = ANSWER_LIMIT_MS } = target
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const authorization = token === undefined ? `Basic ${basic}` : `Bearer ${token}`
  const { request, agent } = transportOf(target)
  return {
    request: async (method, path, body) =>
      new Promise((resolve, reject) => {
        const limit = AbortSignal.timeout(limitMs)
        let answered = false
        const fail = (error: Error): void => reject(failureOf(error, { url, answered, limit, limitMs }, stop))
        const headers = {
          authorization,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' })
        }
        const signal = stop === undefined ? limit : AbortSignal.any([stop, limit])
        const outgoing = request(new URL(path, url), { method, headers, agent, signal }, response => {
          answered = true
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

function transportOf({ url, ca, checked = false }: HttpTarget) {
  if (url.protocol !== 'https:') return { request: requestHttp, agent: new HttpAgent({ keepAlive: true }) }
  const trust = ca === undefined ? { rejectUnauthorized: checked } : { ca }
  return { request: requestHttps, agent: new HttpsAgent({ keepAlive: true, ...trust }) }
}

interface Call {
  readonly url: URL
  /** Whether an answer had begun: then it is HTTP that is spoken. */
  readonly answered: boolean
  readonly limit: AbortSignal
  readonly limitMs: number
}

function failureOf(error: Error, call: Call, stop?: AbortSignal): Unreachable {
  const { url, answered, limit, limitMs } = call
  const { origin } = url
  if (stop?.aborted === true) return new Unreachable(`${origin} does not answer: told to stop`)
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && untrusted.includes(code))
    return new Unreachable(
      `The certificate of ${origin} is not trusted (${code}): --ca FILE names the one to trust, --insecure takes any`
    )
  const reason = limit.aborted
    ? `no answer within ${limitMs / 1000} s`
    : reasonOf(error, !answered && url.protocol === 'http:')
  return new NoAnswer(`${origin} does not answer: ${reason}`, reason)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What Node says of certificates that nothing vouches for. */
const untrusted: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID'
]

/** Where a port speaks TLS, plain HTTP is mostly cut off. */
const cutOff = /^(ECONNRESET|EPIPE|HPE_)/

function reasonOf(error: Error, mayBeTls: boolean): string {
  const { code = '' } = error as NodeJS.ErrnoException
  if (mayBeTls && cutOff.test(code)) return `${error.message}; is it https:// that is meant?`
  if (code === 'EPROTO') return 'it does not speak TLS; is it http:// that is meant?'
  return error.message === '' ? code : error.message
}
