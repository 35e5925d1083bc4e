/**
 * Walks that are interrupted: at instants by chance the world is saved through the real files, what comes after is lost, and
 * the walk goes on from what is loaded. It has to come to where it was, byte for byte, and every promise has to hold.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command, World } from '../domain/core/index.js'
import { violations } from '../domain/invariants/index.js'
import type { Fault } from '../promises/index.js'
import { openDataDirectory } from '../storage/index.js'
import { randomCommand } from './random-commands.js'
import { randomOf } from './random.js'
import { waitOf } from './explore.js'
import { FuzzRun, faultIn, startWorld } from './fuzz-run.js'
import { walkStart } from './walk-worlds.js'

/** One step in so many is the last before a save. */
const SAVE_CHANCE = 1 / 20
/** Steps that are lost with a restart, at most. */
const LOST_MAX = 12

/** What was done in one step, to do it again. */
interface Step {
  readonly usecs: number
  readonly command: Command
}

interface RestartResult {
  readonly restarts: number
  /** Null where everything held. */
  readonly fault: Fault | null
}

/** The same seed goes the same way; `onStep` is told how many are done. Throws what the file system says where nothing can be saved. */
export async function walkWithRestarts(
  seed: number,
  steps: number,
  onStep: (done: number) => void = () => undefined
): Promise<RestartResult> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-explore-'))
  try {
    return await walkAndRestart({ seed, steps, onStep }, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Walk {
  readonly seed: number
  readonly steps: number
  readonly onStep: (done: number) => void
}

async function walkAndRestart({ seed, steps: count, onStep }: Walk, folder: string): Promise<RestartResult> {
  const [random, chance] = [randomOf(seed), randomOf(~seed)]
  let run = new FuzzRun(startWorld(walkStart(random)))
  let restarts = 0
  let lost: Step[] | undefined
  let saved = ''
  for (let done = 0; done < count; done++) {
    let step: Step | undefined
    const fault = faultIn(() => {
      step = { usecs: waitOf(random), command: randomCommand(random, run.engine.world) }
      run.wait(step.usecs)
      run.dispatch(step.command)
    })
    if (fault !== null) return { restarts, fault }
    onStep(done + 1)
    if (step !== undefined) lost?.push(step)
    if (lost === undefined && chance.chance(SAVE_CHANCE)) {
      saved = JSON.stringify(run.engine.world)
      await save(folder, run.engine.world)
      lost = []
    } else if (lost !== undefined && (lost.length === LOST_MAX || chance.chance(1 / LOST_MAX) || done === count - 1)) {
      const without = JSON.stringify(run.engine.world)
      const loaded = await load(folder)
      if (JSON.stringify(loaded) !== saved) return { restarts, fault: different('what is loaded is what was saved') }
      run = new FuzzRun(loaded)
      const again = faultIn(() => {
        for (const { usecs, command } of lost ?? []) {
          run.wait(usecs)
          run.dispatch(command)
        }
      })
      restarts += 1
      if (again !== null) return { restarts, fault: again }
      if (JSON.stringify(run.engine.world) !== without)
        return { restarts, fault: different('a restart leaves the world as it would be without it') }
      const [broken] = violations(run.engine.world)
      if (broken !== undefined) return { restarts, fault: { promise: broken.invariant, detail: broken.detail } }
      lost = undefined
    }
  }
  return { restarts, fault: null }
}

const different = (promise: string): Fault => ({ promise, detail: 'the two differ' })

async function save(folder: string, world: unknown): Promise<void> {
  const directory = await openDataDirectory(folder)
  try {
    await directory.storage('walk').save({ lab: 'walk', world, clock: { mode: 'frozen', rate: 1 } })
  } finally {
    await directory.close()
  }
}

async function load(folder: string): Promise<World> {
  const directory = await openDataDirectory(folder)
  try {
    const found = await directory.storage('walk').load()
    if (found === undefined) throw new Error('Nothing was saved')
    return found.world
  } finally {
    await directory.close()
  }
}
