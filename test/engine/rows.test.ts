/**
 * Goal: a world that somebody keeps stays what it was, at the price of what changes afterwards; forks and undo rest on it.
 * Method: kept worlds are frozen to the bottom, so that a write to a shared row throws; copies are counted, never timed;
 * forks and undo are walked by chance. SEED=<n> npx tap test/engine/rows.test.ts walks from one seed alone.
 */
import t from 'tap'
import { apply } from '../../server/domain/apply.js'
import { Refusal } from '../../server/domain/core/refusal.js'
import { after, seconds } from '../../server/domain/core/time.js'
import type { View, World } from '../../server/domain/core/world.js'
import { decide } from '../../server/domain/decide.js'
import { Engine } from '../../server/engine/engine.js'
import { deepFreeze } from '../../server/engine/freeze.js'
import { waitOf } from '../../server/explore/explore.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { randomOf } from '../../server/explore/random.js'
import type { Random } from '../../server/explore/random.js'
import { startWorld } from '../../server/explore/fuzz-run.js'
import { walkStart } from '../../server/explore/walk-worlds.js'
import { TwoSites } from '../support/two-sites.js'
import type { Side } from '../support/two-sites.js'
import type { Command, DomainEvent } from '../../server/domain/core/tables/vocabulary.js'

const SEEDS = 10
const STEPS = 40
/** A wait ends early after so many commands. */
const COMMANDS_MAX = 200
/** Of rows that are other objects than before, the share that may say the same as before. */
const TOUCHED_FOR_NOTHING_MAX = 0.1

const text = JSON.stringify

function seedsOf(): number[] {
  const only = process.env['SEED']
  return only === undefined ? [...Array(SEEDS).keys()] : [Number(only)]
}

/** Time passes, and a command is given; a refusal is as good as any answer. */
type Step = (engine: Engine) => string

function stepOf(random: Random, world: View<World>): Step {
  const wait = waitOf(random)
  const command = text(randomCommand(random, world))
  return engine => {
    engine.advanceTo(after(engine.world.now, wait), { commandsMax: COMMANDS_MAX })
    try {
      return text(engine.dispatch(JSON.parse(command) as Command))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return error.code
    }
  }
}

function engineAfterWalk(seed: number): { random: Random; engine: Engine } {
  const random = randomOf(seed)
  const engine = new Engine(startWorld(walkStart(random)))
  for (let step = 0; step < STEPS; step++) stepOf(random, engine.world)(engine)
  return { random, engine }
}

function mark(side: Side, name: string) {
  return { type: 'write-mark' as const, vm: side.vm('web').uuid, mark: name, bytes: 1 }
}

t.test('while nobody has kept anything, nothing is copied', async t => {
  const { engine, france } = new TwoSites()
  france.do(mark(france, 'a'))
  t.same(engine.copies, { rows: 0, tables: 0, lists: 0 })
})

t.test('after a keep the first change of one VM copies the way to it, and the second nothing', async t => {
  const { engine, france } = new TwoSites()
  const before = deepFreeze(engine.keep())
  t.same(engine.copies, { rows: 0, tables: 0, lists: 0 }, 'keeping copies no row')
  france.do(mark(france, 'a'))
  const copies = { rows: 2, tables: 2, lists: 0 }
  t.same(engine.copies, copies, 'the cluster and the VM, the tables that they stand in')
  france.do(mark(france, 'b'))
  t.same(engine.copies, copies)

  const now = engine.keep()
  const [was, is] = [before.clusters['france'], now.clusters['france']]
  if (was === undefined || is === undefined) throw new Error('no France')
  const [web, app] = [france.vm('web').uuid, france.vm('app').uuid]
  t.not(is.vms[web], was.vms[web], 'the VM is another object')
  t.not(is.vms, was.vms, 'and so is its table')
  t.equal(is.vms[app], was.vms[app], 'its neighbour is the same one')
  t.equal(is.tasks, was.tasks, 'and the tables that nothing touched')
  t.equal(now.clusters['canada'], before.clusters['canada'], 'and the other cluster')
})

