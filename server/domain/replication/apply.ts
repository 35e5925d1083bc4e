/** What events do to transfers and the lanes that carry them. */
import type { Appliers, Draft, Lane, QueuedReplication, Replication, View, Writable } from '../core/index.js'
import { current, currentOf, lane, outgoing } from '../core/index.js'
import { enterLane, leaveLane } from '../links/rules.js'
import type { ReplicationEvent } from './vocabulary.js'

interface OnLane {
  cluster: string
  domain: string
  site: string
  target: string
}

function enter(draft: Draft, event: OnLane): void {
  enterLane(draft, lane(draft, event.cluster, event.target), current(draft, event))
}

/** Takes it from its lane, which is answered. */
function leave(draft: Draft, event: OnLane, ended: Writable<Replication>): Writable<Lane> {
  const left = lane(draft, event.cluster, event.target)
  leaveLane(draft, left, event.domain, ended)
  return left
}

export const replicationAppliers: Appliers<ReplicationEvent['type']> = {
  'replication-queued': (draft, event) => {
    draft.list(outgoing(draft, event), 'queue').push(event.queued)
  },
  'replications-dropped': (draft, event) => {
    const gone = (queued: View<QueuedReplication>): boolean =>
      event.snapshots.some(({ id, origin }) => id === queued.snapshotId && origin === queued.origin)
    draft.filter(outgoing(draft, event), 'queue', queued => !gone(queued))
  },
  'replication-started': (draft, event) => {
    outgoing(draft, event).current = draft.fresh({ ...event.replication })
    const joined = lane(draft, event.cluster, event.replication.target)
    draft.row(joined, 'total', joined.total).offeredBytes += event.replication.wireBytes
  },
  'replication-admitted': enter,
  'replication-resumed': enter,
  'replication-paused': (draft, event) => {
    const paused = current(draft, event)
    leave(draft, event, paused)
    Object.assign(paused, { phase: 'paused', pausedAt: draft.world.now })
  },
  'replication-stall-told': (draft, event) => {
    current(draft, event).stallTold = event.told
  },
  'replication-stalled': (draft, event) => {
    const stalled = current(draft, event)
    leave(draft, event, stalled)
    Object.assign(stalled, { phase: 'stalled', pausedAt: draft.world.now })
  },
  'replication-failing': (draft, event) => {
    outgoing(draft, event).failingSince = event.since
  },
  'replication-ended': (draft, event) => {
    const sending = outgoing(draft, event)
    const ended = currentOf(draft, sending)
    const left = leave(draft, event, ended)
    const total = draft.row(left, 'total', left.total)
    if (event.outcome === 'succeeded') {
      sending.lastSuccess = { snapshotId: event.snapshotId, startedAt: ended.startedAt, endedAt: draft.world.now }
      total.carriedBytes += ended.remainingWireBytes // what counting in floating point has left
    } else {
      total.droppedBytes += ended.remainingWireBytes
    }
    sending.current = null
  }
}
