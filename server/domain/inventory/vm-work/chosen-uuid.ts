/** UUIDs that a client chooses for the VMs that it makes: the same request again finds them made. */
import type { CloneRequest, View } from '../../core/index.js'
import { getOwn, isUuid, refuseUnless } from '../../core/index.js'
import type { WorkScene } from './job.js'

/**
 * Whether the VM is there under the UUID and the name that a client asks for, so that nothing is left to do [C: Swagger, the field].
 * EMU: refuses a UUID of a VM of another name, of one on another cluster, and of a deleted one that a protection domain still lists.
 */
export function isMadeAlready({ world, here }: WorkScene, uuid: string, name: string | null): boolean {
  refuseUnless(isUuid(uuid), 'vm/invalid', () => `${JSON.stringify(uuid)} is not the UUID of a VM`)
  const present = getOwn(here.vms, uuid)
  if (present !== undefined) {
    refuseUnless(present.name === name, 'vm/invalid', () => `UUID ${uuid} is that of VM ${present.name}`)
    return true
  }
  for (const { name: cluster, vms } of Object.values(world.clusters)) {
    const other = getOwn(vms, uuid)
    refuseUnless(other === undefined, 'vm/invalid', () => `UUID ${uuid} is that of VM ${other?.name} on ${cluster}`)
  }
  for (const domain of Object.values(here.protectionDomains)) {
    const member = domain.members.find(each => each.uuid === uuid)
    refuseUnless(
      member === undefined,
      'vm/invalid',
      () => `UUID ${uuid} is that of deleted VM ${member?.name}, which protection domain ${domain.name} still lists`
    )
  }
  return false
}

/** Refuses one UUID for several clones. */
export function refuseRepeated(clones: readonly View<CloneRequest>[]): void {
  const chosen = clones.flatMap(({ uuid }) => uuid ?? [])
  refuseUnless(new Set(chosen).size === chosen.length, 'vm/invalid', () => 'Several clones have the same UUID')
}
