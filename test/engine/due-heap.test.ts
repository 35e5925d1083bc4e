/**
 * Goal: what is first in the heap is what a sorted list would have first, after any sets, moves and removals.
 * Method: random operations on a few dozen things against a plain list. SEED=<n> npx tap test/engine/due-heap.test.ts replays one.
 */
import t from 'tap'
import { instant } from '../../server/domain/core/time.js'
import { DueHeap, OUTSIDE } from '../../server/engine/due-heap.js'
import type { HeapItem } from '../../server/engine/due-heap.js'
import { randomOf } from '../../server/explore/random.js'

const SEEDS = 40
const STEPS = 600
const THINGS = 37
/** Few, so that many things fall due at one instant. */
const INSTANTS = 12
const RANKS = 4

interface Kept {
  at: number
  rank: number
}

/** Serials below zero are those of clusters. */
function itemsOf(): HeapItem<string>[] {
  return Array.from({ length: THINGS }, (_, index) => ({
    subject: `thing-${index}`,
    serial: index - 2,
    place: OUTSIDE
  }))
}

function differenceOf(seed: number): string | null {
  const random = randomOf(seed)
  const heap = new DueHeap<string>()
  const items = itemsOf()
  const kept = new Map<HeapItem<string>, Kept>()
  for (let step = 0; step < STEPS; step++) {
    const item = random.pick(items)
    if (random.chance(0.3)) {
      heap.remove(item)
      kept.delete(item)
    } else {
      const due = { at: random.below(INSTANTS), rank: random.below(RANKS) }
      heap.set(item, { at: instant(due.at), rank: due.rank })
      kept.set(item, due)
    }
    const expected = firstOf(kept)
    if (heap.first !== expected) return `step ${step}: ${heap.first?.subject} is first instead of ${expected?.subject}`
    for (const each of items)
      if (heap.atOf(each) !== kept.get(each)?.at) return `step ${step}: ${each.subject} at ${heap.atOf(each)}`
  }
  for (let expected = firstOf(kept); expected !== undefined; expected = firstOf(kept)) {
    if (heap.first !== expected) return `at the end ${heap.first?.subject} comes instead of ${expected.subject}`
    heap.remove(expected)
    kept.delete(expected)
  }
  return heap.first === undefined ? null : 'something is left'
}

function firstOf(kept: ReadonlyMap<HeapItem<string>, Kept>): HeapItem<string> | undefined {
  const sorted = [...kept].sort(([a, x], [b, y]) => x.at - y.at || x.rank - y.rank || a.serial - b.serial)
  return sorted[0]?.[0]
}

t.test('what comes first is the soonest, of the lowest rank, of the lowest number', async t => {
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
