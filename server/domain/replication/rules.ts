/** Replication: transfers on their way, queued, paused, stalled, broken off and ended. */
import type { Rules } from '../core/index.js'
import { controlReplication, failStalledReplications } from './abort-replication.js'
import { admitReplication, finishReplication, renewLaneLimit } from './replicate.js'
import { resolveStalledLane, alertStalledLane, alertStalledReplication } from './stall.js'
import type { ReplicationCommand } from './vocabulary.js'

export { replicationAppliers } from './apply.js'
export {
  abortReplication,
  abortReplications,
  cancelIncoming,
  failReplication,
  resumePaused
} from './abort-replication.js'
export { offerOfLane, replicationDue, replicationMoves, replicationTouches } from './due.js'
export type { FirstTransfer } from './due.js'
export { replicationFacts } from './facts.js'
export { queueAlerts } from './queue-alerts.js'
export { replicationRefusals } from './vocabulary.js'

export const replicationRules: Rules<ReplicationCommand['type']> = {
  'control-replication': controlReplication,
  'admit-replication': admitReplication,
  'finish-replication': finishReplication,
  'fail-stalled-replications': failStalledReplications,
  'alert-stalled-lane': alertStalledLane,
  'resolve-stalled-lane': resolveStalledLane,
  'alert-stalled-replication': alertStalledReplication,
  'renew-lane-limit': renewLaneLimit
}
