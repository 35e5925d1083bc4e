/** What the passing of time does to a change of mode: its next step, whichever kind it is. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openDomain } from '../core/index.js'
import { finishActivation, finishDeactivation } from './activate.js'
import { finishGuestShutdown } from '../migration/rules.js'

export function advanceModeChange(scene: Scene, command: CommandOf<'advance-mode-change'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  const change = domain.change
  switch (change?.kind) {
    case 'migrate':
      return finishGuestShutdown(opened, change)
    case 'activate':
      return finishActivation(opened, change)
    case 'deactivate':
      return finishDeactivation(opened, change)
    case undefined:
      throw new Error(`No change of mode of ${domain.name} is under way on ${here.name}`)
  }
}
