/** A drill on one sheet: what was promised, what happened, what was lost, the score. */
import { control } from '../core/control.js'
import { formatBytes, formatInstant, formatSpan, plural, sentence } from '../core/format.js'
import { useLive } from '../core/live.js'
import { read } from '../core/prism.js'
import { Table } from '../parts/table/Table.js'

const NAMES = {
  recovery_time: 'Time to recover',
  data_loss: 'Data lost',
  wrong_end: 'Calls to the wrong end',
  dead_site: 'Calls repeated to a dead site',
  vms_off: 'VMs left off',
  unprotected: 'Domains left unprotected',
  split_brain: 'Both sides active'
} as const

const KINDS = { migrate: 'Migration', activate: 'Activation', promote: 'Promotion' } as const
const UNITS = { calls: 'call', vms: 'VM', domains: 'domain' } as const

export function Drill() {
  const score = useLive(() => read(control.GET('/ledger/score', {}))).value
  const ledger = useLive(() => read(control.GET('/ledger', {}))).value
  const incidents = useLive(() => read(control.GET('/incidents', {}))).value?.incidents ?? []
  const moments = [
    ...incidents.flatMap(({ began_usecs: at, words }) => (at === undefined ? [] : [{ at, text: sentence(words) }])),
    ...(ledger?.failovers ?? []).flatMap(each => [
      { at: each.started_usecs, text: `${KINDS[each.kind]} of ${each.domain} to ${each.to}, by ${each.user}` },
      ...(each.running_usecs === undefined
        ? []
        : [{ at: each.running_usecs, text: `The VMs of ${each.domain} run on ${each.to}` }])
    ])
  ].sort((a, b) => a.at - b.at)
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Drill</h1>
        <span class="quiet">
          {score !== undefined && `${formatInstant(score.from_usecs)} to ${formatInstant(score.to_usecs)}`}
        </span>
        <div class="end no-print">
          <button type="button" class="button" onClick={() => print()}>
            Print
          </button>
        </div>
      </div>
      <section class="sheet">
        <div class="table-bar">
          <h2>Score</h2>
          <p class="figure">{score === undefined ? '…' : `${score.points} of 100`}</p>
        </div>
        <Table
          caption="Score"
          rows={score?.criteria}
          keyOf={({ name }) => name}
          empty="Nothing to grade."
          columns={[
            { head: 'Criterion', cell: ({ name }) => NAMES[name] },
            {
              head: 'Value',
              cell: ({ value, unit }) => (unit === 'seconds' ? formatSpan(value) : plural(value, UNITS[unit])),
              number: true
            },
            { head: 'Points', cell: ({ cost }) => (cost === 0 ? '0' : `−${cost}`), number: true },
            { head: 'In words', cell: ({ says }) => says, wide: true }
          ]}
        />
      </section>
      <section class="sheet">
        <div class="table-bar">
          <h2>Timeline</h2>
        </div>
        <Table
          caption="Timeline"
          rows={moments}
          keyOf={({ at, text }) => `${at} ${text}`}
          empty="No incident and no fail-over yet."
          columns={[
            { head: 'When', cell: ({ at }) => formatInstant(at) },
            { head: 'What', cell: ({ text }) => text }
          ]}
        />
      </section>
      <section class="sheet">
        <div class="table-bar">
          <h2>What was promised</h2>
        </div>
        <Table
          caption="Promises"
          rows={ledger?.protections}
          keyOf={({ domain, source, target }) => `${domain} ${source} ${target}`}
          empty="Nothing is replicated."
          columns={[
            { head: 'Domain', cell: ({ domain }) => domain },
            { head: 'From, to', cell: ({ source, target }) => `${source} to ${target}` },
            { head: 'Promised', cell: each => formatSpan(each.promised_seconds), number: true },
            { head: 'Exposure now', cell: each => formatSpan(each.exposure_seconds), number: true },
            { head: 'Misses', cell: ({ misses }) => misses.length, number: true }
          ]}
        />
      </section>
      <section class="sheet">
        <div class="table-bar">
          <h2>What was lost</h2>
        </div>
        <Table
          caption="Losses"
          rows={ledger?.failovers.flatMap(failover => failover.vms.map(vm => ({ failover, vm })))}
          keyOf={({ failover, vm }) => `${failover.started_usecs} ${vm.uuid}`}
          empty="Nothing was failed over."
          columns={[
            { head: 'VM', cell: ({ vm }) => vm.name },
            { head: 'Domain', cell: ({ failover }) => failover.domain },
            { head: 'Bytes lost', cell: ({ vm }) => formatBytes(vm.lost_bytes), number: true },
            { head: 'Time lost', cell: ({ failover }) => formatSpan(failover.snapshot?.lost_seconds), number: true },
            { head: 'Marks lost', cell: ({ vm }) => vm.lost_marks.join(', ') || 'None' }
          ]}
        />
      </section>
    </main>
  )
}
