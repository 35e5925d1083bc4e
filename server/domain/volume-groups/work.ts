/** Work on volume groups that takes a task: checked when it is asked for, and done when the task ends. */
import { containerFor, writtenAt } from '../inventory/index.js'
import type { WorkScene } from '../inventory/rules.js'
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  Scene,
  Task,
  View,
  VolumeDisk,
  VolumeDiskRequest,
  VolumeGroup,
  VolumeGroupWork
} from '../core/index.js'
import {
  clusterOf,
  containerNamed,
  getOwn,
  refuseStale,
  refuseUnless,
  required,
  runningTask,
  vmOf,
  startTask
} from '../core/index.js'
import { VOLUME_DISKS_MAX, attachedVms, freeIndex, targetOf, volumeGroupOf } from './volume-groups.js'
import { aboutVolumeGroup, recordAudit } from '../notices/rules.js'
import { registerClients } from './clients.js'
import {
  changeGroup,
  diskAt,
  isGroupMadeAlready,
  writeRate,
  refuseGroupName,
  refuseSecondClient,
  refuseDuringModeChange,
  refuseLongText
} from './guards.js'

/** How long each takes [EMU]. */
const WORK_SECONDS = 1

/** As v2 tasks name them [I: the API's verbs]. */
const operations: Record<VolumeGroupWork['type'], string> = {
  'create-volume-group': 'kVolumeGroupCreate',
  'clone-volume-group': 'kVolumeGroupClone',
  'remove-volume-group': 'kVolumeGroupDelete',
  'attach-volume-group': 'kVolumeGroupAttach',
  'detach-volume-group': 'kVolumeGroupDetach',
  'add-volume-disk': 'kVolumeGroupAddDisk',
  'remove-volume-disk': 'kVolumeGroupRemoveDisk'
}

/** Checks the work against the present world and starts its task. */
export function startVolumeGroupWork(
  { world, ids }: Scene,
  command: CommandOf<VolumeGroupWork['type']>
): Decision<Task> {
  const { cluster, user, ...work } = command
  const here = clusterOf(world, cluster)
  const made = Array.from({ length: objectsCreatedBy(here, work) }, () => ids.uuid())
  if (work.type === 'create-volume-group' && work.request.uuid !== null) made[0] = work.request.uuid
  doVolumeGroupWork({ world, here, ids, user, made }, work)
  const subject = 'group' in work ? volumeGroupOf(here, work.group) : { uuid: made[0] ?? '', name: work.request.name }
  const entities = [{ id: subject.uuid, type: 'VolumeGroup', name: subject.name }]
  if (work.type === 'clone-volume-group') entities.push({ id: made[0] ?? '', type: 'VolumeGroup', name: work.name })
  if ('vm' in work) entities.push({ id: work.vm, type: 'VM', name: vmOf(here, work.vm).name })
  const effect = { type: 'volume-group-work', work, made, user } as const
  const task = runningTask(
    { world, ids },
    { operation: operations[work.type], entities, takesSeconds: WORK_SECONDS, effect }
  )
  return startTask(here, task)
}

function objectsCreatedBy(here: View<Cluster>, work: VolumeGroupWork): number {
  if (work.type === 'create-volume-group') return 1 + work.request.disks.length
  if (work.type === 'clone-volume-group') return 1 + volumeGroupOf(here, work.group).spec.disks.length
  return work.type === 'add-volume-disk' ? 1 : 0
}

