/** A cluster of a fixture as it comes out of the box. */
import type { Cluster, ContainerPolicy, Host, Network, StorageContainer } from '../domain/core/index.js'
import { plainConfiguration } from '../domain/core/index.js'
import { defaultHa } from '../domain/inventory/index.js'
import { DEFAULT_BRIDGE, ipamOf } from '../domain/networks/index.js'
import type { IpamRequest } from '../domain/networks/index.js'
import { defaultPolicy } from '../domain/storage/index.js'
import { derivedUuid } from '../engine/index.js'
import * as defaults from './defaults.js'
import { hostDisks } from './disks.js'
import type { ClusterFixture, ContainerFixture, IpamFixture } from './fixture.js'

/** The name of the container of a cluster whose fixture names none. */
export function defaultContainer(cluster: ClusterFixture): string {
  return `default-container-${cluster.name}`
}

/** A cluster as it comes out of the box: nothing runs on it, and it knows no other. `index` is its place in the fixture. */
export function clusterOf(seed: string, fixture: ClusterFixture, index: number): Cluster {
  const uuid = fixture.uuid ?? derivedUuid(seed, `cluster/${fixture.name}`)
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
    configuration: { ...plainConfiguration(), displayName: fixture.displayName ?? null },
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
  return named.map((container, index) => ({
    uuid: container.uuid ?? derivedUuid(seed, `container/${fixture.name}/${container.name}`),
    number: 1000 + index,
    name: container.name,
    capacityBytes: container.capacityBytes ?? defaults.DEFAULT_CONTAINER_BYTES,
    replicationFactor: container.replicationFactor ?? 2,
    policy: policyOf(container),
    ...(container.managed === true && { managed: true })
  }))
}

function policyOf({ compression, compressionDelaySeconds, erasureCoding }: ContainerFixture): ContainerPolicy {
  return {
    ...defaultPolicy,
    ...(compression !== undefined && { compression }),
    ...(compressionDelaySeconds !== undefined && { compressionDelaySeconds }),
    ...(erasureCoding !== undefined && { erasureCoding })
  }
}

/** Throws a `Refusal` for address management that does not fit together. */
function networksOf(seed: string, fixture: ClusterFixture): Network[] {
  return (fixture.networks ?? []).map(({ name, uuid, vlanId, annotation, bridge, ipam }) => ({
    uuid: uuid ?? derivedUuid(seed, `network/${fixture.name}/${name}`),
    name,
    vlanId,
    annotation: annotation ?? null,
    bridge: bridge ?? DEFAULT_BRIDGE,
    type: null,
    ipam: ipam === undefined ? null : ipamOf(ipamRequest(ipam), []),
    logicalTimestamp: 1
  }))
}

function ipamRequest({ networkAddress, prefixLength, gateway, dhcpServer, ranges }: IpamFixture): IpamRequest {
  const dhcp = { bootFileName: null, domainName: null, domainNameServers: null, domainSearch: null }
  return {
    networkAddress,
    prefixLength,
    gateway: gateway ?? null,
    dhcpServer: dhcpServer ?? null,
    dhcp: { ...dhcp, tftpServerName: null },
    ranges: ranges ?? []
  }
}

/** `capacityBytes` is what the disks of all of them hold together. */
function hostsOf(seed: string, fixture: ClusterFixture, capacityBytes: number): Host[] {
  const { hosts = defaults.DEFAULT_HOSTS } = fixture
  const known = typeof hosts === 'number' ? Array.from({ length: hosts }, () => ({})) : hosts
  const disks = hostDisks(seed, fixture.name, known.length, capacityBytes)
  return known.map((host, index) => ({ ...hostOf(seed, fixture, index), ...host, disks: disks[index] ?? [] }))
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
