/** Fields of events of snapshots and replications. */
import type { Snapshot, View } from '../../../domain/core/index.js'
import { snapshotName } from '../../../domain/core/index.js'
import { snapshotId } from './entity-names.js'
import { instantFacts, ofSite } from './facts.js'
import type { AtDomain, Facts, FactsOf } from './facts.js'

export const replicationFacts = {
  'snapshot-taken': ofSnapshot,
  'snapshot-received': ofSnapshot,
  'snapshots-removed': ({ domain, snapshots }) => ({ name: domain, snapshots }),
  'snapshot-retention-set': (event, world) => ({
    name: event.domain,
    snapshot_id: snapshotId(world, event, event.origin, event.id),
    ...instantFacts('expires', event.until)
  }),

  'replication-queued': (event, world) => ({
    ...ofSite(event),
    snapshot_id: snapshotId(world, event, event.queued.origin, event.queued.snapshotId)
  }),
  'replications-dropped': event => ({ ...ofSite(event), snapshots: event.snapshots }),
  'replication-started': (event, world) => ({
    ...ofSite(event),
    target: event.replication.target,
    snapshot_id: snapshotId(world, event, event.replication.origin, event.replication.snapshotId),
    replication_id: event.replication.id,
    full: event.replication.full,
    bytes: event.replication.totalBytes
  }),
  'replication-admitted': event => ({ ...ofSite(event), target: event.target }),
  'replication-paused': event => ({ ...ofSite(event), target: event.target }),
  'replication-stalled': ofSite,
  'replication-resumed': event => ({ ...ofSite(event), target: event.target }),
  'replication-stall-told': event => ({ ...ofSite(event), stalled: event.told }),
  'replication-failing': event => ({
    ...ofSite(event),
    failing: event.since !== null,
    ...instantFacts('since', event.since)
  }),
  'replication-ended': event => ({
    ...ofSite(event),
    target: event.target,
    outcome: event.outcome,
    snapshot_id: event.snapshotId
  })
} satisfies Partial<FactsOf>

function ofSnapshot({ domain, snapshot }: AtDomain & { readonly snapshot: View<Snapshot> }): Facts {
  return {
    name: domain,
    snapshot_id: snapshotName(snapshot),
    kind: snapshot.kind,
    origin: snapshot.origin,
    vms: snapshot.vms.map(({ name }) => name),
    remote_sites: snapshot.remoteSites,
    ...instantFacts('created', snapshot.createdAt),
    ...instantFacts('expires', snapshot.expiresAt)
  }
}
