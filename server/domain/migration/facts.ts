/** What changes of mode tell. */
import type { Facts, FactsOf, ModeChange, View } from '../core/index.js'
import { domainFact } from '../core/index.js'
import type { MigrationEvent } from './vocabulary.js'

export const migrationFacts: FactsOf<MigrationEvent['type']> = {
  'migration-declined': event => ({
    ...domainFact(event),
    remote_site: event.remoteSite,
    vms: event.immobile.map(({ vm }) => vm.name)
  }),
  'mode-change-started': ofChange,
  'mode-change-advanced': ofChange,
  'mode-change-ended': event => ({ ...domainFact(event), outcome: event.outcome })
}

function ofChange({ domain, change }: { readonly domain: string; readonly change: View<ModeChange> }): Facts {
  if (change.kind !== 'migrate') return { name: domain, kind: change.kind }
  return { name: domain, kind: change.kind, remote_site: change.site, step: change.step }
}
