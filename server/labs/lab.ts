/** A lab: one world with its engine and its pace, and exclusive manual control of its time. */
import type { Cluster, ControlCommand, Instant, View, World } from '../domain/core/index.js'
import { Engine, Pace } from '../engine/index.js'
import type { Change, KeptPace, PaceState } from '../engine/index.js'

/** Commands that a long advance carries out before it lets other requests in. */
const COMMANDS_PER_SLICE = 200

/** How much virtual time one advance may cover, in days. */
export const ADVANCE_DAYS_MAX = 3660

/** Another advance of this lab's time is running. */
export class AdvanceBusy extends Error {
  override readonly name = 'AdvanceBusy'
}

/** How far to move: to an instant at the latest, and no further than the first change, or rest, that is waited for. */
interface AdvanceTarget {
  until: Instant
  untilChange?: (change: Change) => boolean
  untilIdle?: boolean
}

export interface AdvanceOutcome {
  from: Instant
  to: Instant
  commands: number
  /** The change that was waited for; absent where it did not come. */
  matched?: Change
  idle: boolean
}

interface LabStart {
  name: string
  /** A world that it takes over, or what somebody kept of another lab: whose rows are shared until one of them writes to them. */
  world: World | KeptWorld
  pace: PaceState
}

/** A world that somebody holds, and a lab goes on from. */
export class KeptWorld {
  constructor(readonly world: View<World>) {}
}

/** Immutable snapshot of a lab. */
export interface KeptLab {
  readonly world: View<World>
  readonly pace: KeptPace
}

export class Lab {
  readonly name: string
  readonly engine: Engine
  readonly pace: Pace
  readonly #resetListeners = new Set<() => void>()
  #generation = 0
  #advancing = false
  /** Reason of a rollback since the last advance began. */
  #rollbackError: Error | undefined

  constructor({ name, world, pace }: LabStart) {
    this.name = name
    this.engine = world instanceof KeptWorld ? Engine.fork(world.world) : new Engine(world)
    this.pace = new Pace(this.engine, pace)
  }

  get world(): View<World> {
    return this.engine.world
  }

  /** Grows whenever the world is replaced: revision and instant of two worlds may be the same. */
  get generation(): number {
    return this.#generation
  }

  /** Whether somebody is moving the time of this lab right now. */
  get advancing(): boolean {
    return this.#advancing
  }

  /**
   * Goes on with another world, whose clusters answer to the administrators that the start named. Throws `AdvanceBusy`.
   */
  reset(world: World): void {
    if (this.#advancing) throw new AdvanceBusy('An advance of the clock is under way')
    const lasting = Object.values(this.world.clusters).flatMap(permanentCommandsOf)
    this.engine.replace(world)
    for (const command of lasting) {
      if (this.world.clusters[command.cluster] !== undefined) this.engine.dispatch(command)
    }
    this.pace.restart()
    this.#replaced()
  }

  /** Goes on from a world that somebody kept, at its instant and with that pace. Throws `AdvanceBusy`. */
  resume(world: View<World>, pace: PaceState): void {
    if (this.#advancing) throw new AdvanceBusy('An advance of the clock is under way')
    this.engine.restore(world)
    this.pace.resume(pace)
    this.#replaced()
  }

  #replaced(): void {
    this.#generation += 1
    for (const listener of this.#resetListeners) listener()
  }

  /** The lab as it is now, for as long as anybody wants it: its world and its pace. Costs next to nothing. */
  keep(): KeptLab {
    return { world: this.engine.keep(), pace: this.pace.keep() }
  }

  /** Goes back to what was kept, as if nothing had been asked since: only time goes on, where it does so by itself. A move of time that is under way ends with the reason. */
  restore({ world, pace }: KeptLab, reason: Error): void {
    this.engine.restore(world)
    this.pace.restore(pace)
    this.#rollbackError = reason
  }

  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener)
    return () => this.#resetListeners.delete(listener)
  }

  /**
   * Moves time by hand. A long move lets other requests in between its slices; a second one meanwhile throws
   * `AdvanceBusy`.
   */
  async advance(target: AdvanceTarget): Promise<AdvanceOutcome> {
    if (this.#advancing) throw new AdvanceBusy('An advance of the clock is under way')
    this.#advancing = true
    this.#rollbackError = undefined
    const release = this.pace.hold()
    try {
      return await this.#move(target)
    } finally {
      release()
      this.#advancing = false
    }
  }

  async #move({ until, untilChange, untilIdle = false }: AdvanceTarget): Promise<AdvanceOutcome> {
    const { engine } = this
    const from = engine.world.now
    let commands = 0
    const stop = (change: Change): boolean => untilChange?.(change) === true || (untilIdle && engine.idle)
    if (untilIdle && engine.idle) return { from, to: from, commands, idle: true }
    for (;;) {
      const step = engine.advanceTo(until, { commandsMax: COMMANDS_PER_SLICE, until: stop })
      commands += step.commands
      if (step.reachedTarget) {
        const matched =
          step.matched === undefined || untilChange?.(step.matched) !== true ? {} : { matched: step.matched }
        return { from, to: engine.world.now, commands, idle: engine.idle, ...matched }
      }
      await new Promise(resolve => setImmediate(resolve))
      if (this.#rollbackError !== undefined) throw this.#rollbackError
    }
  }
}

/** What a cluster has from the start of the process, and no fixture. */
function permanentCommandsOf({ name: cluster, users }: View<Cluster>): Extract<ControlCommand, { cluster: string }>[] {
  return Object.values(users).flatMap(({ username, appointed }) =>
    appointed === null ? [] : [{ type: 'appoint-administrator' as const, cluster, username, secret: appointed }]
  )
}
