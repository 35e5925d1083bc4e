/** Pending actions of protection domains: mode changes, restores and queued replications. */
import { domainOf, snapshotName, snapshotOf } from '../../domain/core/index.js'
import type { ModeChange, ProtectionDomain, View } from '../../domain/core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { schedulesSuspended } from './dto/protection-domain.js'
import { ongoingReplications, waitingSnapshots } from './dto/replication.js'
import { taskEnded } from '../inventory/index.js'

export const pendingActions = {
  getStatus: ({ prism: { world, cluster } }) => {
    const domains = Object.values(cluster.protectionDomains)
    return {
      active_replications: domains.some(domain => ongoingReplications(world, cluster, domain) > 0),
      pd_suspended_schedules_map: Object.fromEntries(domains.map(domain => [domain.name, schedulesSuspended(domain)]))
    }
  },

  getPendingActions: ({ prism, query: { protection_domain_names: names } }) => {
    const restores = restoresByDomain(prism)
    return Object.values(prism.cluster.protectionDomains)
      .filter(({ name }) => names?.includes(name) ?? true)
      .map(domain => pendingActionsDto(domain, restores.get(domain.name) ?? []))
  },

  getPendingActionsForPd: ({ prism, path }) => {
    const domain = domainOf(prism.cluster, path.name)
    return [pendingActionsDto(domain, restoresByDomain(prism).get(domain.name) ?? [])]
  }
} satisfies Partial<V2Handlers>

function pendingActionsDto(
  domain: View<ProtectionDomain>,
  restores: Model<'PendingEntityRestore'>[]
): Model<'PendingActions'> {
  const waiting = waitingSnapshots(domain)
  const removed = domain.removedAt !== null
  return {
    protection_domain_name: domain.name,
    has_pending_actions: removed || domain.change !== null || restores.length > 0 || waiting.length > 0,
    marked_for_removal: removed,
    pending_change_mode: domain.change === null ? null : modeChangeDto(domain, domain.change),
    pending_nfs_files_restore: [],
    pending_vms_restore: restores,
    pending_replications: waiting,
    to_be_removed_nfs_files: [],
    to_be_removed_snapshots: removed ? domain.snapshots.map(snapshotName) : [],
    to_be_removed_vms: removed ? domain.members.map(({ name }) => name) : []
  }
}

const modeTypes: Record<ModeChange['kind'], string> = {
  activate: 'ACTIVATE_PD',
  deactivate: 'DEACTIVATE_PD',
  migrate: 'MIGRATE_PD'
}

function modeChangeDto(domain: View<ProtectionDomain>, change: View<ModeChange>): Model<'PendingModeChange'> {
  return {
    mode_type: modeTypes[change.kind],
    failover_remote: change.kind === 'migrate' ? change.site : null,
    snapshot_id: change.kind === 'deactivate' ? null : nameIn(domain, change.snapshotId)
  }
}

function nameIn(domain: View<ProtectionDomain>, id: number): string {
  const snapshot = domain.snapshots.find(candidate => candidate.id === id)
  return snapshot === undefined ? String(id) : snapshotName(snapshot)
}

/** VMs that tasks are restoring at present, by domain. */
function restoresByDomain({ cluster }: Prism): Map<string, Model<'PendingEntityRestore'>[]> {
  const found = new Map<string, Model<'PendingEntityRestore'>[]>()
  for (const task of Object.values(cluster.tasks)) {
    const { effect } = task
    if (taskEnded(task) || effect?.type !== 'restore') continue
    const domain = cluster.protectionDomains[effect.domain]
    const snapshot = domain === undefined ? undefined : snapshotOf(domain, effect.origin, effect.snapshotId)
    const restores = task.entities.map(({ name }) => ({
      name,
      path_prefix: effect.restore.pathPrefix ?? null,
      replace_entity: effect.restore.replace,
      snapshot_id: snapshot === undefined ? String(effect.snapshotId) : snapshotName(snapshot)
    }))
    found.set(effect.domain, [...(found.get(effect.domain) ?? []), ...restores])
  }
  return found
}
