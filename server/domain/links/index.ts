/** The link between two sites: lanes, flows, latency, remote sites and how they are. */
export { bytesCarriedBetween, trafficOf } from './flow.js'
export type { Traffic } from './flow.js'
export {
  asyncLimit,
  finishesAt,
  flowRate,
  latencyUsecs,
  newLane,
  replicationProgress,
  servedAt,
  transferRate,
  wireBytesCarried
} from './link.js'
export {
  breaksAt,
  isOtherSideReachable,
  canMirrorWrites,
  metroObstacle,
  metroStatusText,
  otherSideOf,
  partnerOf,
  refuseUnmirrored,
  refuseWhileStanding,
  standsElsewhere,
  isStanding
} from './metro.js'
export type { OtherSide } from './metro.js'
export { linkIsUp, linkIsUpAfter } from './sites/gateways.js'
export { alertDueAt, nextCheckAt, monitorsSites } from './sites/site-health.js'
export { obstacleTo, peerOf, reachable, remoteSiteStatus, siteFor } from './sites/sites.js'
export type { RemoteSiteRequest, LinkChange } from './vocabulary.js'
