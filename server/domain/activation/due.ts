/** When a change of mode goes on. */
import { RANK } from '../core/index.js'
import type { DomainDue } from '../core/index.js'

export const activationDue: DomainDue = (_, { name: cluster }, { name, change }, soonest) => {
  if (change === null || change.endsAt === null) return
  if (soonest.accepts(change.endsAt, RANK.modeChange)) soonest.command = { type: 'advance-mode-change', cluster, name }
}
