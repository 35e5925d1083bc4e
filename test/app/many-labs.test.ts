/**
 * Goal: labs never see each other, and a fork goes on as its parent would.
 * Method: 200 labs are walked by chance at once, their steps in an order by chance; each has to arrive where the same walk
 * arrives alone. Copies are counted, never timed. SEED=<n> npx tap test/app/many-labs.test.ts repeats one order.
 */
import t from 'tap'
import type { Test } from 'tap'
import { compose } from '../../server/app/compose.js'
import { LABS_MAX } from '../../server/app/labs/registry.js'
import { readConfig } from '../../server/config/config.js'
import type { LabEntry } from '../../server/control/index.js'
import { Refusal } from '../../server/domain/core/refusal.js'
import { after } from '../../server/domain/core/time.js'
import { waitOf } from '../../server/explore/explore.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { randomOf } from '../../server/explore/random.js'
import type { Random } from '../../server/explore/random.js'
import type { Lab } from '../../server/labs/lab.js'
import { START_USECS } from '../support/emulator.js'

const LABS = 200
const WALKS = 10
const STEPS = 20
/** A wait ends early after so many commands. */
const COMMANDS_MAX = 100

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const text = JSON.stringify

async function composed(t: Test) {
  const composition = await compose({
    ...readConfig({}, {}),
    ...{ fixture: 'france-canada-protected', clock: 'frozen', atUsecs: START_USECS, logLevel: 'silent' }
  })
  t.teardown(() => composition.close())
  return composition
}

/** Time passes, and a command is given; a refusal is as good as any answer. */
function step({ engine }: Lab, random: Random): void {
  engine.advanceTo(after(engine.world.now, waitOf(random)), { commandsMax: COMMANDS_MAX })
  try {
    engine.dispatch(randomCommand(random, engine.world))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

t.test(`${LABS} labs walked at once are each what they are alone`, async t => {
  const { app, lab: main, labs } = await composed(t)
  const order = randomOf(seed)
  const before = text(main.world)
  const make = (): Promise<LabEntry> => labs.create(main, { fork_of: 'main' })

  const alone: string[] = []
  for (let walk = 0; walk < WALKS; walk += 1) {
    const { lab } = await make()
    const random = randomOf(walk)
    for (let count = 0; count < STEPS; count += 1) step(lab, random)
    alone.push(text(lab.world))
    await labs.remove(lab.name)
  }
  t.equal(new Set(alone).size, WALKS, 'walks differ')

  const walkers: { lab: Lab; walk: number; random: Random; left: number }[] = []
  for (let count = 0; count < LABS; count += 1) {
    const walk = count % WALKS
    walkers.push({ lab: (await make()).lab, walk, random: randomOf(walk), left: STEPS })
  }
  const authorization = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
  const waiting = [...walkers]
  while (waiting.length > 0) {
    const at = order.below(waiting.length)
    const walker = waiting[at]
    if (walker === undefined) throw new Error('Nobody walks')
    const { lab } = walker
    step(lab, walker.random)
    walker.left -= 1
    if (walker.left > 0) continue
    waiting.splice(at, 1)
    const headers = { host: `canada.${lab.name}.localhost`, authorization }
    const url = `/api/nutanix/v2.0/protection_domains/${lab.name}`
    await app.inject({ url, headers }).catch(() => undefined) // a cluster without power breaks it, and it is noted
    await app.inject({
      method: 'POST',
      url: '/emulator/v1/mishaps',
      headers,
      payload: { status: 503 }
    })
    await app.inject({ method: 'POST', url: '/emulator/v1/states', headers, payload: { name: lab.name } })
  }

  for (const { lab, walk } of walkers) {
    if (text(lab.world) !== alone[walk]) t.fail(`SEED=${seed}: ${lab.name} is not what walk ${walk} alone leads to`)
    const ask = async (path: string): Promise<unknown> =>
      (await app.inject({ url: `/emulator/v1/labs/${lab.name}${path}` })).json()
    const { calls } = (await ask('/journal')) as { calls: { url: string }[] }
    const { mishaps } = (await ask('/mishaps')) as { mishaps: unknown[] }
    const { states } = (await ask('/states')) as { states: { name: string }[] }
    const seen = [calls.map(({ url }) => url.replace(/.*\//, '')), mishaps.length, states.map(({ name }) => name)]
    if (text(seen) !== text([[lab.name], 1, [lab.name]])) t.fail(`${lab.name} sees ${text(seen)}`)
  }
  t.equal(text(main.world), before, 'and main has seen nothing of it')
})

t.test('fork and parent go on identically for the same commands, and each by itself', async t => {
  const { lab: main, labs } = await composed(t)
  for (let walk = 0; walk < WALKS; walk += 1) {
    const [there, here, apart] = [randomOf(seed + walk), randomOf(seed + walk), randomOf(seed + walk + 1)]
    const { lab: fork } = await labs.create(main, { fork_of: 'main' })
    const { lab: other } = await labs.create(main, { fork_of: fork.name })
    t.equal(text(fork.world), text(main.world))
    for (let count = 0; count < STEPS; count += 1) {
      step(main, here)
      step(other, apart)
      step(fork, there)
    }
    if (text(fork.world) !== text(main.world))
      t.fail(`SEED=${seed}: walk ${walk} leads a fork elsewhere than its parent`)
    if (text(other.world) === text(main.world)) t.fail(`SEED=${seed}: two walks lead to one world`)
    for (const { name } of [fork, other]) await labs.remove(name)
  }
})

t.test('a fork copies no row, and the first change after it the way to what it touches, on both sides', async t => {
  const { lab: main, labs } = await composed(t)
  const none = { rows: 0, tables: 0, lists: 0 }
  const { lab: fork } = await labs.create(main, { fork_of: 'main' })
  for (const lab of [main, fork]) t.same(lab.engine.copies, none)
  const { france, canada } = main.world.clusters
  t.equal(fork.world.clusters['france'], france, 'clusters are shared')
  const vm = Object.keys(france?.vms ?? {})[0] ?? ''
  for (const lab of [fork, main]) {
    lab.engine.dispatch({ type: 'write-mark', cluster: 'france', vm, mark: 'a', bytes: 1 })
    t.same(lab.engine.copies, { rows: 2, tables: 2, lists: 0 }, 'the cluster and the VM, the tables that they stand in')
    t.equal(lab.world.clusters['canada'], canada)
    t.not(lab.world.clusters['france'], france)
  }
})

t.test('there are so many labs', async t => {
  const { lab: main, labs } = await composed(t)
  for (let count = 1; count < LABS_MAX; count += 1) await labs.create(main, { fork_of: 'main' })
  await t.rejects(labs.create(main, {}), { code: 'labs/too-many', message: /There are 500 labs at most/ })
  await labs.remove('lab-7')
  t.equal((await labs.create(main, { fork_of: 'main' })).lab.name, 'lab-7', 'a number that is free is taken again')
})
