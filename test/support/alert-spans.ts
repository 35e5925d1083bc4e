/** How long alerts stay open. */
import type { Alert, View } from '../../server/domain/core/world.js'
import type { Side } from './two-sites.js'
import { sinceStart } from './two-sites.js'

/** Alerts of a type as [raised, resolved] in seconds since the start; null while they are open. */
export function spans(side: Side, type: string): (number | null)[][] {
  return side.cluster.alerts
    .filter((alert: View<Alert>) => alert.type === type)
    .map(({ raisedAt, resolvedAt }) => [sinceStart(raisedAt), resolvedAt === null ? null : sinceStart(resolvedAt)])
}
