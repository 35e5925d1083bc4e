/** Owner of a world: every change enters through `dispatch` or by advancing time. */
import { idle } from '../domain/due.js'
import { apply } from '../domain/apply.js'
import { Draft, Soonest, eventsOf, resultOf } from '../domain/core/index.js'
import type {
  Command,
  Copies,
  DomainEvent,
  Due,
  IdSource,
  Instant,
  ResultOf,
  Scene,
  View,
  VmTable,
  World
} from '../domain/core/index.js'
import { decide } from '../domain/decide.js'
import { Agenda } from './agenda/agenda.js'
import { seededIds } from './ids.js'
import type { CommandIds } from './ids.js'

/** A command with its events. */
export interface Change {
  readonly revision: number
  readonly at: Instant
  readonly command: Command
  readonly events: readonly DomainEvent[]
}

type Listener = (change: Change) => void

interface AdvanceOptions {
  /** Stops after this many commands, so that a long advance can let others in between. */
  commandsMax?: number
  /** Stops at the instant of the first change that this is true of. */
  until?: (change: Change) => boolean
}

interface Advance {
  /** Whether the target, or what was waited for, was reached. */
  readonly reachedTarget: boolean
  readonly commands: number
  /** The change that `until` was waiting for. */
  readonly matched: Change | undefined
}

/** The domain functions that the engine runs. */
export interface Rules {
  readonly decide: typeof decide
  readonly apply: typeof apply
}

/** More commands than this without time moving means that two processes feed each other for ever. */
const COMMANDS_PER_INSTANT_MAX = 5_000_000

export class Engine {
  #draft: Draft
  #agenda: Agenda
  #idsAt: (revision: number) => CommandIds
  #scene: Scene | undefined
  readonly #rules: Rules
  readonly #listeners = new Set<Listener>()
  #version = 0
  /** What the last command gives whoever has given it. */
  #result: unknown

  /** Takes the world over: nobody else writes to it. Other rules are for whoever proves that a broken one is noticed. */
  constructor(world: World, rules: Rules = { decide, apply }) {
    this.#rules = rules
    this.#draft = new Draft(world)
    this.#agenda = new Agenda(world)
    this.#idsAt = seededIds(world.seed)
  }

  /** A second owner, who goes on from a world that was kept as if it were its own. Each row is shared until one of them writes to it. */
  static fork(kept: View<World>, rules?: Rules): Engine {
    const engine = new Engine(copyRoot(kept), rules)
    engine.#draft.share()
    return engine
  }

  /** Read-only: rules decide and `apply` writes, nobody else. What it is made of is the present: to hold on to the past, `keep`. */
  get world(): View<World> {
    return this.#draft.world
  }

