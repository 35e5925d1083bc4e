/** What holds of metro availability: who is active, what a standby side may hold, and what each of the two says. */
import { getOwn } from '../core/index.js'
import { canMirrorWrites, otherSideOf, isStanding } from '../links/index.js'
import { domainsOf } from './context.js'
import type { Invariants } from './context.js'

export const metroInvariants: Invariants = {
  'a metro domain that stands is active on the side whose role says so': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      const { metro } = domain
      if (metro === null || domain.removedAt !== null || !isStanding(metro)) continue
      if (domain.active !== (metro.role === 'Active'))
        yield `${place} has role ${metro.role}, active is ${domain.active}`
    }
  },

  'of two sides that stand and see each other one is active and one is standby, in one container': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      const { metro } = domain
      const other = otherSideOf(world, here, domain)
      if (metro === null || other === null || !isStanding(metro)) continue
      if (!canMirrorWrites(world, here, other.peer)) continue
      if (other.domain?.metro == null) {
        yield `${place} stands alone`
        continue
      }
      if (other.domain.metro.role === metro.role) yield `${place} has role ${metro.role} on both sides`
      if (other.domain.metro.container !== metro.container) yield `${place} is about two containers`
    }
  },

  'no VM of a metro domain runs on its standby side, unless it was activated by force': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      const { metro } = domain
      if (metro?.role !== 'Standby' || !isStanding(metro)) continue
      const other = otherSideOf(world, here, domain)
      for (const { uuid, name } of other?.domain?.members ?? []) {
        const contested = [here, other?.peer].some(side => getOwn(side?.vms ?? {}, uuid)?.contested === true)
        if (!contested && getOwn(here.vms, uuid)?.powerState === 'on') yield `${name} of ${place}`
      }
    }
  },

  'a metro domain covers its container, and says when it will be in step while it is not': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      const { metro, vstore } = domain
      if (vstore !== null && !here.containers.some(({ name }) => name === vstore)) yield `${place} covers no container`
      if (metro === null) continue
      if (metro.container !== vstore) yield `${place} is about ${metro.container} and covers ${vstore}`
      if ((metro.syncedAt !== null) !== (metro.status === 'Synchronizing')) yield `${place} is ${metro.status}`
      if (metro.isolatedSince !== null && (metro.isolatedSince > world.now || !isStanding(metro)))
        yield `${place} is parted since ${metro.isolatedSince}`
    }
  },

  'a standby side keeps a copy from when the mirror stopped, with no later write in it': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      const { metro } = domain
      if (metro?.held === undefined) continue
      const { until, vms } = metro.held
      if (metro.role !== 'Standby') yield `${place} has role ${metro.role}`
      if (until > world.now) yield `${place} was mirrored until ${until}`
      if (isStanding(metro) && metro.isolatedSince !== until) yield `${place} is mirrored to, and keeps what it held`
      for (const { name, marks } of vms)
        if (marks.some(mark => mark.at > until)) yield `${name} of ${place} has a mark of later`
    }
  },

  'a relation that stands knows whether its other side is in reach': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      const other = otherSideOf(world, here, domain)
      if (domain.metro === null || other === null || !isStanding(domain.metro) || here.power === 'lost') continue
      if ((domain.metro.isolatedSince === null) !== canMirrorWrites(world, here, other.peer)) yield place
    }
  }
}
