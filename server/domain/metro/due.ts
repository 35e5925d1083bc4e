/** When the two sides of a metro domain are in step, and when they part for good. */
import { RANK } from '../core/index.js'
import type { DomainDue } from '../core/index.js'
import { breaksAt } from '../links/index.js'

export const metroDue: DomainDue = (_, { name: cluster }, { name, metro }, offer) => {
  if (metro === null) return
  offer(breaksAt(metro), RANK.modeChange, () => ({ type: 'break-metro', cluster, name }))
  if (metro.syncedAt !== null && metro.isolatedSince === null)
    offer(metro.syncedAt, RANK.modeChange, () => ({ type: 'finish-metro-sync', cluster, name }))
}
