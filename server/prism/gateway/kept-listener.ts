/**
 * Sends what is kept before anything is routed: the plain GET of a client with good credentials whose answer is still true.
 * It passes the stages that every request passes, in their order. Whatever is not as plain as that, or would be refused,
 * goes the whole way, and nothing of it has been noted.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { hasManyHosts, isFromConsole } from '../../http/access/index.js'
import type { Guard } from '../../http/access/index.js'
import { clusterOf } from '../../domain/core/index.js'
import { CENTRAL } from '../core/index.js'
import { remoteAddressOf } from './client.js'
import type { FindDestination } from './environment.js'
import { questionOf } from './kept-answers.js'

interface KeptListenerOptions {
  readonly find: FindDestination
  /** Throws where a request is refused before anything else. */
  readonly guard: Guard
  readonly tls: boolean
  /** Answers everything else. */
  readonly otherwise: RequestListener
}

/** Answers from what is kept where it can, and hands on all else. */
export function keptAnswersFirst(options: KeptListenerOptions): RequestListener {
  const { otherwise } = options
  return (request, response) => {
    if (!isPlainGet(request) || !answerKept(options, request, response)) otherwise(request, response)
  }
}

function isPlainGet(request: IncomingMessage): boolean {
  const { method, headers, httpVersion } = request
  return (
    method === 'GET' &&
    httpVersion === '1.1' &&
    headers.host !== undefined &&
    headers.expect === undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    !hasManyHosts(request)
  )
}

/** Whether it is answered. What throws on the way throws again on the whole way, where it is told as it should be. */
function answerKept(options: KeptListenerOptions, request: IncomingMessage, response: ServerResponse): boolean {
  try {
    const answer = keptAnswerTo(options, request)
    if (answer === undefined) return false
    const { headers, bytes } = answer
    response.writeHead(answer.status, headers as string[]) // which is only read
    response.end(bytes)
    return true
  } catch {
    return false
  }
}

type Sendable = { readonly status: number; readonly headers: readonly string[]; readonly bytes: Buffer }

function keptAnswerTo({ find, guard, tls }: KeptListenerOptions, request: IncomingMessage): Sendable | undefined {
  const { headers, url: originalUrl = '' } = request
  const { host, site } = find({ raw: request, headers })
  const known = host.keptAnswers.requestOf(originalUrl)
  if (known === undefined || site === CENTRAL || host.closing.aborted) return undefined
  const { operation, url } = known
  guard({ raw: request, headers, method: 'GET', url, protocol: tls ? 'https' : 'http' })
  host.catchUp()
  const world = host.world()
  if (clusterOf(world, site).power !== 'on' || host.hasMishaps() || host.saving.isSettled?.() !== true) return undefined
  const kept = host.keptAnswers.find(host.version(), world.now, questionOf(site, site, url))
  if (kept === undefined) return undefined
  const { authorization, cookie } = headers
  const client = { connection: request.socket, address: () => remoteAddressOf(request) }
  const login = host.auth.authenticateGood(site, { authorization, cookie }, client)
  if (login === undefined) return undefined
  const { status } = operation.success
  host.record({
    site,
    user: login.user,
    method: 'GET',
    url,
    operation: operation.id,
    status,
    refusal: null,
    mishap: null,
    unread: undefined,
    body: undefined,
    console: isFromConsole(request)
  })
  return { status, headers: withCookies(kept.headers, login.setCookies), bytes: kept.bytes }
}

/** Cookies go out behind the headers of every answer, and before those of this one: its type and its length. */
const OWN_HEADERS = 4

function withCookies(headers: readonly string[], cookies: readonly string[]): readonly string[] {
  if (cookies.length === 0) return headers
  const list = headers.slice(0, -OWN_HEADERS)
  for (const cookie of cookies) list.push('set-cookie', cookie)
  return [...list, ...headers.slice(-OWN_HEADERS)]
}
