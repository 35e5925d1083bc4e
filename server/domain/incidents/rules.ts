/** Incidents: their timeline, what each breaks and mends; and what is done to the world by hand: links, power, packs. */
export { incidentAppliers, wakeDomains } from './apply.js'
export { changeLink, setPack, setPower } from './incidents.js'
export { beginIncident, endIncident, noticed, planIncident, turnIncident, withdrawIncident } from './timeline.js'
