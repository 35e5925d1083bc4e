/** Storage port: one document, loaded at the start and replaced whole at every save. */
import type { World } from '../domain/core/index.js'
import type { PaceState } from '../engine/index.js'

/** Version of the document. A change that an older emulator would misread raises it, and adds a step to `migrations/`. */
export const FORMAT = 6

/**
 * Of a saved lab, and of a state in a file. The text of one is read as a single string, of which V8 holds no more than 2^29 - 24
 * characters: half of that leaves room for what a later format adds.
 */
export const SAVED_BYTES_MAX = 256 * 1024 * 1024

export interface SavedLab {
  readonly lab: string
  readonly world: World
  readonly clock: PaceState
  /** What else its owner wrote down of it, as it came; absent for the first lab. */
  readonly origin?: unknown
}

export interface Storage {
  /** Undefined when nothing has been saved yet. Throws `UnreadableData`, and the file is left as it is. */
  load(): Promise<SavedLab | undefined>
  /** What was saved before that: in the place of `load`. Throws `UnreadableData`, also where there is none. */
  loadPrevious(): Promise<SavedLab>
  /**
   * The world is one that nobody changes any more: a save takes many turns of the event loop. Throws `StorageFailure`: what
   * was saved before then still stands.
   */
  save(lab: Saveable): Promise<void>
  /** Whether a document as large as the last one could be saved now. Throws `StorageFailure`. */
  probe(): Promise<void>
}

/** A lab as its owner shows it. Its world is kept: rows that are the same objects in two of them have not changed. */
export interface Saveable {
  readonly lab: string
  readonly world: unknown
  readonly clock: unknown
  readonly origin?: unknown
}
