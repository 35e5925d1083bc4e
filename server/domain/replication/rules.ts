/** Replication: transfers on their way, queued, paused, stalled, broken off and ended. */
export { replicationAppliers } from './apply.js'
export {
  abortReplication,
  abortReplications,
  controlReplication,
  dropIncoming,
  failReplication,
  failStalledReplications
} from './break-off.js'
export { queueAlerts } from './queue-alerts.js'
export { admitReplication, finishReplication, renewLaneLimit } from './replicate.js'
export { settleStalledLane, tellStalledLane, tellStalledReplication } from './stall.js'
