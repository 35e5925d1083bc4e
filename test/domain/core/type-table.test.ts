/**
 * Goal: a table says of each type what its function says, whatever it was read for before, and calls the function once.
 * Method: random and repeated sequences of types. SEED=<n> npx tap test/domain/core/type-table.test.ts replays one.
 */
import t from 'tap'
import { TypeTable } from '../../../server/domain/core/index.js'
import { randomOf } from '../../../server/explore/random.js'

const TYPES = ['a', 'b', 'c', 'd', 'e'] as const
const SEEDS = 20
const STEPS = 200

/** A table, and the types that its function was called for. */
function table() {
  const computed: string[] = []
  return { computed, of: new TypeTable<string, string>(type => (computed.push(type), `${type}!`)) }
}

t.test('each type has its own answer, and the function is called once for each', t => {
  const only = process.env['SEED']
  for (const seed of only === undefined ? Array.from({ length: SEEDS }, (_, each) => each) : [Number(only)]) {
    const random = randomOf(seed)
    const { computed, of } = table()
    const wrong: string[] = []
    for (let step = 0; step < STEPS; step++) {
      const type = random.pick(TYPES)
      if (of.get(type) !== `${type}!`) wrong.push(`seed ${seed}, step ${step}: ${type}`)
    }
    t.same(wrong, [])
    t.same([...computed].sort(), [...TYPES], `seed ${seed}`)
  }
  t.end()
})

t.test('an order that comes again and again, and changes, is answered like any other', t => {
  const { computed, of } = table()
  const orders = [['a'], ['a', 'b', 'c'], ['a', 'c', 'b'], ['c', 'c', 'a']]
  for (const order of orders)
    for (let turn = 0; turn < 3; turn++)
      t.same(
        order.map(type => of.get(type)),
        order.map(type => `${type}!`)
      )
  t.same(computed, ['a', 'b', 'c'])
  t.end()
})

t.test('a type of which the function says nothing throws each time', t => {
  const of = new TypeTable<string, string>(type => {
    if (type === 'unknown') throw new Error(`nothing is known of ${type}`)
    return type
  })
  for (let turn = 0; turn < 2; turn++) {
    t.equal(of.get('a'), 'a')
    t.throws(() => of.get('unknown'), { message: 'nothing is known of unknown' })
  }
  t.end()
})
