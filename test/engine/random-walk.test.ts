/**
 * Goal: a walk comes to the same however it is walked, and each of its steps keeps the promises of the world.
 * Method: from a few seeds, random commands at random instants, looked at step by step and on frozen worlds; then the
 * same again in other manners. Many more walks, with fewer looks, are those of explore.test.ts.
 * A failure names its seed: SEED=<n> npx tap test/engine/random-walk.test.ts replays it alone.
 */
import t from 'tap'
import { decide } from '../../server/domain/decide.js'
import { violations } from '../../server/domain/invariants/invariants.js'
import { getOwn } from '../../server/domain/core/lookup.js'
import { Soonest } from '../../server/domain/core/tables/due.js'
import { eventsOf } from '../../server/domain/core/tables/scene.js'
import { Refusal } from '../../server/domain/core/refusal.js'
import { instant } from '../../server/domain/core/time.js'
import type { Instant } from '../../server/domain/core/time.js'
import type { View, World } from '../../server/domain/core/world.js'
import { Agenda } from '../../server/engine/agenda/agenda.js'
import { Engine } from '../../server/engine/engine.js'
import type { Change } from '../../server/engine/engine.js'
import { deepFreeze } from '../../server/engine/freeze.js'
import { seededIds } from '../../server/engine/ids.js'
import { waitOf } from '../../server/explore/explore.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { countsIn, ledgerOracle } from '../../server/promises/ledger-oracle.js'
import { randomOf } from '../../server/explore/random.js'
import type { Random } from '../../server/explore/random.js'
import { stateOf, transitionViolations } from '../../server/promises/transitions.js'
import type { State } from '../../server/promises/transitions.js'
import { startWorld } from '../../server/explore/fuzz-run.js'
import { walkStart } from '../../server/explore/walk-worlds.js'
import type { Command, DomainEvent } from '../../server/domain/core/tables/vocabulary.js'

const SEEDS = 12
const STEPS = 120
/** The share of what falls due that is checked command by command. */
const CLOSELY = 0.1
/** A wait ends early after so many commands: one schedule that runs every twenty seconds must not be the whole walk. */
const COMMANDS_MAX = 400
/** Of those, so many are checked closely. */
const CLOSELY_MAX = 40
/** Characters: a walk ends early where snapshots that nobody collects make it slow. */
const WORLD_MAX = 1_000_000

interface Step {
  at: Instant
  /** As JSON, so that no world can hold on to it. */
  command: string
  /** What came of it: the events, or the refusal, as JSON. */
  outcome: string
}

/** One walk, checked at each step, then done again in other ways, which must come to the same. Answers what went wrong. */
function walk(seed: number): string | null {
  const random = randomOf(seed)
  const start = JSON.stringify(startWorld(walkStart(random)))
  const engine = new Engine(worldFrom(start))
  const closely = randomOf(seed + 1_000_000)
  const steps: Step[] = []
  const history = ledgerOracle(engine.world.ledger)
  engine.subscribe(history.record)
  const log: { change: Change; text: string }[] = []
  engine.subscribe(change => log.push({ change, text: JSON.stringify(change) }))
  let before = stateOf(engine.world)
  for (let step = 0; step < STEPS; step++) {
    const target = instant(engine.world.now + waitOf(random))
    deepFreeze(engine.keep())
    const where = (): string => `seed ${seed}, step ${step}, at ${engine.world.now}, ${steps.at(-1)?.command}`
    try {
      if (closely.chance(CLOSELY)) advanceClosely(engine, target)
      if (!engine.advanceTo(target, { commandsMax: COMMANDS_MAX }).reachedTarget) engine.advanceTo(engine.world.now)
      const at = engine.world.now
      engine.advanceTo(instant(at - 1)) // nobody goes back to what has passed
      const passed = stateOf(engine.world)
      promise(before, passed)
      before = { ...passed, world: worldFrom(passed.text) }
      if (passed.text.length > WORLD_MAX) break
      const command = randomCommand(random, engine.world)
      steps.push({ at, command: JSON.stringify(command), outcome: '' })
      const expected = outcomeOf(() => decidedOn(before.world, worldCommand(command)))
      deepFreeze(engine.keep())
      const outcome = outcomeOf(() => engine.dispatch(worldCommand(command)))
      if (outcome.text !== expected.text)
        throw new Error(`a frozen world decides ${expected.text} instead of ${outcome.text}`)
      steps[step] = { at, command: JSON.stringify(command), outcome: outcome.text }
      const after = stateOf(engine.world)
      if (outcome.refused && after.text !== before.text) throw new Error('a refused command has changed the world')
      promise(before, after)
      before = { ...after, world: before.world }
    } catch (error) {
      return `${where()}: ${(error as Error).message}`
    }
  }
  engine.advanceTo(engine.world.now)
  const rewritten = log.find(({ change, text }) => JSON.stringify(change) !== text)
  if (rewritten !== undefined) return `seed ${seed}: what was told of has changed since: ${rewritten.text}`
  const [entered, counted] = [countsIn(engine.world.ledger), history.counts].map(counts => JSON.stringify(counts))
  if (entered !== counted) return `seed ${seed}: the ledger says ${entered}, and the events ${counted}`
  const end = { at: engine.world.now, text: JSON.stringify(engine.world) }
  for (const [how, manner] of Object.entries(manners)) {
    const difference = again(start, steps, end, manner, randomOf(seed + 2_000_000))
    if (difference !== null) return `seed ${seed}, ${how}: ${difference}`
  }
  return null
}

