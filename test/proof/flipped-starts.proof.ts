/** Bits of a saved lab, flipped under real starts: each start ends with exit code 4, names the file and leaves it as it is. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { randomOf } from '../../server/explore/random.js'
import { realStart } from './real-start.js'

/** SEED=<n> flips the same bits again. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const FLIPS = 20
const EXIT_UNREADABLE = 4

t.test(`no start goes on from a lab with one bit flipped (SEED=${SEED})`, async t => {
  const data = join(t.testdir({}), 'data')
  const file = join(data, 'default.json')
  const first = realStart(t, data)
  t.equal(await first.outcome, 'serving')
  first.child.kill('SIGTERM')
  t.equal((await first.ended).code, 0)

  const whole = await readFile(file)
  const random = randomOf(SEED)
  for (let flip = 0; flip < FLIPS; flip += 1) {
    // One in four hits the first line, which vouches for the rest.
    const byte = random.below(flip % 4 === 0 ? whole.indexOf('\n') + 1 : whole.length)
    const bit = random.below(8)
    const flipped = Buffer.from(whole)
    flipped[byte] = (flipped[byte] ?? 0) ^ (1 << bit)
    await writeFile(file, flipped)
    const outcome = await realStart(t, data).outcome
    const where = `bit ${bit} of byte ${byte}`
    t.match(outcome, { code: EXIT_UNREADABLE, errors: file }, where)
    t.ok((await readFile(file)).equals(flipped), `${where}: the file is as it was`)
  }

  await writeFile(file, whole)
  t.equal(await realStart(t, data).outcome, 'serving', 'and as it was saved it can be gone on from')
})
