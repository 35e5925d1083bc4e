/** Undocumented routes taken from the web console's traffic, in canonical (v2.0) names. */
import { domainOf, hostOf, remoteSiteOf, snapshotNamed, entityUuid } from '../../domain/core/index.js'
import { remoteSiteStatus } from '../../domain/links/index.js'
import type { Model, Prism, V1CanonicalHandlers } from '../core/index.js'
import { externalState } from '../administration/index.js'
import { hostNicDtos } from '../inventory/index.js'
import { protectionDomainDto, replicationDtos, scheduleDto, scheduleRequest } from '../dr/index.js'

export const consoleRoutes = {
  addEntities: ({ prism, path, body }) => {
    prism.submit({
      type: 'protect-vms',
      name: path.name,
      names: body.vm_names ?? [],
      uuids: (body.vm_ids ?? []).map(entityUuid),
      consistencyGroup: body.consistency_group_name ?? null,
      appConsistent: body.app_consistent_snapshots ?? false,
      ignoreDuplicateOrMissing: body.ignore_dup_or_missing_vms ?? false,
      volumeGroupUuids: body.volume_group_uuids ?? [],
      relatedEntities: body.protect_related_entities ?? false
    })
    return updatedDomainDto(prism, path.name)
  },

  removeEntities: ({ prism, path, body }) => {
    const members = domainOf(prism.cluster, path.name).members
    const byId = (body.vm_ids ?? []).map(id => members.find(({ uuid }) => uuid === entityUuid(id))?.name ?? id)
    prism.submit({
      type: 'unprotect-vms',
      name: path.name,
      names: [...(body.vm_names ?? []), ...byId],
      volumeGroupUuids: body.volume_group_uuids ?? []
    })
    return updatedDomainDto(prism, path.name)
  },

  removeSnapshots: ({ prism, path, body }) => {
    prism.submit({ type: 'remove-snapshots', name: path.name, snapshotIds: body })
    return { value: true }
  },

  addCronSchedules: ({ prism, path: { name }, body }) => {
    if (body.length === 0) return []
    const added = prism.submit({ type: 'add-schedules', name, schedules: body.map(scheduleRequest) })
    return added.map(schedule => scheduleDto(name, schedule))
  },

  removeCronSchedules: ({ prism, path, body }) => {
    prism.submit({ type: 'remove-schedules', name: path.name, ids: body })
    return { value: true }
  },

  removeOutOfBandSchedules: ({ prism, path, body }) => {
    prism.submit({ type: 'remove-one-time-schedules', name: path.name, ids: body })
    return { value: true }
  },

  trackOutOfBandSchedule: ({ prism: { world, cluster }, path }) => {
    const domain = domainOf(cluster, path.name)
    return replicationDtos(world, cluster, domain.name).filter(
      ({ sender, snapshot_id: name }) =>
        sender === true && snapshotNamed(domain, name ?? '').oneTimeId === path.schedule_id
    )
  },

  testRemoteSiteConnection: ({ prism: { world, cluster }, path }) => {
    const site = remoteSiteOf(cluster, path.name)
    const status = remoteSiteStatus(world, cluster, site)
    const answers = status === 'RELATIONSHIP_ESTABLISHED'
    return { name: site.name, status: answers, message: answers ? null : `Remote site ${site.name} is ${status}` }
  },

  getHostNics: ({ prism: { cluster }, path }) => hostNicDtos(cluster, hostOf(cluster, path.uuid)),

  getClusterExternalState: ({ prism: { central } }) => [
    externalState({ ...central, multicluster: true, version: null, reachable: true })
  ]
} satisfies Partial<V1CanonicalHandlers>

function updatedDomainDto({ world, cluster }: Prism, name: string): Model<'ProtectionDomain'> {
  return protectionDomainDto(world, cluster, domainOf(cluster, name))
}
