/** Errors of the control API: one table maps each refusal code to an HTTP status and an error code. */
import { Refusal } from '../../domain/core/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import { AdvanceBusy } from '../../labs/index.js'
import type { Model } from './models.js'

/** Errors of the control API itself. */
const statuses = {
  'clock/past': 409,
  'clock/not-reached': 409,
  'event-type/not-found': 404,
  'fixture/invalid': 400,
  'fixture/not-found': 404,
  'fixture/other-clusters': 409,
  'lab/exists': 409,
  'lab/first': 409,
  'lab/not-found': 404,
  'labs/too-many': 409,
  'method/not-found': 404,
  'mishap/not-found': 404,
  'mishaps/too-many': 409,
  'operation/not-found': 404,
  'path/not-found': 404,
  'state/exists': 409,
  'state/invalid': 400,
  'state/not-found': 404,
  'state/other-clusters': 409,
  'states/too-large': 409,
  'states/too-many': 409,
  'streams/too-many': 503,
  'token/required': 403,
  'user/not-found': 404,
  'vm/exists': 409
} as const

type ControlFaultCode = keyof typeof statuses

/** A request that the control API refuses. */
export class ControlFault extends Error {
  override readonly name = 'ControlFault'

  constructor(
    readonly code: ControlFaultCode,
    message: string
  ) {
    super(message)
  }
}

/** A request that is valid by the contract and still contradictory. */
export function invalidRequest(message: string): HttpRefusal {
  return new HttpRefusal('invalid-request', 400, message)
}

/** Maps any error to status and body; an error that is no refusal is a bug and answers 500. */
export function controlFault(error: unknown): { status: number; body: Model<'ControlError'> } {
  const { status, code } = classify(error)
  const message = error instanceof Error ? error.message : String(error)
  const text = status === 500 ? `Internal error of the emulator: ${message}` : message
  return { status, body: { error: { code, message: text } } }
}

function classify(error: unknown): { status: number; code: string } {
  if (error instanceof ControlFault) return { status: statuses[error.code], code: error.code }
  if (error instanceof Refusal) return { status: error.code.endsWith('/not-found') ? 404 : 409, code: error.code }
  if (error instanceof AdvanceBusy) return { status: 409, code: 'clock/busy' }
  if (error instanceof HttpRefusal) return { status: error.status, code: error.code }
  return { status: 500, code: 'internal' }
}
