/** What events do to clusters, links, remote sites and VMs. */
import { writtenAt } from './inventory/index.js'
import { cluster, domain, lane, later, link, site, vm } from './core/index.js'
import type { Appliers, Cluster, Vm, World } from './core/index.js'
import { allLanes, changeLanes, lanesOf } from './links/rules.js'
import { wakeDomains } from './incidents/rules.js'
import { setGroupsWriting } from './volume-groups/rules.js'

type ClusterEvent =
  | 'cluster-recreated'
  | 'power-lost'
  | 'power-restored'
  | 'pack-changed'
  | 'vip-changed'
  | 'timezone-changed'
  | 'configuration-changed'
  | 'host-maintenance-changed'
  | 'lane-changed'
  | 'lane-limit-renewed'
  | 'lane-stall-told'
  | 'latency-changed'
  | 'remote-site-added'
  | 'remote-site-changed'
  | 'remote-site-removed'
  | 'remote-site-trouble-noted'
  | 'vm-registered'
  | 'vm-unregistered'
  | 'vm-power-changed'
  | 'vm-task-pending'
  | 'mark-written'
  | 'vm-change-rate-changed'
  | 'vm-configured'
  | 'vm-snapshot-taken'
  | 'vm-snapshots-removed'
  | 'image-written'
  | 'image-removed'

/** A VM writes while it is on and its site has power. */
function setWriting(world: World, machine: Vm, writing: boolean): void {
  machine.content = {
    ...machine.content,
    writtenBytes: writtenAt(machine.content, world.now),
    asOf: world.now,
    bytesPerSecond: writing ? machine.changeBytesPerSecond : 0
  }
}