/** Throws what does not hold. */
function promise(before: State, after: State): void {
  const broken = [
    ...violations(after.world).map(({ invariant, detail }) => `"${invariant}": ${detail}`),
    ...transitionViolations(before, after)
  ]
  if (broken.length > 0) throw new Error(broken.join('; '))
}

/** What a command brings about in a world that is frozen for it. */
function decidedOn(world: View<World>, command: Command): readonly DomainEvent[] {
  return eventsOf(decide({ world: deepFreeze(world), ids: seededIds(world.seed)(world.revision) }, command))
}

/** Lets time pass command by command: each is what an agenda made anew would give, and is decided on a frozen world. */
function advanceClosely(engine: Engine, target: Instant): void {
  for (let commands = 0; commands < CLOSELY_MAX; commands++) {
    const world = worldFrom(JSON.stringify(engine.world))
    const due = new Agenda(world).next(new Soonest(world.now))
    if (due === undefined || due.at > target) return
    world.now = due.at
    const kept =
      due.command.type === 'collect-snapshots' ? newestOf(world, due.command.cluster, due.command.name) : null
    const expected = outcomeOf(() => decidedOn(world, due.command))
    const changes: Change[] = []
    const release = engine.subscribe(change => changes.push(change))
    engine.advanceTo(target, { commandsMax: 1 })
    release()
    const [change] = changes
    if (JSON.stringify(change?.command) !== JSON.stringify(due.command)) {
      throw new Error(
        `an agenda made anew gives ${JSON.stringify(due.command)} instead of ${JSON.stringify(change?.command)}`
      )
    }
    if (JSON.stringify(change?.events) !== expected.text) throw new Error(`a frozen world decides ${expected.text}`)
    if (kept !== null && newestOf(engine.world, kept.cluster, kept.name).newest !== kept.newest)
      throw new Error('the newest snapshot is collected')
    promise(stateOf(world), stateOf(engine.world))
  }
}

/** The newest snapshot that retention spares. */
function newestOf(
  world: View<World>,
  cluster: string,
  name: string
): { cluster: string; name: string; newest: number | undefined } {
  const domain = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, name)
  return { cluster, name, newest: domain?.snapshots.findLast(snapshot => snapshot.kind !== 'one-time')?.id }
}

/** How a walk is done again: what happens to the engine before each of its commands. */
type Manner = (engine: Engine, at: Instant, random: Random) => Engine

const manners: Record<string, Manner> = {
  'done again': (engine, at) => {
    engine.advanceTo(at)
    return engine
  },
  'in many small advances': (engine, at, random) => {
    for (let parts = random.below(6); parts > 0; parts--) {
      engine.advanceTo(instant(engine.world.now + random.next() * (at - engine.world.now)), {
        commandsMax: random.pick([1, 3, Infinity])
      })
    }
    engine.advanceTo(at)
    return engine
  },
  'kept before each step': (engine, at) => {
    deepFreeze(engine.keep())
    engine.advanceTo(at)
    deepFreeze(engine.keep())
    return engine
  },
  'taken back and done again': (engine, at, random) => {
    const kept = engine.keep()
    engine.advanceTo(at)
    if (random.chance(0.3)) {
      engine.restore(kept)
      engine.advanceTo(at)
    }
    return engine
  },
  'gone on with by a fork': (engine, at, random) => {
    engine.advanceTo(at)
    return random.chance(0.3) ? Engine.fork(deepFreeze(engine.keep())) : engine
  },
  'saved and loaded on the way': (engine, at, random) => {
    engine.advanceTo(at)
    return random.chance(0.3) ? new Engine(worldFrom(JSON.stringify(engine.world))) : engine
  }
}

function again(
  start: string,
  steps: readonly Step[],
  end: { at: Instant; text: string },
  manner: Manner,
  random: Random
): string | null {
  let engine = new Engine(worldFrom(start))
  for (const [step, { at, command, outcome }] of steps.entries()) {
    engine = manner(engine, at, random)
    const { text } = outcomeOf(() => engine.dispatch(JSON.parse(command) as Command))
    if (text !== outcome) return `step ${step}, ${command} gives ${text} instead of ${outcome}`
  }
  engine = manner(engine, end.at, random)
  return JSON.stringify(engine.world) === end.text ? null : 'the worlds differ in the end'
}

function worldFrom(text: string): World {
  return JSON.parse(text) as World
}

function worldCommand(command: Command): Command {
  return JSON.parse(JSON.stringify(command)) as Command
}

/** What a command does; anything but a refusal is a bug, and goes on its way. */
function outcomeOf(command: () => unknown): { text: string; refused: boolean } {
  try {
    return { text: JSON.stringify(command()), refused: false }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { text: `${error.code}: ${error.message}`, refused: true }
  }
}

t.test('a walk keeps every promise step by step, and comes to the same in every manner', async t => {
  const only = process.env['SEED']
  const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, seed) => seed) : [Number(only)]
  for (const seed of seeds) {
    const fault = walk(seed)
    if (fault !== null) {
      t.fail(`${fault} (SEED=${seed} npx tap test/engine/random-walk.test.ts)`)
      return
    }
  }
  t.pass(`seeds 0 to ${SEEDS - 1}, ${STEPS} steps each`)
})
