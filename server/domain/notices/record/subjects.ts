/** Subjects of alerts and audits: the reference to the entity that each is about. */
import { clusterTitle } from '../../core/index.js'
import type { Alert, Cluster, View } from '../../core/index.js'

export type Subject = Alert['entity']

export function aboutDomain(name: string): Subject {
  return { type: 'protection_domain', name, uuid: null }
}

export function aboutSite(site: { readonly name: string; readonly uuid: string | null }): Subject {
  return { type: 'remote_site', name: site.name, uuid: site.uuid }
}

export function aboutVm(vm: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'vm', name: vm.name, uuid: vm.uuid }
}

export function aboutHost(host: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'host', name: host.name, uuid: host.uuid }
}

export function aboutCluster(cluster: View<Cluster>): Subject {
  return { type: 'cluster', name: clusterTitle(cluster), uuid: cluster.uuid }
}

export function aboutVolumeGroup(group: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'volume_group', name: group.name, uuid: group.uuid }
}

export function aboutContainer(container: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'storage_container', name: container.name, uuid: container.uuid }
}

export function aboutPool({ storagePool: { name } }: View<Cluster>): Subject {
  return { type: 'storage_pool', name, uuid: null }
}

export function aboutDisk(disk: { readonly serial: string; readonly uuid: string }): Subject {
  return { type: 'disk', name: disk.serial, uuid: disk.uuid }
}
