/** Asks a Prism Element over HTTPS or HTTP as a script would, and says in words why one does not answer. */
import { readFile } from 'node:fs/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { ConfigError } from '../../config/index.js'

/** A target that does not answer, or is no Prism Element, or does not let this user in. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

export interface Target {
  readonly url: URL
  readonly username: string
  readonly password: string
  /** Shown instead of a password, where the control API is asked. */
  readonly token?: string
  /** PEM; without it any certificate is taken, as every client of Prism Element does. */
  readonly ca?: string | undefined
}

export interface Answer {
  readonly status: number
  /** Undefined where it is no JSON. */
  readonly body: unknown
}

export type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Answer>

/** How long a Prism Element may take for one answer. */
const ANSWER_LIMIT_MS = 30_000

/** Throws `ConfigError` for a URL that names no cluster. */
export function targetUrl(text: string, flag: string): URL {
  const given = URL.canParse(text) ? new URL(text) : undefined
  if (given === undefined || !/^https?:$/.test(given.protocol) || given.hostname === '') {
    throw new ConfigError(`${flag} ${text} is not a URL; it looks like https://10.0.0.10:9440`)
  }
  if (given.pathname !== '/' || given.search !== '') {
    throw new ConfigError(`${flag} ${text} has a path; only the address of the cluster is wanted, as ${given.origin}`)
  }
  return given
}

/** Throws `ConfigError` where the file cannot be read. */
export async function certificateIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`--ca ${path} cannot be read: ${(error as Error).message}`)
  }
}

/** `stop` ends a call that is under way. */
export function askerOf({ url, username, password, token, ca }: Target, stop?: AbortSignal): Ask {
  const basic = Buffer.from(`${username}:${password}`).toString('base64')
  const authorization = token === undefined ? `Basic ${basic}` : `Bearer ${token}`
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const limit = AbortSignal.timeout(ANSWER_LIMIT_MS)
      const asked = request(
        new URL(path, url),
        {
          method,
          headers: {
            authorization,
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' })
          },
          signal: stop === undefined ? limit : AbortSignal.any([stop, limit]),
          ...(url.protocol === 'https:' && (ca === undefined ? { rejectUnauthorized: false } : { ca }))
        },
        response => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => (text += part))
          response.on('error', reject)
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }))
        }
      )
      asked.on('error', error => {
        const reason = limit.aborted ? `no answer within ${ANSWER_LIMIT_MS / 1000} s` : reasonOf(error)
        const told = stop?.aborted === true ? 'told to stop' : reason
        reject(new Unreachable(`${url.origin} does not answer: ${told}`))
      })
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EPROTO') return 'it does not speak TLS; is it http:// that is meant?'
  return error.message === '' ? String(code) : error.message
}

/** Throws `Unreachable` unless a Prism Element answers there and lets the user in. */
export async function checkPrism(ask: Ask, { url, username }: Target): Promise<void> {
  const { status, body } = await ask('GET', '/PrismGateway/services/rest/v2.0/cluster')
  if (status === 401 || status === 403) throw new Unreachable(`${url.origin} does not let ${username} in: ${status}`)
  const cluster = body as { uuid?: unknown; version?: unknown } | null | undefined
  if (status !== 200 || typeof cluster?.uuid !== 'string') {
    throw new Unreachable(`${url.origin} is no Prism Element: GET v2.0/cluster answers ${status} without a cluster`)
  }
}
