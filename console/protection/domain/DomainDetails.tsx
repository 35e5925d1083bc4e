/** The box of a domain's details. */
import { formatDistance, formatInstant } from '../../core/format.js'
import { now } from '../../core/clock.js'
import { State } from '../../parts/State.js'
import type { Domain } from './domain.js'

export function DomainDetails({ domain }: { readonly domain: Domain }) {
  const {
    name,
    active,
    vms,
    volume_groups,
    nfs_files,
    next_snapshot_time_usecs: next,
    remote_site_names: sites
  } = domain
  return (
    <section class="card">
      <h2>PROTECTION DOMAIN DETAILS</h2>
      <dl class="facts">
        <dt>Name</dt>
        <dd>{name}</dd>
        <dt>Protection Domain Mode</dt>
        <dd>
          <State kind={active === true ? 'good' : 'off'} word={active === true ? 'Active' : 'Inactive'} />
        </dd>
        <dt>Next Snapshot Time</dt>
        <dd>
          {next == null ? 'No Schedule' : formatInstant(next)}
          {next != null && <div class="quiet">{formatDistance(next, now.value)}</div>}
        </dd>
        <dt>VM Count</dt>
        <dd>{vms?.length ?? 0}</dd>
        <dt>Volume Group Count</dt>
        <dd>{volume_groups?.length ?? 0}</dd>
        <dt>File Count</dt>
        <dd>{nfs_files?.length ?? 0}</dd>
        <dt>Remote Site(s)</dt>
        <dd>{sites?.join(', ') || 'None'}</dd>
      </dl>
    </section>
  )
}
