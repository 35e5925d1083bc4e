/** What transfers tell. */
import { instantFacts, siteFacts, snapshotId } from '../core/index.js'
import type { FactsOf } from '../core/index.js'
import type { ReplicationEvent } from './vocabulary.js'

export const replicationFacts: FactsOf<ReplicationEvent['type']> = {
  'replication-queued': (event, world) => ({
    ...siteFacts(event),
    snapshot_id: snapshotId(world, event, event.queued.origin, event.queued.snapshotId)
  }),
  'replications-dropped': event => ({ ...siteFacts(event), snapshots: event.snapshots }),
  'replication-started': (event, world) => ({
    ...siteFacts(event),
    target: event.replication.target,
    snapshot_id: snapshotId(world, event, event.replication.origin, event.replication.snapshotId),
    replication_id: event.replication.id,
    full: event.replication.full,
    bytes: event.replication.totalBytes
  }),
  'replication-admitted': event => ({ ...siteFacts(event), target: event.target }),
  'replication-paused': event => ({ ...siteFacts(event), target: event.target }),
  'replication-stalled': siteFacts,
  'replication-resumed': event => ({ ...siteFacts(event), target: event.target }),
  'replication-stall-told': event => ({ ...siteFacts(event), stalled: event.told }),
  'replication-failing': event => ({
    ...siteFacts(event),
    failing: event.since !== null,
    ...instantFacts('since', event.since)
  }),
  'replication-ended': event => ({
    ...siteFacts(event),
    target: event.target,
    outcome: event.outcome,
    snapshot_id: event.snapshotId
  })
}
