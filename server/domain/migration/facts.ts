/** What changes of mode tell. */
import type { EventOf, Facts, FactsOf, ModeChange, View } from '../core/index.js'
import { domainFact } from '../core/index.js'
import type { MigrationEvent } from './vocabulary.js'

export const migrationFacts: FactsOf<MigrationEvent['type']> = {
  'migration-declined': event => ({
    ...domainFact(event),
    remote_site: event.remoteSite,
    vms: event.immobile.map(({ vm }) => vm.name)
  }),
  'migration-vms-stopped': ofVms,
  'migration-data-replicated': ofStep,
  'migration-vms-deleted': ofVms,
  'migration-schedules-disabled': ofStep,
  'migration-vms-registered': ofVms,
  'migration-direction-reversed': ofStep,
  'mode-change-started': ofChange,
  'mode-change-advanced': ofChange,
  'mode-change-ended': event => ({ ...domainFact(event), outcome: event.outcome })
}

type StepFacts = Pick<EventOf<'migration-vms-stopped'>, 'cluster' | 'domain' | 'source' | 'target'>

function ofStep(event: View<StepFacts>): Facts {
  return { ...domainFact(event), from: event.source, to: event.target }
}

function ofVms(event: View<StepFacts & { readonly vms: readonly string[] }>): Facts {
  return { ...ofStep(event), vms: event.vms }
}

function ofChange({ domain, change }: { readonly domain: string; readonly change: View<ModeChange> }): Facts {
  if (change.kind !== 'migrate') return { name: domain, kind: change.kind }
  return { name: domain, kind: change.kind, remote_site: change.site, step: change.step }
}
