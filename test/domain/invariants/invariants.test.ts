/** The promises of the world: kept by a busy one, and each seen broken once, so that its check can be trusted. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { networkInvariants } from '../../../server/domain/invariants/networks.js'
import { inventoryInvariants } from '../../../server/domain/invariants/inventory.js'
import { recordInvariants } from '../../../server/domain/invariants/records.js'
import { sideInvariants } from '../../../server/domain/invariants/sides.js'
import { snapshotInvariants } from '../../../server/domain/invariants/snapshots.js'
import { transferInvariants } from '../../../server/domain/invariants/transfers.js'
import { volumeGroupInvariants } from '../../../server/domain/invariants/volume-groups.js'
import { userInvariants } from '../../../server/domain/invariants/users.js'
import { instant } from '../../../server/domain/core/time.js'
import type {
  Cluster,
  Ipam,
  Image,
  Lane,
  Migration,
  Network,
  ProtectionDomain,
  Replication,
  Snapshot,
  Task,
  User,
  Vm,
  VmSnapshot,
  VolumeGroup,
  World
} from '../../../server/domain/core/world.js'
import { HOUR, TwoSites, protecting } from '../../support/two-sites.js'

/** Everything under way at once: a transfer with one behind it, a migration of another domain, a task, open alerts. */
function busy(): Parts {
  const lab = new TwoSites({ settings: { guestShutdownSeconds: 600 } })
  const secret = { salt: 'salt', hash: 'hash' }
  lab.engine.dispatch({ type: 'appoint-administrator', cluster: 'france', username: 'admin', secret })
  lab.france.protect(['web'], { local: 3, remote: 3 })
  lab.france.protect(['app'], undefined, 'silver')
  const app = lab.france.vm('app').uuid
  lab.france.do({ type: 'snapshot-vms', snapshots: [{ vm: app, name: 'before' }] })
  lab.france.do({
    type: 'create-image',
    image: {
      name: 'golden',
      annotation: null,
      type: null,
      fetch: null,
      clone: { source: lab.france.vm('web').spec.disks[0]?.uuid ?? '', minimumBytes: null, container: null }
    }
  })
  const disk = { uuid: 'd', index: 0, sizeBytes: 10, usedBytes: 0, container: 'pool', flashMode: false }
  const spec = { description: null, disks: [disk], shared: false, flashMode: false, iscsiTarget: 'iqn.logs' }
  const logs = { name: 'logs', spec: { ...spec, authentication: 'NONE' as const } }
  lab.do({
    type: 'create-volume-groups',
    cluster: 'france',
    groups: [{ ...logs, changeBytesPerSecond: 0, attachedTo: [] }]
  })
  lab.france.do(protecting([], 'gold', { volumeGroupUuids: Object.keys(lab.france.cluster.volumeGroups) }))
  lab.until(HOUR - 100)
  lab.france.do({ type: 'migrate-protection-domain', name: 'silver', remoteSite: 'canada' })
  lab.until(HOUR + 20)
  lab.france.mark('web', 'one')
  lab.france.snapshot(['canada'])
  lab.pass(2)
  lab.france.power('web', 'ACPI_REBOOT')
  lab.pass(1)
  return new Parts(JSON.parse(JSON.stringify(lab.world)) as World)
}

/** A world that may be spoilt by hand. */
class Parts {
  constructor(readonly world: World) {}

  cluster(name: string): Cluster {
    return there(this.world.clusters[name])
  }

  get admin(): User {
    return there(this.cluster('france').users['admin'])
  }

  get gold(): ProtectionDomain {
    return there(this.cluster('france').protectionDomains['gold'])
  }

  get silver(): ProtectionDomain {
    return there(this.cluster('france').protectionDomains['silver'])
  }

  get migration(): Migration {
    const { change } = this.silver
    if (change?.kind !== 'migrate') throw new Error('silver does not migrate')
    return change
  }

  get copy(): ProtectionDomain {
    return there(this.cluster('canada').protectionDomains['gold'])
  }

  get web(): Vm {
    return there(Object.values(this.cluster('france').vms).find(vm => vm.name === 'web'))
  }

  get base(): Network {
    return there(this.cluster('france').networks[0])
  }

