/** The tabs of the chosen domain. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import { AlertTable } from '../../notices/AlertTable.js'
import { EventTable } from '../../notices/EventTable.js'
import { Tabs } from '../../parts/Tabs.js'
import { SnapshotTable } from '../snapshots/SnapshotTable.js'
import type { Domain } from './domain.js'
import { DomainEntities } from './DomainEntities.js'
import { DomainSchedules } from './DomainSchedules.js'
import { DomainMetrics } from './DomainMetrics.js'
import { Replications } from './Replications.js'

const TABS = [
  'Replications',
  'Entities',
  'Schedules',
  'Local Snapshots',
  'Remote Snapshots',
  'Metrics',
  'Alerts',
  'Events'
] as const

export function DomainTabs({ domain }: { readonly domain: Domain }) {
  const tab = useSignal<(typeof TABS)[number]>('Replications')
  const name = domain.name ?? ''
  const path = { name }
  return (
    <section class="sheet">
      <Tabs label={`Of ${name}`} tabs={TABS} chosen={tab.value} onChoose={chosen => (tab.value = chosen)} />
      <div class="tab-panel" role="tabpanel" aria-label={tab.value}>
        {tab.value === 'Replications' && <Replications domain={domain} />}
        {tab.value === 'Entities' && <DomainEntities domain={domain} />}
        {tab.value === 'Schedules' && <DomainSchedules domain={domain} />}
        {tab.value === 'Local Snapshots' && <SnapshotTable key="local" domain={domain} place="local" />}
        {tab.value === 'Remote Snapshots' && <SnapshotTable key="remote" domain={domain} place="remote" />}
        {tab.value === 'Metrics' && <DomainMetrics domain={domain} />}
        {tab.value === 'Alerts' && (
          <AlertTable
            load={query => read(prism.GET('/protection_domains/{name}/alerts', { params: { path, query } }))}
            of={name}
          />
        )}
        {tab.value === 'Events' && (
          <EventTable
            load={query => read(prism.GET('/protection_domains/{name}/events', { params: { path, query } }))}
            of={name}
          />
        )}
      </div>
    </section>
  )
}
