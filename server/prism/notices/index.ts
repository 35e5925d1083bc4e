/** Alert and event endpoints. */
export { alerts, alertsAbout, licenceAlerts, openLicenceAlerts } from './alerts.js'
export { checkId } from './dto/alert.js'
export { alertSummary, gradeOrder, healthSummary, withSummaries, worstGrade } from './dto/summaries.js'
export type { Grade } from './dto/summaries.js'
export { events, eventsAbout } from './events.js'
