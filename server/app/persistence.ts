/** Persistence of a lab: saved after each request that changes it, restored at the next start. */
import type { Lab } from '../labs/index.js'
import type { PaceState } from '../engine/index.js'
import type { World } from '../domain/core/index.js'
import { UnreadableData, createSaver, openDataDirectory } from '../storage/index.js'
import type { Admission, SaverHooks, Storage, StorageState } from '../storage/index.js'

interface SavedState {
  world: World
  clock: PaceState
}

export interface Persistence {
  /** State saved by an earlier run; undefined without one. */
  readonly restored: SavedState | undefined
  /** Whether what changes can be saved, as of the last attempt. */
  readonly state: StorageState
  /** Starts saving the lab. The hooks roll it back when a save fails. */
  attach(lab: Lab, report: (error: unknown) => void, hooks?: SaverHooks): void
  /** Builds something from the restored state. Errors are rethrown as `UnreadableData`. */
  fromRestored<T>(make: () => T): T
  /** Called before a request that may change the lab. Rejects with `StorageFailure` while nothing can be saved. */
  admit(): Promise<Admission>
  /** Called in the same turn as a change. Throws `StorageFailure` while saves fail, or when one failed since admission. */
  refuseUnlessSaving(admission?: Admission): void
  /** Resolves when all changes are on disk. Rejects with `StorageFailure`: the change was rolled back. */
  flushed(admission?: Admission): Promise<void>
  /** Resolves when all changes made by requests are on disk, so that no reader sees a change that is lost later. */
  settled(): Promise<void>
  /** Whether that is so right now. */
  isSettled(): boolean
  /** Saves and releases the directory. Rejects with `StorageFailure` when the last save failed and still fails. */
  close(): Promise<void>
}

/** Persistence without a data directory: nothing is saved. */
const memoryPersistence: Persistence = {
  restored: undefined,
  state: { storage: 'ok' },
  attach: () => undefined,
  fromRestored: make => make(),
  admit: () => Promise.resolve(0),
  refuseUnlessSaving: () => undefined,
  flushed: () => Promise.resolve(),
  settled: () => Promise.resolve(),
  isSettled: () => true,
  close: () => Promise.resolve()
}

/**
 * With `previous`, what was saved before the last time. Throws `UnreadableData` where the directory cannot be used or what
 * it holds cannot be read.
 */
export async function openPersistence(
  directory: string | undefined,
  name: string,
  previous = false
): Promise<Persistence> {
  if (directory === undefined) return memoryPersistence
  const data = await openDataDirectory(directory)
  try {
    const storage = data.storage(name)
    const restored = previous ? await storage.loadPrevious() : await storage.load()
    return diskPersistence(storage, data.path, restored, () => data.close())
  } catch (error) {
    await data.close()
    throw error
  }
}

/**
 * Persistence in a data directory. Changes by passing time alone are not saved: they are deterministic and recur
 * after a restart.
 */
function diskPersistence(
  storage: Storage,
  path: string,
  restored: SavedState | undefined,
  release: () => Promise<void>
): Persistence {
  let saver: ReturnType<typeof createSaver> | undefined
  const marks = { seen: '', taken: '', saved: '' }
  let marksOf = (): string => ''
  const flushed = async (admission?: Admission): Promise<void> => {
    if (saver === undefined) return
    const now = marksOf()
    if (now !== marks.seen) {
      marks.seen = now
      saver.changed()
    }
    await saver.flushed(admission)
  }
  const admit = (): Promise<Admission> => saver?.admit() ?? Promise.resolve(0)
  return {
    restored,
    get state() {
      return saver?.state ?? memoryPersistence.state
    },
    attach: (lab, report, hooks = {}) => {
      marksOf = () => `${lab.world.revision}/${lab.world.now}/${lab.pace.state.mode}/${lab.pace.state.rate}`
      const current = () => ({ lab: lab.name, world: lab.world, clock: lab.pace.state })
      saver = createSaver(storage, current, report, {
        taken: () => {
          marks.taken = marksOf()
          hooks.taken?.()
        },
        saved: () => {
          marks.saved = marks.taken
          hooks.saved?.()
        },
        failed: failure => {
          const putBack = hooks.failed?.(failure) ?? false
          if (putBack) marks.seen = marks.saved
          return putBack
        }
      })
    },
    fromRestored: make => (restored === undefined ? make() : checkedRestore(path, make)),
    admit,
    refuseUnlessSaving: admission => saver?.refuseUnlessSaving(admission),
    flushed,
    settled: () => saver?.flushed() ?? Promise.resolve(),
    isSettled: () => saver?.idle ?? true,
    close: async () => {
      try {
        await admit()
        await flushed()
      } finally {
        await release()
      }
    }
  }
}

/** Builds something from saved data; errors are rethrown as `UnreadableData`. */
function checkedRestore<T>(path: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new UnreadableData(path, `holds a lab that cannot go on: ${(error as Error).message}`)
  }
}
