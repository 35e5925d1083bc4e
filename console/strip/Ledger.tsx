/** The ledger: exposure over time against what was promised, and each fail-over with what it lost. */
import { useSignal } from '@preact/signals'
import { control } from '../core/control.js'
import { dataOf } from '../core/failure.js'
import { NOTHING, formatBytes, formatInstant, formatSpan } from '../core/format.js'
import { useLive } from '../core/live.js'
import { Select } from '../parts/form/Select.js'
import { Table } from '../parts/table/Table.js'
import { ExposureChart } from './ExposureChart.js'

export function Ledger() {
  const ledger = useLive(() => dataOf(control.GET('/ledger', {}))).value
  const chosen = useSignal('')
  const protections = ledger?.protections ?? []
  const keyOf = ({ domain, source, target }: (typeof protections)[number]): string =>
    `${domain}: ${source} to ${target}`
  const shown =
    protections.find(each => keyOf(each) === chosen.value) ?? protections.find(({ active }) => active) ?? protections[0]
  if (shown === undefined)
    return <p class="empty">Nothing has been replicated yet: the ledger begins with the first recovery point.</p>
  const failovers = (ledger?.failovers ?? []).filter(({ domain }) => domain === shown.domain)
  return (
    <div class="field">
      <div class="row">
        <Select
          label="Protection"
          hideLabel
          short
          value={keyOf(shown)}
          options={protections.map(each => ({ value: keyOf(each), text: keyOf(each) }))}
          onChange={value => (chosen.value = value)}
        />
        <span>
          Exposure <strong>{formatSpan(shown.exposure_seconds)}</strong>
        </span>
        <span class="quiet">promised {formatSpan(shown.promised_seconds)}</span>
        <span class="quiet">{shown.points} recovery points</span>
      </div>
      <ExposureChart key={keyOf(shown)} protection={shown} failovers={failovers} />
      <Table
        caption="Fail-overs"
        rows={failovers}
        keyOf={each => String(each.started_usecs)}
        empty="No fail-over yet."
        columns={[
          { head: 'Fail-over', cell: each => `${each.kind} to ${each.to}` },
          { head: 'Started', cell: each => formatInstant(each.started_usecs) },
          { head: 'Outcome', cell: each => each.outcome },
          { head: 'Lost', cell: each => formatBytes(each.lost_bytes), number: true },
          {
            head: 'Lost time',
            cell: each => formatSpan(each.snapshot?.lost_seconds ?? each.mirror?.lost_seconds),
            number: true
          },
          { head: 'Marks lost', cell: each => each.lost_marks.join(', ') || NOTHING, wide: true }
        ]}
      />
      <Table
        caption="Exposure, in figures"
        rows={[...shown.exposure].reverse()}
        keyOf={({ at_usecs: at, seconds }) => `${at} ${seconds}`}
        empty="No recovery point yet."
        columns={[
          { head: 'Instant', cell: ({ at_usecs: at }) => formatInstant(at) },
          { head: 'Exposure', cell: ({ seconds }) => formatSpan(seconds), number: true },
          { head: 'Seconds', cell: ({ seconds }) => seconds, number: true }
        ]}
      />
    </div>
  )
}
