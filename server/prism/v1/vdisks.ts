/** Virtual disk endpoints of v1. EMU: no alerts, events or snapshots of their own; their owners have those. */
import { Refusal, required, vmOf, entityUuid } from '../../domain/core/index.js'
import { alertPage, rowsOf } from '../lists/index.js'
import type { Paging } from '../lists/index.js'
import type { Model, Prism, V1CanonicalHandlers } from '../core/index.js'
import { statsResponse, gaugesOf } from '../figures/index.js'
import { allStoredDisks, vdiskDto, vdiskName } from '../storage/index.js'
import { virtualDisksOf } from '../inventory/index.js'

export const vdisks = {
  getAllVDisks: ({ prism, query: { vdisk_names: names } }) =>
    rowsOf(
      prism,
      allStoredDisks(prism.cluster).filter(stored => names?.includes(vdiskName(stored)) ?? true),
      ({ cluster }) =>
        stored =>
          vdiskDto(cluster, stored),
      vdiskName
    ),

  getVDisk: ({ prism, path }) => vdiskOf(prism, path.name),

  getVDisksInVm: ({ prism, path }) => {
    const vm = vmOf(prism.cluster, entityUuid(path.vm_id))
    const disks = new Set(virtualDisksOf(prism.cluster, [vm]).map(disk => disk.uuid))
    return allStoredDisks(prism.cluster)
      .filter(({ disk }) => disks.has(disk.uuid))
      .map(stored => vdiskDto(prism.cluster, stored))
  },

  getVDiskStats: ({ prism, path, query }) => {
    const shown = vdiskOf(prism, path.name)
    return statsResponse(prism.world.now, query, gaugesOf(shown, prism.world.now))
  },

  getVDiskAlerts: ({ query }) => emptyPage(query),
  getVDiskEvents: ({ query }) => emptyPage(query),
  getAlertsForVDisk: ({ prism, path, query }) => emptyPageOf(prism, path.name, query),
  getEventsForVDisk: ({ prism, path, query }) => emptyPageOf(prism, path.name, query),

  getAllSnapshots: () => [],

  getVDiskSnapshots: ({ prism, path }) => {
    vdiskOf(prism, path.name)
    return []
  },

  getSnapshotByName: ({ prism: { cluster }, path }) => {
    throw new Refusal('vm-snapshot/not-found', `Snapshot ${path.name} does not exist on ${cluster.name}`)
  }
} satisfies Partial<V1CanonicalHandlers>

/** By name, by UUID, or by the longer name that VMs list it by. */
function vdiskOf({ cluster }: Prism, identifier: string): Model<'VDisk'> {
  const name = identifier.slice(identifier.lastIndexOf(':') + 1)
  const found = allStoredDisks(cluster).find(({ disk }) => disk.uuid === name)
  const stored = required(found, 'vm-disk/not-found', `Virtual disk ${identifier} does not exist on ${cluster.name}`)
  return vdiskDto(cluster, stored)
}

function emptyPage(query: Paging) {
  return alertPage<never>([], query)
}

function emptyPageOf(prism: Prism, name: string, query: Paging) {
  vdiskOf(prism, name)
  return emptyPage(query)
}
