/** Incidents: their timeline, what each breaks and mends; and what is done to the world by hand: the power of a site. */
import type { Rules } from '../core/index.js'
import { changeCluster, setPower } from './power.js'
import { beginIncident, endIncident, planIncident, toggleFlap, withdrawIncident } from './timeline.js'
import type { IncidentCommand } from './vocabulary.js'

export { incidentAppliers } from './apply.js'
export { dueOfIncident, incidentTouches } from './due.js'
export { incidentFacts } from './facts.js'
export { endMended } from './mended.js'
export { triggerWaitingIncidents } from './timeline.js'
export { incidentRefusals } from './vocabulary.js'

export const incidentRules: Rules<IncidentCommand['type']> = {
  'set-power': setPower,
  'change-cluster': changeCluster,
  'plan-incident': planIncident,
  'withdraw-incident': withdrawIncident,
  'begin-incident': beginIncident,
  'end-incident': endIncident,
  'toggle-flap': toggleFlap
}
