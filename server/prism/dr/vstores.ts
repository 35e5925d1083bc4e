/** vStore endpoints: one vStore for each storage container. */
import { domainOfVstore, vstoreOf } from '../../domain/metro/index.js'
import type { Cluster, StorageContainer, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'

export const vstores = {
  getVStores: ({ prism: { cluster }, query: { uuids, names } }) => {
    const wanted = cluster.containers.filter(
      ({ uuid, name }) => (uuids?.includes(uuid) ?? true) && (names?.includes(name) ?? true)
    )
    return cerebro(
      wanted.map(container => vstoreDto(cluster, container)),
      cluster.containers.length
    )
  },

  getVStoreByUuid: ({ prism, path }) => vstoreNow(prism, path.uuid),

  protectVStore: ({ prism, path, query }) => {
    prism.submit({ type: 'protect-vstore', uuid: path.uuid, vmLevel: query.vm_level_consistency ?? false })
    return vstoreNow(prism, path.uuid)
  },

  unProtectVStore: ({ prism, path }) => {
    prism.submit({ type: 'unprotect-vstore', uuid: path.uuid })
    return vstoreNow(prism, path.uuid)
  },

  updateProtection: ({ prism, path, query }) => {
    prism.submit({ type: 'regroup-vstore', uuid: path.uuid, vmLevel: query.vm_level_consistency })
    return vstoreNow(prism, path.uuid)
  }
} satisfies Partial<V2Handlers>

function vstoreNow({ cluster }: Prism, uuid: string): Model<'Vstore'> {
  return vstoreDto(cluster, vstoreOf(cluster, uuid))
}

/** Without a domain nothing is known of copies and of how VMs are captured [C: recorded, sts-nutanix-agent-checks]. */
function vstoreDto(here: View<Cluster>, container: View<StorageContainer>): Model<'Vstore'> {
  const domain = domainOfVstore(here, container.name)
  return {
    id: container.number,
    uuid: container.uuid,
    name: container.name,
    storage_container_id: container.number,
    storage_container_uuid: container.uuid,
    protection_domain: domain?.name ?? null,
    vm_level_consistent: domain?.members.every(({ name, consistencyGroup }) => consistencyGroup === name) ?? null,
    is_backup: domain === undefined ? null : !domain.active,
    backedup: domain !== undefined,
    marked_for_removal: false
  }
}