export const clusterAppliers: Appliers<ClusterEvent> = {
  /** What peers, users and the network know it by stays, and so does what it is built of. */
  'cluster-recreated': (world, { cluster: name, uuid, id, incarnationId }) => {
    Object.assign(cluster(world, { cluster: name }), {
      ...{ uuid, id, incarnationId, lightWeightBytes: 0 },
      ...{ vmSnapshots: {}, images: {}, volumeGroups: {}, iscsiClients: {}, fileServers: {} },
      ...{ tombstones: {}, tasks: {}, monitors: [], alerts: [], openAlerts: {}, audits: [] }
    } satisfies Partial<Cluster>)
  },
  'power-lost': (world, event) => {
    const here = cluster(world, event)
    changeLanes(world, lanesOf(world, here.name), () => {
      here.power = 'lost'
    })
    for (const machine of Object.values(here.vms)) if (machine.powerState === 'on') setWriting(world, machine, false)
    setGroupsWriting(world, here, false)
  },
  /**
   * Missed points of the schedules are not made up, and what else was due in the dark is due now; guests that were
   * running start again [I: high availability restarts them].
   */
  'power-restored': (world, event) => {
    const here = cluster(world, event)
    changeLanes(world, lanesOf(world, here.name), () => {
      here.power = 'on'
    })
    for (const machine of Object.values(here.vms)) if (machine.powerState === 'on') setWriting(world, machine, true)
    setGroupsWriting(world, here, true)
    for (const task of Object.values(here.tasks)) if (task.effect !== null) task.endsAt = later(task.endsAt, world.now)
    wakeDomains(world, here)
  },
  'pack-changed': (world, event) => {
    cluster(world, event).pack = event.pack
  },
  'vip-changed': (world, event) => {
    changeLanes(world, allLanes(world), () => {
      cluster(world, event).vip = event.vip
    })
  },
  'timezone-changed': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      cluster(world, event).timezone = event.timezone
    })
  },
  'configuration-changed': (world, event) => {
    Object.assign(cluster(world, event).configuration, event.change)
  },
  'host-maintenance-changed': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      for (const host of cluster(world, event).hosts)
        if (host.uuid === event.uuid) host.inMaintenance = event.inMaintenance
    })
  },
  'lane-changed': (world, event) => {
    const changed = link(world, event.a, event.b)
    changeLanes(world, Object.values(changed.lanes), () => {
      const one = lane(world, event.from, event.from === event.a ? event.b : event.a)
      one.up = event.up
      one.bandwidthBytesPerSecond = event.bandwidthBytesPerSecond
      one.loss = event.loss
    })
  },
  'lane-limit-renewed': (world, event) => {
    changeLanes(world, [lane(world, event.from, event.to)], () => undefined)
  },
  'lane-stall-told': (world, event) => {
    lane(world, event.from, event.to).stallTold = event.told
  },
  'latency-changed': (world, event) => {
    link(world, event.a, event.b).latencyUsecs = event.latencyUsecs
  },
  'remote-site-added': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      cluster(world, event).remoteSites[event.site.name] = { ...event.site }
    })
  },
  'remote-site-changed': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      Object.assign(site(world, { cluster: event.cluster, name: event.site.name }), event.site)
    })
  },
  'remote-site-removed': (world, event) => {
    const here = cluster(world, event)
    changeLanes(world, lanesOf(world, event.cluster), () => {
      delete here.remoteSites[event.name]
    })
    for (const domain of Object.values(here.protectionDomains)) {
      delete domain.outgoing[event.name]
      for (const oneTime of domain.oneTimeSchedules)
        oneTime.remoteSites = oneTime.remoteSites.filter(name => name !== event.name)
    }
  },
  'remote-site-trouble-noted': (world, event) => {
    const noted = site(world, event)
    if (event.trouble === null) delete noted.trouble
    else noted.trouble = { ...event.trouble }
  },
  'vm-registered': (world, event) => {
    cluster(world, event).vms[event.vm.uuid] = { ...event.vm }
  },
  'vm-unregistered': (world, event) => {
    delete cluster(world, event).vms[event.uuid]
  },
  'vm-power-changed': (world, event) => {
    const machine = vm(world, event)
    machine.powerState = event.powerState
    machine.hostUuid = event.hostUuid
    setWriting(world, machine, event.powerState === 'on' && cluster(world, event).power === 'on')
  },
  'vm-task-pending': (world, event) => {
    vm(world, event).pendingTask = event.task
  },
  'mark-written': (world, event) => {
    const machine = vm(world, event)
    const mark = { name: event.mark, at: world.now }
    machine.content = {
      ...machine.content,
      writtenBytes: writtenAt(machine.content, world.now) + event.bytes,
      asOf: world.now,
      marks: [...machine.content.marks, mark]
    }
  },
  'vm-change-rate-changed': (world, event) => {
    const machine = vm(world, event)
    machine.changeBytesPerSecond = event.bytesPerSecond
    setWriting(world, machine, machine.powerState === 'on' && cluster(world, event).power === 'on')
  },
  /** A domain that protects the VM knows it by its new name. */
  'vm-configured': (world, event) => {
    const machine = vm(world, event)
    if (machine.protectionDomain !== null && machine.name !== event.name) {
      const protector = domain(world, { cluster: event.cluster, domain: machine.protectionDomain })
      protector.members = protector.members.map(member =>
        member.uuid === event.uuid ? { ...member, name: event.name } : member
      )
    }
    machine.name = event.name
    machine.spec = event.spec
    machine.logicalTimestamp += 1
    if (event.bytes === 0) return
    const writtenBytes = writtenAt(machine.content, world.now) + event.bytes
    machine.content = { ...machine.content, writtenBytes, asOf: world.now }
  },
  'vm-snapshot-taken': (world, event) => {
    cluster(world, event).vmSnapshots[event.snapshot.uuid] = { ...event.snapshot }
  },
  'vm-snapshots-removed': (world, event) => {
    for (const uuid of event.uuids) delete cluster(world, event).vmSnapshots[uuid]
  },
  'image-written': (world, event) => {
    cluster(world, event).images[event.image.uuid] = { ...event.image }
  },
  'image-removed': (world, event) => {
    delete cluster(world, event).images[event.uuid]
  }
}
