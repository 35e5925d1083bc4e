/** What events do to clusters, links, remote sites and VMs. */
import { writtenAt } from './inventory/index.js'
import { cluster, domain, host, lane, link, own, site, vm } from './core/index.js'
import type { Appliers, Cluster, Draft, Vm, Writable } from './core/index.js'
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
function setWriting(draft: Draft, machine: Writable<Vm>, writing: boolean): void {
  machine.content = {
    ...machine.content,
    writtenBytes: writtenAt(machine.content, draft.world.now),
    asOf: draft.world.now,
    bytesPerSecond: writing ? machine.changeBytesPerSecond : 0
  }
}

/** A domain sends nothing to a site that its cluster no longer knows. */
function forgetSite(draft: Draft, here: Writable<Cluster>, name: string, site: string): void {
  const sender = here.protectionDomains[name]
  if (sender === undefined) return
  const names = sender.oneTimeSchedules.some(({ remoteSites }) => remoteSites.includes(site))
  if (!names && own(sender.outgoing, site) === undefined) return
  const changed = domain(draft, { cluster: here.name, domain: name })
  delete draft.table(changed, 'outgoing')[site]
  for (const [at, { remoteSites }] of sender.oneTimeSchedules.entries())
    draft.row(draft.list(changed, 'oneTimeSchedules'), at).remoteSites = remoteSites.filter(each => each !== site)
}

function setVmsWriting(draft: Draft, here: Writable<Cluster>, writing: boolean): void {
  for (const { uuid, powerState } of Object.values(here.vms))
    if (powerState === 'on') setWriting(draft, draft.row(draft.table(here, 'vms'), uuid), writing)
}

export const clusterAppliers: Appliers<ClusterEvent> = {
  /** What peers, users and the network know it by stays, and so does what it is built of. */
  'cluster-recreated': (draft, { cluster: name, uuid, id, incarnationId }) => {
    Object.assign(cluster(draft, { cluster: name }), {
      ...{ uuid, id, incarnationId, lightWeightBytes: 0 },
      ...{ vmSnapshots: {}, images: {}, volumeGroups: {}, iscsiClients: {}, fileServers: {} },
      ...{ tombstones: {}, tasks: {}, monitors: [], alerts: [], openAlerts: {}, audits: [] }
    } satisfies Partial<Cluster>)
  },
  'power-lost': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, here.name), () => {
      here.power = 'lost'
    })
    setVmsWriting(draft, here, false)
    setGroupsWriting(draft, here, false)
  },
  /**
   * Missed points of the schedules are not made up, and what else was due in the dark is due now; guests that were
   * running start again [I: high availability].
   */
  'power-restored': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, here.name), () => {
      here.power = 'on'
    })
    setVmsWriting(draft, here, true)
    setGroupsWriting(draft, here, true)
    for (const { uuid, effect, endsAt } of Object.values(here.tasks)) {
      if (effect !== null && endsAt < draft.world.now)
        draft.row(draft.table(here, 'tasks'), uuid).endsAt = draft.world.now
    }
    wakeDomains(draft, here)
  },
  'pack-changed': (draft, event) => {
    cluster(draft, event).pack = event.pack
  },
  'vip-changed': (draft, event) => {
    changeLanes(draft, allLanes(draft), () => {
      cluster(draft, event).vip = event.vip
    })
  },
  'timezone-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      cluster(draft, event).timezone = event.timezone
    })
  },
  'configuration-changed': (draft, event) => {
    Object.assign(draft.row(cluster(draft, event), 'configuration'), event.change)
  },
  'host-maintenance-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      host(draft, { cluster: event.cluster, host: event.uuid }).inMaintenance = event.inMaintenance
    })
  },
  'lane-changed': (draft, event) => {
    changeLanes(draft, Object.values(link(draft, event.a, event.b).lanes), () => {
      const one = lane(draft, event.from, event.from === event.a ? event.b : event.a)
      one.up = event.up
      one.bandwidthBytesPerSecond = event.bandwidthBytesPerSecond
      one.loss = event.loss
    })
  },
  'lane-limit-renewed': (draft, event) => {
    changeLanes(draft, [event], () => undefined)
  },
  'lane-stall-told': (draft, event) => {
    lane(draft, event.from, event.to).stallTold = event.told
  },
  'latency-changed': (draft, event) => {
    link(draft, event.a, event.b).latencyUsecs = event.latencyUsecs
  },
  'remote-site-added': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      draft.table(cluster(draft, event), 'remoteSites')[event.site.name] = { ...event.site }
    })
  },
  'remote-site-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      Object.assign(site(draft, { cluster: event.cluster, name: event.site.name }), event.site)
    })
  },
  'remote-site-removed': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      delete draft.table(here, 'remoteSites')[event.name]
    })
    for (const { name } of Object.values(here.protectionDomains)) forgetSite(draft, here, name, event.name)
  },
  'remote-site-trouble-noted': (draft, event) => {
    const noted = site(draft, event)
    if (event.trouble === null) delete noted.trouble
    else noted.trouble = { ...event.trouble }
  },
  'vm-registered': (draft, event) => {
    draft.table(cluster(draft, event), 'vms')[event.vm.uuid] = { ...event.vm }
  },
  'vm-unregistered': (draft, event) => {
    delete draft.table(cluster(draft, event), 'vms')[event.uuid]
  },
  'vm-power-changed': (draft, event) => {
    const machine = vm(draft, event)
    machine.powerState = event.powerState
    machine.hostUuid = event.hostUuid
    setWriting(draft, machine, event.powerState === 'on' && cluster(draft, event).power === 'on')
  },
  'vm-task-pending': (draft, event) => {
    vm(draft, event).pendingTask = event.task
  },
  'mark-written': (draft, event) => {
    const machine = vm(draft, event)
    const mark = { name: event.mark, at: draft.world.now }
    machine.content = {
      ...machine.content,
      writtenBytes: writtenAt(machine.content, draft.world.now) + event.bytes,
      asOf: draft.world.now,
      marks: [...machine.content.marks, mark]
    }
  },
  'vm-change-rate-changed': (draft, event) => {
    const machine = vm(draft, event)
    machine.changeBytesPerSecond = event.bytesPerSecond
    setWriting(draft, machine, machine.powerState === 'on' && cluster(draft, event).power === 'on')
  },
  /** A domain that protects the VM knows it by its new name. */
  'vm-configured': (draft, event) => {
    const machine = vm(draft, event)
    if (machine.protectionDomain !== null && machine.name !== event.name) {
      const protector = domain(draft, { cluster: event.cluster, domain: machine.protectionDomain })
      protector.members = protector.members.map(member =>
        member.uuid === event.uuid ? { ...member, name: event.name } : member
      )
    }
    machine.name = event.name
    machine.spec = event.spec
    machine.logicalTimestamp += 1
    if (event.bytes === 0) return
    const writtenBytes = writtenAt(machine.content, draft.world.now) + event.bytes
    machine.content = { ...machine.content, writtenBytes, asOf: draft.world.now }
  },
  'vm-snapshot-taken': (draft, event) => {
    draft.table(cluster(draft, event), 'vmSnapshots')[event.snapshot.uuid] = { ...event.snapshot }
  },
  'vm-snapshots-removed': (draft, event) => {
    for (const uuid of event.uuids) delete draft.table(cluster(draft, event), 'vmSnapshots')[uuid]
  },
  'image-written': (draft, event) => {
    draft.table(cluster(draft, event), 'images')[event.image.uuid] = { ...event.image }
  },
  'image-removed': (draft, event) => {
    delete draft.table(cluster(draft, event), 'images')[event.uuid]
  }
}
