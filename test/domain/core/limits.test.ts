/** Lists that only grow are never longer than they may be, and what is left of them is the newest. */
import t from 'tap'
import { append, appendTrimming, mayBeTrimmed } from '../../../server/domain/core/limits.js'

const MAX = 100

t.test('a list that is trimmed loses its oldest tenth at once', t => {
  const list: number[] = []
  for (let item = 0; item < 1000; item++) {
    const isFull = list.length === MAX
    appendTrimming(list, item, MAX)
    t.ok(list.length <= MAX)
    t.ok(!isFull || list.length === MAX - 9, 'ten go where one comes')
    t.same(
      list,
      Array.from({ length: list.length }, (_, index) => item - list.length + 1 + index)
    )
    if (item >= MAX) t.ok(mayBeTrimmed(list, MAX))
    if (item < MAX - MAX / 10) t.notOk(mayBeTrimmed(list, MAX))
  }
  t.end()
})

t.test('any other loses one for each that comes', t => {
  const list: number[] = []
  for (let item = 0; item < 1000; item++) append(list, item, MAX)
  t.same([list.length, list[0], list.at(-1)], [MAX, 900, 999])
  t.end()
})
