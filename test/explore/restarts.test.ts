/**
 * Goal: a restart is nothing that a world notices. Method: walks by chance that are saved through the real files, lose some
 * steps and take them again from what is loaded. `SEED=<n> npx tap test/explore/restarts.test.ts` replays one alone.
 */
import t from 'tap'
import { walkWithRestarts } from '../../server/explore/restarts.js'

const WALKS = 4
const STEPS = 200
const first = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6))

t.test(`walks from seed ${first} on go on after restarts as if there had been none`, async t => {
  let all = 0
  for (let seed = first; seed < first + (process.env['SEED'] === undefined ? WALKS : 1); seed += 1) {
    const { restarts, fault } = await walkWithRestarts(seed, STEPS)
    t.equal(fault, null, `seed ${seed}`)
    all += restarts
  }
  t.ok(all > 0, 'there were restarts')
})
