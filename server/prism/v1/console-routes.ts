/** Undocumented routes taken from the web console's traffic, in canonical (v2.0) names. */
import { Refusal, domainOf, hostOf, remoteSiteOf, snapshotNamed } from '../../domain/core/index.js'
import { remoteSiteStatus } from '../../domain/links/index.js'
import type { Model, Prism, V1CanonicalHandlers } from '../core/index.js'
import { externalState } from '../administration/index.js'
import { hostNicDtos } from '../inventory/index.js'
import { protectionDomainDto, replicationDtos, scheduleDto, scheduleRequest } from '../dr/index.js'
import { uuidIn } from './vms.js'

export const consoleRoutes = {
  addEntities: ({ prism, path, body }) => {
    prism.dispatch({
      type: 'protect-vms',
      name: path.name,
      names: body.vm_names ?? [],
      uuids: (body.vm_ids ?? []).map(uuidIn),
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
    const byId = (body.vm_ids ?? []).map(id => members.find(({ uuid }) => uuid === uuidIn(id))?.name ?? id)
    prism.dispatch({
      type: 'unprotect-vms',
      name: path.name,
      names: [...(body.vm_names ?? []), ...byId],
      volumeGroupUuids: body.volume_group_uuids ?? []
    })
    return updatedDomainDto(prism, path.name)
  },

  removeSnapshots: ({ prism, path, body }) => {
    const domain = domainOf(prism.cluster, path.name)
    for (const id of body) snapshotNamed(domain, id) // refuses before anything has gone
    for (const snapshotId of new Set(body)) prism.dispatch({ type: 'remove-snapshot', name: path.name, snapshotId })
    return { value: true }
  },

  addCronSchedules: ({ prism, path, body }) =>
    body.flatMap(entry => {
      const events = prism.dispatch({ type: 'add-schedule', name: path.name, schedule: scheduleRequest(entry) })
      return events.flatMap(event => (event.type === 'schedule-added' ? [scheduleDto(path.name, event.schedule)] : []))
    }),

  removeCronSchedules: ({ prism, path, body }) => {
    const { schedules } = domainOf(prism.cluster, path.name)
    known(
      path.name,
      body,
      schedules.map(({ id }) => id)
    )
    for (const id of new Set(body)) prism.dispatch({ type: 'remove-schedule', name: path.name, id })
    return { value: true }
  },

  removeOutOfBandSchedules: ({ prism, path, body }) => {
    const { oneTimeSchedules } = domainOf(prism.cluster, path.name)
    known(
      path.name,
      body,
      oneTimeSchedules.map(({ id }) => id)
    )
    for (const id of new Set(body)) prism.dispatch({ type: 'remove-one-time-schedule', name: path.name, id })
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

/** Refuses a list of schedules before any of it has gone. */
function known<T>(domain: string, wanted: readonly T[], there: readonly T[]): void {
  const missing = wanted.find(id => !there.includes(id))
  if (missing === undefined) return
  throw new Refusal('schedule/not-found', `Schedule ${String(missing)} of protection domain ${domain} does not exist`)
}
