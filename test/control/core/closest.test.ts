/** What is suggested to somebody who wrote a name that does not exist, and what finding it costs. */
import { distance } from 'fastest-levenshtein'
import t from 'tap'
import { closest } from '../../../server/control/core/closest.js'

const known = ['snapshot-taken', 'snapshot-received', 'mode-change-ended', 'power-lost']

t.test('the names nearest to what was written are suggested', async t => {
  t.same(closest('snapshot-token', known), ['snapshot-taken', 'snapshot-received'])
  t.same(closest('Power_Lost', known), ['power-lost'])
  t.same(closest('zebra', known), [])
})

t.test('only names of about the same length are compared, so a long text costs nothing', async t => {
  const compared: string[] = []
  const counting = (a: string, b: string): number => {
    compared.push(b)
    return distance(a, b)
  }
  t.same(closest('a'.repeat(900_000), known, counting), [])
  t.same(compared, [])
  closest('power-los', known, counting)
  t.same(compared, ['snapshot-taken', 'power-lost'])
})
