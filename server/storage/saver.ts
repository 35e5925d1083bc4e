/** Brings a changing document to its storage: one write at a time, and the next takes everything since with it. */
import type { Document, Storage } from './port.js'

interface Saver {
  /** The document has changed: a write begins soon, or follows the one that runs. */
  changed(): void
  /** Resolves when everything up to now is saved; rejects when the write that should have done it fails. */
  flushed(): Promise<void>
}

interface Waiter {
  readonly revision: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * `current` gives the document as it is at that moment. After a failed write, which is reported, the next `changed` or
 * `flushed` tries again.
 */
export function createSaver(
  storage: Storage,
  current: () => Document,
  report: (error: unknown) => void = () => undefined
): Saver {
  let revision = 0
  let saved = 0
  let writing = false
  let waiters: Waiter[] = []

  function changed(): void {
    revision += 1
    start()
  }

  function start(): void {
    if (writing) return
    writing = true
    // Not at once: what else changes in this turn of the event loop goes into the same write.
    setImmediate(() => void write())
  }

  async function write(): Promise<void> {
    const taken = revision
    let failure: { readonly error: unknown } | undefined
    try {
      await storage.save(current())
      saved = taken
    } catch (error) {
      failure = { error }
      report(error)
    }
    writing = false
    const due = waiters.filter(waiter => waiter.revision <= taken)
    waiters = waiters.filter(waiter => waiter.revision > taken)
    for (const { resolve, reject } of due) {
      if (failure === undefined) resolve()
      else reject(failure.error)
    }
    if (waiters.length > 0 || (failure === undefined && revision > saved)) start()
  }

  function flushed(): Promise<void> {
    if (saved === revision) return Promise.resolve()
    return new Promise((resolve, reject) => {
      waiters.push({ revision, resolve, reject })
      start()
    })
  }

  return { changed, flushed }
}
