/** Alerts and audits: what is told, when it is over, and when it is forgotten. */
export { alertText, alertTypeOf, alertTypes } from './alerts.js'
export type { AlertKind, AlertType, Severity } from './alerts.js'
export { auditContext, auditText, auditTypeOf, auditTypes } from './audits.js'
export type { AuditType } from './audits.js'
export { dropMutedAlerts } from './alert-mutes.js'
export { everOpen, indexOfOpenAlerts, openAlertId, deduplicateAlerts } from './open-alerts.js'
