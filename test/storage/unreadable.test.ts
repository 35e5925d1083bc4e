/**
 * What cannot be believed is not: a document that is damaged, of another format, or about no possible world ends the start
 * with the file's name and what is wrong where, and is left as it is.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { RATE_MAX } from '../../server/engine/pace.js'
import { lowdbStorage } from '../../server/storage/lowdb.js'
import { FORMAT } from '../../server/storage/port.js'
import { forged, smallLab, withChecksum, written } from './small-lab.js'
import { unnoticedFlips } from './flipped-bits.js'

const whole = await written(smallLab(1))
const end = whole.indexOf('\n') + 1

/** The world, or something in it, for a test that breaks what types promise. */
type Loose = Record<string, Record<string, Record<string, Record<string, unknown>>>>

function inWorld(change: (world: Loose) => void): Buffer {
  return forged(whole, rest => {
    change(rest['world'] as Loose)
  })
}

const documents: { holds: Buffer | string; says: RegExp }[] = [
  { holds: '', says: /is not JSON: / },
  { holds: '{"format":1,', says: /is not JSON: / },
  { holds: Buffer.from([0xff, 0xfe, 0x7b]), says: /is not JSON: / },
  { holds: 'null', says: /does not hold a saved lab/ },
  { holds: '7', says: /does not hold a saved lab/ },
  { holds: '[]', says: /does not hold a saved lab/ },
  {
    holds: '{}',
    says: new RegExp(`holds no saved lab: it names no format; this version reads formats 3 to ${FORMAT}`)
  },
  { holds: '{"format":"3"}', says: /holds format "3"; this version reads formats 3 to/ },
  { holds: '{"format":2}', says: /holds format 2; this version reads formats 3 to/ },
  { holds: '{"format":3}', says: /does not say which lab it holds/ },
  { holds: '{"format":99}', says: /holds format 99, which a newer pesim has written; this version reads formats 3 to/ },
  { holds: withChecksum(FORMAT + 1, Buffer.from('{}')), says: /which a newer pesim has written/ },
  { holds: whole.subarray(end), says: /is damaged: its first line is missing or not whole/ },
  { holds: whole.subarray(0, end), says: /is damaged: 0 bytes follow its first line, which says \d+/ },
  { holds: whole.subarray(0, -1), says: /is damaged: \d+ bytes follow its first line, which says \d+/ },
  { holds: Buffer.concat([whole, Buffer.from('\n')]), says: /is damaged: \d+ bytes follow/ },
  { holds: whole.toString().replace('"revision":1', '"revision":2'), says: /is damaged: its checksum/ },
  { holds: whole.toString().replace(`"format":${FORMAT},"len`, '"format":3,"len'), says: /its first line says 3/ },
  { holds: forged(whole, rest => delete rest['clock']), says: /holds a clock of no known mode/ },
  { holds: forged(whole, rest => (rest['clock'] = { mode: 'running', rate: -1 })), says: /holds a clock of rate -1/ },
  { holds: forged(whole, rest => (rest['clock'] = { mode: 'running', rate: RATE_MAX + 1 })), says: /of rate 1000001/ },
  { holds: forged(whole, rest => delete rest['world']), says: /holds a world that cannot be, at \/: must be object/ },
  { holds: forged(whole, rest => delete rest['lab']), says: /does not say which lab it holds/ },
  { holds: inWorld(world => (world['clusters'] = {})), says: /cannot be, at \/clusters: must not be empty/ },
  { holds: inWorld(world => Object.assign(world, { now: -1 })), says: /at \/now: must be 0 at least/ },
  {
    holds: inWorld(world => Object.assign(world['clusters']?.['a'] ?? {}, { vms: {} })),
    says: /cannot be, at \/: there are 0 vms on a instead of 1/
  },
  {
    holds: inWorld(world => Object.assign(world['clusters']?.['a'] ?? {}, { protectionDomains: { gold: null } })),
    says: /at \/clusters\/a\/protectionDomains\/gold: must be object/
  }
]

t.test('a document that cannot be used is named, with the reason', async t => {
  for (const { holds, says } of documents) {
    const folder = t.testdir({})
    const path = join(folder, 'default.json')
    await writeFile(path, holds)
    const message = new RegExp(`^${path} .*${says.source}`)
    await t.rejects(lowdbStorage(path).load(), { name: 'UnreadableData', path, message }, says.source)
    t.ok((await readFile(path)).equals(Buffer.from(holds)), 'and is left as it is')
  }
  const folder = t.testdir({ 'default.json': {} })
  const path = join(folder, 'default.json')
  await t.rejects(lowdbStorage(path).load(), { message: /default\.json cannot be read: EISDIR/ })
})

t.test('no bit of a document can change unnoticed: one in eight', t => {
  const { looked, unnoticed } = unnoticedFlips(whole, 8)
  t.same(unnoticed, [])
  t.equal(looked, Math.ceil((whole.length * 8) / 8))
  t.end()
})

t.test(
  'a document of format 4, whose checksum is that of all bytes at once, goes on, and no byte of it can change unnoticed',
  async t => {
    const sample = await readFile(join(import.meta.dirname, 'samples/format-4.json'))
    const path = join(t.testdir({ 'default.json': sample.toString() }), 'default.json')
    const storage = lowdbStorage(path)
    const lab = await storage.load()
    t.match(lab, { lab: 'main', clock: { mode: 'frozen', rate: 1 }, world: { revision: 98 } })
    if (lab === undefined) return
    await storage.save(lab)
    t.match(await readFile(path, 'utf8'), new RegExp(`^{"pesim":{"format":${FORMAT},`))
    t.same(await lowdbStorage(path).load(), lab, 'and is saved in the present format')
    const { looked, unnoticed } = unnoticedFlips(sample, 8 * 61 + 1)
    t.same(unnoticed, [], `${looked} bits`)
  }
)

t.test('a document of format 5, whose audits have text for identifiers, goes on', async t => {
  const sample = await readFile(join(import.meta.dirname, 'samples/format-5.json'), 'utf8')
  const path = join(t.testdir({ 'default.json': sample }), 'default.json')
  const storage = lowdbStorage(path)
  const lab = await storage.load()
  const audits = lab?.world.clusters['france']?.audits
  t.match(audits?.[4], { id: 2273, type: 'snapshot-ready', values: ['gold', '2272'] })
  if (lab === undefined) return
  await storage.save(lab)
  t.same(await lowdbStorage(path).load(), lab, 'and is saved in the present format')
})

t.test('a document of format 3 goes on, indented or not', async t => {
  const sample = await readFile(join(import.meta.dirname, 'samples/format-3.json'), 'utf8')
  const indented = JSON.stringify(JSON.parse(sample), null, 2)
  for (const holds of [sample, indented]) {
    const path = join(t.testdir({ 'default.json': holds }), 'default.json')
    const storage = lowdbStorage(path)
    const lab = await storage.load()
    t.match(lab, { lab: 'default', clock: { mode: 'frozen', rate: 1 }, world: { revision: 97 } })
    t.match(Object.keys(lab?.world.clusters['france']?.protectionDomains ?? {}), ['gold', 'silver'])
    if (lab === undefined) continue
    await storage.save(lab)
    t.same(await lowdbStorage(path).load(), lab, 'and is saved in the present format')
    t.equal((await lowdbStorage(path).loadPrevious()).world.revision, 97, 'while the old one is kept')
    t.equal(await readFile(path.replace('.json', '.previous.json'), 'utf8'), holds)
  }
})
