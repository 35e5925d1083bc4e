/** Fields of events of mode changes (migrate, activate, deactivate) and their progress monitors. */
import type { ModeChange, View, World } from '../../../domain/core/index.js'
import { ofDomain } from './facts.js'
import type { AtDomain, Facts, FactsOf } from './facts.js'

export const modeChangeFacts = {
  'migration-declined': event => ({
    ...ofDomain(event),
    remote_site: event.remoteSite,
    vms: event.immobile.map(({ vm }) => vm.name)
  }),
  'mode-change-started': ofChange,
  'mode-change-advanced': ofChange,
  'mode-change-ended': event => ({ ...ofDomain(event), outcome: event.outcome }),
  'monitor-started': ({ monitor }) => ({ name: monitor.domain, monitor_id: monitor.id, operation: monitor.operation }),
  'monitor-ended': (event, world) => ({ ...ofMonitor(event, world), status: event.status }),
  'monitor-dismissed': ofMonitor
} satisfies Partial<FactsOf>

function ofChange({ domain, change }: AtDomain & { readonly change: View<ModeChange> }): Facts {
  if (change.kind !== 'migrate') return { name: domain, kind: change.kind }
  return { name: domain, kind: change.kind, remote_site: change.site, step: change.step }
}

function ofMonitor({ cluster, id }: { readonly cluster: string; readonly id: string }, world: View<World>): Facts {
  const monitor = world.clusters[cluster]?.monitors.findLast(one => one.id === id)
  return { ...(monitor && { name: monitor.domain, operation: monitor.operation }), monitor_id: id }
}
