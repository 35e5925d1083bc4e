/** `pesim explore`: random walks; a walk that breaks an invariant is shrunk and written as a scenario. */
import { writeFile } from 'node:fs/promises'
import { ConfigError } from '../config/index.js'
import type { Rules } from '../engine/index.js'
import { EXIT_FAILURE, EXIT_OK } from './core/index.js'
import type { Io, RegisterCommand } from './core/index.js'
import type { Scenario } from '../scenarios/index.js'
import { shrinkWalk, walk, walkWithRestarts } from '../explore/index.js'
import type { Broken } from '../explore/index.js'

interface ExploreFlags {
  readonly seed?: string
  readonly steps?: string
  readonly seeds?: string
  readonly write?: string
  readonly restarts?: boolean
}

const STEPS = 400

export const registerExplore: RegisterCommand = (program, io, finish) => {
  program
    .command('explore')
    .description('walk by chance through commands, incidents and time, and look whether every promise holds')
    .option('--seed <number>', 'of the first walk; the same seed goes the same way (default: 0)')
    .option('--steps <number>', 'commands of each walk (default: 400)')
    .option('--seeds <number>', 'how many walks, each with a seed and a world of its own (default: 1)')
    .option('--write <file>', 'where the shortest walk that breaks a promise is written (default: explore-SEED.json)')
    .option('--restarts', 'save, lose and load each world on the way through real files, and come to where it was')
    .addHelpText('after', '\nExit codes: 0 every promise holds, 1 one is broken, 2 wrong flags.')
    .action(async (flags: ExploreFlags) => {
      finish(await runExplore(flags, io))
    })
}

/** Exit code 0 where everything held, 1 where something broke. Throws `ConfigError` for wrong flags. Others' rules are for tests. */
export async function runExplore(flags: ExploreFlags, io: Io, rules?: Rules): Promise<number> {
  const first = numberOf('--seed', flags.seed, 0, 0)
  const steps = numberOf('--steps', flags.steps, STEPS, 1)
  const seeds = numberOf('--seeds', flags.seeds, 1, 1)
  const print = (line: string): unknown => io.stdout.write(`${line}\n`)
  for (let seed = first; seed < first + seeds; seed++) {
    await new Promise(setImmediate) // whoever wants it to end is heard between two walks
    if (io.stop.aborted) return EXIT_FAILURE
    if (flags.restarts === true) {
      const { restarts, fault } = await walkWithRestarts(seed, steps)
      if (fault === null) {
        print(`seed ${seed}: ${steps} steps with ${restarts} restarts, and every promise holds`)
        continue
      }
      print(`seed ${seed}: NOT AS PROMISED, after ${restarts} restarts: ${fault.promise}: ${fault.detail}`)
      return EXIT_FAILURE
    }
    const broken = walk(seed, { steps, ...(rules && { rules }) })
    if (broken === null) {
      print(`seed ${seed}: ${steps} steps, and every promise holds`)
      continue
    }
    print(`seed ${seed}: after ${broken.steps.length} of the steps a promise is broken; looking for fewer`)
    const least = shrinkWalk(broken, rules)
    const file = flags.write ?? `explore-${seed}.json`
    await writeFile(file, `${JSON.stringify(scenarioOf(seed, least), null, 2)}\n`)
    print(`seed ${seed}: NOT AS PROMISED, after ${least.steps.length} steps: ${describeFault(least)}`)
    print(`written to ${file}; pesim scenario ${file} plays it`)
    return EXIT_FAILURE
  }
  return EXIT_OK
}

function describeFault({ fault }: Broken): string {
  return `${fault.promise}: ${fault.detail}`
}

/** As `pesim scenario` plays it. */
export function scenarioOf(seed: number, broken: Broken): Scenario {
  return {
    title: `Walk ${seed} breaks a promise`,
    description: describeFault(broken),
    fixture: broken.start.fixture,
    begins: new Date(broken.start.begins / 1000).toISOString(),
    steps: [...broken.steps]
  }
}

function numberOf(flag: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new ConfigError(`${flag} ${JSON.stringify(text)} is not a whole number from ${least} on`)
  return value
}
