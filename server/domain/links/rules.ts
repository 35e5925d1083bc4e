/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { changeLink } from './change-link.js'
import { addRemoteSite, removeRemoteSite, updateRemoteSite } from './sites/remote-sites.js'
import { checkRemoteSites } from './sites/site-alerts.js'
import type { LinkCommand } from './vocabulary.js'

export { linkAppliers } from './apply.js'
export { dueOfSites, linkTouches } from './due.js'
export { linkFacts } from './facts.js'
export { allLanes, changeLanes, enterLane, lanesOf, skipTime, leaveLane } from './lanes.js'
export { followGateways } from './sites/gateways.js'
export { staleSites } from './sites/stale-sites.js'
export { linkRefusals } from './vocabulary.js'

export const linkRules: Rules<LinkCommand['type']> = {
  'add-remote-site': addRemoteSite,
  'update-remote-site': updateRemoteSite,
  'remove-remote-site': removeRemoteSite,
  'check-remote-sites': checkRemoteSites,
  'change-link': changeLink
}
