/** How a lab is kept between runs: saved when a request has changed it, found again at the next start. */
import type { Lab } from '../labs/index.js'
import type { PaceState } from '../engine/index.js'
import type { World } from '../domain/core/index.js'
import { FORMAT, UnreadableData, createSaver, openDataDirectory } from '../storage/index.js'
import type { Document, Storage } from '../storage/index.js'

export interface Kept {
  world: World
  clock: PaceState
}

export interface Keeping {
  /** What an earlier run left; undefined where there is nothing. */
  readonly found: Kept | undefined
  /** From now on the lab is saved. */
  follow(lab: Lab, report: (error: unknown) => void): void
  /** Resolves when everything that has changed is on disk. */
  kept(): Promise<void>
  close(): Promise<void>
}

/** Nothing outlives the process. */
const inMemory: Keeping = {
  found: undefined,
  follow: () => undefined,
  kept: () => Promise.resolve(),
  close: () => Promise.resolve()
}

/** Throws `UnreadableData` where the directory cannot be used or what it holds cannot be read. */
export async function keeping(directory: string | undefined, name: string): Promise<Keeping> {
  if (directory === undefined) return inMemory
  const data = await openDataDirectory(directory)
  try {
    const storage = data.storage(name)
    const document = await storage.load()
    const found = document === undefined ? undefined : keptIn(document, data.path)
    return onDisk(storage, found, () => data.close())
  } catch (error) {
    await data.close()
    throw error
  }
}

/** Of a document only its outline is checked: what is inside was written by this very format. */
function keptIn({ lab, world, clock }: Document, path: string): Kept {
  const { clusters, now } = (world ?? {}) as Partial<World>
  const { mode, rate } = (clock ?? {}) as Partial<PaceState>
  if (typeof clusters !== 'object' || typeof now !== 'number' || mode === undefined || rate === undefined) {
    throw new UnreadableData(path, `holds no world and clock for lab ${lab}`)
  }
  return { world: world as World, clock: { mode, rate } }
}

/** What time alone brings about is not saved: it follows from what was, and comes about again after a restart. */
function onDisk(storage: Storage, found: Kept | undefined, release: () => Promise<void>): Keeping {
  let saver: ReturnType<typeof createSaver> | undefined
  let marks = ''
  let marksOf = (): string => ''
  const kept = async (): Promise<void> => {
    if (saver === undefined) return
    if (marksOf() !== marks) {
      marks = marksOf()
      saver.changed()
    }
    await saver.flushed()
  }
  return {
    found,
    follow: (lab, report) => {
      marksOf = () => `${lab.world.revision}/${lab.world.now}/${lab.pace.state.mode}/${lab.pace.state.rate}`
      saver = createSaver(
        storage,
        () => ({ format: FORMAT, lab: lab.name, world: lab.world, clock: lab.pace.state }),
        report
      )
    },
    kept,
    close: async () => {
      await kept().catch(() => undefined) // it was reported
      await release()
    }
  }
}
