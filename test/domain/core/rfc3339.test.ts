import t from 'tap'
import { instant, rfc3339 } from '../../../server/domain/core/index.js'
import { randomOf } from '../../../server/explore/random.js'

const asDate = (milliseconds: number): string => new Date(milliseconds).toISOString()

t.test('an instant of whole milliseconds reads as a Date of the same milliseconds does', async t => {
  const edges = ['1970-01-01T00:00:00Z', '1999-12-31T23:59:59.999Z', '2000-02-29T12:00:00Z', '2100-03-01T00:00:00Z']
  const seed = 3339
  const random = randomOf(seed)
  const chosen = Array.from({ length: 2000 }, () => random.below(8_000_000_000_000))
  const differing = [...edges.map(edge => Date.parse(edge)), ...chosen].filter(
    at => rfc3339(instant(at * 1000)) !== asDate(at)
  )
  t.same(differing.map(asDate), [], `seed ${seed}`)
})

t.test('what three decimals cannot tell has six', async t => {
  t.equal(rfc3339(instant(1_600_000_000_000_007)), '2020-09-13T12:26:40.000007Z')
  t.equal(rfc3339(instant(1_600_000_000_120_000)), '2020-09-13T12:26:40.120Z')
})
