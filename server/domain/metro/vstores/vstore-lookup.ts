/** vStores as they stand: which container is one, which domain covers it, which of its VMs nothing protects. */
import { required } from '../../core/index.js'
import type { Cluster, Member, ProtectionDomain, StorageContainer, View } from '../../core/index.js'

/** The domain that covers a container; one that is being removed does not any more. */
export function domainOfVstore(here: View<Cluster>, container: string): View<ProtectionDomain> | undefined {
  return Object.values(here.protectionDomains).find(
    ({ vstore, removedAt }) => vstore === container && removedAt === null
  )
}

/** VMs with a disk in a container that nothing protects; each in a group of its own without a name for one. */
export function membersInVstore(here: View<Cluster>, container: string, group: string | null): Member[] {
  return Object.values(here.vms)
    .filter(vm => vm.protectionDomain === null && vm.spec.disks.some(disk => disk.container === container))
    .map(({ uuid, name, handle, formerUuid }) => ({
      uuid,
      name,
      handle,
      consistencyGroup: group ?? name,
      appConsistent: false,
      ...(formerUuid !== undefined && { formerUuid })
    }))
}

export function vstoreOf(here: View<Cluster>, id: string): View<StorageContainer> {
  return required(
    here.containers.find(
      ({ uuid, number }) => uuid === id || String(number) === id || `${here.uuid}::${number}` === id
    ),
    'vstore/not-found',
    `vStore ${id} does not exist on ${here.name}`
  )
}
