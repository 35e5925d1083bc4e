/**
 * Goal: a lab is saved in the bytes that it has always been saved in, at the price of what has changed, and nobody waits.
 * Method: walks by chance, each step saved and compared; texts that are made, and turns that are let go, are counted.
 * SEED=<n> npx tap test/storage/document-writer.test.ts walks from one seed alone.
 */
import t from 'tap'
import { after, seconds } from '../../server/domain/core/time.js'
import { Refusal } from '../../server/domain/core/refusal.js'
import type { Command } from '../../server/domain/core/tables/vocabulary.js'
import { Engine } from '../../server/engine/engine.js'
import { waitOf } from '../../server/explore/explore.js'
import { startWorld } from '../../server/explore/fuzz-run.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { randomOf } from '../../server/explore/random.js'
import { walkStart } from '../../server/explore/walk-worlds.js'
import { decode, encode } from '../../server/storage/document.js'
import { DocumentWriter, ROWS_PER_TURN } from '../../server/storage/document-writer.js'
import { TwoSites } from '../support/two-sites.js'

const SEEDS = 8
const STEPS = 40
const COMMANDS_MAX = 200

function writer() {
  const turns = { count: 0 }
  const yieldTurn = async (): Promise<void> => void (turns.count += 1)
  return { turns, documents: new DocumentWriter({ yieldTurn }) }
}

const lab = (engine: Engine) => ({ lab: 'main', world: engine.keep(), clock: { mode: 'frozen', rate: 1 } })

const seeds = process.env['SEED'] === undefined ? [...Array(SEEDS).keys()] : [Number(process.env['SEED'])]

for (const seed of seeds) {
  t.test(`every step of a walk is written as at once, seed ${seed}`, async t => {
    const random = randomOf(seed)
    const engine = new Engine(startWorld(walkStart(random)))
    const { documents } = writer()
    for (let step = 0; step < STEPS; step += 1) {
      engine.advanceTo(after(engine.world.now, waitOf(random)), { commandsMax: COMMANDS_MAX })
      try {
        engine.dispatch(JSON.parse(JSON.stringify(randomCommand(random, engine.world))) as Command)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
      const state = lab(engine)
      const bytes = await documents.write(state)
      if (!bytes.equals(encode(state))) t.fail(`step ${step} differs`)
    }
    t.ok(documents.rowsMade > 0)
  })
}

t.test('what came of it can be read, with a name of any letters', async t => {
  const { engine } = new TwoSites({ vms: [{ name: 'ä€ "\\' }] })
  const { documents } = writer()
  const state = lab(engine)
  t.same(decode(await documents.write(state), 'lab.json').world, JSON.parse(JSON.stringify(state.world)))
  t.ok((await documents.write(state)).equals(encode(state)))
})

t.test('after one change the texts of what changed are made, and a world that stands makes none', async t => {
  const vms = ROWS_PER_TURN * 4
  const { engine, france } = new TwoSites({
    vms: Array.from({ length: vms }, (_, index) => ({ name: `bulk-${index}` }))
  })
  const { documents, turns } = writer()
  await documents.write(lab(engine))
  const first = documents.rowsMade
  t.ok(first >= vms)
  t.ok(turns.count >= 4, `others had ${turns.count} turns`)

  await documents.write(lab(engine))
  t.equal(documents.rowsMade, first)

  const turnsBefore = turns.count
  france.do({ type: 'write-mark', vm: france.vm('bulk-7').uuid, mark: 'a', bytes: 1 })
  await documents.write(lab(engine))
  t.ok(documents.rowsMade - first >= 1)
  t.ok(documents.rowsMade - first <= 20, `${documents.rowsMade - first} texts were made`)
  t.equal(turns.count, turnsBefore)
})

t.test('where rows come and go, those that stay are written as they were', async t => {
  const { engine, france } = new TwoSites({
    vms: Array.from({ length: 300 }, (_, index) => ({ name: `bulk-${index}` }))
  })
  const { documents } = writer()
  await documents.write(lab(engine))
  for (const name of ['bulk-0', 'bulk-64', 'bulk-150', 'bulk-299']) {
    const before = documents.rowsMade
    france.do({ type: 'delete-vm', vm: france.vm(name).uuid, snapshotsToo: false, timestamp: null })
    engine.advanceTo(after(engine.world.now, seconds(60)))
    const state = lab(engine)
    t.ok((await documents.write(state)).equals(encode(state)), name)
    t.ok(documents.rowsMade - before <= 20, `${documents.rowsMade - before} texts were made`)
  }
})
