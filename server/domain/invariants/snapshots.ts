/** What holds of snapshots: where they come from, in which order they stand, and that a copy is a copy. */
import { own, snapshotOf } from '../lookup.js'
import { domainsOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const snapshotInvariants: Invariants = {
  'a snapshot stands in a domain once': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const id of repeated(domain.snapshots.map(snapshot => `${snapshot.origin}:${snapshot.id}`)))
        yield `${id} of ${place}`
    }
  },

  'snapshots stand in the order of their creation, none of them from the future': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const [i, { id, createdAt, receivedAt }] of domain.snapshots.entries()) {
        if (createdAt > (domain.snapshots[i + 1]?.createdAt ?? world.now))
          yield `${id} of ${place} is newer than what follows`
        if (receivedAt < createdAt) yield `${id} of ${place} was received before it was taken`
        if (receivedAt > world.now) yield `${id} of ${place} is received in the future`
      }
    }
  },

  'a snapshot has a prefix and a container map where it was received, and only there': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      for (const { id, origin, prefix, containers } of domain.snapshots) {
        const local = origin === here.name
        if (local !== (prefix === null) || local !== (containers === null)) yield `${id} from ${origin} of ${place}`
      }
    }
  },

  'a snapshot holds nothing that was written after it was taken': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const { id, createdAt, vms } of domain.snapshots) {
        for (const vm of vms) {
          if (vm.marks.some(mark => mark.at > createdAt)) yield `${id} of ${place} holds a later mark of ${vm.name}`
        }
      }
    }
  },

  'a received snapshot is what was taken where it comes from': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      for (const copy of domain.snapshots) {
        if (copy.origin === here.name) continue
        const origin = own(world.clusters, copy.origin)
        if (origin === undefined) yield `${copy.id} of ${place} comes from ${copy.origin}, which is not there`
        const source = origin === undefined ? undefined : own(origin.protectionDomains, domain.name)
        const original = source === undefined ? undefined : snapshotOf(source, copy.origin, copy.id)
        if (original === undefined) continue
        if (original.createdAt !== copy.createdAt || original.vms.length !== copy.vms.length)
          yield `${copy.id} of ${place} differs`
        for (const [i, vm] of original.vms.entries()) {
          const same = copy.vms[i]
          if (
            same?.uuid !== vm.uuid ||
            same.writtenBytes !== vm.writtenBytes ||
            same.marks.length !== vm.marks.length
          ) {
            yield `${vm.name} in ${copy.id} of ${place} differs from its original`
          }
        }
      }
    }
  }
}
