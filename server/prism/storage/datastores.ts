/** Datastore endpoints: containers mounted on ESXi hosts. */
import { containerNamed } from '../../domain/core/index.js'
import { containerCapacity, storedIn } from '../../domain/storage/index.js'
import type { Cluster, Host, View } from '../../domain/core/index.js'
import { figureInstant } from '../core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'

export const datastores = {
  getNfsDatastores: ({ prism }) =>
    prism.cluster.datastores.flatMap(datastore =>
      prism.cluster.hosts
        .filter(host => datastore.hostUuids.includes(host.uuid))
        .map(host => datastoreDto(prism, datastore.name, datastore.container, host))
    ),

  createNfsDatastores: ({ prism, body }) => {
    const hosts = [...(body.node_uuids ?? []), ...(body.node_ids ?? [])]
    const container = body.storage_container_name ?? ''
    prism.submit({
      type: 'mount-datastore',
      name: body.datastore_name ?? '',
      container,
      readOnly: body.read_only ?? false,
      hosts
    })
    return {
      node_specific_status: namedHosts(prism.cluster, hosts).map(host => ({
        ...done(prism.cluster, host),
        node_ip_address: host.hypervisorAddress,
        ...room(prism, container)
      }))
    }
  },

  deleteNfsDatastores: ({ prism, body }) => {
    const hosts = [...(body.node_uuids ?? []), ...(body.node_ids ?? [])]
    prism.submit({ type: 'unmount-datastore', name: body.datastore_name ?? '', hosts })
    return { node_specific_status: namedHosts(prism.cluster, hosts).map(host => done(prism.cluster, host)) }
  }
} satisfies Partial<V2Handlers>

function datastoreDto(prism: Prism, name: string, container: string, host: View<Host>): Model<'Datastore'> {
  const { cluster } = prism
  const found = containerNamed(cluster, container)
  return {
    datastore_name: name,
    storage_container_name: container,
    storage_container_uuid: found?.uuid ?? null,
    storage_container_id: found === undefined ? null : `${cluster.uuid}::${found.number}`,
    host_uuid: host.uuid,
    host_id: `${cluster.uuid}::${host.number}`,
    host_ip_address: host.hypervisorAddress,
    ...room(prism, container),
    vm_names: Object.values(cluster.vms)
      .filter(vm => vm.spec.disks.some(disk => disk.container === container))
      .map(vm => vm.name)
  }
}

/** What a host sees of a container: the size that it advertises. */
function room({ world, cluster }: Prism, container: string): { capacity: number; free_space: number } {
  const found = containerNamed(cluster, container)
  if (found === undefined) return { capacity: 0, free_space: 0 }
  const capacity = found.policy.advertisedBytes ?? containerCapacity(cluster, found)
  return { capacity, free_space: Math.max(0, capacity - storedIn(cluster, figureInstant(world), [found]).physical) }
}

function namedHosts(here: View<Cluster>, hosts: readonly string[]): View<Host>[] {
  return here.hosts.filter(
    ({ uuid, number }) => hosts.length === 0 || hosts.includes(uuid) || hosts.includes(`${here.uuid}::${number}`)
  )
}

function done(here: View<Cluster>, host: View<Host>) {
  return { node_uuid: host.uuid, node_id: `${here.uuid}::${host.number}`, successful: true, message: null }
}
