/** The store of kept answers: one budget for all labs, and no lab forgets what is another's. */
import t from 'tap'
import { instant } from '../../../server/domain/core/time.js'
import { AnswerBudget, KeptAnswers } from '../../../server/prism/gateway/kept-answers.js'

const now = instant(0)
const answer = (bytes: number) => ({
  ...{ bytes: Buffer.alloc(bytes), contentType: 'text/plain' },
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
