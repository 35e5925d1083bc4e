/** What events do to transfers and the lanes that carry them. */
import type { Appliers, World } from '../core/index.js'
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

function enter(world: World, event: OnLane): void {
  enterLane(world, lane(world, event.cluster, event.target), current(world, event))
}

function leave(world: World, event: OnLane): void {
  leaveLane(world, lane(world, event.cluster, event.target), event.domain, current(world, event))
}

export const replicationAppliers: Appliers<ReplicationEvent> = {
  'replication-queued': (world, event) => {
    outgoing(world, event).queue.push(event.queued)
  },
  'replications-dropped': (world, event) => {
    const waiting = outgoing(world, event)
    waiting.queue = waiting.queue.filter(
      queued => !event.snapshots.some(gone => gone.id === queued.snapshotId && gone.origin === queued.origin)
    )
  },
  'replication-started': (world, event) => {
    outgoing(world, event).current = { ...event.replication }
    lane(world, event.cluster, event.replication.target).total.offeredBytes += event.replication.wireBytes
  },
  'replication-admitted': enter,
  'replication-resumed': enter,
  'replication-paused': (world, event) => {
    leave(world, event)
    Object.assign(current(world, event), { phase: 'paused', pausedAt: world.now })
  },
  'replication-stall-told': (world, event) => {
    current(world, event).stallTold = event.told
  },
  'replication-stalled': (world, event) => {
    leave(world, event)
    Object.assign(current(world, event), { phase: 'stalled', pausedAt: world.now })
  },
  'replication-failing': (world, event) => {
    outgoing(world, event).failingSince = event.since
  },
  'replication-ended': (world, event) => {
    const sending = outgoing(world, event)
    const ended = current(world, event)
    leave(world, event)
    const { total } = lane(world, event.cluster, event.target)
    if (event.outcome === 'succeeded') {
      sending.lastSuccess = { snapshotId: event.snapshotId, startedAt: ended.startedAt, endedAt: world.now }
      total.carriedBytes += ended.remainingWireBytes // what counting in floating point has left
    } else {
      total.droppedBytes += ended.remainingWireBytes
    }
    sending.current = null
  }
}
