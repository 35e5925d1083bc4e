/** Maps replications to the wire: running ones at either end, queued ones, and replication links. */
import { replicationProgress, siteFor, transferRate } from '../../../domain/links/index.js'
import { synchronizationOf } from '../../../domain/metro/index.js'
import { getOwn, snapshotName, snapshotOf } from '../../../domain/core/index.js'
import type { Cluster, Outgoing, ProtectionDomain, Replication, View, World } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { snapshotDto } from './snapshot.js'

interface Running {
  replication: View<Replication>
  /** The other end, as this cluster names it. */
  site: string
  snapshotId: string
  /** Name of the cluster that sends. */
  from: string
  sender: boolean
}

/** Replications of a domain, those that this cluster sends before those that it receives. */
export function runningReplications(world: View<World>, here: View<Cluster>, domain: string): Running[] {
  const local = getOwn(here.protectionDomains, domain)
  const sent = Object.values(local?.outgoing ?? {}).flatMap(({ site, current }) =>
    current === null
      ? []
      : [{ replication: current, site, snapshotId: sentSnapshotName(local, current), from: here.name, sender: true }]
  )
  const received = Object.values(world.clusters).flatMap(peer => {
    if (peer.name === here.name) return []
    return Object.values(getOwn(peer.protectionDomains, domain)?.outgoing ?? {}).flatMap(({ current }) => {
      if (current?.target !== here.name) return []
      const site = siteFor(world, here, peer.name)?.name ?? peer.name
      return [
        { replication: current, site, snapshotId: `${site}:${current.snapshotId}`, from: peer.name, sender: false }
      ]
    })
  })
  return [...sent, ...received]
}

/** How the sender names a snapshot that it sends or is going to send. */
function sentSnapshotName(
  domain: View<ProtectionDomain> | undefined,
  { origin, snapshotId }: { readonly origin: string; readonly snapshotId: number }
): string {
  const snapshot = domain === undefined ? undefined : snapshotOf(domain, origin, snapshotId)
  return snapshot === undefined ? String(snapshotId) : snapshotName(snapshot)
}

/** Of a domain: its transfers, and the synchronization of its metro relation, which scripts wait for as for one [C: clients]. */
export function replicationDtos(world: View<World>, here: View<Cluster>, domain: string): Model<'Replication'>[] {
  return [...transferDtos(world, here, domain), ...synchronizationDtos(world, here, domain)]
}

/** How many replications of a domain are under way. */
export function ongoingReplications(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): number {
  return runningReplications(world, here, domain.name).length + (domain.metro?.syncedAt == null ? 0 : 1)
}

/** EMU: it has no snapshot, and the number of its domain. */
function synchronizationDtos(world: View<World>, here: View<Cluster>, name: string): Model<'Replication'>[] {
  const domain = getOwn(here.protectionDomains, name)
  const synchronization = domain === undefined ? null : synchronizationOf(world, here, domain)
  if (domain === undefined || synchronization === null) return []
  return [
    {
      id: domain.serial,
      protection_domain_name: name,
      remote_site_name: synchronization.site,
      snapshot_id: null,
      sender: synchronization.sender,
      completed_bytes: synchronization.completedBytes,
      completed_percentage: synchronization.completedPercentage,
      start_replication_time_usecs: null,
      replication_time_to_complete_secs: synchronization.secondsLeft,
      paused: domain.metro?.isolatedSince != null,
      aborted: false
    }
  ]
}

function transferDtos(world: View<World>, here: View<Cluster>, domain: string): Model<'Replication'>[] {
  return runningReplications(world, here, domain).map(({ replication, site, snapshotId, from, sender }) => {
    const { completedBytes, completedPercentage, secondsLeft } = replicationProgress(world, from, replication)
    return {
      id: replication.id,
      protection_domain_name: domain,
      remote_site_name: site,
      snapshot_id: snapshotId,
      sender,
      completed_bytes: completedBytes,
      completed_percentage: completedPercentage,
      start_replication_time_usecs: replication.startedAt,
      replication_time_to_complete_secs: secondsLeft,
      paused: replication.phase === 'paused',
      aborted: false
    }
  })
}

/** What waits to be sent, oldest first. */
export function pendingReplicationDtos(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>
): Model<'PendingReplication'>[] {
  const shelf = { world, holder: here, domain, site: null }
  return Object.values(domain.outgoing).flatMap(({ site, queue }) =>
    queue.flatMap(({ origin, snapshotId }) => {
      const index = domain.snapshots.findIndex(snapshot => snapshot.id === snapshotId && snapshot.origin === origin)
      if (index < 0) return []
      return [
        {
          protection_domain_name: domain.name,
          remote_site_name: site,
          snapshot: snapshotDto(shelf, index, true)
        }
      ]
    })
  )
}

/** Snapshots that wait to be sent, as the domain names them, by remote site. */
export function waitingSnapshots(domain: View<ProtectionDomain>): Model<'PendingSiteReplications'>[] {
  return Object.values(domain.outgoing)
    .filter(({ queue }) => queue.length > 0)
    .map(({ site, queue }) => ({
      remote_site: site,
      snapshot_ids: queue.map(queued => sentSnapshotName(domain, queued))
    }))
}

export function replicationLinkDto(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  site: string
): Model<'ReplicationLink'> {
  const outgoing: View<Outgoing> | undefined = getOwn(domain.outgoing, site)
  const current = outgoing?.current ?? null
  const last = outgoing?.lastSuccess ?? null
  return {
    id: `${here.uuid}::${domain.name}::${site}`,
    protection_domain_name: domain.name,
    remote_site_name: site,
    current_replicating_snapshot_id: current === null ? null : sentSnapshotName(domain, current),
    current_replicating_snapshot_total_bytes: current?.totalBytes ?? null,
    current_replicating_snapshot_transmitted_bytes:
      current === null ? null : replicationProgress(world, here.name, current).completedBytes,
    last_replication_start_time_in_usecs: last?.startedAt ?? null,
    last_replication_end_time_in_usecs: last?.endedAt ?? null,
    last_successful_replication_snapshot_id: last?.snapshotId ?? null,
    stats: transferStats(world, current === null ? [] : [{ from: here.name, sender: true, replication: current }])
  }
}

/** Bytes of these two figures are those of one sample. EMU: nobody says how long it is. */
const SAMPLE_SECONDS = 30

/** What transfers carry now, as the product's texts of digits; `kBps` counts in thousands. */
export function transferStats(
  world: View<World>,
  running: readonly Pick<Running, 'from' | 'sender' | 'replication'>[]
): Record<string, string> {
  let sent = 0
  let received = 0
  for (const { from, sender, replication } of running) {
    if (replication.phase !== 'running') continue
    const bytesPerSecond = transferRate(world, from, replication)
    if (sender) sent += bytesPerSecond
    else received += bytesPerSecond
  }
  return {
    replication_transmitted_bandwidth_kBps: text(sent / 1000),
    replication_received_bandwidth_kBps: text(received / 1000),
    replication_num_transmitted_bytes: text(sent * SAMPLE_SECONDS),
    replication_num_received_bytes: text(received * SAMPLE_SECONDS)
  }
}

function text(value: number): string {
  return String(Math.floor(value))
}
