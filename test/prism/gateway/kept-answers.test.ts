/** The store of kept answers: one budget for all labs, and no lab forgets what is another's. */
import t from 'tap'
import { instant } from '../../../server/domain/core/time.js'
import { Validity } from '../../../server/prism/core/validity.js'
import { AnswerBudget, KeptAnswers } from '../../../server/prism/gateway/kept-answers.js'
import { KeptRows } from '../../../server/prism/gateway/kept-rows.js'
import { TwoSites } from '../../support/two-sites.js'

const now = instant(0)
const answer = (bytes: number) => ({
  ...{ bytes: Buffer.alloc(bytes), headers: [] },
  ...{ madeAt: now, until: instant(10) }
})

t.test('all labs together stay within the budget: what nobody asked for the longest goes first', async t => {
  const budget = new AnswerBudget(1_000)
  const labs = Array.from({ length: 5 }, () => new KeptAnswers(budget))
  for (const lab of labs) lab.keep(1, 'list', answer(300))
  t.ok(budget.bytes <= 1_000, `${budget.bytes} bytes`)
  t.same(
    labs.map(lab => lab.find(1, now, 'list') !== undefined),
    [false, false, true, true, true]
  )
})

t.test('a new version and an end free what the lab itself has, and nothing else', async t => {
  const budget = new AnswerBudget(10_000)
  const [one, two] = [new KeptAnswers(budget), new KeptAnswers(budget)]
  one.keep(1, 'list', answer(100))
  two.keep(1, 'list', answer(200))
  t.equal(one.find(1, now, 'list')?.bytes.length, 100)
  t.equal(one.find(2, now, 'list'), undefined)
  t.equal(two.find(1, now, 'list')?.bytes.length, 200)
  two.clear()
  t.equal(budget.bytes, 0)
})

t.test('rows of a list outlast its answer within the same budget, for one who writes it at a time', async t => {
  const budget = new AnswerBudget(10_000)
  const one = new KeptAnswers(budget)
  t.equal(one.rowsOf('list'), undefined, 'nothing is noted of what is asked for once')
  one.keep(1, 'list', answer(100))
  t.equal(one.find(2, now, 'list'), undefined)
  t.ok(one.rowsOf('list') instanceof KeptRows, 'of what is asked for again it is')

  const rows = new KeptRows()
  const { view } = rows.begin(new TwoSites({}).engine.keep(), 'france', new Validity())
  rows.note('row', () => view.cluster.uuid)
  rows.place('row', 'row', { start: 0, end: 10 })
  one.keep(2, 'list', { ...answer(100), rows: rows.end(Buffer.alloc(100)) })
  t.ok(budget.bytes > 200, `${budget.bytes} bytes with what is known of the row`)
  t.equal(one.find(3, now, 'list'), undefined)
  t.equal(one.rowsOf('list'), rows)
  t.equal(one.rowsOf('list'), undefined, 'somebody writes it')
  one.clear()
  t.equal(budget.bytes, 0)
})

t.test('what is read while no row is made keeps an answer from being kept', async t => {
  const validity = new Validity()
  const rows = new KeptRows()
  const { view } = rows.begin(new TwoSites({}).engine.keep(), 'france', validity)
  t.type(view.cluster.uuid, 'string')
  t.equal(rows.end(Buffer.alloc(1)), undefined)
  t.equal(validity.ofWorldAlone, false)
})
