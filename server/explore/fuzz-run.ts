/** A fuzz run: applies steps to a world, replays them, and reports the first fault. */
import type { Command, Instant, World } from '../domain/core/index.js'
import { Refusal, after, instant, seconds } from '../domain/core/index.js'
import { Engine, firstSecretOf, deepFreeze } from '../engine/index.js'
import type { Rules } from '../engine/index.js'
import { UnknownPlaceholder, fillPlaceholders } from '../scenarios/index.js'
import type { Fixture } from '../seed/index.js'
import { worldOf } from '../seed/index.js'
import { Oracle } from '../promises/index.js'
import type { Fault } from '../promises/index.js'

/** Simulated seconds pass, or a command is given. As in a scenario. */
export type WalkStep = { advance: number } | { dispatch: Command }

export interface Start {
  fixture: Fixture
  begins: Instant
}

/** As a start of pesim makes it, administrators and all: only then has everything the same identifiers there. */
export function startWorld({ fixture, begins }: Start): World {
  const world = worldOf(fixture, begins)
  const engine = new Engine(world)
  const secret = firstSecretOf(world.seed, ADMINISTRATOR, ADMINISTRATOR)
  for (const cluster of Object.keys(world.clusters))
    engine.dispatch({ type: 'appoint-administrator', cluster, username: ADMINISTRATOR, secret })
  return world
}

const ADMINISTRATOR = 'admin'
/** A wait ends early after so many commands: one schedule that runs every twenty seconds must not be the whole walk. */
const COMMANDS_MAX = 400

/** Somebody on the way through a world, who keeps it at every step: a rule that writes to a row which is not its own fails. */
export class FuzzRun {
  readonly engine: Engine
  readonly oracle: Oracle

  constructor(world: World, rules?: Rules) {
    this.engine = new Engine(world, rules)
    this.oracle = new Oracle(this.engine)
  }

  /** Waits, with an end where too much happens; tells the seconds of a wait without one that comes to the same. */
  wait(usecs: number): number {
    const { world } = this.engine
    deepFreeze(this.engine.keep())
    const from = world.now
    if (this.engine.advanceTo(after(from, usecs), { commandsMax: COMMANDS_MAX }).reachedTarget)
      return usecs / seconds(1)
    this.engine.advanceTo(world.now)
    return (world.now - from) / seconds(1)
  }

  /** A command that is refused changes nothing, and is part of the walk. */
  dispatch(command: Command): void {
    deepFreeze(this.engine.keep())
    try {
      // A copy, so that no world can hold on to it.
      this.engine.dispatch(JSON.parse(JSON.stringify(command)) as Command)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  /** Whether all that a step names is there. */
  canResolve(step: WalkStep): boolean {
    try {
      fillPlaceholders(step, this.engine.world)
      return true
    } catch (error) {
      if (error instanceof UnknownPlaceholder) return false
      throw error
    }
  }

  play(step: WalkStep): void {
    if ('advance' in step) {
      deepFreeze(this.engine.keep())
      this.engine.advanceTo(instant(this.engine.world.now + seconds(step.advance)))
    } else this.dispatch(fillPlaceholders(step, this.engine.world).dispatch)
  }
}

/** What an action breaks, apart from what a look tells: nothing may end in an error of our own. */
export function faultIn(action: () => void): Fault | null {
  try {
    action()
    return null
  } catch (error) {
    return { promise: 'a command is done or refused', detail: (error as Error).message }
  }
}

export interface FoundFault {
  readonly fault: Fault
  /** The steps up to the one that broke it. */
  readonly steps: readonly WalkStep[]
}

/** Walks again, and looks after each step, or after so many. */
export function replay(
  start: string,
  steps: readonly WalkStep[],
  { rules, checkEvery = 1, skipUnresolved = false }: ReplayOptions = {}
): FoundFault | null {
  const run = new FuzzRun(JSON.parse(start) as World, rules)
  const taken: WalkStep[] = []
  for (const [index, step] of steps.entries()) {
    if (skipUnresolved && !run.canResolve(step)) continue
    const fault = faultIn(() => {
      run.play(step)
    })
    taken.push(step)
    const looks = index === steps.length - 1 || index % checkEvery === 0
    const found = fault ?? (looks ? run.oracle.compare()[0] : undefined)
    if (found !== undefined) return { fault: found, steps: taken }
  }
  return null
}

interface ReplayOptions {
  readonly rules?: Rules
  readonly checkEvery?: number
  /** A step about something that is not there is left out; else it is a fault. */
  readonly skipUnresolved?: boolean
}
