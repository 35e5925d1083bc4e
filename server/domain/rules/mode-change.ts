/** What the passing of time does to a change of mode: its next step, whichever kind it is. */
import type { CommandOf } from '../commands.js'
import type { DomainEvent } from '../events.js'
import type { IdSource } from '../ids.js'
import { clusterOf, domainOf } from '../lookup.js'
import type { View, World } from '../world.js'
import { finishActivation, finishDeactivation } from './activate.js'
import { finishGuestShutdown } from './migrate.js'

export function advanceModeChange(
  world: View<World>,
  command: CommandOf<'advance-mode-change'>,
  ids: IdSource
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
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
