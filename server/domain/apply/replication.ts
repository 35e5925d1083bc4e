/** What events do to transfers and the lanes that carry them. */
import { PASSAGES_MAX, append } from '../limits.js'
import type { World } from '../world.js'
import { current, lane, outgoing } from './context.js'
import type { Appliers } from './context.js'
import { rebase } from './lanes.js'

type ReplicationEvent =
  | 'replication-queued'
  | 'replications-dropped'
  | 'replication-started'
  | 'replication-admitted'
  | 'replication-paused'
  | 'replication-resumed'
  | 'replication-failing'
  | 'replication-ended'

interface OnLane {
  cluster: string
  domain: string
  site: string
  target: string
}

/** The transfer takes its share of the lane from now on. */
function enterLane(world: World, event: OnLane): void {
  const path = lane(world, event.cluster, event.target)
  const replication = current(world, event)
  rebase(world, path)
  path.running += 1
  replication.phase = 'running'
  replication.enteredAt = world.now
  replication.tag = path.servedBytes + replication.remainingWireBytes
}

/** The transfer leaves its share to the others. */
function leaveLane(world: World, event: OnLane): void {
  const replication = current(world, event)
  if (replication.phase !== 'running') return
  const path = lane(world, event.cluster, event.target)
  rebase(world, path)
  path.running -= 1
  replication.remainingWireBytes = Math.max(0, replication.tag - path.servedBytes)
  const passage = { domain: event.domain, enteredAt: replication.enteredAt, leftAt: world.now }
  append(path.passages, passage, PASSAGES_MAX)
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
  },
  'replication-admitted': enterLane,
  'replication-resumed': enterLane,
  'replication-paused': (world, event) => {
    leaveLane(world, event)
    current(world, event).phase = 'paused'
  },
  'replication-failing': (world, event) => {
    outgoing(world, event).failingSince = event.since
  },
  'replication-ended': (world, event) => {
    const sending = outgoing(world, event)
    const { startedAt } = current(world, event)
    leaveLane(world, event)
    if (event.outcome === 'succeeded') {
      sending.lastSuccess = { snapshotId: event.snapshotId, startedAt, endedAt: world.now }
    }
    sending.current = null
  }
}
