/** What events do to transfers and the lanes that carry them. */
import type { Appliers, Draft } from '../core/index.js'
import { current, lane, outgoing } from '../core/index.js'
import { enterLane, leaveLane } from '../links/rules.js'

type ReplicationEvent =
  | 'replication-queued'
  | 'replications-dropped'
  | 'replication-started'
  | 'replication-admitted'
  | 'replication-paused'
  | 'replication-stalled'
  | 'replication-resumed'
  | 'replication-failing'
  | 'replication-stall-told'
  | 'replication-ended'

interface OnLane {
  cluster: string
  domain: string
  site: string
  target: string
}

function enter(draft: Draft, event: OnLane): void {
  enterLane(draft, lane(draft, event.cluster, event.target), current(draft, event))
}

function leave(draft: Draft, event: OnLane): void {
  leaveLane(draft, lane(draft, event.cluster, event.target), event.domain, current(draft, event))
}

export const replicationAppliers: Appliers<ReplicationEvent> = {
  'replication-queued': (draft, event) => {
    draft.list(outgoing(draft, event), 'queue').push(event.queued)
  },
  'replications-dropped': (draft, event) => {
    const waiting = outgoing(draft, event)
    waiting.queue = waiting.queue.filter(
      queued => !event.snapshots.some(gone => gone.id === queued.snapshotId && gone.origin === queued.origin)
    )
  },
  'replication-started': (draft, event) => {
    outgoing(draft, event).current = { ...event.replication }
    draft.row(lane(draft, event.cluster, event.replication.target), 'total').offeredBytes += event.replication.wireBytes
  },
  'replication-admitted': enter,
  'replication-resumed': enter,
  'replication-paused': (draft, event) => {
    leave(draft, event)
    Object.assign(current(draft, event), { phase: 'paused', pausedAt: draft.world.now })
  },
  'replication-stall-told': (draft, event) => {
    current(draft, event).stallTold = event.told
  },
  'replication-stalled': (draft, event) => {
    leave(draft, event)
    Object.assign(current(draft, event), { phase: 'stalled', pausedAt: draft.world.now })
  },
  'replication-failing': (draft, event) => {
    outgoing(draft, event).failingSince = event.since
  },
  'replication-ended': (draft, event) => {
    const sending = outgoing(draft, event)
    const ended = current(draft, event)
    leave(draft, event)
    const total = draft.row(lane(draft, event.cluster, event.target), 'total')
    if (event.outcome === 'succeeded') {
      sending.lastSuccess = { snapshotId: event.snapshotId, startedAt: ended.startedAt, endedAt: draft.world.now }
      total.carriedBytes += ended.remainingWireBytes // what counting in floating point has left
    } else {
      total.droppedBytes += ended.remainingWireBytes
    }
    sending.current = null
  }
}