  /** The cluster hands out the addresses of the network, under some conditions. */
  manage(change: Partial<Ipam>): void {
    const dhcp = {
      bootFileName: null,
      domainName: null,
      domainNameServers: null,
      domainSearch: null,
      tftpServerName: null
    }
    this.base.ipam = {
      networkAddress: '10.9.0.0',
      prefixLength: 24,
      gateway: '10.9.0.1',
      dhcpServer: '10.9.0.254',
      dhcp,
      pools: [],
      reserved: [],
      ...change
    }
  }

  get app(): Vm {
    return there(Object.values(this.cluster('france').vms).find(vm => vm.name === 'app'))
  }

  get vmSnapshot(): VmSnapshot {
    return there(Object.values(this.cluster('france').vmSnapshots)[0])
  }

  get image(): Image {
    return there(Object.values(this.cluster('france').images)[0])
  }

  get logs(): VolumeGroup {
    return there(Object.values(this.cluster('france').volumeGroups)[0])
  }

  get snapshot(): Snapshot {
    return there(this.gold.snapshots.at(-1))
  }

  get received(): Snapshot {
    return there(this.copy.snapshots[0])
  }

  get outgoing() {
    return there(this.gold.outgoing['canada'])
  }

  get current(): Replication {
    return there(this.outgoing.current)
  }

  get lane(): Lane {
    return there(this.world.links['canada|france']?.lanes['france'])
  }

  get task(): Task {
    return there(Object.values(this.cluster('france').tasks).at(-1))
  }

  get later() {
    return instant(this.world.now + 1)
  }

  get earlier() {
    return instant(this.world.now - 1)
  }
}

function there<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The busy world lacks what a test spoils')
  return value
}

