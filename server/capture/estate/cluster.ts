/** A cluster of an estate: what it is, its hosts, storage containers, networks and users. */
import type { Row } from '../../reading/index.js'
import type { ClusterFixture } from '../../seed/index.js'
import { countIn, known, listIn, numberIn, objectIn, textIn } from '../answers.js'
import type { ClusterAnswers } from '../answers.js'
import type { Notes } from './notes.js'

type Hosts = Extract<ClusterFixture['hosts'], readonly unknown[]>
type Containers = NonNullable<ClusterFixture['containers']>
type Networks = NonNullable<ClusterFixture['networks']>
type Users = NonNullable<ClusterFixture['users']>

const HOSTS_MAX = 64
/** The start of a lab names an administrator of this name itself. */
const ADMINISTRATOR = 'admin'

const packs: Readonly<Record<string, ClusterFixture['pack']>> = { starter: 'starter', pro: 'pro', ultimate: 'ultimate' }

/** Without VMs. `name` is its name in the fixture. */
export function clusterFixture(name: string, { rows }: ClusterAnswers, notes: Notes): ClusterFixture {
  const row = rows.cluster?.[0]
  const hosts = hostsOf(rows.hosts ?? [])
  const title = textIn(row, 'name')
  const vip = addressIn(row, 'cluster_external_ipaddress') ?? hosts[0]?.controllerVmAddress ?? '192.0.2.1'
  if (addressIn(row, 'cluster_external_ipaddress') === undefined)
    notes.assumed.push(`${name}: it has no virtual IP address, ${vip} stands for it`)
  return known<ClusterFixture>({
    name,
    uuid: uuidIn(row, 'uuid'),
    displayName: title === name ? undefined : title,
    vip,
    subnet: subnetOf(textIn(row, 'external_subnet')) ?? `${vip.replace(/\.\d+$/, '')}.0/24`,
    version: textIn(row, 'version'),
    hypervisor: hypervisorOf(row, name, notes),
    timezone: timezoneOf(row, name, notes),
    pack: packOf(rows.license?.[0], name, notes),
    hosts: hosts.length > 0 && hosts.length <= HOSTS_MAX ? hosts : countIn(row, 1, 'num_nodes'),
    containers: containersOf(rows.containers ?? [], name, notes),
    networks: (rows.networks ?? []).flatMap(network => networkOf(network)),
    users: usersOf(rows.users ?? [], name, notes)
  })
}

function hypervisorOf(row: Row | undefined, name: string, notes: Notes): ClusterFixture['hypervisor'] {
  const types = row?.['hypervisor_types']
  const type: unknown = Array.isArray(types) ? types[0] : undefined
  if (type === 'kKvm' || type === 'kVMware') return type
  notes.notCarried.push(`${name}: hypervisor ${String(type)}, AHV stands for it`)
  return 'kKvm'
}

function timezoneOf(row: Row | undefined, name: string, notes: Notes): string | undefined {
  const zone = textIn(row, 'timezone')
  if (zone === undefined) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch {
    notes.notCarried.push(`${name}: time zone ${zone}, UTC stands for it`)
    return undefined
  }
}

function packOf(license: Row | undefined, name: string, notes: Notes): ClusterFixture['pack'] {
  const category = textIn(license, 'category')
  const pack = packs[category?.toLowerCase() ?? '']
  if (pack !== undefined) return pack
  notes.assumed.push(`${name}: licence ${category ?? 'unknown'}, ultimate stands for it`)
  return 'ultimate'
}

function hostsOf(rows: readonly Row[]): Hosts {
  return rows.map(row =>
    known<Hosts[number]>({
      name: textIn(row, 'name'),
      uuid: uuidIn(row, 'uuid'),
      serial: textIn(row, 'serial'),
      hypervisorAddress: addressIn(row, 'hypervisor_address'),
      controllerVmAddress: addressIn(row, 'service_vmexternal_ip'),
      ipmiAddress: addressIn(row, 'ipmi_address'),
      cpuModel: textIn(row, 'cpu_model'),
      cpuCores: countIn(row, 1, 'num_cpu_cores'),
      cpuSockets: countIn(row, 1, 'num_cpu_sockets'),
      cpuFrequencyHz: countIn(row, 1, 'cpu_frequency_in_hz'),
      memoryBytes: countIn(row, 1, 'memory_capacity_in_bytes')
    })
  )
}

