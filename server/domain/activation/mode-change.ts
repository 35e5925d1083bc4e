/** What the passing of time does to a change of mode: its next step, whichever kind it is. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openDomain } from '../core/index.js'
import { finishActivation, finishDeactivation } from './activate.js'
import { finishGuestShutdown } from '../migration/rules.js'

export function advanceModeChange(scene: Scene, command: CommandOf<'advance-mode-change'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const change = domain.change
  switch (change?.kind) {
    case 'migrate':
      return finishGuestShutdown(world, here, domain, change, ids)
    case 'activate':
      return finishActivation(world, here, domain, change, ids)
    case 'deactivate':
      return finishDeactivation(world, here, domain, change, ids)
    case undefined:
      throw new Error(`No change of mode of ${domain.name} is under way on ${here.name}`)
  }
}
