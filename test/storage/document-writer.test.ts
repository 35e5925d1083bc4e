/**
 * Goal: a lab is saved as what `JSON.stringify` makes of it at once, cut into lines, at the price of what has changed, and nobody waits.
 * Method: walks by chance, each step saved and compared; texts and checksums that are made, and turns that are let go, are counted.
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
import { decode, documentOf } from '../../server/storage/document.js'
import { DocumentWriter, ROWS_PER_TURN } from '../../server/storage/document-writer.js'
import { FORMAT } from '../../server/storage/port.js'
import type { Saveable } from '../../server/storage/port.js'
import { lineOf } from '../../server/storage/lines.js'
import { TableBytes } from '../../server/storage/table-bytes.js'
import { TwoSites } from '../support/two-sites.js'
import { withChecksum } from './small-lab.js'

const SEEDS = 8
const STEPS = 40
const COMMANDS_MAX = 200

function writer() {
  const turns = { count: 0 }
  const yieldTurn = async (): Promise<void> => void (turns.count += 1)
  return { turns, documents: new DocumentWriter({ yieldTurn }) }
}

const bytesOf = async (documents: DocumentWriter, state: Saveable): Promise<Buffer> =>
  Buffer.concat(await documents.write(state))

/** Whether a document is what is made of a lab at once, but for where its lines end, and its first line vouches for it. */
function isAtOnce(bytes: Buffer, state: Saveable): boolean {
  const rest = bytes.subarray(bytes.indexOf('\n') + 1)
  const text = rest.toString().replaceAll('\n', '')
  return text === JSON.stringify(documentOf(state)) && bytes.equals(withChecksum(FORMAT, rest))
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
      if (!isAtOnce(await bytesOf(documents, state), state)) t.fail(`step ${step} differs`)
    }
    t.ok(documents.rowsMade > 0)
  })
}

t.test('what came of it can be read, with a name of any letters', async t => {
  const { engine } = new TwoSites({ vms: [{ name: 'ä€ "\\' }] })
  const { documents } = writer()
  const state = lab(engine)
  t.same(decode(await bytesOf(documents, state), 'lab.json').world, JSON.parse(JSON.stringify(state.world)))
  t.ok(isAtOnce(await bytesOf(documents, state), state))
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
    t.ok(isAtOnce(await bytesOf(documents, state), state), name)
    t.ok(documents.rowsMade - before <= 20, `${documents.rowsMade - before} texts were made`)
  }
})

t.test(
  'after one change the lines that changed are summed up and the keys of their tables listed once, and of a world that stands nothing is',
  async t => {
    const { engine, france } = new TwoSites({
      vms: Array.from({ length: 2000 }, (_, index) => ({ name: `bulk-${index}` }))
    })
    const { documents } = writer()
    const { length } = await bytesOf(documents, lab(engine))
    const first = documents.bytesSummed
    const listed = documents.keysListed
    t.ok(listed >= 2000, `${listed} keys were listed`)
    t.ok(first > length - 200, `${first} of ${length} bytes: all but the first line`)
    await documents.write(lab(engine))
    t.equal(documents.bytesSummed, first)
    t.equal(documents.keysListed, listed)

    france.do({ type: 'write-mark', vm: france.vm('bulk-7').uuid, mark: 'a', bytes: 1 })
    const state = lab(engine)
    t.ok(isAtOnce(await bytesOf(documents, state), state))
    const more = documents.bytesSummed - first
    t.ok(more > 0 && more < length / 10, `${more} of ${length} bytes`)
    t.ok(documents.keysListed - listed < 2200, `${documents.keysListed - listed} keys were listed`)
  }
)

t.test('rows that come to be the first of their table, or are it no more, are written as at once', t => {
  const encoder = {
    bytesOf: (row: object) => Buffer.from(JSON.stringify(row)),
    keep: () => undefined,
    lineOf,
    keysOf: Object.keys
  }
  const [ofList, ofKeyed] = [new TableBytes(encoder), new TableBytes(encoder)]
  const rows = Array.from({ length: 200 }, (_, index) => ({ index }))
  for (const [from, to] of [
    [0, 200],
    [64, 200],
    [0, 200],
    [128, 192],
    [10, 192],
    [64, 65],
    [0, 0]
  ] as const) {
    const list = rows.slice(from, to)
    const keyed = Object.fromEntries(list.map(row => [`row-${row.index}`, row]))
    for (const [held, table] of [
      [list, ofList],
      [keyed, ofKeyed]
    ] as const) {
      const pieces = [...table.write(held)].map(piece =>
        typeof piece === 'string' ? piece : piece.map(({ bytes }) => bytes.toString()).join('')
      )
      t.equal(pieces.join('').replaceAll('\n', ''), JSON.stringify(held))
    }
  }
  t.end()
})

t.test('lines that changed places are noticed, though what they say is a possible lab', async t => {
  const { engine } = new TwoSites({ vms: Array.from({ length: 300 }, (_, index) => ({ name: `bulk-${index}` })) })
  const { documents } = writer()
  const whole = await bytesOf(documents, lab(engine))
  const lines = whole.toString('latin1').split(/(?<=\n)/)
  const rows = lines.flatMap((line, index) => (/^,"[^"]*":\{.*"bulk-/.test(line) ? [index] : []))
  const [one = 0, other = 0] = rows
  t.ok(rows.length >= 3, `${rows.length} lines of VMs`)
  const swapped = lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '')
  const bytes = Buffer.from(swapped.join(''), 'latin1')
  t.throws(() => decode(bytes, 'lab.json'), { message: /is damaged: its checksum/ })
  t.ok(decode(withChecksum(FORMAT, bytes.subarray(bytes.indexOf('\n') + 1)), 'lab.json'))
})
