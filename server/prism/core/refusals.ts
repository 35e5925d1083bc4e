/** Maps refusal codes to the wire: HTTP status, error code and exception name, in the formats of v1 and v2.0. */
import { Refusal } from '../../domain/core/index.js'
import type { RefusalCode, RefusalForm } from '../../domain/core/index.js'
import { refusals } from '../../domain/refusals.js'
import { HttpRefusal, messageInBounds } from '../../http/contract/index.js'
import type { HttpRefusalCode } from '../../http/contract/index.js'

interface Wire {
  status: number
  /** `error_code.code`. */
  code: number
  /** Simple name of the exception, in the header of that name. */
  exception: string
}

const wireOf = ({ number, status, exception }: RefusalForm): Wire => ({
  status: status ?? 500,
  code: number,
  exception: exception ?? 'RestInternalException'
})

export const wireRefusals = Object.fromEntries(
  Object.entries(refusals).map(([code, form]) => [code, wireOf(form)])
) as Record<RefusalCode, Wire>

const invalid = wireRefusals['request/invalid']

/** Faults that the gateway finds in requests that are valid by the contract. */
const wireFaults = {
  /** A text that does not parse. */
  invalid,
  /** A page without a count [C: clients, one quotes number and text]. */
  paging: { status: 500, code: 1202, exception: 'RestInternalException' },
  unauthenticated: { status: 401, code: 401, exception: 'AuthenticationException' },
  forbidden: { status: 403, code: 403, exception: 'AccessDeniedException' },
  /** What only a cluster has, asked of Prism Central [C: recorded; Checkmk, of HA and DR]. */
  'not-on-central': { status: 412, code: 1101, exception: 'PreconditionFailedException' },
  /** What the hypervisor of a cluster does not have [C: recorded, an answer of AOS 5]. */
  hypervisor: { status: 500, code: 1101, exception: 'VMAdministrationException' },
  /** A cluster that Prism Central cannot reach. */
  unreachable: { status: 502, code: 502, exception: 'BadGatewayException' },
  'unknown-entity-type': { status: 404, code: 404, exception: 'NotFoundException' }
} as const satisfies Record<string, Wire>

/** Wire forms of errors before routing, which carry their own status. */
const wireOfHttp: Record<HttpRefusalCode, Omit<Wire, 'status'>> = {
  'unknown-path': { code: 404, exception: 'NotFoundException' },
  'wrong-verb': { code: 405, exception: 'NotAllowedException' },
  'not-served': { code: 501, exception: 'NotImplementedException' },
  'bad-url': { code: 400, exception: 'BadRequestException' },
  'malformed-json': { code: 1101, exception: 'JsonParseException' },
  'invalid-request': { code: 1101, exception: 'ValidationException' },
  'media-type': { code: 415, exception: 'NotSupportedException' },
  'body-too-large': { code: 413, exception: 'ClientErrorException' },
  'bad-request': { code: 400, exception: 'BadRequestException' },
  'host-not-allowed': { code: 403, exception: 'ForbiddenException' },
  'cross-site': { code: 403, exception: 'ForbiddenException' },
  'storage-failing': { code: 503, exception: 'ServiceUnavailableException' },
  mishap: { code: 90000, exception: 'MishapException' }
}

type RequestFault = keyof typeof wireFaults

/** A request that is refused by the gateway, not by a rule. */
export class RequestError extends Error {
  override readonly name = 'RequestError'

  constructor(
    readonly fault: RequestFault,
    message: string
  ) {
    super(messageInBounds(message))
  }
}

export type Dialect = 'v1' | 'v2'

export interface RefuseOptions {
  /** What an unknown entity answers; the product's own is 500. */
  notFoundStatus?: 404 | 500
}

interface Refused {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** On every answer of the product [C: response samples]. */
export const prismHeaders = { server: 'Nutanix Prism', 'x-ntnx-env': 'PE' } as const

const HELP_URL = 'http://my.nutanix.com'
const CHALLENGE = 'Basic realm="Prism"'

/** Maps any error to its wire form; an error that is no refusal is a bug and answers 500. */
export function refuse(error: unknown, dialect: Dialect, options: RefuseOptions = {}): Refused {
  const { wire, message, detail } = explain(error, options)
  const code = { code: wire.code }
  return {
    status: wire.status,
    headers: {
      ...prismHeaders,
      exception: wire.exception,
      ...(wire.status === 401 && { 'www-authenticate': CHALLENGE })
    },
    body:
      dialect === 'v1'
        ? { message, detailedMessage: detail, errorCode: { ...code, helpUrl: HELP_URL } }
        : { message, detailed_message: detail, error_code: { ...code, help_url: HELP_URL } }
  }
}

function explain(error: unknown, options: RefuseOptions): { wire: Wire; message: string; detail: string } {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Refusal) {
    const wire = wireRefusals[error.code]
    const status = error.code.endsWith('/not-found') ? (options.notFoundStatus ?? wire.status) : wire.status
    return { wire: { ...wire, status }, message, detail: `${wire.exception}: ${error.code}` }
  }
  if (error instanceof RequestError) {
    const wire = wireFaults[error.fault]
    // Both texts are one here [C: recorded, an answer].
    return { wire, message, detail: error.fault === 'not-on-central' ? message : wire.exception }
  }
  if (error instanceof HttpRefusal) {
    const wire = { ...wireOfHttp[error.code], status: error.status }
    return { wire, message, detail: wire.exception }
  }
  const bug: Wire = { status: 500, code: 1000, exception: 'RuntimeException' }
  return { wire: bug, message: `Internal error of the emulator: ${message}`, detail: bug.exception }
}
