/** How the console writes figures, and how it sorts and filters rows. */
import t from 'tap'
import {
  fillIn,
  formatBitRate,
  formatBytes,
  formatDistance,
  formatInstant,
  formatPercent,
  formatSpan
} from '../../console/core/format.js'
import { filteredRows, sortedRows } from '../../console/parts/table/rows.js'

t.test('every figure has its unit, and nothing is a dash', async t => {
  t.same([0, 1023, 1024, 1_288_490_189, null].map(formatBytes), ['0 B', '1023 B', '1 KiB', '1.2 GiB', '—'])
  t.same([999, 500_000_000, undefined].map(formatBitRate), ['999 bit/s', '500 Mbit/s', '—'])
  t.same([14, 61, 3600, 4800, 93_600, null].map(formatSpan), ['14 s', '1 min 1 s', '1 h', '1 h 20 min', '1 d 2 h', '—'])
  t.same([63.9, 99.99, 100].map(formatPercent), ['63 %', '99 %', '100 %'], 'nothing is done before it is')
})

t.test('instants are in UTC, with their distance beside them', async t => {
  const noon = Date.parse('2026-03-01T12:00:00Z') * 1000
  t.equal(formatInstant(noon), '2026-03-01 12:00:00 UTC')
  t.equal(formatInstant(0), '—')
  t.equal(formatDistance(noon + 720_000_000, noon), 'in 12 min')
  t.equal(formatDistance(noon - 10_800_000_000, noon), '3 h ago')
  t.equal(formatDistance(noon, noon), 'now')
})

t.test('an alert is told with its values, and keeps what it has none for', async t => {
  t.equal(fillIn('{vm} of {pd}: {x}', ['vm', 'pd'], ['web01', 'gold']), 'web01 of gold: {x}')
})

t.test('rows are sorted by size or by the alphabet, and what has nothing stands last', async t => {
  const by = (value: string | number | null) => value
  t.same(sortedRows([3, null, 20, 1], by, false), [1, 3, 20, null])
  t.same(sortedRows([3, null, 20, 1], by, true), [20, 3, 1, null])
  t.same(sortedRows(['vm10', 'vm9', 'VM1'], by, false), ['VM1', 'vm9', 'vm10'])
  t.same(
    filteredRows(['gold', 'silver'], text => text, ' GO '),
    ['gold']
  )
})
