/** What holds of volume groups and of storage: where they are registered, who protects them, and that disks have their containers. */
import { getOwn } from '../core/index.js'
import { clustersOf, domainsOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const volumeGroupInvariants: Invariants = {
  'a volume group is registered on one cluster only, unless a domain was activated by force': function* (world) {
    const settled = clustersOf(world).flatMap(here =>
      Object.values(here.volumeGroups).flatMap(group => (group.contested === true ? [] : [group.uuid]))
    )
    for (const uuid of repeated(settled)) yield `volume group ${uuid}`
  },

  'a domain and the volume groups that it protects agree': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      if ((!domain.active || domain.removedAt !== null) && domain.volumeGroups.length > 0)
        yield `${place} has volume groups`
      for (const { uuid, name } of domain.volumeGroups) {
        const group = getOwn(here.volumeGroups, uuid)
        if (group?.protectionDomain !== domain.name || group.name !== name) yield `volume group ${name} of ${place}`
      }
    }
    for (const here of clustersOf(world)) {
      for (const [key, group] of Object.entries(here.volumeGroups)) {
        const place = `volume group ${group.name} on ${here.name}`
        if (key !== group.uuid) yield `${place} is filed under ${key}`
        if (group.protectionDomain === null) continue
        const protectors = getOwn(here.protectionDomains, group.protectionDomain)?.volumeGroups ?? []
        if (protectors.filter(({ uuid }) => uuid === group.uuid).length !== 1) yield `${place} is protected by nobody`
      }
    }
  },

  'a volume group has its disks in containers, each in a place of its own, and writes while there is power': function* (
    world
  ) {
    for (const here of clustersOf(world)) {
      for (const group of Object.values(here.volumeGroups)) {
        const place = `volume group ${group.name} on ${here.name}`
        const { disks } = group.spec
        if (!disks.every(disk => here.containers.some(({ name }) => name === disk.container)))
          yield `${place} has a disk in no container`
        for (const index of repeated(disks.map(disk => String(disk.index)))) yield `${place} has disk ${index} twice`
        if (!group.clients.every(uuid => getOwn(here.iscsiClients, uuid) !== undefined))
          yield `${place} has an unknown client`
        const rate = here.power === 'on' ? group.changeBytesPerSecond : 0
        if (group.content.bytesPerSecond !== rate) yield `${place} writes ${group.content.bytesPerSecond}, not ${rate}`
        if (group.content.asOf > world.now) yield `${place} has content of the future`
      }
    }
  },

  'containers, datastores and disks have names and numbers of their own': function* (world) {
    for (const here of clustersOf(world)) {
      const disks = here.hosts.flatMap(host => host.disks)
      for (const name of repeated(here.containers.map(container => container.name)))
        yield `container ${name} on ${here.name}`
      for (const uuid of repeated([...here.containers, ...disks].map(({ uuid }) => uuid)))
        yield `${uuid} on ${here.name}`
      for (const { name, container } of here.datastores) {
        if (!here.containers.some(each => each.name === container)) yield `datastore ${name} on ${here.name}`
      }
    }
  }
}
