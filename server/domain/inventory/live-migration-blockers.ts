/** Checks of live migration: why a VM cannot move to another cluster, asked before a migration starts. */
import { getOwn, restoreRefusesName } from '../core/index.js'
import type { Cluster, ImmobileVm, Immobility, Member, ProtectionDomain, View } from '../core/index.js'

/** The VMs of a domain that cannot move to `peer`, in the order of the domain. */
export function immobileVms(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  peer: View<Cluster>
): readonly ImmobileVm[] {
  return domain.members
    .map(vm => ({ vm, because: migrationBlockersOf(here, vm, peer) }))
    .filter(({ because }) => because.length > 0)
}

/** Why a VM cannot move [C: fail-over script, the first two; alert A110267, the third; EMU: when the first two hold]. */
function migrationBlockersOf(here: View<Cluster>, { uuid, name }: View<Member>, peer: View<Cluster>): Immobility[] {
  const found: Immobility[] = []
  if (here.hypervisor !== peer.hypervisor && getOwn(here.vms, uuid)?.spec.guestTools === false)
    found.push({
      symbol: 'kGuestToolsNotInstalled',
      reason: `Nutanix Guest Tools are not installed, and the hypervisor of ${peer.name} is another`
    })
  if (here.hypervisor === 'kVMware' && Object.values(here.vmSnapshots).some(({ vm }) => vm === uuid))
    found.push({ symbol: 'kVmHasDeltaDisks', reason: 'The VM has delta disks: delete its hypervisor snapshots' })
  if (restoreRefusesName(name))
    found.push({
      symbol: 'kVmNameRestricted',
      reason: 'The name of the VM is too long or contains restricted characters'
    })
  return found
}
