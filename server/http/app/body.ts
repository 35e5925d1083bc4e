/** Body parsing: JSON in any charset, an empty body for any verb; other media types are refused. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'
import { HttpRefusal } from '../contract/index.js'
import { EXPECTATION_FAILED } from './head.js'

/** Bytes of a request's body; more is refused with 413. */
export const BODY_LIMIT_BYTES = 1024 * 1024

/** How long a client may go on sending a body that was refused. Most read no answer before they have sent it all. */
const REFUSED_BODY_MS = 2_000

const BYTE_ORDER_MARK = '\uFEFF'

/** Objects and lists within each other; a deeper body is refused before anything walks it by recursion. */
export const BODY_DEPTH_MAX = 1_000

/** Real clients send a Content-Type with no body, a body with no Content-Type, and a charset of their liking. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, async (request: FastifyRequest, text: string) =>
    parseBody(request, text)
  )
  app.addHook('onRequest', async ({ headers }) => {
    // An empty body has no type: what the header says must not matter, even when it says nothing that can be read.
    if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'])) delete headers['content-type']
  })
  app.addHook('onSend', async ({ raw }, reply) => {
    if (reply.getHeader('connection') !== 'close') return
    if (reply.statusCode === EXPECTATION_FAILED) return // nobody sends a body that was not wanted
    // A body that was read to its end and makes no sense leaves nothing behind that could be taken for a request.
    if (!raw.readableEnded) await drainBody(raw)
    else if (reply.raw.shouldKeepAlive) reply.removeHeader('connection')
  })
}

/** Reads and discards the rest of a body. */
async function drainBody(body: IncomingMessage): Promise<void> {
  if (body.destroyed) return
  body.resume()
  await finished(body, { signal: AbortSignal.timeout(REFUSED_BODY_MS) }).catch(() => undefined)
}

function parseBody(request: FastifyRequest, received: string): unknown {
  const text = received.startsWith(BYTE_ORDER_MARK) ? received.slice(1) : received
  if (text.trim() === '') return undefined
  const type = request.headers['content-type']
  const strict = request.routeOptions.config.anyMediaType !== true
  if (strict && type !== undefined && !/^\s*(application|text)\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new HttpRefusal('media-type', 415, `A request body has to be application/json, not ${type}`)
  }
  try {
    const body = JSON.parse(text) as unknown
    if (!isDeeperThan(BODY_DEPTH_MAX, text)) return body
  } catch (error) {
    throw new HttpRefusal('malformed-json', 400, `The request body is not JSON: ${(error as SyntaxError).message}`)
  }
  throw new HttpRefusal('malformed-json', 400, `The request body is nested deeper than ${BODY_DEPTH_MAX} levels`)
}

/** Of a text that is JSON: brackets are counted, those in its strings left out. */
function isDeeperThan(levels: number, json: string): boolean {
  if (json.length <= 2 * levels) return false // each level is opened and closed
  let depth = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    if (depth > levels) return true
  }
  return false
}
