/** Maps refusal codes to the wire: HTTP status, error code and exception name, in the formats of v1 and v2.0. */
import { Refusal } from '../../domain/core/index.js'
import type { RefusalCode } from '../../domain/core/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import type { HttpRefusalCode } from '../../http/contract/index.js'

interface Wire {
  status: number
  /** `error_code.code`: 1101 and 1202 are the product's; those above 90000 are pesim's own (docs/fidelity.md). */
  code: number
  /** Simple name of the exception, in the header of that name. */
  exception: string
}

/** Every business error is a 500 [C: the vendor documents nothing else], and one that clients tell apart by its text. */
const internal = (code: number): Wire => ({ status: 500, code, exception: 'RestInternalException' })
const ofVms = (code: number): Wire => ({ status: 500, code, exception: 'VMAdministrationException' })
const invalid: Wire = { status: 400, code: 1101, exception: 'ValidationException' }

export const wireRefusals: Record<RefusalCode, Wire> = {
  'request/invalid': invalid,
  'cluster/not-found': internal(1202),
  'vm/not-found': ofVms(1202),
  'vm/already-protected': internal(90002),
  'vm/not-protected': internal(90003),
  'vm/invalid-transition': ofVms(90004),
  'vm/invalid': ofVms(90005),
  'vm-disk/not-found': ofVms(1202),
  'vm-disk/invalid': ofVms(90007),
  'nic/not-found': ofVms(1202),
  'nic/invalid': ofVms(90008),
  'vm-snapshot/not-found': internal(1202),
  'image/not-found': internal(1202),
  'image/invalid': internal(90009),
  'host/not-found': internal(1202),
  'host/invalid': internal(90006),
  'host/in-maintenance': internal(90230),
  'network/not-found': internal(1202),
  'network/exists': internal(90200),
  'network/invalid': internal(90201),
  'network/in-use': internal(90202),
  'address/invalid': internal(90203),
  'address/taken': internal(90204),
  'address/exhausted': internal(90205),
  'address/not-reserved': internal(90206),
  'logical-timestamp/stale': internal(90207),
  'ha/invalid': internal(90208),
  'storage-container/not-found': internal(1202),
  'storage-container/exists': internal(90090),
  'storage-container/invalid': internal(90091),
  'storage-container/in-use': internal(90092),
  'datastore/invalid': internal(90093),
  'volume-group/not-found': internal(1202),
  'volume-group/exists': internal(90100),
  'volume-group/invalid': internal(90101),
  'volume-group/attached': internal(90102),
  'volume-group/already-protected': internal(90103),
  'volume-group/disk-not-found': internal(1202),
  'iscsi-client/not-found': internal(1202),
  'file-server/not-found': internal(1202),
  'file-server/exists': internal(90110),
  'file-server/invalid': internal(90111),
  'file-server/active': internal(90112),
  'storage-pool/invalid': internal(90094),
  'disk/not-found': internal(1202),
  'disk/in-use': internal(90095),
  'task/not-found': internal(1202),
  'progress-monitor/not-found': internal(1202),
  'alert/not-found': { status: 404, code: 1202, exception: 'NotFoundException' },
  'event/not-found': { status: 404, code: 1202, exception: 'NotFoundException' },
  'configuration/not-found': internal(1202),
  'configuration/exists': internal(90210),
  'configuration/invalid': internal(90211),
  'feature/not-available': internal(90212),
  'remote-site/not-found': internal(90010),
  'remote-site/exists': internal(90011),
  'remote-site/in-use': internal(90012),
  'remote-site/invalid': internal(90013),
  'remote-site/unreachable': internal(90014),
  'remote-site/not-established': internal(90015),
  'remote-site/backup-only': internal(90016),
  'protection-domain/not-found': internal(90020),
  'protection-domain/limit': internal(90019),
  'protection-domain/exists': internal(90021),
  'protection-domain/invalid-name': internal(90022),
  'protection-domain/tombstoned': internal(90023),
  'protection-domain/active': internal(90024),
  'protection-domain/not-active': internal(90025),
  'protection-domain/busy': internal(90026),
  'protection-domain/in-use': internal(90027),
  'protection-domain/no-snapshot': internal(90028),
  'protection-domain/stale-entities': internal(90029),
  'consistency-group/invalid': internal(90030),
  'schedule/not-found': internal(90040),
  'schedule/invalid': internal(90042),
  'schedule/licence': internal(90043),
  'retention/invalid': internal(90044),
  'snapshot/not-found': internal(90050),
  'snapshot/exists': internal(90052),
  'snapshot/expired': internal(90051),
  'metro/invalid': internal(90140),
  'metro/not-enabled': internal(90141),
  /** [C: a client's test on AOS 6.8.1.] */
  'metro/not-configured': { status: 412, code: 412, exception: 'PreconditionFailedException' },
  'vstore/not-found': internal(1202),
  'vstore/protected': internal(90142),
  'vstore/not-protected': internal(90143),
  'replication/not-found': internal(90060),
  'replication/invalid-action': internal(90061),
  'restore/invalid': internal(90070),
  'link/not-found': internal(90080),
  'link/invalid': internal(90081),
  'user/not-found': internal(90220),
  'user/exists': internal(90221),
  'user/invalid': internal(90222),
  'user/last-administrator': internal(90223),
  'user/wrong-password': internal(90224),
  'incident/not-found': internal(90082),
  'incident/invalid': internal(90083),
  'protection-domain/service-down': internal(90084),
  'protection-domain/snapshot-failed': internal(90085)
}

/** Faults that the gateway finds in requests that are valid by the contract. */
const wireFaults = {
  /** A text that does not parse. */
  invalid,
  /** A page without a count [C: a client's documentation quotes number and text]. */
  paging: { status: 500, code: 1202, exception: 'RestInternalException' },
  unauthenticated: { status: 401, code: 401, exception: 'AuthenticationException' },
  forbidden: { status: 403, code: 403, exception: 'AccessDeniedException' },
  /** Prism Central without a cluster to hand the request on to [C: a client is told so of HA and DR]. */
  precondition: { status: 412, code: 412, exception: 'PreconditionFailedException' },
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
    super(message)
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

/** On every answer of the product [C: its published response samples]. */
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
    return { wire, message, detail: wire.exception }
  }
  if (error instanceof HttpRefusal) {
    const wire = { ...wireOfHttp[error.code], status: error.status }
    return { wire, message, detail: wire.exception }
  }
  const bug: Wire = { status: 500, code: 1000, exception: 'RuntimeException' }
  return { wire: bug, message: `Internal error of the emulator: ${message}`, detail: bug.exception }
}
