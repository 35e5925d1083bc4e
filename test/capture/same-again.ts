/** Captures a random world, starts what was captured, and captures that. */
import type { Test } from 'tap'
import type { Composition } from '../../server/app/compose.js'
import { violations } from '../../server/domain/invariants/index.js'
import { randomOf } from '../../server/explore/random.js'
import { verifyPeer } from '../../server/verify/peer.js'
import type { Result } from '../../server/verify/result.js'
import { captureOf, clientOf, clustersOf, emulatorOf, estateIn, walk, walkedEmulator } from './estates.js'

/** Commands that a world goes through before it is captured. */
const STEPS = 60

/** The same estate both times, no promise of a world broken, and verify says the same of both. */
export async function sameAgain(t: Test, seed: number): Promise<void> {
  const original = await walkedEmulator(t, seed, STEPS)
  if (clustersOf(original).length === 0) return void t.pass('no cluster has power')
  const first = await captureOf(original)
  const copy = await emulatorOf(t, JSON.parse(JSON.stringify(first)), original.lab.world.now)
  t.same(violations(copy.lab.world), [])
  const second = await captureOf(copy)
  t.equal(JSON.stringify(estateIn(second), null, 1), JSON.stringify(estateIn(first), null, 1), `SEED=${seed}`)
  const [now, then] = [await peersOf(copy), await peersOf(original)]
  t.same(now.filter(isNews), then.filter(isNews), 'and verify --peer says the same of both')
  const broken = (results: readonly Result[]): Result[] =>
    results.filter(result => !isNews(result) && result.outcome === 'differs')
  if (broken(then).length === 0) t.same(broken(now), [], 'but that the line may be whole again')
  walk(copy, randomOf(seed), STEPS)
  t.same(violations(copy.lab.world), [], 'and it goes on as any world does')
}

/** A line that is cut when it is captured is whole in the copy: what the sites know of each other is not compared then. */
const isNews = ({ operation }: Result): boolean => operation !== 'two clusters: remote sites'

/** What verify says of two clusters: whether they agree about each other, which after a walk they need not. */
async function peersOf(composition: Composition): Promise<Result[]> {
  const results: Result[] = []
  const [here, there] = clustersOf(composition)
  if (here !== undefined && there !== undefined)
    await verifyPeer(clientOf(composition, here), clientOf(composition, there), result => results.push(result))
  return results
}
