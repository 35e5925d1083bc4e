/**
 * Two hundred random worlds, each after sixty random commands: captured, started, captured again, they are the same, and verify
 * says so. SEED=<n> takes one alone.
 */
import t from 'tap'
import { sameAgain } from '../capture/same-again.js'

const WORLDS = Number(process.env['WORLDS'] ?? 200)
const first = Number(process.env['SEED'] ?? 0)
const count = process.env['SEED'] === undefined ? WORLDS : 1

t.setTimeout(0)

for (let seed = first; seed < first + count; seed++) {
  t.test(`SEED=${seed}: capture, start, capture again`, t => sameAgain(t, seed))
}
