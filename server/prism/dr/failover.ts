/** Fail-over endpoints: migrate, activate, deactivate, restore and rollback. */
import { domainOf, snapshotNamed, entityUuid } from '../../domain/core/index.js'
import type { ProtectionDomain, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { immobileVmDto, remoteSiteNames } from './dto/protection-domain.js'
import { snapshotUuid } from './dto/snapshot.js'

export const failover = {
  /** The VMs that cannot be recovered at the site; none where the migration has started [C: fail-over script]. */
  migrateProtectionDomain: ({ prism, path, query, body }) => {
    const remoteSite = body?.value ?? onlySiteOf(domainOf(prism.cluster, path.name))
    const skipMobilityCheck = query.skip_vm_mobility_check ?? false
    const immobile = prism.submit({
      type: 'migrate-protection-domain',
      name: path.name,
      remoteSite,
      skipMobilityCheck
    })
    return cerebro(immobile.map(vm => immobileVmDto(prism.cluster, vm, remoteSite)))
  },

  markProtectionDomainActive: ({ prism, path, body }) => {
    const snapshotId = body?.value ?? ''
    prism.submit({
      type: 'activate-protection-domain',
      name: path.name,
      snapshotId: snapshotId === '' ? null : snapshotId
    })
    return { value: true }
  },

  markProtectionDomainInactive: ({ prism, path }) => {
    prism.submit({ type: 'deactivate-protection-domain', name: path.name })
    return { value: true }
  },

  restoreEntities: ({ prism, path, body }) => {
    const task = prism.submit({
      type: 'restore-entities',
      name: path.name,
      ...restoreOf(body, body.snapshot_id ?? body.snapshotId ?? ''),
      replace: body.replace ?? false
    })
    return { value: true, task_uuid: task.uuid }
  },

  /** EMU: the copies are a restore's, and the file group goes by the restore's task. */
  restoreSnapshot: ({ prism, path, body }) => {
    const snapshotId = path.snapshot_id
    const task = prism.submit({
      type: 'restore-entities',
      name: path.name,
      ...restoreOf(body, snapshotId),
      replace: false
    })
    const { world, cluster } = prism
    return {
      file_group_uuid: task.uuid,
      protection_domain_name: path.name,
      snapshot_id: snapshotId,
      snapshot_uuid: snapshotUuid(world, snapshotNamed(domainOf(cluster, path.name), snapshotId)),
      state: 'IN_PROGRESS',
      file_clone_paths: [],
      v_store_path_prefixes: [],
      vm_ids: task.entities.map(({ id }) => id),
      error_details: null
    }
  },

  rollbackProtectionDomain: ({ prism, path, body }) => {
    prism.submit({ type: 'roll-back-protection-domain', name: path.name, snapshotId: body.value ?? '' })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

/** What v1 calls a key counts where v2.0's own is missing [C: nutanix_prism]. */
function restoreOf(body: Model<'RestoreEntities'>, snapshotId: string) {
  const pathPrefix = body.path_prefix ?? body.pathPrefix ?? null
  return {
    snapshotId,
    vmNames: body.vm_names ?? [],
    vmUuids: (body.vm_uuids ?? []).map(entityUuid),
    volumeGroupUuids: body.volume_group_uuids ?? [],
    volumeGroupPrefix: body.vg_name_prefix ?? body.vgNamePrefix ?? '',
    others: body.nfs_files ?? [],
    namePrefix: body.vm_name_prefix ?? body.vmNamePrefix ?? '',
    ...(pathPrefix !== null && { pathPrefix })
  }
}

/** Where a client that names no site wants to migrate to [C: pytanix, which sends no body]. */
function onlySiteOf(domain: View<ProtectionDomain>): string {
  const [site, ...others] = remoteSiteNames(domain)
  if (site !== undefined && others.length === 0) return site
  throw new RequestError('invalid', `A remote site is required to migrate protection domain ${domain.name}`)
}
