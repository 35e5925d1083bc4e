/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { incidentAppliers, wakeDomains } from './apply.js'
export { changeLink, setPack, setPower } from './incidents.js'
export { beginIncident, endIncident, noticed, planIncident, turnIncident, withdrawIncident } from './timeline.js'
