/** Thousands of items changed by their ids, in the order of their list or against it: each is found beside the one before. */
import t from 'tap'
import { Draft } from '../../../server/domain/core/draft.js'
import type { World } from '../../../server/domain/core/world.js'

const COUNT = 2_000

t.test('items named in their order, or against it, are found without searching', async t => {
  let reads = 0
  const list = Array.from({ length: COUNT }, (_, index) => ({
    get id() {
      reads += 1
      return `i-${index}`
    },
    index
  }))
  const draft = new Draft({ list } as unknown as World)
  const root = draft.world as never
  const at = (index: number): unknown =>
    (draft.rowWithId(root, 'list' as never, `i-${index}`) as { index?: number } | undefined)?.index
  const inOrder = list.map(({ index }) => index)
  for (const order of [inOrder, inOrder.toReversed()]) {
    reads = 0
    t.ok(order.every(index => at(index) === index))
    t.ok(reads < 3 * COUNT, `${reads} ids were read`)
  }
  t.equal(at(COUNT), undefined)
  t.equal(at(7), 7)
  t.equal(at(1_500), 1_500)
})