t.test('a domain of many snapshots is copied without them', async t => {
  const { engine, france } = new TwoSites({ sites: false })
  france.protect(['web'])
  for (let count = 0; count < 200; count++) {
    france.snapshot()
    engine.advanceTo(after(engine.world.now, seconds(1)))
  }
  deepFreeze(engine.keep())
  const { snapshots } = france.domain()
  t.equal(snapshots.length, 200)
  france.do({ type: 'set-min-snapshots', name: 'gold', count: 3 })
  t.equal(france.domain().snapshots, snapshots, 'not even their list')
})

t.test('a write in place to a row that is kept is told at once', async t => {
  const careless = {
    decide,
    apply: (...[draft, event]: Parameters<typeof apply>) => {
      const vm = Object.values((draft.world as unknown as World).clusters['france']?.vms ?? {})[0]
      if (vm !== undefined) vm.logicalTimestamp += 1
      return apply(draft, event)
    }
  }
  const { engine, france } = new TwoSites()
  const command: Command = { cluster: 'france', ...mark(france, 'a') }
  const fork = Engine.fork(deepFreeze(engine.keep()), careless)
  t.throws(() => fork.dispatch(command), TypeError)
})

t.test('what was kept never changes, and what is the same object is the same', t => {
  let changed = 0
  let forNothing = 0
  for (const seed of seedsOf()) {
    const { random, engine } = engineAfterWalk(seed)
    const kept: { world: View<World>; was: string }[] = []
    for (let step = 0; step < STEPS; step++) {
      const world = deepFreeze(engine.keep())
      kept.push({ world, was: text(world) })
      stepOf(random, engine.world)(engine)
    }
    const broken = kept.findIndex(({ world, was }) => text(world) !== was)
    if (broken >= 0) t.fail(`SEED=${seed}: what was kept at step ${broken} is no longer what it was`)
    for (const [at, { world }] of kept.slice(1).entries()) {
      for (const [before, now] of rowsThatDiffer(kept[at]?.world, world)) {
        changed += 1
        if (text(before) === text(now)) forNothing += 1
      }
    }
  }
  if (process.env['SEED'] === undefined) t.ok(changed > 1000, `${changed} rows, tables and lists have changed`)
  t.ok(forNothing <= changed * TOUCHED_FOR_NOTHING_MAX, `${forNothing} of them say the same as before`)
  t.end()
})

/** Objects that stand at the same place in two worlds and are not the same object; below those that are nothing is looked for. */
function* rowsThatDiffer(before: unknown, now: unknown): Generator<[object, object]> {
  if (typeof before !== 'object' || before === null || typeof now !== 'object' || now === null || before === now) return
  yield [before, now]
  if (Array.isArray(now)) return // its items have moved
  for (const [key, part] of Object.entries(now)) yield* rowsThatDiffer((before as Record<string, unknown>)[key], part)
}

t.test('the names of VMs are those of their table, in its order, now and in what was kept', t => {
  let added = 0
  let removed = 0
  for (const seed of seedsOf()) {
    const { random, engine } = engineAfterWalk(seed)
    const kept: View<World>[] = []
    for (let step = 0; step < STEPS; step++) {
      const before = Object.values(engine.world.clusters).flatMap(({ vms }) => Object.keys(vms))
      if (random.chance(0.3)) kept.push(engine.keep())
      stepOf(random, engine.world)(engine)
      const wrong = [engine.world, ...kept].find(world => !namesAreRight(engine, world))
      if (wrong !== undefined)
        t.fail(`SEED=${seed}: after step ${step} the names of VMs are others than those of their table`)
      const now = Object.values(engine.world.clusters).flatMap(({ vms }) => Object.keys(vms))
      added += now.filter(name => !before.includes(name)).length
      removed += before.filter(name => !now.includes(name)).length
    }
  }
  if (process.env['SEED'] === undefined) t.ok(added > 0 && removed > 0, `${added} VMs came, ${removed} went`)
  else t.pass('one walk need not have both')
  t.end()
})

function namesAreRight(engine: Engine, { clusters }: View<World>): boolean {
  return Object.values(clusters).every(({ vms }) => text(engine.namesOf(vms)) === text(Object.keys(vms)))
}

