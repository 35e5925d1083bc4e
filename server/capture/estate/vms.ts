/** The VMs of an estate: v1 tells of all of them what they are, v2.0 their disks and adapters, and virtual disks what is used. */
import type { Row } from '../../reading/index.js'
import type { VmFixture } from '../../seed/index.js'
import { countIn, known, listIn, numberIn, objectIn, textIn } from '../answers.js'
import type { ClusterAnswers } from '../answers.js'
import { addressIn, booleanIn, uuidIn } from './cluster.js'
import type { Notes } from './notes.js'

type Disks = NonNullable<VmFixture['disks']>
type Nics = NonNullable<VmFixture['nics']>

const BYTES_PER_MEBIBYTE = 1024 * 1024
const powers: Readonly<Record<string, VmFixture['power']>> = {
  on: 'on',
  off: 'off',
  paused: 'paused',
  suspended: 'suspended'
}
const buses: Readonly<Record<string, Disks[number]['bus']>> = { scsi: 'scsi', ide: 'ide', sata: 'sata', pci: 'pci' }

/** What all VMs of a cluster are read with. */
interface Shelf {
  readonly cluster: string
  readonly configurations: ReadonlyMap<string, Row>
  /** By the VM that has them. */
  readonly disks: ReadonlyMap<string, readonly Row[]>
  /** Bytes, by disk. */
  readonly used: ReadonlyMap<string, number>
  /** Names by UUID. */
  readonly containers: ReadonlyMap<string, string>
  readonly networks: ReadonlyMap<string, string>
  /** Those whose addresses the cluster hands out. */
  readonly managed: ReadonlySet<string>
  /** Bytes per second, by VM: nothing is known of the others. */
  readonly rates: ReadonlyMap<string, number>
  readonly notes: Notes
}

/** In the order of their names, however the cluster lists them. */
export function vmFixtures(
  cluster: string,
  { rows }: ClusterAnswers,
  rates: ReadonlyMap<string, number>,
  notes: Notes
): VmFixture[] {
  const configurations = byKey(rows.configurations ?? [], row => uuidIn(row, 'uuid'))
  const disks = new Map<string, Row[]>()
  for (const disk of rows.disks ?? []) {
    const vm = uuidIn(disk, 'attached_vm_uuid')
    if (vm !== undefined) disks.set(vm, [...(disks.get(vm) ?? []), disk])
  }
  const shelf: Shelf = {
    cluster,
    configurations,
    disks,
    used: usedBytes(rows.disks ?? []),
    containers: namesByUuid(rows.containers ?? [], 'storage_container_uuid'),
    networks: namesByUuid(rows.networks ?? [], 'uuid'),
    managed: new Set(
      (rows.networks ?? []).flatMap(row =>
        objectIn(row, 'ip_config')?.['ipam_enabled'] === true ? (textIn(row, 'name') ?? []) : []
      )
    ),
    rates,
    notes
  }
  const listed = rows.vms?.filter(row => row['controllerVm'] !== true) ?? rows.configurations ?? []
  const vms = listed.flatMap(row => vmOf(shelf, row) ?? [])
  return vms.sort(byName)
}

function vmOf(shelf: Shelf, row: Row): VmFixture | undefined {
  const uuid = uuidIn(row, 'uuid')
  const configuration = shelf.configurations.get(uuid ?? '')
  const name = textIn(row, 'vmName', 'name') ?? textIn(configuration, 'name')
  if (name === undefined) return undefined
  const cores = countIn(configuration, 1, 'num_cores_per_vcpu')
  const memoryBytes = countIn(row, BYTES_PER_MEBIBYTE, 'memoryCapacityInBytes')
  const reported = memoryBytes === undefined ? undefined : Math.round(memoryBytes / BYTES_PER_MEBIBYTE)
  const zone = textIn(configuration, 'timezone')
  return known<VmFixture>({
    name,
    uuid,
    description: textIn(configuration, 'description') ?? textIn(row, 'description'),
    vcpus: countIn(configuration, 1, 'num_vcpus') ?? countIn(row, 1, 'numVCpus'),
    coresPerVcpu: cores === 1 ? undefined : cores,
    memoryMb: countIn(configuration, 1, 'memory_mb') ?? reported,
    guestOs: textIn(row, 'guestOperatingSystem') ?? textIn(configuration, 'guest_os'),
    guestTools: objectIn(row, 'nutanixGuestTools')?.['enabled'] === true ? true : undefined,
    timezone: zone === 'UTC' ? undefined : zone,
    power: powerOf(shelf, name, textIn(row, 'powerState', 'power_state')),
    changeBytesPerSecond: shelf.rates.get(uuid ?? ''),
    nics: nicsOf(shelf, name, configuration),
    disks: disksOf(shelf, name, row, configuration)
  })
}

function powerOf({ cluster, notes }: Shelf, name: string, text: string | undefined): VmFixture['power'] {
  const power = powers[text?.toLowerCase() ?? '']
  if (power === undefined) notes.notCarried.push(`${cluster}: power state ${text} of VM ${name}, off stands for it`)
  return power ?? 'off'
}

