/** `pesim explore`: random walks; a walk that breaks an invariant is shrunk and written as a scenario. */
import { writeFile } from 'node:fs/promises'
import { ConfigError } from '../config/index.js'
import type { Rules } from '../engine/index.js'
import { EXIT_FAILURE, EXIT_OK, startProgress } from './core/index.js'
import type { Io, RegisterCommand } from './core/index.js'
import { withExamples } from './running/index.js'
import type { Scenario } from '../scenarios/index.js'
import { shrinkWalk, walk, walkWithRestarts } from '../explore/index.js'
import type { Broken } from '../explore/index.js'

interface ExploreFlags {
  readonly seed?: string
  readonly steps?: string
  readonly seeds?: string
  readonly write?: string
  readonly restarts?: boolean
  readonly json?: boolean
}

const STEPS = 400

export const registerExplore: RegisterCommand = (program, io, finish) => {
  const explore = program
    .command('explore')
    .description('walk by chance through commands, incidents and time, and look whether every promise holds')
    .option('--seed <number>', 'of the first walk; the same seed goes the same way (default: 0)')
    .option('--steps <number>', 'commands of each walk (default: 400)')
    .option('--seeds <number>', 'how many walks, each with a seed and a world of its own (default: 1)')
    .option('--write <file>', 'where the shortest walk that breaks a promise is written (default: explore-SEED.json)')
    .option('--restarts', 'save, lose and load each world on the way through real files, and come to where it was')
    .option('--json', 'print a line of JSON for each walk')
  withExamples(explore, [
    'pesim explore --seed 7 --steps 400',
    'pesim explore --seeds 50 --write found.json',
    'pesim explore --seed 7 --restarts'
  ])
  explore
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
  const progress = startProgress(io, seeds * steps, flags)
  try {
    for (let seed = first; seed < first + seeds; seed++) {
      await new Promise(setImmediate) // whoever wants it to end is heard between two walks
      if (io.stop.aborted) return EXIT_FAILURE
      const onStep = (step: number): void => progress.at((seed - first) * steps + step, `seed ${seed}, step ${step}`)
      onStep(0)
      const walked = await (flags.restarts === true
        ? restarting(seed, steps, onStep)
        : walking({ seed, steps, write: flags.write, onStep }, rules))
      for (const line of flags.json === true ? [JSON.stringify(walked.value)] : walked.lines) progress.print(line)
      if (!walked.value.holds) return EXIT_FAILURE
    }
    return EXIT_OK
  } finally {
    progress.end()
  }
}

interface Walked {
  readonly value: { readonly seed: number; readonly holds: boolean; readonly [fact: string]: unknown }
  readonly lines: readonly string[]
}

/** Is told the steps that are done. */
type OnStep = (done: number) => void

async function restarting(seed: number, steps: number, onStep: OnStep): Promise<Walked> {
  const { restarts, fault } = await walkWithRestarts(seed, steps, onStep)
  if (fault === null) {
    const says = `seed ${seed}: ${steps} steps with ${restarts} restarts, and every promise holds`
    return { value: { seed, holds: true, steps, restarts }, lines: [says] }
  }
  const says = `seed ${seed}: NOT AS PROMISED, after ${restarts} restarts: ${fault.promise}: ${fault.detail}`
  return { value: { seed, holds: false, restarts, fault }, lines: [says] }
}

interface Walk {
  readonly seed: number
  readonly steps: number
  readonly write: string | undefined
  readonly onStep: OnStep
}

async function walking({ seed, steps, write, onStep }: Walk, rules: Rules | undefined): Promise<Walked> {
  const broken = walk(seed, { steps, onStep, ...(rules && { rules }) })
  if (broken === null)
    return { value: { seed, holds: true, steps }, lines: [`seed ${seed}: ${steps} steps, and every promise holds`] }
  const least = shrinkWalk(broken, rules)
  const file = write ?? `explore-${seed}.json`
  await writeFile(file, `${JSON.stringify(scenarioOf(seed, least), null, 2)}\n`)
  return {
    value: { seed, holds: false, steps: least.steps.length, fault: least.fault, file },
    lines: [
      `seed ${seed}: after ${broken.steps.length} of the steps a promise is broken; looked for fewer`,
      `seed ${seed}: NOT AS PROMISED, after ${least.steps.length} steps: ${describeFault(least)}`,
      `written to ${file}; pesim scenario ${file} plays it`
    ]
  }
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