/** Undefined where none can be read: a fixture has at least one. */
function containersOf(rows: readonly Row[], cluster: string, notes: Notes): Containers | undefined {
  const containers = rows.flatMap(row => {
    const name = textIn(row, 'name')
    if (name === undefined) return []
    if (row['marked_for_removal'] === true) {
      notes.notCarried.push(`${cluster}: storage container ${name}, which is marked for removal`)
      return []
    }
    const copies = countIn(row, 1, 'replication_factor')
    return known<Containers[number]>({
      name,
      uuid: uuidIn(row, 'storage_container_uuid'),
      capacityBytes: countIn(row, 1, 'max_capacity'),
      replicationFactor: copies !== undefined && copies <= 3 ? copies : undefined,
      compression: booleanIn(row, 'compression_enabled'),
      compressionDelaySeconds: countIn(row, 0, 'compression_delay_in_secs'),
      erasureCoding: textIn(row, 'erasure_code')?.toLowerCase() === 'on' ? true : undefined,
      managed: row['is_nutanix_managed'] === true ? true : undefined
    })
  })
  if (containers.length > 0) return containers
  notes.assumed.push(`${cluster}: no storage container is known, one stands for all`)
  return undefined
}

function networkOf(row: Row): Networks {
  const name = textIn(row, 'name')
  const vlanId = numberIn(row, 'vlan_id') ?? 0
  if (name === undefined || !Number.isInteger(vlanId) || vlanId < 0 || vlanId > 4095) return []
  const config = objectIn(row, 'ip_config')
  return [
    known<Networks[number]>({
      name,
      uuid: uuidIn(row, 'uuid'),
      vlanId,
      annotation: textIn(row, 'annotation'),
      bridge: textIn(row, 'vswitch_name'),
      ipam: config === undefined ? undefined : ipamOf(config)
    })
  ]
}

function ipamOf(config: Row): Networks[number]['ipam'] {
  const networkAddress = addressIn(config, 'network_address')
  const prefixLength = countIn(config, 8, 'prefix_length')
  if (networkAddress === undefined || prefixLength === undefined || prefixLength > 29) return undefined
  const ranges = listIn(config, 'pool').flatMap(pool => textIn(pool, 'range') ?? [])
  return known({
    networkAddress,
    prefixLength,
    gateway: addressIn(config, 'default_gateway'),
    dhcpServer: addressIn(config, 'dhcp_server_address'),
    ranges: ranges.length > 0 ? ranges : undefined
  })
}

const roleNames = ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN', 'ROLE_CLUSTER_VIEWER']

/** Without their passwords, which nobody can read. */
function usersOf(rows: readonly Row[], cluster: string, notes: Notes): Users | undefined {
  const users = rows.flatMap(row => {
    const profile = objectIn(row, 'profile')
    const username = textIn(profile, 'username')
    if (username === undefined || username === ADMINISTRATOR) return []
    if (!/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(username)) {
      notes.notCarried.push(`${cluster}: user ${username}, whose name the emulator does not take`)
      return []
    }
    const reported = Array.isArray(row['roles']) ? row['roles'].map(String) : []
    return known<Users[number]>({
      username,
      roles: reported.filter(role => roleNames.includes(role)),
      enabled: booleanIn(row, 'enabled'),
      firstName: textIn(profile, 'firstName'),
      lastName: textIn(profile, 'lastName'),
      emailId: textIn(profile, 'emailId')
    })
  })
  return users.length > 0 ? users : undefined
}

/** `10.0.0.0/255.255.252.0` as `10.0.0.0/22`. */
function subnetOf(text: string | undefined): string | undefined {
  const [, address, mask] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+\.\d+\.\d+\.\d+)$/.exec(text ?? '') ?? []
  if (address === undefined || mask === undefined) return undefined
  const bits = mask
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return /^1+0*$/.test(bits) ? `${address}/${bits.replaceAll('0', '').length}` : undefined
}

export function uuidIn(row: Row | undefined, ...names: readonly string[]): string | undefined {
  const uuid = textIn(row, ...names)?.toLowerCase()
  return uuid !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? uuid : undefined
}

/** An IPv4 address. */
export function addressIn(row: Row | undefined, name: string): string | undefined {
  const text = textIn(row, name)
  const parts = text?.split('.') ?? []
  const good = parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  return good ? text : undefined
}

export function booleanIn(row: Row | undefined, name: string): boolean | undefined {
  const value = row?.[name]
  return typeof value === 'boolean' ? value : undefined
}
