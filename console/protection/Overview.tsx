/** Widgets of Data Protection. */
import { formatBytes, formatDistance, plural } from '../core/format.js'
import { now } from '../core/clock.js'
import { prism, read } from '../core/prism.js'
import { useLive } from '../core/live.js'
import { State } from '../parts/State.js'
import { siteState } from './sites/site-state.js'

export function Overview() {
  const domains = useLive(() => read(prism.GET('/protection_domains', {}))).value?.entities
  const remote = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities
  const running = useLive(() => read(prism.GET('/protection_domains/replications', {}))).value?.entities
  const active = domains?.filter(domain => domain.active === true) ?? []
  const next = active.flatMap(({ name, next_snapshot_time_usecs: at }) => (at == null ? [] : [{ name, at }]))
  return (
    <div class="cards">
      <section class="card">
        <h2>Data Protection Summary</h2>
        <dl class="facts">
          <dt>Protection domains</dt>
          <dd>{domains?.length ?? '…'}</dd>
          <dt>Active here</dt>
          <dd>{active.length}</dd>
          <dt>Protected VMs</dt>
          <dd>{active.reduce((sum, { vms }) => sum + (vms?.length ?? 0), 0)}</dd>
        </dl>
      </section>
      <section class="card">
        <h2>Remote Site</h2>
        {remote?.length === 0 && <p class="quiet">No remote site yet. + Remote Site connects the other cluster.</p>}
        {remote?.map(site => (
          <div class="row spread" key={site.name}>
            <span>{site.name}</span>
            <State {...siteState(site.status)} />
          </div>
        ))}
      </section>
      <section class="card">
        <h2>Replications</h2>
        {running?.length === 0 && <p class="quiet">Nothing is on its way.</p>}
        {running?.map(
          ({ id, protection_domain_name, remote_site_name, sender, completed_percentage, completed_bytes }) => (
            <div key={id}>
              <div class="row spread">
                <span>
                  {protection_domain_name} {sender === true ? 'to' : 'from'} {remote_site_name}
                </span>
                <span>
                  {Math.floor(completed_percentage ?? 0)} %, {formatBytes(completed_bytes)}
                </span>
              </div>
              <div class="meter">
                <span style={{ width: `${completed_percentage ?? 0}%` }} />
              </div>
            </div>
          )
        )}
      </section>
      <section class="card">
        <h2>Next Snapshots</h2>
        {next.length === 0 && <p class="quiet">No snapshot is scheduled. + Protection Domain leads there.</p>}
        {next
          .sort((a, b) => a.at - b.at)
          .slice(0, 5)
          .map(({ name, at }) => (
            <div class="row spread" key={name}>
              <span>{name}</span>
              <span class="quiet">{formatDistance(at, now.value)}</span>
            </div>
          ))}
        <p class="quiet">{plural(next.length, 'domain')} with a schedule</p>
      </section>
    </div>
  )
}