/** By the promise that it breaks: what spoils a world. */
const spoilers: Record<string, ((parts: Parts) => void)[]> = {
  'a VM is registered on one cluster only, unless a domain was activated by force': [
    parts => {
      parts.cluster('canada').vms[parts.web.uuid] = { ...parts.web, protectionDomain: null }
    }
  ],
  'a domain is active on one side only, unless it was activated by force': [
    parts => {
      parts.copy.active = true
    }
  ],
  'members of a domain and the VMs that it protects agree': [
    parts => {
      parts.web.protectionDomain = null
    },
    parts => {
      parts.gold.members = []
    },
    parts => {
      parts.gold.members.push(there(parts.gold.members[0]))
    },
    parts => {
      parts.web.handle += 1
    },
    parts => {
      parts.web.name = 'other'
    }
  ],
  'an inactive domain has no members and nothing to do of its own': [
    parts => {
      parts.gold.active = false
    },
    parts => {
      parts.copy.forced = true
    },
    parts => {
      parts.copy.members = parts.gold.members
    },
    parts => {
      parts.copy.oneTimeSchedules.push({
        id: 1,
        at: parts.later,
        appConsistent: false,
        remoteSites: [],
        retentionSeconds: null
      })
    }
  ],
  'a domain that is marked for removal is empty': [
    parts => {
      parts.copy.removedAt = parts.later
    },
    parts => {
      parts.silver.removedAt = parts.later
      parts.silver.members = []
      parts.silver.snapshots = []
    }
  ],
  'a change of mode fits the side, and what it waits for is going to come': [
    parts => {
      parts.silver.active = false
    },
    parts => {
      parts.silver.snapshots = []
    },
    parts => {
      there(parts.silver.change).endsAt = null
    },
    parts => {
      Object.assign(there(parts.silver.change), { step: 'second-replication', endsAt: null })
    },
    parts => {
      const snapshotId = there(parts.gold.outgoing['canada']?.current).snapshotId
      parts.silver.outgoing = { ...parts.gold.outgoing }
      Object.assign(parts.migration, { step: 'first-replication', endsAt: null, snapshotId })
      parts.silver.snapshots = [...parts.gold.snapshots]
    },
    parts => {
      there(parts.silver.change).startedAt = parts.later
    }
  ],
  'every name is valid, and everything is filed under its own': [
    parts => {
      parts.copy.name = 'silver'
    },
    parts => {
      parts.cluster('france').protectionDomains['a/b'] = { ...parts.silver, name: 'a/b' }
    },
    parts => {
      parts.cluster('france').tombstones['gold'] = parts.later
    },
    parts => {
      parts.cluster('france').vms['x'] = parts.web
    }
  ],
  'a VM writes while it runs and its site has power': [
    parts => {
      parts.web.content.bytesPerSecond = 0
    },
    parts => {
      parts.web.powerState = 'off'
    },
    parts => {
      parts.web.content.asOf = parts.later
    },
    parts => {
      parts.web.content.marks = [{ name: 'b', at: parts.world.now }, ...parts.web.content.marks]
    },
    parts => {
      parts.web.hostUuid = 'nowhere'
    },
    parts => {
      there(parts.web.spec.disks[0]).container = 'nowhere'
    },
    parts => {
      parts.web.spec.nics = [{ uuid: 'n', mac: 'm', network: 'nowhere', ip: null }]
    }
  ],
  'a host in maintenance runs nothing, and another serves': [
    parts => {
      for (const host of parts.cluster('france').hosts) host.inMaintenance = host.uuid === parts.web.hostUuid
    },
    parts => {
      for (const host of parts.cluster('canada').hosts) host.inMaintenance = true
    }
  ],
  'a network is alone with its name and its UUID on its cluster': [
    parts => {
      parts.cluster('france').networks.push({ ...parts.base, uuid: 'other' })
    },
    parts => {
      parts.cluster('france').networks.push({ ...parts.base, name: 'other' })
    }
  ],
  'a cluster sets room aside for the failures that it tolerates, and some host stays': [
    parts => {
      parts.cluster('france').ha.hostFailuresToTolerate = 3
    },
    parts => {
      parts.cluster('france').ha.reservation = 'RESERVE_HOSTS'
    }
  ],
  'an address of a managed network is inside of it, and in one hand': [
    parts => {
      parts.manage({ reserved: ['10.9.0.2', '10.9.0.2'] })
    },
    parts => {
      parts.manage({ reserved: ['10.9.0.1'] })
    },
    parts => {
      parts.manage({ reserved: ['10.8.0.1'] })
    },
    parts => {
      parts.manage({ reserved: ['10.9.0.2'] })
      parts.web.spec.nics = [{ uuid: 'n', mac: 'm', network: 'base', ip: '10.9.0.2' }]
    }
  ],
  'a snapshot stands in a domain once': [
    parts => {
      parts.gold.snapshots.push(parts.snapshot)
    }
  ],
  'the number of a snapshot was given at a revision that has passed, so that none is given again': [
    parts => {
      parts.world.revision = 0
    }
  ],
  'snapshots stand in the order of their creation, none of them from the future': [
    parts => {
      parts.gold.snapshots.reverse()
    },
    parts => {
      parts.snapshot.createdAt = parts.later
    },
    parts => {
      parts.received.receivedAt = instant(parts.received.createdAt - 1)
    },
    parts => {
      parts.received.receivedAt = parts.later
    }
  ],
  'a snapshot has a prefix and a container map where it was received, and only there': [
    parts => {
      parts.received.prefix = null
    },
    parts => {
      parts.received.containers = null
    },
    parts => {
      parts.snapshot.prefix = 'canada'
    }
  ],
  'a snapshot holds nothing that was written after it was taken': [
    parts => {
      there(parts.snapshot.vms[0]).marks = [{ name: 'late', at: parts.later }]
    }
  ],
  'a received snapshot is what was taken where it comes from': [
    parts => {
      there(parts.received.vms[0]).writtenBytes += 1
    },
    parts => {
      there(parts.received.vms[0]).marks = [{ name: 'made up', at: parts.received.createdAt }]
    },
    parts => {
      parts.received.createdAt = instant(parts.received.createdAt - 1)
    },
    parts => {
      parts.received.vms = []
    },
    parts => {
      parts.received.origin = 'brazil'
    }
  ],
  'a lane counts the transfers that run on it, and knows whether anything can pass': [
    parts => {
      parts.lane.flows.async.running += 1
    },
    parts => {
      parts.lane.downSince = parts.world.now
    },
    parts => {
      parts.lane.up = false
    },
    parts => {
      parts.lane.asOf = parts.later
    }
  ],
  'the store of light-weight snapshots counts what they take': [
    parts => {
      parts.cluster('france').lightWeightBytes += 1
    },
    parts => {
      parts.received.storeBytes = 1
    }
  ],
  'NearSync is what schedules of minutes have, each alone and with one remote site': [
    parts => {
      there(parts.gold.schedules[0]).recurrence.type = 'MINUTELY'
    },
    parts => {
      there(parts.gold.schedules[0]).nearSync = { state: 'running', since: parts.earlier, misses: 0, rollUpUuid: 'r' }
    },
    parts => {
      Object.assign(there(parts.gold.schedules[0]), {
        recurrence: { ...there(parts.gold.schedules[0]).recurrence, type: 'MINUTELY' },
        nearSync: { state: 'running', since: parts.later, misses: 0, rollUpUuid: 'r' }
      })
    }
  ],
  'a lane carries no more than the line, its nodes, its site and its bandwidth policy let through': [
    parts => {
      parts.lane.limit.bytesPerSecond = 1
    },
    parts => {
      parts.lane.flows.async.bytesPerSecond *= 2
    },
    parts => {
      parts.lane.limit.until = parts.later
    }
  ],
  'what a lane was to send it has carried, or given up, or has left': [
    parts => {
      parts.lane.total.offeredBytes += 2
    },
    parts => {
      parts.lane.total.carriedBytes -= 2
    },
    parts => {
      parts.lane.total.droppedBytes += 2
    }
  ],
  'no transfer is served more than it asked for': [
    parts => {
      parts.current.tag = parts.lane.flows.async.servedBytes - 1
    },
    parts => {
      parts.current.tag += 2 * parts.current.wireBytes
    },
    parts => {
      parts.current.remainingWireBytes = -1
    },
    parts => {
      parts.world.links = {}
    }
  ],
  'a transfer has a snapshot to send, and a domain that takes it': [
    parts => {
      parts.gold.snapshots = parts.gold.snapshots.filter(({ id }) => id !== parts.current.snapshotId)
    },
    parts => {
      parts.cluster('canada').protectionDomains = {}
    },
    parts => {
      parts.copy.active = true
    },
    parts => {
      parts.cluster('canada').power = 'lost'
    },
    parts => {
      parts.cluster('france').remoteSites = {}
    },
    parts => {
      parts.current.startedAt = parts.later
    }
  ],
  'snapshots wait behind a transfer, each once and in order': [
    parts => {
      parts.outgoing.current = null
    },
    parts => {
      parts.outgoing.queue.push(there(parts.outgoing.queue[0]))
    },
    parts => {
      there(parts.outgoing.queue[0]).snapshotId = 7
    },
    parts => {
      there(parts.outgoing.queue[0]).queuedAt = parts.later
    },
    parts => {
      parts.outgoing.site = 'other'
    }
  ],
  'a task runs with something to do, or has ended with a result': [
    parts => {
      parts.task.effect = null
    },
    parts => {
      parts.task.status = 'Succeeded'
    },
    parts => {
      Object.assign(parts.task, { status: 'Failed', effect: null, endsAt: parts.world.now })
    },
    parts => {
      Object.assign(parts.task, { status: 'Succeeded', effect: null })
    },
    parts => {
      parts.task.createdAt = parts.later
    },
    parts => {
      parts.web.pendingTask = 'none'
    },
    parts => {
      parts.task.uuid = 'other'
    }
  ],
  'a progress monitor runs as long as its change of mode': [
    parts => {
      there(parts.cluster('france').monitors[0]).status = 'succeeded'
    },
    parts => {
      Object.assign(there(parts.cluster('france').monitors[0]), { status: 'succeeded', endedAt: parts.world.now })
    },
    parts => {
      parts.silver.change = null
    },
    parts => {
      Object.assign(there(parts.cluster('canada').monitors[0]), { status: 'succeeded', endedAt: parts.world.now })
    },
    parts => {
      delete parts.migration.targetMonitorId
    },
    parts => {
      parts.migration.target = 'france'
    },
    parts => {
      there(parts.cluster('canada').monitors[0]).operation = 'deactivate'
    },
    parts => {
      there(parts.cluster('france').monitors[0]).startedAt = parts.later
    },
    parts => {
      parts.cluster('france').monitors.push(there(parts.cluster('france').monitors[0]))
    }
  ],
  'an alert is in the catalogue, complete, and open or resolved': [
    parts => {
      there(parts.cluster('france').alerts[0]).type = 'nothing'
    },
    parts => {
      there(parts.cluster('france').alerts[0]).values = {}
    },
    parts => {
      there(parts.cluster('france').alerts[0]).resolvedAt = parts.world.now
    },
    parts => {
      there(parts.cluster('france').alerts[0]).acknowledgedBy = 'admin'
    },
    parts => {
      there(parts.cluster('france').alerts[0]).lastAt = parts.later
    },
    parts => {
      Object.assign(there(parts.cluster('france').alerts[0]), { resolvedAt: instant(0), autoResolved: true })
    },
    parts => {
      parts.cluster('france').alerts.push(there(parts.cluster('france').alerts[0]))
    }
  ],
  'the open alerts that resolve themselves are found by what they are about': [
    parts => {
      parts.cluster('france').openAlerts = {}
    },
    parts => {
      parts.cluster('canada').openAlerts['replication-queued'] = { gold: 'gone' }
    },
    parts => {
      for (const ofType of Object.values(parts.cluster('france').openAlerts))
        for (const subject of Object.keys(ofType)) ofType[subject] = 'other'
    }
  ],
  'an audit is in the catalogue, with a value for each part of its context': [
    parts => {
      there(parts.cluster('france').audits[0]).type = 'nothing'
    },
    parts => {
      there(parts.cluster('france').audits[0]).values = []
    },
    parts => {
      parts.cluster('france').audits.reverse()
    },
    parts => {
      parts.cluster('france').audits.push(there(parts.cluster('france').audits.at(-1)))
    }
  ],
  'what only grows stays below its limit': [
    parts => {
      const { audits } = parts.cluster('france')
      const last = there(audits.at(-1))
      for (let i = 0; i < 7000; i++) audits.push({ ...last, id: 10_000_000 + i })
    },
    parts => {
      for (let i = 0; i < 3000; i++) parts.cluster('france').tasks[`more-${i}`] = { ...parts.task, effect: null }
    }
  ],
  'everything that can fall due has a number of its own': [
    parts => {
      parts.silver.serial = parts.gold.serial
    },
    parts => {
      parts.task.serial = parts.lane.serial
    }
  ],
  'nothing that is due lies in the past, where there is power and the replication service runs': [
    parts => {
      there(parts.gold.schedules[0]).nextAt = parts.earlier
    },
    parts => {
      there(parts.silver.change).endsAt = parts.earlier
    },
    parts => {
      parts.task.endsAt = parts.earlier
    },
    parts => {
      parts.copy.removedAt = parts.earlier
    },
    parts => {
      Object.assign(parts.current, { phase: 'handshake', admittedAt: parts.earlier })
    }
  ],
  'a user is known by its name, has roles that there are, and a secret that is no password': [
    parts => {
      parts.cluster('france').users['other'] = parts.admin
    },
    parts => {
      parts.admin.roles.push('ROLE_CLUSTER_ADMIN')
    },
    parts => {
      parts.admin.secret = { salt: '', hash: 'nutanix/4u' }
    },
    parts => {
      parts.admin.createdAt = instant(parts.world.now + 1)
    }
  ],
  'a volume group is registered on one cluster only, unless a domain was activated by force': [
    parts => {
      parts.cluster('canada').volumeGroups[parts.logs.uuid] = { ...parts.logs, protectionDomain: null }
    }
  ],
  'a domain and the volume groups that it protects agree': [
    parts => {
      parts.logs.protectionDomain = null
    },
    parts => {
      parts.gold.volumeGroups = []
    },
    parts => {
      parts.copy.volumeGroups = [...parts.gold.volumeGroups]
    }
  ],
  'a volume group has its disks in containers, each in a place of its own, and writes while there is power': [
    parts => {
      parts.logs.spec = { ...parts.logs.spec, disks: parts.logs.spec.disks.map(disk => ({ ...disk, container: 'x' })) }
    },
    parts => {
      parts.logs.spec = { ...parts.logs.spec, disks: [...parts.logs.spec.disks, ...parts.logs.spec.disks] }
    },
    parts => {
      parts.logs.clients = ['x']
    },
    parts => {
      parts.logs.content.bytesPerSecond = 1
    }
  ],
  'containers, datastores and disks have names and numbers of their own': [
    parts => {
      const here = parts.cluster('france')
      here.containers.push(there(here.containers[0]))
    },
    parts => {
      parts.cluster('france').datastores.push({ name: 'nfs', container: 'x', readOnly: false, hostUuids: [] })
    }
  ],
  'an administrator whom the start has named may administer': [
    parts => {
      parts.admin.enabled = false
    }
  ],
  'a disk belongs to one VM of a cluster, or to one image': [
    parts => {
      there(parts.app.spec.disks[0]).uuid = there(parts.web.spec.disks[0]).uuid
    },
    parts => {
      there(parts.image.disk).uuid = there(parts.web.spec.disks[0]).uuid
    }
  ],
  'a MAC address belongs to one adapter of a cluster': [
    parts => {
      const nic = { uuid: 'nic', mac: '50:6b:8d:00:00:01', network: 'base', ip: null }
      parts.web.spec = { ...parts.web.spec, nics: [nic] }
      parts.app.spec = { ...parts.app.spec, nics: [nic] }
    }
  ],
  'a disk has a place of its own in its VM, and uses no more than its size': [
    parts => {
      const disk = there(parts.web.spec.disks[0])
      parts.web.spec = { ...parts.web.spec, disks: [disk, { ...disk, uuid: 'other' }] }
    },
    parts => {
      there(parts.web.spec.disks[0]).usedBytes = 10_001
    },
    parts => {
      there(parts.web.spec.disks[0]).index = 256
    }
  ],
  'a snapshot of a VM holds nothing that was written after it was taken': [
    parts => {
      parts.vmSnapshot.createdAt = instant(parts.world.now + 1)
    },
    parts => {
      parts.vmSnapshot.marks = [{ name: 'later', at: instant(parts.vmSnapshot.createdAt + 1) }]
    },
    parts => {
      parts.vmSnapshot.uuid = 'other'
    }
  ],
  'an image stands in a container of its cluster': [
    parts => {
      there(parts.image.disk).container = 'other'
    },
    parts => {
      parts.image.uuid = 'other'
    }
  ]
}

