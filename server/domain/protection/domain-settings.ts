/** Rules of single settings of a protection domain: suspension, retention minimum, SRA state, consistency groups. */
import type { Cluster, CommandOf, DomainEvent, ProtectionDomain, Scene, View, World } from '../core/index.js'
import { clusterOf, domainOf, openDomain, refuseIfBusy, refuseUnless } from '../core/index.js'
import { auditDomain } from '../notices/rules.js'

const MIN_SNAPSHOTS_MAX = 1_000
const SRA_STATE_LENGTH_MAX = 255

/** Suspends the schedules of a domain, or resumes them; what was missed is not made up. */
export function suspendSchedules(scene: Scene, command: CommandOf<'suspend-schedules'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  const { suspended } = command
  if (domain.schedulesSuspended === suspended) return []
  const kind = suspended ? 'schedules-suspended' : 'schedules-resumed'
  return [
    { type: 'schedules-suspended', cluster: here.name, domain: domain.name, suspended },
    auditDomain(opened, { type: kind, user: command.user })
  ]
}

/** Sets how many of the newest snapshots a domain keeps beyond their expiry; null keeps one. */
export function setMinSnapshots({ world }: Scene, command: CommandOf<'set-min-snapshots'>): DomainEvent[] {
  const { here, domain } = openIdleDomain(world, command)
  const { count } = command
  refuseUnless(
    count === null || (Number.isInteger(count) && count >= 1 && count <= MIN_SNAPSHOTS_MAX),
    'retention/invalid',
    () => `A protection domain keeps 1 to ${MIN_SNAPSHOTS_MAX} snapshots at least, not ${count}`
  )
  return [{ type: 'min-snapshots-set', cluster: here.name, domain: domain.name, count }]
}

/** Sets the state that the storage replication adapter keeps with a domain. */
export function setSraState({ world }: Scene, command: CommandOf<'set-sra-state'>): DomainEvent[] {
  const { here, domain } = openIdleDomain(world, command)
  refuseUnless(
    command.state.length <= SRA_STATE_LENGTH_MAX,
    'request/invalid',
    () => `The state of the storage adapter has ${SRA_STATE_LENGTH_MAX} characters at most`
  )
  return [{ type: 'sra-state-set', cluster: here.name, domain: domain.name, state: command.state }]
}

/** Sets application consistency for a consistency group. One with it holds one VM [C: BP-2005]. */
export function changeConsistencyGroup(
  { world }: Scene,
  command: CommandOf<'change-consistency-group'>
): DomainEvent[] {
  const { here, domain } = openIdleDomain(world, command)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  const { group, appConsistent } = command
  const inGroup = domain.members.filter(member => member.consistencyGroup === group)
  refuseUnless(
    inGroup.length > 0,
    'consistency-group/invalid',
    () => `Consistency group ${group} does not exist in protection domain ${domain.name}`
  )
  refuseUnless(
    !appConsistent || inGroup.length === 1,
    'consistency-group/invalid',
    () => `Consistency group ${group} cannot hold more than one VM with application consistent snapshots`
  )
  const members = domain.members.map(member =>
    member.consistencyGroup === group ? { ...member, appConsistent } : member
  )
  return [{ type: 'entities-regrouped', cluster: here.name, domain: domain.name, members }]
}

function openIdleDomain(
  world: View<World>,
  command: { cluster: string; name: string }
): { here: View<Cluster>; domain: View<ProtectionDomain> } {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  refuseIfBusy(here, domain)
  return { here, domain }
}
