/** Content of a lock entry: owner, host, and how to check that the owner is alive. */

export interface Holder {
  /** By chance; no two owners have the same. */
  readonly id: string
  /** In its own name space: for people, and no proof of anything. */
  readonly pid: number
  readonly host: string
  /** The kernel that its socket lives in. */
  readonly kernel: string
  /** Name in the directory, or a path elsewhere; null where there could be none. */
  readonly socket: string | null
}

export interface Entry extends Holder {
  readonly state: 'held' | 'free'
  /** Goes on while its owner lives. */
  readonly beat: number
}

/** Always of the same length for the same holder: a beat is written over the one before. */
export function textOf(holder: Holder, state: Entry['state'], beat: number): string {
  return `${JSON.stringify({ state, beat: String(beat).padStart(15, '0'), ...holder })}\n`
}

/** Undefined where it is no entry: of a power failure, or of somebody's hand. Nobody has the directory by it. */
export function entryIn(text: string): Entry | undefined {
  try {
    const { state, beat, id, pid, host, kernel, socket } = JSON.parse(text) as Partial<Record<keyof Entry, unknown>>
    if (typeof id !== 'string' || typeof kernel !== 'string' || (state !== 'held' && state !== 'free')) return undefined
    const known = typeof socket === 'string' ? socket : null
    return { state, beat: Number(beat), id, pid: Number(pid), host: String(host), kernel, socket: known }
  } catch {
    return undefined
  }
}
