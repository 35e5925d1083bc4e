/** Random walks, one world per seed; a walk that breaks an invariant is shrunk to a minimal one. */
import { seconds } from '../domain/core/index.js'
import type { World } from '../domain/core/index.js'
import type { Engine, Rules } from '../engine/index.js'
import { insertPlaceholders } from '../scenarios/index.js'
import { randomCommand } from './random-commands.js'
import { randomOf } from './random.js'
import type { Random } from './random.js'
import { simplifyItems, shrink } from './shrink.js'
import { FuzzRun, faultIn, replay, startWorld } from './fuzz-run.js'
import type { FoundFault, Start, WalkStep } from './fuzz-run.js'
import { walkStart } from './walk-worlds.js'

/** Steps between two looks, where the world is small; a look at a world of this many characters more costs one more. */
const LOOK_EVERY = 4
const LOOK_CHARACTERS = 50_000
/** After a turning point one is due after this share of them. */
const TURNED_SHARE = 1 / 8
/** Looks in one replay. */
const LOOKS = 20
/** Steps of replays that making a walk shorter may take: some thousand of a walk of hundreds, some dozen of one of ten thousand. */
const SHORTENING_STEPS = 400_000

/** Seconds between two commands. */
const WAITS = [0, 0, 0, 0, 1, 1, 1, 2, 5, 5, 20, 30, 60, 60, 120, 300, 300, 600, 900, 1800, 3600, 3600, 20_000]

interface WalkOptions {
  /** Commands. */
  readonly steps: number
  readonly rules?: Rules
  /** Is told now and then how many are done. */
  readonly onStep?: (done: number) => void
  /** Is shown whom it may listen to. */
  readonly onEngine?: (engine: Engine) => void
}

/** A walk that broke a promise, with where it began. */
export interface Broken extends FoundFault {
  readonly start: Start
}

/** One walk; null where nothing breaks. The same seed goes the same way. */
export function walk(seed: number, { steps: count, rules, onStep, onEngine }: WalkOptions): Broken | null {
  const random = randomOf(seed)
  const start = walkStart(random)
  const run = new FuzzRun(startWorld(start), rules)
  onEngine?.(run.engine)
  const steps: WalkStep[] = []
  let unseen = 0
  for (let done = 0; done < count; done++) {
    const fault = faultIn(() => {
      const wait = waitOf(random)
      const waiting = steps.push({ advance: wait / seconds(1) }) - 1
      steps[waiting] = { advance: run.wait(wait) }
      const command = randomCommand(random, run.engine.world)
      steps.push({ dispatch: command })
      run.dispatch(command)
    })
    unseen += 1
    const { oracle } = run
    const last = done === count - 1
    const between = LOOK_EVERY + oracle.size / LOOK_CHARACTERS
    const looks = last || unseen >= (oracle.turningPointPassed ? between * TURNED_SHARE : between)
    if (fault === null && !looks) continue
    unseen = 0
    onStep?.(done + 1)
    const found = fault ?? (last ? oracle.compare() : oracle.check())[0]
    if (found !== undefined) return { start, steps, fault: found }
  }
  return null
}

export function waitOf(random: Random): number {
  return random.chance(0.1) ? random.below(5_000_000) : seconds(random.pick(WAITS))
}

/** The same fault after as few steps, and as short waits, as can be found while not more than `stepsMax` are replayed. */
export function shrinkWalk({ start, steps, fault }: Broken, rules?: Rules, stepsMax = SHORTENING_STEPS): Broken {
  const world = JSON.stringify(startWorld(start))
  let best: FoundFault = { steps, fault }
  let stepsLeft = stepsMax
  const reproduces = (candidate: readonly WalkStep[]): boolean => {
    if (candidate.length === 0 || candidate.length > stepsLeft) return false
    stepsLeft -= candidate.length
    const checkEvery = Math.ceil(candidate.length / LOOKS)
    const found = replay(world, candidate, { ...(rules && { rules }), checkEvery, skipUnresolved: true })
    if (found?.fault.promise !== fault.promise) return false
    best = found
    return true
  }
  if (!reproduces(steps)) return { start, steps, fault } // it takes several steps between two looks
  reproduces(withNames(world, best.steps, rules))
  let length: number
  do {
    length = best.steps.length
    shrink(best.steps, reproduces)
    reproduces(mergeWaits(best.steps))
  } while (best.steps.length < length)
  simplifyItems(best.steps, shorterWaits, reproduces)
  return { start, ...best }
}

/** Waits that follow each other are one. */
function mergeWaits(steps: readonly WalkStep[]): WalkStep[] {
  return steps.reduce<WalkStep[]>((left, step) => {
    const last = left.at(-1)
    if (last === undefined || !('advance' in last) || !('advance' in step)) return [...left, step]
    const usecs = seconds(last.advance) + seconds(step.advance)
    return [...left.slice(0, -1), { advance: usecs / seconds(1) }]
  }, [])
}

/** Round ones first. */
function shorterWaits(step: WalkStep): WalkStep[] {
  if (!('advance' in step)) return []
  const whole = Math.ceil(step.advance)
  return [1, 60, 3600, Math.ceil(whole / 2), whole]
    .filter(advance => advance < step.advance || (advance === whole && whole !== step.advance))
    .map(advance => ({ advance }))
}

/** The walk with names in the place of identifiers, which differ as soon as a command before them is left out. */
function withNames(start: string, steps: readonly WalkStep[], rules?: Rules): WalkStep[] {
  const run = new FuzzRun(JSON.parse(start) as World, rules)
  return steps.map(step => {
    const renamed = 'dispatch' in step ? insertPlaceholders(step, run.engine.world) : step
    faultIn(() => {
      run.play(step)
    })
    return renamed
  })
}
