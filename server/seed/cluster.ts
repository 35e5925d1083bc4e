/** A cluster of a fixture as it comes out of the box. */
import type { Cluster, Host, Network, StorageContainer } from '../domain/core/index.js'
import { plainConfiguration } from '../domain/core/index.js'
import { defaultHa } from '../domain/inventory/index.js'
import { DEFAULT_BRIDGE } from '../domain/networks/index.js'
import { defaultPolicy } from '../domain/storage/index.js'
import { derivedUuid } from '../engine/index.js'
import * as defaults from './defaults.js'
import { hostDisks } from './disks.js'
import type { ClusterFixture } from './fixture.js'

/** The name of the container of a cluster whose fixture names none. */
export function defaultContainer(cluster: ClusterFixture): string {
  return `default-container-${cluster.name}`
}

/** A cluster as it comes out of the box: nothing runs on it, and it knows no other. `index` is its place in the fixture. */
export function clusterOf(seed: string, fixture: ClusterFixture, index: number): Cluster {
  const uuid = derivedUuid(seed, `cluster/${fixture.name}`)
  const numbers = Number.parseInt(uuid.replace(/-/g, '').slice(0, 12), 16)
  const containers = containersOf(seed, fixture)
  return {
    name: fixture.name,
    uuid,
    id: numbers,
    incarnationId: 1_650_000_000_000_000 + index,
    vip: fixture.vip,
    subnet: fixture.subnet,
    version: fixture.version ?? defaults.DEFAULT_VERSION,
    hypervisor: fixture.hypervisor ?? 'kKvm',
    timezone: fixture.timezone ?? defaults.DEFAULT_TIMEZONE,
    power: 'on',
    replicationService: 'up',
    pack: fixture.pack ?? 'starter',
    configuration: plainConfiguration(),
    hosts: hostsOf(seed, fixture, Math.max(...containers.map(({ capacityBytes }) => capacityBytes))),
    containers,
    storagePool: { name: `${fixture.name}-storage-pool`, reservedBytes: 0, downMigratePercent: 75 },
    datastores: [],
    networks: networksOf(seed, fixture),
    ha: { ...defaultHa },
    vms: {},
    vmSnapshots: {},
    images: {},
    volumeGroups: {},
    iscsiClients: {},
    fileServers: {},
    remoteSites: {},
    lightWeightBytes: 0,
    protectionDomains: {},
    tombstones: {},
    tasks: {},
    monitors: [],
    alerts: [],
    openAlerts: {},
    audits: [],
    users: {}
  }
}

function containersOf(seed: string, fixture: ClusterFixture): StorageContainer[] {
  const named: NonNullable<ClusterFixture['containers']> = fixture.containers ?? [{ name: defaultContainer(fixture) }]
  return named.map(({ name, capacityBytes = defaults.DEFAULT_CONTAINER_BYTES, managed = false }, index) => ({
    uuid: derivedUuid(seed, `container/${fixture.name}/${name}`),
    number: 1000 + index,
    name,
    capacityBytes,
    replicationFactor: 2,
    policy: defaultPolicy,
    ...(managed && { managed })
  }))
}

function networksOf(seed: string, fixture: ClusterFixture): Network[] {
  return (fixture.networks ?? []).map(({ name, vlanId }) => ({
    uuid: derivedUuid(seed, `network/${fixture.name}/${name}`),
    name,
    vlanId,
    annotation: null,
    bridge: DEFAULT_BRIDGE,
    type: null,
    ipam: null,
    logicalTimestamp: 1
  }))
}

/** `capacityBytes` is what the disks of all of them hold together. */
function hostsOf(seed: string, fixture: ClusterFixture, capacityBytes: number): Host[] {
  const count = fixture.hosts ?? defaults.DEFAULT_HOSTS
  const disks = hostDisks(seed, fixture.name, count, capacityBytes)
  return Array.from({ length: count }, (_, index) => ({
    ...hostOf(seed, fixture, index),
    disks: disks[index] ?? []
  }))
}

function hostOf(seed: string, cluster: ClusterFixture, index: number): Omit<Host, 'disks'> {
  const prefix = cluster.subnet.split('.').slice(0, 3).join('.')
  return {
    uuid: derivedUuid(seed, `host/${cluster.name}/${index}`),
    number: index + 2,
    name: `${cluster.name}-host-${index + 1}`,
    serial: `${cluster.name.slice(0, 3).toUpperCase()}${String(index + 1).padStart(5, '0')}`,
    hypervisorAddress: `${prefix}.${index + 1}`,
    controllerVmAddress: `${prefix}.${index + 65}`,
    ipmiAddress: `${prefix}.${index + 129}`,
    cpuModel: defaults.HOST_CPU_MODEL,
    cpuCores: defaults.HOST_CORES,
    cpuSockets: defaults.HOST_SOCKETS,
    cpuFrequencyHz: defaults.HOST_CPU_HZ,
    memoryBytes: defaults.HOST_MEMORY_BYTES,
    inMaintenance: false
  }
}
