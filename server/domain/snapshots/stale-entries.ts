/** Entries of VMs that have gone or were recreated: the alerts of them, and their removal. */
import type { ClusterScene, DomainEvent, DomainScene, Member, View } from '../core/index.js'
import { aboutVm, raiseAlert } from '../notices/rules.js'

/** Alerts of entries whose VM was created anew under its old name, as backup software does it: the new one is not protected [C: KB 10545]. */
export function alertRecreatedVms(scene: DomainScene, missing: readonly View<Member>[]): DomainEvent[] {
  if (missing.length === 0) return []
  const unprotectedNames = new Set(
    Object.values(scene.here.vms)
      .filter(vm => vm.protectionDomain !== scene.domain.name)
      .map(({ name }) => name)
  )
  return missing
    .filter(({ name }) => unprotectedNames.has(name))
    .map(member => alertStaleVm(scene, member, `a VM of that name was created since and is not protected`))
}

/** Removes recovered VMs from the other domains that still list them. EMU: a VM is in one domain at most [C: alert catalogue]. */
export function removeStaleEntries(
  { world, here, ids }: ClusterScene,
  domain: string,
  recovered: readonly View<Member>[]
): DomainEvent[] {
  const recoveredUuids = new Set(recovered.map(({ uuid }) => uuid))
  return Object.values(here.protectionDomains)
    .filter(({ name }) => name !== domain)
    .flatMap(other => {
      const stale = other.members.filter(({ uuid }) => recoveredUuids.has(uuid))
      if (stale.length === 0) return []
      const uuids = stale.map(({ uuid }) => uuid)
      const reason = `it was recovered in protection domain ${domain}`
      return [
        { type: 'entities-unprotected', cluster: here.name, domain: other.name, uuids } as const,
        ...stale.map(member => alertStaleVm({ world, here, domain: other, ids }, member, reason))
      ]
    })
}

function alertStaleVm(scene: DomainScene, member: View<Member>, reason: string): DomainEvent {
  const values = { vm_name: member.name, protection_domain_name: scene.domain.name, reason }
  return raiseAlert(scene, 'stale-vm', aboutVm(member), values)
}