function nicsOf(shelf: Shelf, name: string, configuration: Row | undefined): Nics | undefined {
  const nics = listIn(configuration, 'vm_nics').flatMap(row => {
    const network = shelf.networks.get(uuidIn(row, 'network_uuid') ?? '')
    if (network === undefined) {
      shelf.notes.notCarried.push(`${shelf.cluster}: an adapter of VM ${name}, whose network is not known`)
      return []
    }
    const mac = textIn(row, 'mac_address')?.toLowerCase()
    return known<Nics[number]>({
      network,
      uuid: uuidIn(row, 'nic_uuid'),
      mac: mac !== undefined && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? mac : undefined,
      ip: shelf.managed.has(network) ? (addressIn(row, 'ip_address') ?? null) : undefined,
      connected: booleanIn(row, 'is_connected') === false ? false : undefined
    })
  })
  return nics.length > 0 ? nics : undefined
}

function disksOf(shelf: Shelf, name: string, row: Row, configuration: Row | undefined): Disks {
  const configured = listIn(configuration, 'vm_disk_info')
  if (configured.length > 0) return configured.map((disk, index) => configuredDisk(shelf, name, disk, index))
  const stored = shelf.disks.get(uuidIn(row, 'uuid') ?? '')
  if (stored !== undefined) return stored.map(disk => storedDisk(shelf, name, disk))
  const sizeBytes = countIn(row, 1, 'diskCapacityInBytes')
  if (sizeBytes === undefined) return []
  const usedBytes = numberIn(objectIn(row, 'usageStats'), 'controller_user_bytes')
  return [known<Disks[number]>({ sizeBytes, usedBytes: usedBytes === undefined ? undefined : Math.max(0, usedBytes) })]
}

function configuredDisk(shelf: Shelf, name: string, row: Row, index: number): Disks[number] {
  const address = objectIn(row, 'disk_address')
  const uuid = uuidIn(address, 'vmdisk_uuid')
  const cdrom = row['is_cdrom'] === true
  const place = countIn(address, 0, 'device_index')
  return known<Disks[number]>({
    sizeBytes: countIn(row, cdrom ? 0 : 1, 'size') ?? (cdrom ? 0 : 1),
    usedBytes: shelf.used.get(textIn(address, 'vmdisk_uuid') ?? ''),
    uuid,
    bus: busOf(textIn(address, 'device_bus')),
    index: place === index ? undefined : place,
    cdrom: cdrom ? true : undefined,
    container: containerOf(shelf, name, uuidIn(row, 'storage_container_uuid'))
  })
}

function storedDisk(shelf: Shelf, name: string, row: Row): Disks[number] {
  const uuid = uuidIn(row, 'uuid')
  const [bus, index] = (textIn(row, 'disk_address') ?? '').split('.')
  return known<Disks[number]>({
    sizeBytes: countIn(row, 1, 'disk_capacity_in_bytes') ?? 1,
    usedBytes: shelf.used.get(textIn(row, 'uuid') ?? ''),
    uuid,
    bus: busOf(bus),
    index: index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined,
    container: containerOf(shelf, name, uuidIn(row, 'storage_container_uuid'))
  })
}

/** SCSI needs no word. */
function busOf(text: string | undefined): Disks[number]['bus'] | undefined {
  const bus = buses[text?.toLowerCase() ?? '']
  return bus === 'scsi' ? undefined : bus
}

function containerOf(shelf: Shelf, name: string, uuid: string | undefined): string | undefined {
  const container = shelf.containers.get(uuid ?? '')
  if (container === undefined && uuid !== undefined)
    shelf.notes.notCarried.push(`${shelf.cluster}: the storage container of a disk of VM ${name}, which is not listed`)
  return container
}

function usedBytes(disks: readonly Row[]): Map<string, number> {
  return new Map(
    disks.flatMap(row => {
      const uuid = textIn(row, 'uuid')
      const bytes = countIn(objectIn(row, 'usage_stats'), 0, 'controller_user_bytes')
      return uuid === undefined || bytes === undefined ? [] : [[uuid, bytes] as const]
    })
  )
}

function namesByUuid(rows: readonly Row[], key: string): Map<string, string> {
  return new Map(
    rows.flatMap(row => {
      const [uuid, name] = [uuidIn(row, key), textIn(row, 'name')]
      return uuid === undefined || name === undefined ? [] : [[uuid, name] as const]
    })
  )
}

function byKey(rows: readonly Row[], key: (row: Row) => string | undefined): Map<string, Row> {
  return new Map(
    rows.flatMap(row => {
      const found = key(row)
      return found === undefined ? [] : [[found, row] as const]
    })
  )
}

/** Of VMs with one name, by their UUIDs. */
export const byName = (a: VmFixture, b: VmFixture): number =>
  compare(a.name, b.name) || compare(a.uuid ?? '', b.uuid ?? '')

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