  /**
   * The world as it is, for as long as anybody wants it: a row is copied when it is next written to, not before. Costs a
   * few assignments. Of two kept worlds, a row that is the same object has not changed, nor has anything in it.
   */
  keep(): View<World> {
    this.#draft.share()
    return { ...this.#draft.world }
  }

  /** The names of a cluster's VMs, of this world or of one that was kept, in their order. */
  namesOf(table: VmTable): readonly string[] {
    return this.#draft.namesOf(table)
  }

  /** What was copied since the last `keep`. */
  get copies(): Readonly<Copies> {
    return this.#draft.copies
  }

  /** Goes back to a world that was kept, as if nothing had happened since; listeners have heard of it all the same. */
  restore(kept: View<World>): void {
    this.#version += 1
    Object.assign(this.#draft.world, kept)
    this.#draft.share()
    this.#agenda = new Agenda(this.#draft.world)
    this.#idsAt = seededIds(kept.seed)
  }

  /** Replaces the world. */
  replace(world: World): void {
    this.#version += 1
    this.#draft = new Draft(world)
    this.#agenda = new Agenda(world)
    this.#idsAt = seededIds(world.seed)
  }

  /**
   * Decides and applies a command, to its end, without awaiting: no reader ever sees half of it. A command that is
   * refused (it throws `Refusal`) leaves no trace, because a rule refuses before its first event.
   */
  dispatch(command: Command): readonly DomainEvent[] {
    return this.#dispatch(command).events
  }

  /** Dispatches a command for whom it gives a result: what its type answers with, undefined for most. */
  submit<C extends Command>(command: C): ResultOf<C['type']> {
    this.#dispatch(command)
    return this.#result as ResultOf<C['type']>
  }

  #dispatch(command: Command): Change {
    const draft = this.#draft
    const { world } = draft
    const ids = this.#idsAt(world.revision)
    const decided = this.#rules.decide(this.#sceneOf(world, ids), command)
    const events = eventsOf(decided)
    this.#version += 1
    for (const event of events) this.#agenda.note(event, this.#rules.apply(draft, event))
    world.revision += ids.revisionsTaken()
    this.#agenda.look()
    const change: Change = { revision: world.revision, at: world.now, command, events }
    for (const listener of this.#listeners) listener(change)
    // A listener may have given commands of its own. Most have no result, and what is the same is not stored again.
    const result = resultOf(decided)
    if (this.#result !== result) this.#result = result
    return change
  }

  /** The same one for every command: a world and the source of its identifiers stay the same objects. */
  #sceneOf(world: View<World>, ids: IdSource): Scene {
    if (this.#scene?.world !== world || this.#scene.ids !== ids) this.#scene = { world, ids }
    return this.#scene
  }

  /** What falls due next if nobody does anything; undefined where nothing does. */
  get nextDue(): Due | undefined {
    return this.#agenda.next(new Soonest(this.#draft.world.now))
  }

  /** Lets time pass up to an instant, with everything that falls due on the way. Time never runs backwards. */
  advanceTo(target: Instant, { commandsMax = Infinity, until }: AdvanceOptions = {}): Advance {
    const { world } = this.#draft
    let commands = 0
    let sinceTimeMoved = 0
    const one = new Soonest(world.now)
    const other = new Soonest(world.now)
    let due = this.#agenda.next(one)
    while (due !== undefined && due.at <= Math.max(target, world.now)) {
      // a clock that jumped takes along what it jumped over
      if (commands >= commandsMax) return { reachedTarget: false, commands, matched: undefined }
      if (due.at > world.now) {
        world.now = due.at
        sinceTimeMoved = 0
      }
      sinceTimeMoved += 1
      if (sinceTimeMoved > COMMANDS_PER_INSTANT_MAX) throw new Error(`${due.command.type} falls due for ever`)
      const change = this.#dispatch(due.command)
      commands += 1
      const done = due
      const last = this.#agenda.last
      due = this.#agenda.next(done === one ? other : one)
      if (due !== undefined && this.#agenda.last === last && isSameDue(due, done))
        throw new Error(`${done.command.type} falls due again as soon as it is done`)
      if (until?.(change) === true) return { reachedTarget: true, commands, matched: change }
    }
    if (target > world.now) world.now = target
    return { reachedTarget: true, commands, matched: undefined }
  }

  /**
   * Grows with every change of the world, one that goes back or brings another world as well. While it is the same, nothing
   * but time has passed.
   */
  get version(): number {
    return this.#version
  }

  /** Whether nothing is under way but the waiting for schedules. */
  get idle(): boolean {
    return idle(this.#draft.world)
  }

  /** Subscribes to the changes of each command; returns the function that unsubscribes. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** The root is the engine's own, and stays the same object; all else is shared. */
function copyRoot(kept: View<World>): World {
  return { ...kept } as World
}

/** Whether two things that fall due are the same command at the same instant. */
function isSameDue(a: Due, b: Due): boolean {
  if (a.at !== b.at) return false
  const x = a.command as unknown as Record<string, unknown>
  const y = b.command as unknown as Record<string, unknown>
  return (
    x['name'] === y['name'] &&
    x['type'] === y['type'] &&
    x['cluster'] === y['cluster'] &&
    x['site'] === y['site'] &&
    x['id'] === y['id'] &&
    x['task'] === y['task'] &&
    x['from'] === y['from'] &&
    x['to'] === y['to']
  )
}
