/** Unwraps the body of a PATCH, which carries the changed fields and the uuid of the target. */
import { RequestError } from '../core/index.js'

export function unwrapPatch<T>(body: { generic_dto?: T | null }): T {
  if (body.generic_dto == null) throw new RequestError('invalid', 'generic_dto is missing: it holds what to change')
  return body.generic_dto
}

/** The value of `{"value": …}`. */
export function valueIn<T>(body: { value?: T | null }): T {
  if (body.value == null) throw new RequestError('invalid', 'value is missing')
  return body.value
}
