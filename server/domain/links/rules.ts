/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { allLanes, changeLanes, enterLane, lanesOf, leap, leaveLane } from './apply.js'
export { addRemoteSite, removeRemoteSite, updateRemoteSite } from './remote-sites.js'
export { lookAtSites } from './site-alerts.js'