t.test('a busy world keeps its promises', async t => {
  t.same(violations(busy().world), [])
})

t.test('each promise is seen broken', async t => {
  const promises = Object.keys({
    ...sideInvariants,
    ...snapshotInvariants,
    ...transferInvariants,
    ...networkInvariants,
    ...recordInvariants,
    ...userInvariants,
    ...networkInvariants,
    ...inventoryInvariants,
    ...volumeGroupInvariants
  })
  t.same(Object.keys(spoilers).sort(), promises.sort(), 'none is left out')
  for (const [promise, ways] of Object.entries(spoilers)) {
    for (const [i, spoil] of ways.entries()) {
      const parts = busy()
      spoil(parts)
      const broken = violations(parts.world).map(({ invariant }) => invariant)
      t.ok(broken.includes(promise), `${promise} (${i + 1}); broken are ${broken.join('; ') || 'none'}`)
    }
  }
})

t.test('what force allows is no violation', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(100)
  lab.canada.do({ type: 'activate-protection-domain', name: 'gold', snapshotId: null })
  lab.pass(10)
  t.match(
    [lab.france.domain(), lab.canada.domain()],
    [
      { active: true, forced: false },
      { active: true, forced: true }
    ]
  )
  t.same(violations(lab.world), [], 'both are active')

  lab.canada.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  lab.canada.do({ type: 'deactivate-protection-domain', name: 'gold' })
  lab.pass(10)
  t.equal(lab.canada.vms().length, 1)
  t.same(violations(lab.world), [], 'a VM that was unprotected there stays twice')
})

t.test('two domains of one name that were made apart have nothing to do with each other', async t => {
  const lab = new TwoSites({ canada: { vms: [{ name: 'other' }] } })
  lab.france.protect(['web'])
  lab.canada.protect(['other'])
  lab.france.snapshot(['canada'])
  lab.canada.snapshot(['france'])
  lab.pass(100)
  t.same(violations(lab.world), [])
})

t.test('a VM that has gone may stay a member', async t => {
  const { world } = busy()
  const parts = new Parts(world)
  const { uuid } = parts.web
  delete parts.cluster('france').vms[uuid]
  t.same(violations(world), [])
})
