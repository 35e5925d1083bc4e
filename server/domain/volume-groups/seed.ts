/** The rule by which fixtures create volume groups, without a task. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { containerNamed, openCluster, refuseUnless, vmsNamed } from '../core/index.js'
import { writeRate, refuseGroupName } from './guards.js'

/** Creates volume groups, all or none. */
export function createVolumeGroups(scene: Scene, command: CommandOf<'create-volume-groups'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  return command.groups.map(({ name, spec, changeBytesPerSecond, attachedTo }, at) => {
    refuseGroupName(here, name)
    refuseUnless(
      command.groups.findIndex(other => other.name === name) === at,
      'volume-group/exists',
      () => `Volume group ${name} is there twice`
    )
    for (const { container } of spec.disks) {
      refuseUnless(
        containerNamed(here, container) !== undefined,
        'storage-container/not-found',
        () => `Storage container ${container} does not exist on ${here.name}`
      )
    }
    const vms = attachedTo.flatMap(vm => {
      const found = vmsNamed(here, vm)
      refuseUnless(found.length > 0, 'vm/not-found', () => `VM ${vm} does not exist on ${here.name}`)
      return found.map(({ uuid }) => uuid)
    })
    return {
      type: 'volume-group-registered',
      cluster: here.name,
      group: {
        uuid: ids.uuid(),
        name,
        spec,
        vms,
        clients: [],
        changeBytesPerSecond,
        content: {
          writtenBytes: 0,
          asOf: world.now,
          bytesPerSecond: writeRate(here, { changeBytesPerSecond }),
          marks: []
        },
        protectionDomain: null,
        modifiedAt: world.now,
        logicalTimestamp: 1
      }
    }
  })
}
