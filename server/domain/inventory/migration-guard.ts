/** The guard of VMs whose protection domain changes sides: from the shutdown to the cut-over nothing about them may change. */
import { getOwn } from '../core/index.js'
import type { Cluster, View } from '../core/index.js'

/** Why the VM cannot be changed now; null where it can. What it wrote after the last snapshot of a migration would be lost. */
export function modeChangeFault(
  here: View<Cluster>,
  vm: { readonly name: string; readonly protectionDomain: string | null }
): string | null {
  const domain = vm.protectionDomain === null ? undefined : getOwn(here.protectionDomains, vm.protectionDomain)
  const change = domain?.change
  if (change?.kind !== 'migrate' || change.step !== 'second-replication') return null
  return `InvalidVmState: VM ${vm.name} is being migrated to remote site ${change.site} by protection domain ${domain?.name}`
}
