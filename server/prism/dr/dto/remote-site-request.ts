/** Maps remote site requests to the domain: whole ones to create, partial ones to change. */
import type { BandwidthPolicy, Capability } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { RequestError } from '../../core/index.js'
import type { RemoteSiteRequest } from '../../../domain/links/index.js'

/** The cluster that answers at an address of the emulator's own. */
type OwnerOf = (address: string) => string | undefined

/** What a client says of a new site; null is for the domain to fill in. */
export function remoteSiteRequest(dto: Model<'RemoteSite'>, ownerOf: OwnerOf): RemoteSiteRequest {
  return {
    addresses: {},
    capabilities: null,
    containerMap: null,
    networkMap: null,
    compression: null,
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: null,
    bandwidthPolicy: null,
    maxBytesPerSecond: null,
    ...remoteSiteChange(dto, ownerOf)
  }
}

/** Only what the client says. Null takes away a limit or a policy, and leaves everything else as it is. */
export function remoteSiteChange(
  dto: Model<'RemoteSite'>,
  ownerOf: OwnerOf
): Partial<RemoteSiteRequest> & { name: string } {
  const { bandwidth_policy: policy, max_bps: limit } = dto
  const addresses = dto.remote_ip_ports ?? dto.remote_ip_address_ports
  const networkMap = dto.network_mapping?.l2_network_mappings
  return {
    name: dto.name ?? '',
    ...(addresses != null && { addresses: portsOf(addresses), ...ownersOf(addresses, ownerOf) }),
    ...(dto.capabilities != null && { capabilities: capabilitiesOf(dto.capabilities) }),
    ...(dto.vstore_name_map != null && { containerMap: withoutNulls(dto.vstore_name_map) }),
    ...(networkMap != null && { networkMap: networkMap.map(networkMappingOf) }),
    ...(dto.compression_enabled != null && { compression: dto.compression_enabled }),
    ...(dto.proxy_enabled != null && { proxy: dto.proxy_enabled }),
    ...(dto.ssh_enabled != null && { ssh: dto.ssh_enabled }),
    ...(dto.bandwidth_policy_enabled != null && { bandwidthPolicyEnabled: dto.bandwidth_policy_enabled }),
    ...(policy !== undefined && { bandwidthPolicy: policy === null ? null : bandwidthPolicyOf(policy) }),
    ...(limit !== undefined && { maxBytesPerSecond: limit === 0 ? null : limit })
  }
}

/** Absent where none of the addresses is the emulator's own. */
function ownersOf(addresses: object, ownerOf: OwnerOf): Pick<RemoteSiteRequest, 'owners'> {
  const owned = Object.keys(addresses).flatMap(address => {
    const owner = ownerOf(address)
    return owner === undefined ? [] : [[address, owner] as const]
  })
  return owned.length === 0 ? {} : { owners: Object.fromEntries(owned) }
}

/** Those that the emulator has a meaning for; null, which is both of them, where only others are named. */
function capabilitiesOf(names: readonly string[]): Capability[] | null {
  const wanted = names.map(name => name.toUpperCase())
  const unknown = wanted.find(name => !published.includes(name))
  if (unknown !== undefined)
    throw new RequestError('invalid', `Capability ${unknown} is not one of ${published.join(', ')}`)
  const emulated = wanted.filter((name): name is Capability => name === 'BACKUP' || name === 'DISASTER_RECOVERY')
  return emulated.length === 0 ? null : emulated
}

const published: readonly string[] = [
  'BACKUP',
  'DISASTER_RECOVERY',
  'METRO_AVAILABILITY',
  'SUPPORT_DEDUPED_EXTENTS',
  'SUPPORT_VSPHERE',
  'SUPPORT_HYPERV',
  'SUPPORT_KVM'
]

/** The port of Cerebro, which the product's own form fills in [C: web console]. */
export const CEREBRO_PORT = 2020

function portsOf(addresses: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(Object.entries(addresses).map(([address, port]) => [address, port ?? CEREBRO_PORT]))
}

function withoutNulls(map: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}

function networkMappingOf(mapping: Model<'L2NetworkMapping'>) {
  return {
    source: mapping.src_network_name ?? '',
    sourceHypervisor: mapping.src_hypervisor_type ?? 'kKvm',
    destination: mapping.dest_network_name ?? '',
    destinationHypervisor: mapping.dest_hypervisor_type ?? 'kKvm'
  }
}

function bandwidthPolicyOf(policy: Model<'BandwidthPolicy'>): BandwidthPolicy {
  const limit = policy.default_bandwidth_limit ?? 0
  return {
    name: policy.policy_name ?? '',
    uuid: policy.policy_uuid ?? '',
    defaultBytesPerSecond: limit === 0 ? null : limit,
    windows: (policy.bandwidth_configurations ?? []).map(window => ({
      uuid: window.schedule_uuid ?? '',
      days: window.days_selected ?? 127,
      startMs: window.start_time ?? 0,
      endMs: window.end_time ?? 0,
      bytesPerSecond: window.bandwidth_limit ?? 0
    }))
  }
}
