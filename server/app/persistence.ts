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
  /** What an earlier run left; undefined where there is nothing. */
  readonly restored: SavedState | undefined
  /** Whether what changes can be saved, as of the last attempt. */
  readonly state: StorageState
  /** From now on the lab is saved. The hooks put it back where a save fails. */
  attach(lab: Lab, report: (error: unknown) => void, hooks?: SaverHooks): void
  /** Makes something of what was found. Whatever that throws is thrown as `UnreadableData`. */
  fromRestored<T>(make: () => T): T
  /** Before a request that may change something. Throws `StorageFailure` where nothing can be saved. */
  admit(): Promise<Admission>
  /** In the same turn as a change. Throws `StorageFailure` while nothing can be saved, or where a save failed since. */
  refuseUnlessSaving(admission?: Admission): void
  /** Resolves when everything that has changed is on disk. Rejects with `StorageFailure`: it has not happened then. */
  flushed(admission?: Admission): Promise<void>
  /** Resolves when everything that was changed by a request is on disk, so that whoever read it has not read in vain. */
  settled(): Promise<void>
  /** Lets everything go. Rejects with `StorageFailure` where the last save has failed, and still would. */
  close(): Promise<void>
}

/** Nothing outlives the process. */
const memoryPersistence: Persistence = {
  restored: undefined,
  state: { storage: 'ok' },
  attach: () => undefined,
  fromRestored: make => make(),
  admit: () => Promise.resolve(0),
  refuseUnlessSaving: () => undefined,
  flushed: () => Promise.resolve(),
  settled: () => Promise.resolve(),
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

/** What time alone brings about is not saved: it follows from what was, and comes about again after a restart. */
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

/** Runs what builds a lab from saved data. Whatever it throws is thrown as `UnreadableData`. */
function checkedRestore<T>(path: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new UnreadableData(path, `holds a lab that cannot go on: ${(error as Error).message}`)
  }
}
