/** Alert and event endpoints. */
export { alerts, alertsAbout, licenceAlerts, openLicenceAlerts } from './alerts.js'
export { alertSummary, withAlertSummary } from './dto/alert.js'
export { events, eventsAbout } from './events.js'
