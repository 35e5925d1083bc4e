/** When the two sides of a metro domain are in step, and when they part for good. */
import { NEVER, RANK } from '../core/index.js'
import type { DomainDue } from '../core/index.js'
import { breaksAt } from '../links/index.js'

export const metroDue: DomainDue = (_, { name: cluster }, { name, metro }, soonest) => {
  if (metro === null) return
  if (soonest.accepts(breaksAt(metro), RANK.modeChange)) soonest.command = { type: 'break-metro', cluster, name }
  const syncedAt = metro.isolatedSince === null ? (metro.syncedAt ?? NEVER) : NEVER
  if (soonest.accepts(syncedAt, RANK.modeChange)) soonest.command = { type: 'finish-metro-sync', cluster, name }
}
