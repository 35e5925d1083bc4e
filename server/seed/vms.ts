/** A VM as a fixture or a test describes it, made whole: disks, adapters, addresses. */
import { derivedUuid } from '../engine/index.js'
import * as defaults from './defaults.js'
import type { DiskFixture, NicFixture, VmFixture } from './fixture.js'
import type { Disk, Nic } from '../domain/core/index.js'
import type { VmRequest } from '../domain/inventory/index.js'

/** `key` names the VM in the lab: what it is made of follows from it and the seed. */
export function vmRequest(vm: VmFixture, container: string, key: string, seed: string): VmRequest {
  const unaddressed = (vm.nics ?? []).flatMap(({ ip }, place) => (ip === null ? [place] : []))
  const disks = vm.disks ?? [{ sizeBytes: defaults.DEFAULT_DISK_BYTES }]
  return {
    name: vm.name,
    ...(vm.uuid !== undefined && { uuid: vm.uuid }),
    ...(unaddressed.length > 0 && { unaddressed }),
    changeBytesPerSecond: vm.changeBytesPerSecond ?? 0,
    powerState: vm.power ?? 'on',
    spec: {
      description: vm.description ?? null,
      vcpus: vm.vcpus ?? 2,
      coresPerVcpu: vm.coresPerVcpu ?? 1,
      memoryMb: vm.memoryMb ?? defaults.DEFAULT_MEMORY_MB,
      guestOs: vm.guestOs ?? null,
      timezone: vm.timezone ?? defaults.DEFAULT_TIMEZONE,
      guestTools: vm.guestTools ?? false,
      disks: disks.map((disk, index) => diskOf(disk, disk.container ?? vm.container ?? container, key, seed, index)),
      nics: (vm.nics ?? (vm.networks ?? []).map(network => ({ network }))).map((nic, index) =>
        nicOf(nic, derivedUuid(seed, `nic/${key}/${index}`))
      )
    }
  }
}

function diskOf(disk: DiskFixture, container: string, key: string, seed: string, index: number): Disk {
  const { sizeBytes, usedBytes = Math.floor(sizeBytes * defaults.DEFAULT_USED_SHARE) } = disk
  return {
    uuid: disk.uuid ?? derivedUuid(seed, `disk/${key}/${index}`),
    bus: disk.bus ?? 'scsi',
    index: disk.index ?? index,
    cdrom: disk.cdrom ?? false,
    sizeBytes,
    usedBytes: Math.min(sizeBytes, usedBytes),
    container
  }
}

function nicOf({ network, uuid, mac, ip, connected }: NicFixture, derived: string): Nic {
  return {
    uuid: uuid ?? derived,
    mac: mac ?? macOf(uuid ?? derived),
    network,
    ip: ip ?? null,
    ...(connected !== undefined && { connected })
  }
}

/** A MAC address of AHV's prefix, from a UUID. */
function macOf(uuid: string): string {
  const digits = uuid.slice(0, 6)
  return `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`
}