/** Does the work as its task ends. Refuses what cannot be done. */
export function doVolumeGroupWork(scene: WorkScene, work: View<VolumeGroupWork>): DomainEvent[] {
  const { world, here, made } = scene
  if (work.type === 'create-volume-group') return createGroup(scene, work.request)
  const group = volumeGroupOf(here, work.group)
  if ('seen' in work) refuseStale(`volume group ${group.name}`, group.logicalTimestamp, work.seen)
  if (work.type !== 'clone-volume-group') refuseDuringModeChange(here, group)
  switch (work.type) {
    case 'clone-volume-group':
      return cloneGroup(scene, group, work)
    case 'remove-volume-group':
      return removeGroup(scene, group)
    case 'attach-volume-group': {
      const vm = vmOf(here, work.vm)
      refuseUnless(
        !group.vms.includes(vm.uuid),
        'volume-group/attached',
        () => `Volume group ${group.name} is attached to VM ${vm.name} already`
      )
      refuseSecondClient(here, group)
      return [changeGroup(world, here, { ...group, vms: [...group.vms, vm.uuid] })]
    }
    case 'detach-volume-group': {
      const vm = vmOf(here, work.vm)
      refuseUnless(
        group.vms.includes(vm.uuid),
        'volume-group/invalid',
        () => `Volume group ${group.name} is not attached to VM ${vm.name}`
      )
      return [changeGroup(world, here, { ...group, vms: group.vms.filter(uuid => uuid !== vm.uuid) })]
    }
    case 'add-volume-disk': {
      const disks = addDisk(here, group.spec.disks, work.disk, made[0] ?? '')
      return [changeGroup(world, here, { ...group, spec: { ...group.spec, disks } })]
    }
    case 'remove-volume-disk': {
      const disk = diskAt(group, work.index)
      const disks = group.spec.disks.filter(each => each !== disk)
      return [changeGroup(world, here, { ...group, spec: { ...group.spec, disks } })]
    }
  }
}

function createGroup(
  scene: WorkScene,
  request: View<Extract<VolumeGroupWork, { type: 'create-volume-group' }>['request']>
): DomainEvent[] {
  const { world, here, ids, made } = scene
  for (const disk of request.disks) refuseStrange(disk) // its task has them too, also where there is nothing left to do
  if (request.uuid !== null && isGroupMadeAlready(scene, request.uuid, request.name)) return []
  refuseGroupName(here, request.name)
  refuseLongText(request)
  const [uuid = '', ...diskUuids] = made
  let disks: readonly VolumeDisk[] = []
  for (const [at, disk] of request.disks.entries()) disks = addDisk(here, disks, disk, diskUuids[at] ?? '')
  refuseUnless(
    request.shared || request.clients.length <= 1,
    'volume-group/attached',
    () => `Volume group ${request.name} is not shared, and has ${request.clients.length} clients`
  )
  const { events, uuids: clients } = registerClients(here, request.clients, ids)
  const group: VolumeGroup = {
    uuid,
    name: request.name,
    spec: {
      description: request.description,
      disks,
      shared: request.shared,
      flashMode: request.flashMode,
      iscsiTarget: request.iscsiTarget ?? targetOf(request.name, uuid),
      authentication: request.authentication
    },
    vms: [],
    clients,
    changeBytesPerSecond: request.changeBytesPerSecond,
    content: { writtenBytes: 0, asOf: world.now, bytesPerSecond: writeRate(here, request), marks: [] },
    protectionDomain: null,
    modifiedAt: world.now,
    logicalTimestamp: 1
  }
  return [...events, ...registerGroup(scene, group)]
}

function registerGroup(scene: WorkScene, group: VolumeGroup): DomainEvent[] {
  const { name } = group
  const { here, user } = scene
  return [
    { type: 'volume-group-registered', cluster: here.name, group },
    recordAudit(scene, { type: 'volume-group-created', entity: aboutVolumeGroup(group), values: [name], user })
  ]
}

function cloneGroup(
  scene: WorkScene,
  source: View<VolumeGroup>,
  { name, iscsiTarget }: { readonly name: string; readonly iscsiTarget: string | null }
): DomainEvent[] {
  const { world, here, ids, made } = scene
  refuseGroupName(here, name)
  refuseLongText({ iscsiTarget })
  const [uuid = '', ...diskUuids] = made
  const disks = source.spec.disks.map((disk, at) => ({ ...disk, uuid: diskUuids[at] ?? ids.uuid() }))
  const { contested: _contested, formerUuid: _formerUuid, ...whole } = source
  return registerGroup(scene, {
    ...whole,
    uuid,
    name,
    spec: { ...source.spec, disks, iscsiTarget: iscsiTarget ?? targetOf(name, uuid) },
    vms: [],
    clients: [],
    content: {
      ...source.content,
      writtenBytes: writtenAt(source.content, world.now),
      asOf: world.now,
      bytesPerSecond: writeRate(here, source)
    },
    protectionDomain: null,
    modifiedAt: world.now,
    logicalTimestamp: 1
  })
}

