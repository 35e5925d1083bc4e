/** The link between two sites: lanes, flows, latency, remote sites and how they are. */
export { carriedBetween, trafficOf } from './flow.js'
export type { Traffic } from './flow.js'
export {
  asyncLimit,
  finishesAt,
  flowRate,
  latencyUsecs,
  newLane,
  replicationProgress,
  servedAt,
  transferRate
} from './link.js'
export {
  breaksAt,
  inReach,
  inSight,
  linkIsUp,
  metroObstacle,
  metroStatusText,
  otherSideOf,
  refuseWhileStanding,
  stands
} from './metro.js'
export type { OtherSide } from './metro.js'
export { isToldAt, looksAgainAt, looksAtSites } from './sites/site-trouble.js'
export { obstacleTo, peerOf, reachable, remoteSiteStatus, siteFor } from './sites/sites.js'
export type { RemoteSiteRequest, LinkChange } from './vocabulary.js'
