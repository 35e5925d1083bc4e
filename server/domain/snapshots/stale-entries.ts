/** Entries of VMs that are not there any more: what is told of them, and when they go by themselves. */
import type { Cluster, DomainEvent, IdSource, Member, ProtectionDomain, View, World } from '../core/index.js'
import { aboutVm, raiseAlert } from '../notices/rules.js'

/** Entries whose VM was made anew under its old name, as backup software does it: the new one is not protected [C: KB 10545]. */
export function madeAnew(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  missing: readonly View<Member>[],
  ids: IdSource
): DomainEvent[] {
  if (missing.length === 0) return []
  const strangers = new Set(
    Object.values(here.vms)
      .filter(vm => vm.protectionDomain !== domain.name)
      .map(({ name }) => name)
  )
  return missing
    .filter(({ name }) => strangers.has(name))
    .map(member =>
      staleVm(world, here, domain, member, `a VM of that name was created since and is not protected`, ids)
    )
}

/** EMU: a VM that comes back in a domain leaves the others that still list it, for it is in one domain at most [C: alert catalogue]. */
export function leftBehind(
  world: View<World>,
  here: View<Cluster>,
  domain: string,
  recovered: readonly View<Member>[],
  ids: IdSource
): DomainEvent[] {
  const back = new Set(recovered.map(({ uuid }) => uuid))
  return Object.values(here.protectionDomains)
    .filter(({ name }) => name !== domain)
    .flatMap(other => {
      const stale = other.members.filter(({ uuid }) => back.has(uuid))
      if (stale.length === 0) return []
      const uuids = stale.map(({ uuid }) => uuid)
      return [
        { type: 'entities-unprotected', cluster: here.name, domain: other.name, uuids } as const,
        ...stale.map(member =>
          staleVm(world, here, other, member, `it was recovered in protection domain ${domain}`, ids)
        )
      ]
    })
}

function staleVm(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  member: View<Member>,
  reason: string,
  ids: IdSource
): DomainEvent {
  const values = { vm_name: member.name, protection_domain_name: domain.name, reason }
  return raiseAlert({ world, here, ids }, 'stale-vm', aboutVm(member), values)
}
