/** When a change of mode goes on. */
import { RANK } from '../core/index.js'
import type { DomainDue } from '../core/index.js'

export const activationDue: DomainDue = (_, { name: cluster }, { name, change }, offer) => {
  if (change === null || change.endsAt === null) return
  offer(change.endsAt, RANK.modeChange, () => ({ type: 'advance-mode-change', cluster, name }))
}
