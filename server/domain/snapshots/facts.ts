/** What events of snapshots, and of the NearSync that takes them, tell. */
import { instantFacts, scheduleIdFacts, snapshotId, snapshotName } from '../core/index.js'
import type { Facts, FactsOf, Snapshot, View } from '../core/index.js'
import type { SnapshotEvent } from './vocabulary.js'

export const snapshotFacts: FactsOf<SnapshotEvent['type']> = {
  'near-sync-changed': event => ({
    ...scheduleIdFacts(event),
    state: event.nearSync.state,
    misses: event.nearSync.misses,
    ...instantFacts('next', event.nextAt)
  }),
  'snapshot-taken': ofSnapshot,
  'snapshot-received': ofSnapshot,
  'snapshots-removed': ({ domain, snapshots }) => ({ name: domain, snapshots }),
  'snapshot-retention-set': (event, world) => ({
    name: event.domain,
    snapshot_id: snapshotId(world, event, event.origin, event.id),
    ...instantFacts('expires', event.until)
  })
}

function ofSnapshot({ domain, snapshot }: { readonly domain: string; readonly snapshot: View<Snapshot> }): Facts {
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
