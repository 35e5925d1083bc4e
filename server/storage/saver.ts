/** Group commit: one write at a time; changes made meanwhile go with the next write. */
import { storageFailureOf } from './faults.js'
import type { StorageFailure } from './faults.js'
import type { Saveable, Storage } from './port.js'

/** Whether what changes can be saved, as of the last attempt. */
export type StorageState = { readonly storage: 'ok' } | { readonly storage: 'failing'; readonly reason: string }

/** How many saves had failed when a request was let in: one that fails meanwhile takes the request with it. */
export type Admission = number

interface Saver {
  readonly state: StorageState
  /** The lab has changed: a write begins soon, or follows the one that runs. */
  changed(): void
  /**
   * Resolves when everything up to now is saved; rejects with `StorageFailure` when the write that should have done it
   * fails, or one did since the admission: then nothing of it is left.
   */
  flushed(admission?: Admission): Promise<void>
  /** Whether everything is on disk. */
  readonly idle: boolean
  /** Before a request that may change something: while saves fail, one attempt for all who ask. Throws `StorageFailure`. */
  admit(): Promise<Admission>
  /** In the same turn as a change: throws `StorageFailure` while saves fail, or where one did since the admission. */
  refuseUnlessSaving(admission?: Admission): void
}

/** For the owner of the lab, who alone can put it back. */
export interface SaverHooks {
  /** Right now the lab is read for a write. */
  taken?(): void
  /** What was taken last is saved. */
  saved?(): void
  /**
   * What was taken last is not: the lab goes back to what was saved before, and with it goes everything since, all of
   * which is refused. Returns whether the lab was put back; if not, what was refused is saved with the next change.
   */
  failed?(failure: StorageFailure): boolean
}

interface Waiter {
  readonly revision: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** `current` gives the lab as it is at that moment. After a failed write, which is reported, nobody tries by himself. */
export function createSaver(
  storage: Storage,
  current: () => Saveable,
  report: (error: unknown) => void = () => undefined,
  hooks: SaverHooks = {}
): Saver {
  return new GroupCommit(storage, current, report, hooks)
}

class GroupCommit implements Saver {
  readonly #storage: Storage
  readonly #current: () => Saveable
  readonly #report: (error: unknown) => void
  readonly #hooks: SaverHooks
  #revision = 0
  #saved = 0
  #writing = false
  #waiters: Waiter[] = []
  #failures = 0
  #failing = false
  #lastFailure: StorageFailure | undefined
  #probe: Promise<void> | undefined

  constructor(storage: Storage, current: () => Saveable, report: (error: unknown) => void, hooks: SaverHooks) {
    this.#storage = storage
    this.#current = current
    this.#report = report
    this.#hooks = hooks
  }

  get state(): StorageState {
    const failure = this.#lastFailure
    return this.#failing && failure !== undefined ? { storage: 'failing', reason: failure.reason } : { storage: 'ok' }
  }

  changed(): void {
    this.#revision += 1
    this.#start()
  }

  get idle(): boolean {
    return this.#saved === this.#revision
  }

  flushed(admission: Admission = this.#failures): Promise<void> {
    const failure = this.#failureSince(admission)
    if (failure !== undefined) return Promise.reject(failure)
    if (this.#saved === this.#revision) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiters.push({ revision: this.#revision, resolve, reject })
      this.#start()
    })
  }

  async admit(): Promise<Admission> {
    if (this.#failing) await (this.#probe ??= this.#tryAgain())
    return this.#failures
  }

  refuseUnlessSaving(admission: Admission = this.#failures): void {
    const failure = this.#failing ? this.#lastFailure : this.#failureSince(admission)
    if (failure !== undefined) throw failure
  }

  #start(): void {
    if (this.#writing) return
    this.#writing = true
    // Not at once: what else changes in this turn of the event loop goes into the same write.
    setImmediate(() => void this.#write())
  }

  async #write(): Promise<void> {
    const taken = this.#revision
    this.#hooks.taken?.()
    try {
      await this.#storage.save(this.#current())
    } catch (error) {
      this.#writing = false
      this.#fail(storageFailureOf('the lab', error))
      return
    }
    this.#writing = false
    this.#failing = false
    this.#saved = taken
    this.#hooks.saved?.()
    const due = this.#waiters.filter(waiter => waiter.revision <= taken)
    this.#waiters = this.#waiters.filter(waiter => waiter.revision > taken)
    for (const { resolve } of due) resolve()
    if (this.#revision > this.#saved) this.#start()
  }

  /** Those who came after what was taken lose what they stand on, so they are refused too. */
  #fail(failure: StorageFailure): void {
    this.#failing = true
    this.#failures += 1
    this.#lastFailure = failure
    this.#report(failure)
    if (this.#hooks.failed?.(failure) === true) this.#saved = this.#revision
    const refused = this.#waiters
    this.#waiters = []
    for (const { reject } of refused) reject(failure)
  }

  #failureSince(admission: Admission): StorageFailure | undefined {
    return admission === this.#failures ? undefined : this.#lastFailure
  }

  async #tryAgain(): Promise<void> {
    try {
      await this.#storage.probe()
      this.#failing = false
    } catch (error) {
      this.#lastFailure = storageFailureOf('the lab', error)
      throw this.#lastFailure
    } finally {
      this.#probe = undefined
    }
  }
}
