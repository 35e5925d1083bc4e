/** Incidents: their timeline, what each breaks and mends; and what is done to the world by hand: links and power. */
import type { Rules } from '../core/index.js'
import { changeLink, setPower } from './incidents.js'
import { beginIncident, endIncident, planIncident, turnIncident, withdrawIncident } from './timeline.js'
import type { IncidentCommand } from './vocabulary.js'

export { incidentAppliers } from './apply.js'
export { dueOfIncident, incidentTouches } from './due.js'
export { incidentFacts } from './facts.js'
export { noticed } from './timeline.js'
export { incidentRefusals } from './vocabulary.js'

export const incidentRules: Rules<IncidentCommand['type'] | 'change-link'> = {
  'set-power': setPower,
  'change-link': changeLink,
  'plan-incident': planIncident,
  'withdraw-incident': withdrawIncident,
  'begin-incident': beginIncident,
  'end-incident': endIncident,
  'turn-incident': turnIncident
}