/** Deletes a volume group. EMU: refuses one that is attached or protected. */
function removeGroup(scene: WorkScene, group: View<VolumeGroup>): DomainEvent[] {
  const { here, user } = scene
  const holders = attachedVms(here, group).map(vm => `VM ${vm.name}`)
  const clients = group.clients.flatMap(uuid => getOwn(here.iscsiClients, uuid)?.address ?? [])
  refuseUnless(
    holders.length + clients.length === 0,
    'volume-group/attached',
    () => `Volume group ${group.name} cannot be deleted: ${[...holders, ...clients].join(', ')} has it attached`
  )
  refuseUnless(
    group.protectionDomain === null,
    'volume-group/already-protected',
    () => `Volume group ${group.name} cannot be deleted: protection domain ${group.protectionDomain} protects it`
  )
  return [
    { type: 'volume-group-unregistered', cluster: here.name, uuid: group.uuid },
    recordAudit(scene, { type: 'volume-group-removed', entity: aboutVolumeGroup(group), values: [group.name], user })
  ]
}

function addDisk(
  here: View<Cluster>,
  disks: readonly View<VolumeDisk>[],
  request: View<VolumeDiskRequest>,
  uuid: string
): VolumeDisk[] {
  refuseStrange(request)
  const index = request.index ?? freeIndex(disks)
  refuseUnless(
    disks.length < VOLUME_DISKS_MAX && index < VOLUME_DISKS_MAX && index >= 0,
    'volume-group/invalid',
    () => `A volume group has up to ${VOLUME_DISKS_MAX} disks, from 0: not disk ${index}`
  )
  refuseUnless(
    !disks.some(disk => disk.index === index),
    'volume-group/invalid',
    () => `Disk ${index} is there already`
  )
  const source = request.source === null ? null : sourceOf(here, request.source)
  const sizeBytes = Math.max(request.sizeBytes ?? 0, source?.sizeBytes ?? 0)
  refuseUnless(
    Number.isSafeInteger(sizeBytes) && sizeBytes > 0,
    'volume-group/invalid',
    () => `Disk ${index} has no size: say how large it is, or which disk it is a copy of`
  )
  const container =
    request.container === null
      ? required(
          source === null ? here.containers[0] : containerNamed(here, source.container),
          'storage-container/not-found',
          `There is no storage container on ${here.name}`
        )
      : containerFor(here, request.container)
  return [
    ...disks,
    { uuid, index, sizeBytes, usedBytes: source?.usedBytes ?? 0, container: container.name, flashMode: false }
  ]
}

/** Refuses numbers that no disk has, whatever becomes of the rest. */
function refuseStrange({ index, sizeBytes }: View<VolumeDiskRequest>): void {
  for (const [what, value] of Object.entries({ index, size: sizeBytes })) {
    refuseUnless(
      value === null || (Number.isSafeInteger(value) && value >= 0),
      'volume-group/invalid',
      () => `The ${what} of a disk of a volume group is a whole number from 0, not ${value}`
    )
  }
}

/** Finds the disk, of a VM or of a volume group, that a new disk is a copy of. */
function sourceOf(here: View<Cluster>, uuid: string) {
  const disks = [
    ...Object.values(here.vms).flatMap(vm => vm.spec.disks),
    ...Object.values(here.volumeGroups).flatMap(group => group.spec.disks)
  ]
  return required(
    disks.find(disk => disk.uuid === uuid),
    'volume-group/disk-not-found',
    `Disk ${uuid} does not exist on ${here.name}`
  )
}