t.test('a change that is taken back leaves the world, and what falls due in it, as they were', t => {
  for (const seed of seedsOf()) {
    const { random, engine } = engineAfterWalk(seed)
    for (let step = 0; step < STEPS; step++) {
      const kept = deepFreeze(engine.keep())
      const was = text(kept)
      const untouched = new Engine(JSON.parse(was) as World)
      for (let more = random.below(3); more >= 0; more--) stepOf(random, engine.world)(engine)
      engine.restore(kept)
      if (text(engine.world) !== was) t.fail(`SEED=${seed}: step ${step} leaves traces`)
      const next = stepOf(random, engine.world)
      const [actual, expected] = [next(engine), next(untouched)]
      if (actual !== expected || text(engine.world) !== text(untouched.world))
        t.fail(`SEED=${seed}: after step ${step} was taken back the world goes on in another way`)
    }
  }
  t.pass(`${SEEDS} walks of ${STEPS} steps`)
  t.end()
})

t.test('a fork goes the same way by the same commands, and its own way by others', t => {
  for (const seed of seedsOf()) {
    const { random, engine: parent } = engineAfterWalk(seed)
    const kept = deepFreeze(parent.keep())
    const was = text(kept)
    const twin = Engine.fork(kept)
    const stranger = Engine.fork(kept)
    const alone = new Engine(JSON.parse(was) as World)
    for (let step = 0; step < STEPS; step++) {
      const shared = stepOf(random, parent.world)
      const answers = [parent, twin, alone].map(engine => shared(engine))
      stepOf(random, stranger.world)(stranger)
      for (const engine of [parent, twin, stranger]) if (random.chance(0.2)) deepFreeze(engine.keep())
      if (new Set(answers).size > 1) t.fail(`SEED=${seed}: at step ${step} a fork answers in another way`)
    }
    const worlds = [parent, twin, alone].map(({ world }) => text(world))
    if (new Set(worlds).size > 1) t.fail(`SEED=${seed}: a fork has become another world, or has seen another's`)
    if (text(stranger.world) === worlds[0]) t.fail(`SEED=${seed}: a fork of other commands is the same`)
    if (text(kept) !== was) t.fail(`SEED=${seed}: what was kept has changed`)
  }
  t.pass(`${SEEDS} walks of ${STEPS} steps`)
  t.end()
})

t.test('an event stays the fact that it was, whatever becomes of what it told of', async t => {
  for (const seed of seedsOf()) {
    const random = randomOf(seed)
    const engine = new Engine(startWorld(walkStart(random)))
    const changes: { readonly events: unknown; readonly as: string }[] = []
    engine.subscribe(({ events }) => changes.push({ events, as: text(events) }))
    for (let step = 0; step < STEPS; step++) stepOf(random, engine.world)(engine)
    const changed = changes.filter(({ events, as }) => text(events) !== as)
    t.same(changed, [], `SEED=${seed}`)
    t.not(changes.length, 0)
  }
})

t.test('a snapshot and an audit that change are replaced: who has heard of them keeps what he heard', async t => {
  for (const isKept of [false, true]) {
    const lab = new TwoSites()
    if (isKept) lab.engine.keep()
    const listed: DomainEvent[] = []
    lab.engine.subscribe(({ events }) => listed.push(...events))
    lab.france.protect(['web'], { local: 2 })
    lab.pass(60)
    const [snapshot] = listed.flatMap(event => (event.type === 'snapshot-taken' ? [event.snapshot] : []))
    const [audit] = listed.flatMap(event => (event.type === 'audit-recorded' ? [event.audit] : []))
    if (snapshot === undefined || audit === undefined) throw new Error('no snapshot was taken')
    const auditNow = () => lab.world.clusters['france']?.audits.find(({ id }) => id === audit.id)
    t.equal(lab.france.newest(), snapshot, 'one object for both')
    t.equal(auditNow(), audit, 'one object for both')
    const before = text([snapshot, audit])
    lab.france.do({ type: 'retain-snapshot', name: 'gold', snapshotId: String(snapshot.id), until: null })
    lab.france.do({ type: 'acknowledge-events', ids: [String(audit.id)] })
    t.equal(lab.france.newest().expiresAt, null)
    t.equal(auditNow()?.acknowledgedBy, 'admin')
    t.equal(text([snapshot, audit]), before)
  }
})
