/** Maps a call of the journal to its form in the control API. */
import { rfc3339 } from '../../domain/core/index.js'
import type { Call, Model } from '../core/index.js'

export function callDto({ at, operation, status, refusal, mishap, console, ...call }: Call): Model<'JournalCall'> {
  return {
    at: rfc3339(at),
    at_usecs: at,
    ...call,
    ...(operation !== null && { operation }),
    ...(status !== null && { status }),
    ...(refusal !== null && { refusal }),
    ...(mishap !== null && { mishap }),
    ...(console === true && { console })
  }
}
