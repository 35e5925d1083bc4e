/** How much of what a client asked is kept: so many calls, so many bytes, so much of each text. */
import t from 'tap'
import { JOURNAL_MAX, JOURNAL_TEXT_MAX, Journal } from '../../../server/control/core/journal.js'
import { instant } from '../../../server/domain/core/index.js'

const call = {
  site: 'france',
  user: 'admin',
  method: 'GET',
  operation: 'getVMs',
  status: 200,
  refusal: null,
  mishap: null
}
const at = (index: number) => instant(index)

t.test('the journal keeps its number of calls, and of more the latest', async t => {
  const journal = new Journal()
  for (let index = 0; index < JOURNAL_MAX; index += 1) journal.record({ ...call, at: at(index), url: '/' })
  t.equal(journal.between(at(0), at(JOURNAL_MAX)).length, JOURNAL_MAX)
  journal.record({ ...call, at: at(JOURNAL_MAX), url: '/' })
  const kept = journal.between(at(0), at(JOURNAL_MAX))
  t.equal(kept.length, JOURNAL_MAX)
  t.equal(kept[0]?.at, 1)
})

t.test('a journal that is long full has the latest calls, in their order, and their bytes', async t => {
  const journal = new Journal()
  const count = 3 * JOURNAL_MAX + 7
  for (let index = 0; index < count; index += 1) {
    journal.record({ ...call, at: at(index), url: '/' })
    if (journal.size !== Math.min(index + 1, JOURNAL_MAX)) t.fail(`${journal.size} calls after ${index + 1}`)
  }
  t.same(
    journal.all.map(each => Number(each.at)),
    Array.from({ length: JOURNAL_MAX }, (_, index) => count - JOURNAL_MAX + index)
  )
  const one = new Journal()
  one.record({ ...call, at: at(0), url: '/' })
  t.equal(journal.bytes, JOURNAL_MAX * one.bytes)
  journal.clear()
  t.equal(journal.size, 0)
  journal.record({ ...call, at: at(1), url: '/' })
  t.same(
    journal.all.map(each => Number(each.at)),
    [1]
  )
})

t.test('long URLs are cut, and all of them together keep to their bytes', async t => {
  const journal = new Journal({ bytesMax: 20_000 })
  const longest = `/${'a'.repeat(JOURNAL_TEXT_MAX - 1)}`
  journal.record({ ...call, at: at(1), url: longest })
  journal.record({ ...call, at: at(2), url: `${longest}b` })
  t.same(
    journal.between(at(0), at(9)).map(({ url }) => url),
    [longest, `${longest}...`],
    'one character more is cut'
  )
  for (let index = 3; index < 100; index += 1) {
    journal.record({ ...call, at: at(index), url: longest, user: longest })
    t.ok(journal.bytes <= 20_000, `${journal.bytes} bytes`)
  }
  t.equal(journal.between(at(0), at(100)).at(-1)?.at, 99, 'the latest are kept')
  journal.clear()
  t.equal(journal.bytes, 0)
})
