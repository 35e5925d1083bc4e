/**
 * Goal: what is first in the heap is what a sorted list would have first, after any sets, moves and removals.
 * Method: random operations on a few dozen things against a plain list. SEED=<n> npx tap test/engine/indexed-heap.test.ts replays one.
 */
import t from 'tap'
import { IndexedHeap, NONE } from '../../server/engine/agenda/indexed-heap.js'
import type { Key } from '../../server/engine/agenda/indexed-heap.js'
import { randomOf } from '../../server/explore/random.js'

const SEEDS = 40
const STEPS = 600
/** More than a heap has room for at first. */
const THINGS = 37
/** Few, so that many things are equal in their first number, and some in two. */
const FIRSTS = 12
const SECONDS = 4

interface Thing {
  readonly name: string
  /** No two have the same; those of clusters are below zero. */
  readonly third: number
  handle: number
}

function differenceOf(seed: number): string | null {
  const random = randomOf(seed)
  const heap = new IndexedHeap()
  const things = Array.from({ length: THINGS }, (_, index) => ({
    name: `thing-${index}`,
    third: index - 2,
    handle: heap.add()
  }))
  const kept = new Map<Thing, Key>()
  for (let step = 0; step < STEPS; step++) {
    const thing = random.pick(things)
    if (random.chance(0.1)) {
      heap.release(thing.handle)
      thing.handle = heap.add()
      kept.delete(thing)
    } else if (random.chance(0.3)) {
      heap.remove(thing.handle)
      kept.delete(thing)
    } else {
      const key = { first: random.below(FIRSTS), second: random.below(SECONDS), third: thing.third }
      heap.set(thing.handle, key)
      kept.set(thing, key)
    }
    const expected = firstOf(kept)
    if (heap.first !== (expected?.handle ?? NONE))
      return `step ${step}: handle ${heap.first} is first instead of ${expected?.name}, ${expected?.handle}`
    for (const each of things) {
      const key = kept.get(each)
      if (key !== undefined && heap.firstOf(each.handle) !== key.first) return `step ${step}: ${each.name} moved`
    }
  }
  for (let expected = firstOf(kept); expected !== undefined; expected = firstOf(kept)) {
    if (heap.first !== expected.handle) return `at the end ${heap.first} comes instead of ${expected.handle}`
    heap.remove(expected.handle)
    kept.delete(expected)
  }
  return heap.first === NONE ? null : 'something is left'
}

function firstOf(kept: ReadonlyMap<Thing, Key>): Thing | undefined {
  const sorted = [...kept].sort(([, x], [, y]) => x.first - y.first || x.second - y.second || x.third - y.third)
  return sorted[0]?.[0]
}

t.test('what comes first is the lowest in its first number, then in its second, then in its third', async t => {
  const only = process.env['SEED']
  for (const seed of only === undefined ? Array.from({ length: SEEDS }, (_, each) => each) : [Number(only)]) {
    const difference = differenceOf(seed)
    if (difference !== null) {
      t.fail(`seed ${seed}: ${difference}`)
      return
    }
  }
  t.pass(`seeds 0 to ${SEEDS - 1}`)
})
