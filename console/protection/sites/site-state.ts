/** What the status of a remote site means, in words. */
import type { Kind } from '../../parts/State.js'

const states: Readonly<Record<string, { kind: Kind; word: string }>> = {
  RELATIONSHIP_ESTABLISHED: { kind: 'good', word: 'Connected' },
  RELATIONSHIP_NOT_ESTABLISHED: { kind: 'notice', word: 'The other side has not configured this one' },
  HANDSHAKING: { kind: 'notice', word: 'Handshaking' },
  UNREACHABLE: { kind: 'trouble', word: 'Unreachable' }
}

export function siteState(status: string | null | undefined): { kind: Kind; word: string } {
  return states[status ?? ''] ?? { kind: 'off', word: status ?? 'Unknown' }
}
