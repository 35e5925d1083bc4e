/** The alert catalogue: titles, message templates, severities and causes. */
import type { AlertType } from './alert-types/alert-type.js'
import { protectionAlerts } from './alert-types/protection.js'
import { recoveryAlerts } from './alert-types/recovery.js'
import { replicationAlerts } from './alert-types/replication.js'
import { siteAlerts } from './alert-types/sites.js'
import type { Alert, View } from '../core/index.js'

export type { AlertType, Severity } from './alert-types/alert-type.js'

/** Every kind of alert: titles and texts as in the product [C: alert catalogue], causes in our own words. */
export const alertTypes = {
  ...protectionAlerts,
  ...replicationAlerts,
  ...recoveryAlerts,
  ...siteAlerts
} as const satisfies Record<string, AlertType>

export type AlertKind = keyof typeof alertTypes

export function alertTypeOf(alert: View<Alert>): AlertType {
  const type = (alertTypes as Record<string, AlertType>)[alert.type]
  if (type === undefined) throw new Error(`No alert type ${alert.type}`)
  return type
}

/** The alert's message with its values in place of the placeholders. */
export function alertText(alert: View<Alert>): string {
  return alertTypeOf(alert).message.replace(/\{(\w+)\}/g, (whole, key: string) => alert.values[key] ?? whole)
}
