/** What holds of snapshots: where they come from, in which order they stand, and that a copy is a copy. */
import { IDS_PER_REVISION, getOwn, snapshotOf } from '../core/index.js'
import { selectsNearSync } from '../snapshots/index.js'
import { domainsOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const snapshotInvariants: Invariants = {
  'a snapshot stands in a domain once': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const id of repeated(domain.snapshots.map(snapshot => `${snapshot.origin}:${snapshot.id}`)))
        yield `${id} of ${place}`
    }
  },

  'the number of a snapshot was given at a revision that has passed, so that none is given again': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const { id } of domain.snapshots) {
        if (id >= world.revision * IDS_PER_REVISION) yield `${id} of ${place} at revision ${world.revision}`
      }
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

  'the store of light-weight snapshots counts what they take': function* (world) {
    for (const here of Object.values(world.clusters)) {
      let bytes = 0
      for (const domain of Object.values(here.protectionDomains)) {
        for (const { id, kind, storeBytes } of domain.snapshots) {
          bytes += storeBytes
          if (storeBytes < 0 || (kind !== 'light-weight' && storeBytes > 0))
            yield `${id} of ${domain.name} on ${here.name}, ${kind}, takes ${storeBytes}`
        }
      }
      if (here.lightWeightBytes !== bytes) yield `${here.name} counts ${here.lightWeightBytes}, and ${bytes} are taken`
    }
  },

  'NearSync is what schedules of minutes have, each alone and with one remote site': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      for (const { id, recurrence, nearSync, retention } of domain.schedules) {
        if (selectsNearSync(recurrence) !== (nearSync !== null)) yield `${id} of ${place}`
        if (nearSync === null) continue
        if (domain.schedules.length > 1) yield `${id} of ${place} is not alone`
        const sites = Object.keys(retention.remote).length
        if (sites > 1) yield `${id} of ${place} goes to ${sites} sites`
        if (sites === 0 && nearSync.state === 'seeding') yield `${id} of ${place} is seeded nowhere`
        if (nearSync.since > world.now || nearSync.misses < 0 || nearSync.misses >= world.settings.nearSyncMissesMax)
          yield `${id} of ${place} has missed ${nearSync.misses} since ${nearSync.since}`
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
        const origin = getOwn(world.clusters, copy.origin)
        if (origin === undefined) yield `${copy.id} of ${place} comes from ${copy.origin}, which is not there`
        const source = origin === undefined ? undefined : getOwn(origin.protectionDomains, domain.name)
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
