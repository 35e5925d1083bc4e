/** Uses of a storage container that keep it from being removed or renamed. */
import type { Cluster, View, World } from '../core/index.js'
import { containerHere, getOwn } from '../core/index.js'

/** The first use of a container, as the end of a sentence; null where nothing needs it. */
export function containerUse(world: View<World>, here: View<Cluster>, name: string): string | null {
  for (const vm of Object.values(here.vms)) {
    if (vm.spec.disks.some(disk => disk.container === name)) return `VM ${vm.name} has a disk in it`
  }
  for (const image of Object.values(here.images)) {
    if (image.disk?.container === name) return `image ${image.name} is in it`
  }
  for (const snapshot of Object.values(here.vmSnapshots)) {
    if (snapshot.spec.disks.some(disk => disk.container === name)) return `snapshot ${snapshot.name} is kept in it`
  }
  for (const group of Object.values(here.volumeGroups)) {
    if (group.spec.disks.some(disk => disk.container === name)) return `volume group ${group.name} has a disk in it`
  }
  for (const domain of Object.values(here.protectionDomains)) {
    if (domain.vstore === name) return `protection domain ${domain.name} covers it`
    for (const snapshot of domain.snapshots) {
      const within = [...snapshot.vms, ...snapshot.volumeGroups].some(({ spec }) =>
        spec.disks.some(disk => containerHere(snapshot, here, disk.container) === name)
      )
      if (within) return `snapshot ${snapshot.id} of protection domain ${domain.name} is kept in it`
    }
  }
  for (const site of Object.values(here.remoteSites)) {
    if (getOwn(site.containerMap, name) !== undefined) return `remote site ${site.name} maps it`
  }
  const mounted = here.datastores.find(datastore => datastore.container === name)
  if (mounted !== undefined) return `datastore ${mounted.name} is in it`
  return isReceivingInto(world, here, name) ? 'a replication is on its way to it' : null
}

/** Whether a transfer to this cluster is going to write into the container. */
function isReceivingInto(world: View<World>, here: View<Cluster>, name: string): boolean {
  return Object.values(world.clusters).some(peer =>
    Object.values(peer.protectionDomains).some(domain =>
      Object.values(domain.outgoing).some(({ current, site }) => {
        if (current?.target !== here.name) return false
        const snapshot = domain.snapshots.find(
          ({ id, origin }) => id === current.snapshotId && origin === current.origin
        )
        const map = getOwn(peer.remoteSites, site)?.containerMap ?? {}
        return [...(snapshot?.vms ?? []), ...(snapshot?.volumeGroups ?? [])].some(({ spec }) =>
          spec.disks.some(disk => {
            const there = snapshot === undefined ? disk.container : containerHere(snapshot, peer, disk.container)
            return (getOwn(map, there) ?? there) === name
          })
        )
      })
    )
  )
}
