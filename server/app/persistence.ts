/** Persistence of a lab: saved after each request that changes it, restored at the next start. */
import type { Lab } from '../labs/index.js'
import type { PaceState } from '../engine/index.js'
import type { World } from '../domain/core/index.js'
import { UnreadableData, createSaver } from '../storage/index.js'
import type { Admission, LabFolder, SaverHooks, StorageState } from '../storage/index.js'

interface SavedState {
  readonly world: World
  readonly clock: PaceState
  readonly origin?: unknown
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
  /** Saves the lab whether or not it has changed. Rejects with `StorageFailure`. */
  saveNow(): Promise<void>
  /** Saves. Rejects with `StorageFailure` when the last save failed and still fails. */
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
  saveNow: () => Promise.resolve(),
  isSettled: () => true,
  close: () => Promise.resolve()
}

/**
 * With `previous`, what was saved before the last time; without a folder in memory. `origin` is written down with the lab.
 * Throws `UnreadableData` where what the folder holds cannot be read.
 */
export async function openPersistence(
  folder: LabFolder | undefined,
  { previous = false, origin }: { readonly previous?: boolean; readonly origin?: unknown } = {}
): Promise<Persistence> {
  if (folder === undefined) return memoryPersistence
  const restored = previous ? await folder.storage.loadPrevious() : await folder.storage.load()
  return diskPersistence(folder, restored, origin ?? restored?.origin)
}

/**
 * Persistence in a folder. Changes by passing time alone are not saved: they are deterministic and recur
 * after a restart.
 */
function diskPersistence({ storage, path }: LabFolder, restored: SavedState | undefined, origin: unknown): Persistence {
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
      marksOf = () => {
        const { mode, rate } = lab.pace.state
        return `${lab.generation}/${lab.world.revision}/${lab.world.now}/${mode}/${rate}`
      }
      const written = origin === undefined ? {} : { origin }
      const current = () => ({ lab: lab.name, world: lab.keep().world, clock: lab.pace.state, ...written })
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
    saveNow: async () => {
      saver?.changed()
      await saver?.flushed()
    },
    isSettled: () => saver?.idle ?? true,
    close: async () => {
      await admit()
      await flushed()
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
