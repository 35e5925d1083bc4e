/** Home: what this cluster is, and what wants to be seen. */
import { formatBytes, formatDistance, plural } from '../core/format.js'
import { now } from '../core/clock.js'
import { prism, read } from '../core/prism.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { FIRST_PAGE } from '../parts/table/Table.js'
import { listVms } from '../vms/list.js'

export function Home() {
  const cluster = useLive(() => read(prism.GET('/cluster', {}))).value
  const count = (filter = '') => listVms(FIRST_PAGE, filter, 1).then(({ metadata }) => metadata.totalEntities)
  const vms = useLive(() => count()).value
  const on = useLive(() => count(';power_state==on')).value ?? 0
  const domains = useLive(() => read(prism.GET('/protection_domains', {}))).value?.entities
  const remote = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities
  const query = { resolved: false, count: 1 }
  const alerts = useLive(() => read(prism.GET('/alerts', { params: { query } }))).value?.metadata.total_entities
  const containers = useLive(() => read(prism.GET('/storage_containers', {}))).value?.entities
  const next = domains
    ?.flatMap(({ name, next_snapshot_time_usecs: at }) => (at == null ? [] : [{ name, at }]))
    .sort((a, b) => a.at - b.at)[0]
  const used = containers?.reduce((sum, { usage_stats }) => sum + Number(usage_stats?.['storage.usage_bytes'] ?? 0), 0)
  return (
    <main class="page" tabIndex={-1}>
      <div class="page-head">
        <h1>Home</h1>
      </div>
      <div class="cards">
        <section class="card">
          <h2>Cluster</h2>
          <p class="figure">{cluster?.name ?? '…'}</p>
          <dl class="facts">
            <dt>Virtual IP</dt>
            <dd>{cluster?.cluster_external_ipaddress}</dd>
            <dt>AOS</dt>
            <dd>{cluster?.version}</dd>
            <dt>Hosts</dt>
            <dd>{cluster?.num_nodes}</dd>
          </dl>
        </section>
        <section class="card">
          <h2>VM</h2>
          <p class="figure">{vms === undefined ? '…' : plural(vms, 'VM')}</p>
          <p>
            <State kind={on > 0 ? 'good' : 'off'} word={`${on} on`} /> <span class="quiet">{(vms ?? 0) - on} off</span>
          </p>
          <a href="/console/vm">Table of VMs</a>
        </section>
        <section class="card">
          <h2>Data Protection</h2>
          <p class="figure">{domains === undefined ? '…' : plural(domains.length, 'protection domain')}</p>
          <p class="quiet">
            {next === undefined
              ? 'No snapshot is scheduled'
              : `Next snapshot of ${next.name} ${formatDistance(next.at, now.value)}`}
          </p>
          <p class="quiet">{plural(remote?.length ?? 0, 'remote site')}</p>
          <a href="/console/data-protection/table">Table of protection domains</a>
        </section>
        <section class="card">
          <h2>Alerts</h2>
          <p class="figure">{alerts == null ? '…' : plural(alerts, 'open alert')}</p>
          <p>
            {alerts === 0 ? (
              <State kind="good" word="Nothing wants to be seen" />
            ) : (
              <State kind="notice" word="Look at them" />
            )}
          </p>
          <a href="/console/alerts">Alerts</a>
        </section>
        <section class="card">
          <h2>Storage</h2>
          <p class="figure">{formatBytes(used)}</p>
          <p class="quiet">used in {plural(containers?.length ?? 0, 'storage container')}</p>
          <a href="/console/storage">Storage</a>
        </section>
      </div>
    </main>
  )
}
