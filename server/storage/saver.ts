/** Brings a changing lab to its storage: one write at a time, and the next takes everything since with it. */
import { storageFailureOf } from './faults.js'
import type { StorageFailure } from './faults.js'
import type { Saveable, Storage } from './port.js'

/** Whether what changes can be saved, as of the last attempt. */
export type StorageState = { readonly storage: 'ok' } | { readonly storage: 'failing'; readonly reason: string }

/** How many saves had failed when a request was let in: one that fails meanwhile takes the request with it. */
export type Admission = number

export interface Saver {
  readonly state: StorageState
  /** The lab has changed: a write begins soon, or follows the one that runs. */
  changed(): void
  /**
   * Resolves when everything up to now is saved; rejects with `StorageFailure` when the write that should have done it
   * fails, or one did since the admission: then nothing of it is left.
   */
  flushed(admission?: Admission): Promise<void>
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
  let revision = 0
  let saved = 0
  let writing = false
  let waiters: Waiter[] = []
  let failures = 0
  let failing = false
  let lastFailure: StorageFailure | undefined
  let probe: Promise<void> | undefined

  function start(): void {
    if (writing) return
    writing = true
    // Not at once: what else changes in this turn of the event loop goes into the same write.
    setImmediate(() => void write())
  }

  async function write(): Promise<void> {
    const taken = revision
    hooks.taken?.()
    try {
      await storage.save(current())
    } catch (error) {
      writing = false
      fail(storageFailureOf('the lab', error))
      return
    }
    writing = false
    failing = false
    saved = taken
    hooks.saved?.()
    const due = waiters.filter(waiter => waiter.revision <= taken)
    waiters = waiters.filter(waiter => waiter.revision > taken)
    for (const { resolve } of due) resolve()
    if (revision > saved) start()
  }

  /** Those who came after what was taken lose what they stand on, so they are refused too. */
  function fail(failure: StorageFailure): void {
    failing = true
    failures += 1
    lastFailure = failure
    report(failure)
    if (hooks.failed?.(failure) === true) saved = revision
    const refused = waiters
    waiters = []
    for (const { reject } of refused) reject(failure)
  }

  function failureSince(admission: Admission): StorageFailure | undefined {
    return admission === failures ? undefined : lastFailure
  }

  async function tryAgain(): Promise<void> {
    try {
      await storage.probe()
      failing = false
    } catch (error) {
      lastFailure = storageFailureOf('the lab', error)
      throw lastFailure
    } finally {
      probe = undefined
    }
  }

  return {
    get state(): StorageState {
      return failing && lastFailure !== undefined
        ? { storage: 'failing', reason: lastFailure.reason }
        : { storage: 'ok' }
    },
    changed: () => {
      revision += 1
      start()
    },
    flushed: (admission = failures) => {
      const failure = failureSince(admission)
      if (failure !== undefined) return Promise.reject(failure)
      if (saved === revision) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiters.push({ revision, resolve, reject })
        start()
      })
    },
    admit: async () => {
      if (failing) await (probe ??= tryAgain())
      return failures
    },
    refuseUnlessSaving: (admission = failures) => {
      const failure = failing ? lastFailure : failureSince(admission)
      if (failure !== undefined) throw failure
    }
  }
}
