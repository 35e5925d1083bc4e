/** Rules of the storage pool of a cluster: its settings, and the removal of a disk. */
import type { Cluster, CommandOf, DomainEvent, Scene, View, World } from '../core/index.js'
import { Refusal, containerNameFault, openCluster, refuseUnless, required, runningTask } from '../core/index.js'
import { disksOf, poolCapacity } from './capacity.js'
import { storedIn } from './usage.js'
import { aboutDisk, aboutPool, recordAudit } from '../notices/rules.js'

/** How long the data of a disk takes to move to the others [EMU]. */
const MIGRATION_SECONDS = 60

/** Changes the settings of the storage pool. */
export function changeStoragePool(scene: Scene, command: CommandOf<'change-storage-pool'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { here } = opened
  const pool = { ...here.storagePool, ...command.change }
  const fault = containerNameFault(pool.name)
  if (fault !== null) throw new Refusal('storage-pool/invalid', `Storage pool name ${fault}`)
  const { downMigratePercent, reservedBytes } = pool
  refuseUnless(
    downMigratePercent >= 0 && downMigratePercent <= 100,
    'storage-pool/invalid',
    () => `Data moves down at 0 to 100 percent of use, not at ${downMigratePercent}`
  )
  const capacity = poolCapacity(here)
  refuseUnless(
    reservedBytes >= 0 && reservedBytes <= capacity,
    'storage-pool/invalid',
    () => `The reserved capacity of storage pool ${pool.name} is from 0 to ${capacity} bytes`
  )
  return [
    { type: 'storage-pool-changed', cluster: here.name, pool },
    recordAudit(opened, {
      type: 'storage-pool-changed',
      entity: aboutPool(here),
      values: [pool.name],
      user: command.user
    })
  ]
}

/** Refuses a second storage pool. EMU: a cluster has one pool, of all its disks. */
export function createStoragePool(scene: Scene, command: CommandOf<'create-storage-pool'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  throw new Refusal(
    'storage-pool/invalid',
    `Storage pool ${command.name} cannot be created: ${here.storagePool.name} has all disks of ${here.name}`
  )
}

/** Refuses to remove the only storage pool. */
export function removeStoragePool(scene: Scene, command: CommandOf<'remove-storage-pool'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  throw new Refusal(
    'storage-pool/invalid',
    `Storage pool ${here.storagePool.name} cannot be deleted: it is the only one of ${here.name}`
  )
}

/** Starts the task that moves the data of a disk to the others. Refuses where they have no room, or none of them is fast. */
export function removeDisk(scene: Scene, command: CommandOf<'remove-disk'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const { host, disk } = diskOf(here, command.disk)
  refuseUnless(!disk.leaving, 'disk/in-use', () => `Disk ${disk.serial} is being removed already`)
  const staying = disksOf(here).filter(other => other !== disk && !other.leaving)
  const room = staying.reduce((bytes, other) => bytes + other.sizeBytes, 0)
  refuseUnless(
    storedIn(here, world.now).physical <= room,
    'disk/in-use',
    () => `Disk ${disk.serial} cannot be removed: the other disks have no room for its data`
  )
  refuseUnless(
    disk.tier !== 'SSD' || host.disks.some(other => other !== disk && other.tier === 'SSD' && !other.leaving),
    'disk/in-use',
    () => `Disk ${disk.serial} cannot be removed: host ${host.name} has no other SSD for its metadata`
  )
  const task = runningTask(
    { world, ids },
    {
      operation: 'kRemoveDisk',
      entities: [{ id: disk.uuid, type: 'Disk', name: disk.serial }],
      takesSeconds: MIGRATION_SECONDS,
      effect: { type: 'disk-removal', disk: disk.uuid }
    }
  )
  return [
    { type: 'disk-removal-started', cluster: here.name, uuid: disk.uuid },
    { type: 'task-started', cluster: here.name, task },
    recordAudit(opened, {
      type: 'disk-removal-started',
      entity: aboutDisk(disk),
      values: [disk.serial, host.name],
      user: command.user
    })
  ]
}

/** Removes a disk as its task ends; one whose data does not fit on the others any more stays. */
export function finishDiskRemoval(world: View<World>, here: View<Cluster>, uuid: string): DomainEvent[] {
  const staying = disksOf(here).filter(disk => disk.uuid !== uuid)
  const room = staying.reduce((bytes, disk) => bytes + disk.sizeBytes, 0)
  const type = storedIn(here, world.now).physical <= room ? 'disk-removed' : 'disk-removal-given-up'
  return [{ type, cluster: here.name, uuid }]
}

function diskOf(here: View<Cluster>, identifier: string) {
  const found = here.hosts.flatMap(host =>
    host.disks
      .filter(({ uuid, number }) => identifier === uuid || identifier === `${here.uuid}::${number}`)
      .map(disk => ({ host, disk }))
  )[0]
  return required(found, 'disk/not-found', `Disk ${identifier} does not exist on ${here.name}`)
}
