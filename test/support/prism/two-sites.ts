/** A small world made by hand: France protects two VMs in gold, and Canada holds one snapshot of it. */
import { instant } from '../../../server/domain/core/time.js'
import type { Cluster, ProtectionDomain, Snapshot, Vm, World } from '../../../server/domain/core/world.js'
import type { Prism, PrismCommand } from '../../../server/prism/core/prism.js'
import type { ResultOf } from '../../../server/domain/core/index.js'
import type { ClusterFixture, Fixture } from '../../../server/seed/fixture.js'
import { worldOf } from '../../../server/seed/world.js'

/** 2024-01-01T00:00:00Z. */
export const START = 1_704_067_200_000_000

export const at = (seconds: number) => instant(START + seconds * 1_000_000)

/** A UUID that spells up to six letters. */
export function uuidOf(name: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`
}

export function vm(name: string, change: Partial<Vm> = {}): Vm {
  return {
    uuid: uuidOf(name),
    name,
    handle: name.charCodeAt(0),
    spec: {
      description: null,
      vcpus: 2,
      coresPerVcpu: 1,
      memoryMb: 1024,
      guestOs: null,
      timezone: 'UTC',
      guestTools: false,
      disks: [
        {
          uuid: `disk-${name}`,
          bus: 'scsi',
          index: 0,
          cdrom: false,
          sizeBytes: 10_000,
          usedBytes: 4_000,
          container: 'ctr-france'
        },
        { uuid: `cd-${name}`, bus: 'ide', index: 0, cdrom: true, sizeBytes: 0, usedBytes: 0, container: 'ctr-france' }
      ],
      nics: [{ uuid: `nic-${name}`, mac: '50:6b:8d:00:00:01', network: 'base', ip: '192.168.0.10' }]
    },
    powerState: 'on',
    hostUuid: 'host-1',
    changeBytesPerSecond: 0,
    content: { writtenBytes: 0, asOf: at(0), bytesPerSecond: 0, marks: [] },
    protectionDomain: null,
    logicalTimestamp: 1,
    pendingTask: null,
    ...change
  }
}

export function snapshot(id: number, change: Partial<Snapshot> = {}): Snapshot {
  const web = vm('web')
  return {
    id,
    origin: 'france',
    prefix: null,
    createdAt: at(id),
    receivedAt: at(id),
    expiresAt: at(id + 7200),
    kind: 'scheduled',
    storeBytes: 0,
    scheduleId: 'hourly-1',
    oneTimeId: null,
    appConsistent: false,
    remoteSites: ['canada'],
    containers: null,
    vms: [
      {
        uuid: web.uuid,
        name: 'web',
        handle: web.handle,
        consistencyGroup: 'web',
        appConsistent: false,
        quiesced: false,
        powerState: 'on',
        changeBytesPerSecond: 0,
        spec: web.spec,
        usedBytes: 4_000,
        writtenBytes: id - 70,
        marks: []
      }
    ],
    volumeGroups: [],
    missing: [],
    ...change
  }
}

export function domain(name: string, change: Partial<ProtectionDomain> = {}): ProtectionDomain {
  return {
    name,
    serial: 1,
    createdAt: at(0),
    active: true,
    forced: false,
    annotations: [],
    members: [],
    volumeGroups: [],
    schedules: [],
    schedulesSuspended: false,
    oneTimeSchedules: [],
    snapshots: [],
    outgoing: {},
    minSnapshotsToRetain: null,
    sraState: null,
    vstore: null,
    metro: null,
    change: null,
    removedAt: null,
    ...change
  }
}

/** Two clusters of one host, and a link of 100 bytes a second between them. Nothing is compressed. */
const fixture: Fixture = {
  seed: 'test',
  settings: { guestShutdownSeconds: 60, compressionRatio: 1 },
  clusters: [clusterFixture('france', '192.168.0.2'), clusterFixture('canada', '192.168.10.2')],
  links: [{ between: ['france', 'canada'], bandwidthBitsPerSecond: 800, latencyMilliseconds: 85 }]
}

function clusterFixture(name: string, vip: string): ClusterFixture {
  return {
    ...{ name, vip, subnet: '192.168.0.0/24', version: '6.5.2', pack: 'starter', hosts: 1 },
    containers: [{ name: `ctr-${name}`, capacityBytes: 1_000_000 }],
    networks: [{ name: 'base', vlanId: 0 }]
  }
}

/** Gives what a seed would name at random the names that tests spell out, and the cluster its one remote site. */
function named(world: World, name: string, peer: string): Cluster {
  const cluster = world.clusters[name]
  const [host] = cluster?.hosts ?? []
  const [container] = cluster?.containers ?? []
  const [network] = cluster?.networks ?? []
  const [disk] = host?.disks ?? []
  if (cluster === undefined || host === undefined || disk === undefined) throw new Error(`${name} has no host`)
  Object.assign(cluster, { uuid: uuidOf(name), id: 4711, incarnationId: 1_700_000_000_000_000 })
  cluster.storagePool = { name: `${name}-pool`, reservedBytes: 0, downMigratePercent: 75 }
  Object.assign(host, { uuid: 'host-1', number: 5, name: `${name}-1`, serial: 'S1', cpuModel: 'Xeon' })
  Object.assign(host, { hypervisorAddress: '192.168.0.11', controllerVmAddress: '192.168.0.21' })
  Object.assign(host, { ipmiAddress: '192.168.0.31', cpuCores: 16, cpuSockets: 2, cpuFrequencyHz: 2_000_000_000 })
  Object.assign(host, { memoryBytes: 64_000_000_000 })
  host.disks = [{ ...disk, uuid: 'disk-1', number: 20, serial: 'D1', tier: 'SSD', sizeBytes: 1_000_000, location: 1 }]
  Object.assign(container ?? {}, { uuid: `uuid-ctr-${name}`, number: 8 })
  Object.assign(network ?? {}, { uuid: `net-${name}`, bridge: 'br0' })
  cluster.remoteSites = {
    [peer]: {
      name: peer,
      uuid: `site-${peer}`,
      addresses: { [world.clusters[peer]?.vip ?? '']: 2020 },
      capabilities: ['BACKUP', 'DISASTER_RECOVERY'],
      containerMap: { [`ctr-${name}`]: `ctr-${peer}` },
      networkMap: [],
      networkMapUuid: null,
      compression: true,
      proxy: false,
      ssh: false,
      bandwidthPolicyEnabled: false,
      bandwidthPolicy: null,
      maxBytesPerSecond: null,
      createdAt: at(0)
    }
  }
  return cluster
}

/** One hour after the start. `change` gets the world, France and Canada. */
export function twoSites(change: (world: World, france: Cluster, canada: Cluster) => void = () => undefined): World {
  const world = worldOf(fixture, at(0))
  const france = named(world, 'france', 'canada')
  const canada = named(world, 'canada', 'france')
  const written = { writtenBytes: 250, asOf: at(0), bytesPerSecond: 0, marks: [] }
  const web = vm('web', { protectionDomain: 'gold', content: written })
  const spare = vm('spare', { powerState: 'off', hostUuid: null })
  france.vms = { [web.uuid]: web, [spare.uuid]: spare }
  france.protectionDomains = {
    gold: domain('gold', {
      members: [{ uuid: web.uuid, name: 'web', handle: web.handle, consistencyGroup: 'web', appConsistent: false }],
      schedules: [
        {
          id: 'hourly-1',
          recurrence: {
            type: 'HOURLY',
            everyNth: 1,
            startAt: at(0),
            endAt: null,
            values: [],
            timezoneOffsetSeconds: 0
          },
          suspended: false,
          appConsistent: false,
          retention: {
            local: { count: 2, unit: 'NUM_SNAPSHOTS' },
            remote: { canada: { count: 2, unit: 'NUM_SNAPSHOTS' } }
          },
          nextAt: at(7200),
          nearSync: null
        }
      ],
      snapshots: [snapshot(100), snapshot(200)]
    })
  }
  canada.protectionDomains = {
    gold: domain('gold', {
      active: false,
      snapshots: [snapshot(100, { prefix: 'france', remoteSites: [], containers: { 'ctr-france': 'ctr-canada' } })]
    })
  }
  world.revision = 1
  world.now = at(3600)
  change(world, france, canada)
  return world
}

export interface Recorded extends Prism {
  /** Commands given so far. */
  readonly commands: PrismCommand[]
}

/** A port that writes down commands instead of carrying them out, and answers each with a result given by its type. */
export function prismOf(
  world: World,
  name: 'france' | 'canada' = 'france',
  results: (type: PrismCommand['type']) => unknown = () => undefined
): Recorded {
  const here = world.clusters[name]
  if (here === undefined) throw new Error(`No cluster ${name}`)
  const commands: PrismCommand[] = []
  return {
    world,
    cluster: here,
    kept: () => ({ world, cluster: here }),
    namesOf: Object.keys,
    user: 'admin',
    central: { uuid: 'uuid-central', name: 'prism-central', address: '10.0.0.3' },
    accounts: {
      loggedIn: () => ['admin'],
      secretOf: (username, password) => ({ salt: username, hash: password.length.toString() }),
      right: ({ hash }, password) => hash === password.length.toString()
    },
    commands,
    wait: () => Promise.resolve(),
    ownerOf: () => undefined,
    submit<C extends PrismCommand>(command: C) {
      commands.push(command)
      return results(command.type) as ResultOf<C['type']>
    }
  }
}
