/** Errors of requests that no handler sees: unknown path, malformed JSON, too large, not as the contract says. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

export type HttpRefusalCode =
  | 'unknown-path'
  | 'wrong-verb'
  | 'not-served'
  | 'bad-url'
  | 'malformed-json'
  | 'invalid-request'
  | 'media-type'
  | 'body-too-large'
  | 'bad-request'
  /** Unknown Host name, or a cross-origin request. */
  | 'host-not-allowed'
  | 'cross-site'
  /** The change cannot be saved and was rolled back. */
  | 'storage-failing'
  /** An injected fault. */
  | 'mishap'

/** No answer grows with what was asked for. */
const MESSAGE_LENGTH_MAX = 4000

/** What an answer says of a fault, cut where it is longer. */
export function messageInBounds(message: string): string {
  return message.length > MESSAGE_LENGTH_MAX ? `${message.slice(0, MESSAGE_LENGTH_MAX)}…` : message
}

export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'
  constructor(
    readonly code: HttpRefusalCode,
    /** Suggested HTTP status. */
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {}
  ) {
    super(messageInBounds(message))
  }
}

/** Status and body of the answer to an error, in the form of the API that was asked. */
export type Refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Refused

export interface Refused {
  readonly status: number
  readonly body: unknown
  /** For people: sent in the place of the body. */
  readonly page?: RefusalPage
}

export interface RefusalPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** Sends what `refuse` makes of an error. */
export function sendRefusal(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  refuse: Refuse
): FastifyReply {
  const reason = asHttpRefusal(error)
  const { status, body, page } = refuse(reason, request, reply)
  if (reason instanceof HttpRefusal) void reply.headers(reason.headers)
  if (page !== undefined)
    return reply.code(status).headers(page.headers).type('text/html; charset=utf-8').send(page.html)
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

const refusalsOfFastify: Readonly<Record<string, readonly [HttpRefusalCode, number]>> = {
  FST_ERR_VALIDATION: ['invalid-request', 400],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media-type', 415],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 413],
  FST_ERR_BAD_URL: ['bad-url', 400],
  FST_ERR_MAX_PARAM_LENGTH: ['bad-url', 414]
}

/** Maps Fastify's own errors to an `HttpRefusal`; other errors pass through. */
function asHttpRefusal(error: unknown): unknown {
  const { code, statusCode, message } = error as Partial<FastifyError>
  if (error instanceof HttpRefusal || !code?.startsWith('FST_')) return error
  const known = refusalsOfFastify[code]
  if (known !== undefined) return new HttpRefusal(...known, message ?? code)
  return statusCode !== undefined && statusCode < 500
    ? new HttpRefusal('bad-request', statusCode, message ?? code)
    : error
}
