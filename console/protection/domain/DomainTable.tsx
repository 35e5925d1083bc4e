/** The table of protection domains, with details and tabs of the chosen one. */
import { useSignal } from '@preact/signals'
import { NOTHING, formatByteRate, formatBytes, formatDistance, formatTime } from '../../core/format.js'
import { now } from '../../core/clock.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { useLive } from '../../core/live.js'
import { State } from '../../parts/State.js'
import { Table } from '../../parts/table/Table.js'
import type { Column } from '../../parts/table/Table.js'
import type { Domain } from './domain.js'
import { DomainActions } from './DomainActions.js'
import { DomainDetails } from './DomainDetails.js'
import { DomainTabs } from './DomainTabs.js'

const figure = (stats: Schemas['Stats'] | undefined, name: string): number | undefined => {
  const value = Number(stats?.[name] ?? Number.NaN)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}
const bandwidth = (domain: Domain, way: string): string => {
  const kilobytes = figure(domain.stats, `replication_${way}_bandwidth_kBps`)
  return formatByteRate(kilobytes === undefined ? undefined : kilobytes * 1000)
}
const exclusive = (domain: Domain): number | undefined =>
  figure(domain.usage_stats, 'dr.exclusive_snapshot_usage_bytes')

const columns: readonly Column<Domain>[] = [
  {
    head: 'Mode',
    cell: ({ active }) => (
      <State kind={active === true ? 'good' : 'off'} word={active === true ? 'Active' : 'Inactive'} silent />
    ),
    hideHead: true
  },
  { head: 'Name', cell: ({ name }) => name, sort: ({ name }) => name },
  { head: 'Remote Sites', cell: ({ remote_site_names: names }) => names?.join(', ') || NOTHING },
  {
    head: 'Entity Count',
    cell: ({ vms }) => vms?.length ?? 0,
    sort: ({ vms }) => vms?.length,
    number: true,
    wide: true
  },
  {
    head: 'Next Snapshot Time',
    cell: ({ next_snapshot_time_usecs: at }) =>
      at == null ? NOTHING : `${formatTime(at)} (${formatDistance(at, now.value)})`,
    sort: ({ next_snapshot_time_usecs: at }) => at
  },
  {
    head: 'Snapshot Exclusive Usage',
    cell: domain => formatBytes(exclusive(domain)),
    sort: exclusive,
    number: true,
    wide: true
  },
  { head: 'B/W Used (Tx)', cell: domain => bandwidth(domain, 'transmitted'), number: true, wide: true },
  { head: 'B/W Used (Rx)', cell: domain => bandwidth(domain, 'received'), number: true, wide: true },
  {
    head: 'Ongoing',
    cell: ({ ongoing_replication_count: n }) => n ?? 0,
    sort: ({ ongoing_replication_count: n }) => n,
    number: true,
    wide: true
  },
  {
    head: 'Pending',
    cell: ({ pending_replication_count: n }) => n ?? 0,
    sort: ({ pending_replication_count: n }) => n,
    number: true,
    wide: true
  }
]

export function DomainTable() {
  const { value } = useLive(() => read(prism.GET('/protection_domains', {})))
  const chosen = useSignal<string | undefined>(undefined)
  const domain = value?.entities.find(({ name }) => name === chosen.value)
  return (
    <>
      <section class="sheet">
        <Table
          caption="Async DR"
          rows={value?.entities}
          columns={columns}
          named={1}
          keyOf={each => each.name ?? ''}
          textOf={each => `${each.name ?? ''} ${each.remote_site_names?.join(' ') ?? ''}`}
          chosen={chosen.value}
          onChoose={key => (chosen.value = key)}
          empty="No protection domain yet. + Protection Domain protects the VMs of this cluster."
        />
      </section>
      {domain !== undefined && (
        <>
          <div class="row spread">
            <h2>
              <span class="quiet">Summary › </span>
              {domain.name}
            </h2>
            <DomainActions domain={domain} onGone={() => (chosen.value = undefined)} />
          </div>
          <div class="details">
            <DomainDetails domain={domain} />
            <DomainTabs key={domain.name} domain={domain} />
          </div>
        </>
      )}
    </>
  )
}
