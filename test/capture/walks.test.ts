/**
 * Goal: whatever a world has gone through, what is captured of it starts, and captured again is the same.
 * Method: random worlds after random commands; SEED=<n> npx tap test/capture/walks.test.ts takes one alone. Two hundred are in
 * test/proof/capture.proof.ts.
 */
import t from 'tap'
import { sameAgain } from './same-again.js'

const SEEDS = 4
/** A name that objects have by themselves, adapters without addresses on a managed network, two VMs of one name and UUID. */
const regressions = [141, 153, 119]
const only = process.env['SEED']
const seeds =
  only === undefined ? [...Array.from({ length: SEEDS }, (_, seed) => seed), ...regressions] : [Number(only)]

for (const seed of seeds) {
  t.test(`SEED=${seed}: capture, start, capture again`, t => sameAgain(t, seed))
}
