/** What holds of the two sides: who has which VM, which domain is active where, and what a change of mode may find. */
import { nameFault, getOwn, snapshotOf } from '../core/index.js'
import type { ProtectionDomain, View } from '../core/index.js'
import { clustersOf, domainsOf, repeated } from './context.js'
import type { DomainHere, Invariants } from './context.js'

export const sideInvariants: Invariants = {
  'a VM is registered on one cluster only, unless a domain was activated by force': function* (world) {
    const places = new Map<string, { cluster: string; contested: boolean }[]>()
    for (const here of clustersOf(world)) {
      for (const vm of Object.values(here.vms)) {
        const known = places.get(vm.uuid)
        const place = { cluster: here.name, contested: vm.contested === true }
        if (known === undefined) places.set(vm.uuid, [place])
        else known.push(place)
      }
    }
    for (const [uuid, found] of places) {
      if (found.filter(place => !place.contested).length < 2) continue
      yield `VM ${uuid} is registered on ${found.map(place => place.cluster).join(' and ')}`
    }
  },

  'a domain is active on one side only, unless it was activated by force': function* (world) {
    const active = new Map<string, DomainHere[]>()
    for (const place of domainsOf(world)) {
      if (!place.domain.active || place.domain.forced) continue
      const rivals = active.get(place.domain.name) ?? []
      for (const rival of rivals) {
        if (areRelated(rival.domain, place.domain)) yield `${rival.place} and ${place.place} are both active`
      }
      active.set(place.domain.name, [...rivals, place])
    }
  },

  'members of a domain and the VMs that it protects agree': function* (world) {
    for (const { here, domain, place } of domainsOf(world)) {
      for (const uuid of repeated(domain.members.map(member => member.uuid)))
        yield `${uuid} is twice a member of ${place}`
      for (const member of domain.members) {
        const vm = getOwn(here.vms, member.uuid)
        if (vm === undefined) continue
        if (vm.protectionDomain !== domain.name) yield `member ${member.name} of ${place} says ${vm.protectionDomain}`
        if (vm.handle !== member.handle) yield `member ${member.name} of ${place} has another handle than its VM`
        if (vm.name !== member.name) yield `member ${member.name} of ${place} is called ${vm.name}`
      }
    }
    for (const here of clustersOf(world)) {
      for (const vm of Object.values(here.vms)) {
        if (vm.protectionDomain === null) continue
        const domain = getOwn(here.protectionDomains, vm.protectionDomain)
        if (domain?.members.some(member => member.uuid === vm.uuid) !== true) {
          yield `VM ${vm.name} on ${here.name} says that ${vm.protectionDomain} protects it`
        }
      }
    }
  },

  'an inactive domain has no members and nothing to do of its own': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      if (domain.active) continue
      if (domain.members.length > 0) yield `${place} has members`
      if (domain.oneTimeSchedules.length > 0) yield `${place} has one-time schedules`
      if (domain.forced) yield `${place} is active by force, and inactive`
      const sent = Object.values(domain.outgoing).flatMap(({ current, queue }) => [
        ...queue,
        ...(current ? [current] : [])
      ])
      if (sent.some(({ retrieval }) => retrieval !== true)) yield `${place} sends something that nobody asked for`
    }
  },

  'a domain that is marked for removal is empty': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      if (domain.removedAt === null) continue
      const left = [domain.members, domain.schedules, domain.oneTimeSchedules, domain.snapshots].some(
        list => list.length > 0
      )
      if (left) yield `${place} still has members, schedules or snapshots`
      if (domain.change !== null) yield `${place} changes its mode`
    }
  },

  'a change of mode fits the side, and what it waits for is going to come': function* (world) {
    for (const { domain, place } of domainsOf(world)) {
      const { change } = domain
      if (change === null) continue
      if (domain.active === (change.kind === 'activate'))
        yield `${place}: ${change.kind} while active is ${domain.active}`
      if (change.startedAt > world.now) yield `${place}: the change starts in the future`
      if (change.kind === 'deactivate') continue
      const held = domain.snapshots.some(snapshot => snapshot.id === change.snapshotId)
      if (!held) yield `${place}: the snapshot of the change is not there`
      if (change.kind === 'activate') continue
      if ((change.endsAt !== null) !== (change.step === 'guest-shutdown'))
        yield `${place}: ${change.step} ends at ${change.endsAt}`
      if (change.step === 'first-replication' && change.targetMonitorId !== undefined)
        yield `${place}: ${change.target} has a monitor of what is not there yet`
      const sending = getOwn(domain.outgoing, change.site)
      const sent = [...(sending?.queue ?? []), ...(sending?.current == null ? [] : [sending.current])]
      if (change.step !== 'guest-shutdown' && !sent.some(one => one.snapshotId === change.snapshotId)) {
        yield `${place}: ${change.step} waits for a snapshot that nobody sends`
      }
    }
  },

  'every name is valid, and everything is filed under its own': function* (world) {
    for (const [key, here] of Object.entries(world.clusters)) {
      if (key !== here.name) yield `cluster ${here.name} is filed under ${key}`
      for (const [uuid, vm] of Object.entries(here.vms))
        if (uuid !== vm.uuid) yield `VM ${vm.uuid} is filed under ${uuid}`
      for (const records of [here.remoteSites, here.protectionDomains]) {
        for (const [name, record] of Object.entries(records)) {
          if (name !== record.name) yield `${record.name} is filed under ${name} on ${here.name}`
          const fault = nameFault(name)
          if (fault !== null) yield `a name on ${here.name} ${fault}`
        }
      }
      for (const name of Object.keys(here.tombstones)) {
        if (getOwn(here.protectionDomains, name) !== undefined)
          yield `${name} on ${here.name} is there and has a tombstone`
      }
    }
  },

  'a host in maintenance runs nothing, and another serves': function* (world) {
    for (const here of clustersOf(world)) {
      const away = here.hosts.filter(host => host.inMaintenance)
      if (away.length > 0 && away.length === here.hosts.length) yield `no host of ${here.name} serves`
      for (const vm of Object.values(here.vms))
        if (away.some(host => host.uuid === vm.hostUuid)) yield `VM ${vm.name} runs on a host in maintenance`
    }
  },

  'a VM writes while it runs and its site has power': function* (world) {
    for (const here of clustersOf(world)) {
      for (const vm of Object.values(here.vms)) {
        const { content, powerState, hostUuid } = vm
        const rate = powerState === 'on' && here.power === 'on' ? vm.changeBytesPerSecond : 0
        const place = `VM ${vm.name} on ${here.name}`
        if (content.bytesPerSecond !== rate) yield `${place} writes ${content.bytesPerSecond} bytes/s, not ${rate}`
        if (content.asOf > world.now || content.writtenBytes < 0) yield `${place} has content of the future`
        if (content.marks.some((mark, i) => mark.at > (content.marks[i + 1]?.at ?? world.now)))
          yield `${place} has its marks out of order`
        if (powerState === 'off' && hostUuid !== null) yield `${place} is off and on a host`
        if (hostUuid !== null && !here.hosts.some(host => host.uuid === hostUuid))
          yield `${place} is on an unknown host`
        if (!vm.spec.disks.every(disk => here.containers.some(({ name }) => name === disk.container)))
          yield `${place} has a disk in no container`
        if (!vm.spec.nics.every(nic => here.networks.some(({ name }) => name === nic.network)))
          yield `${place} has an adapter on no network`
      }
    }
  }
}

/** Whether two domains of one name are two sides of one: two that were made apart have never exchanged a snapshot. */
function areRelated(a: View<ProtectionDomain>, b: View<ProtectionDomain>): boolean {
  return a.snapshots.some(snapshot => snapshotOf(b, snapshot.origin, snapshot.id) !== undefined)
}
