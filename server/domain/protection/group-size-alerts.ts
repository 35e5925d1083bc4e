/** Alerts of consistency groups that hold too many entities. */
import type { ClusterScene, DomainEvent, Member, ProtectedVolumeGroup, ProtectionDomain, View } from '../core/index.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../notices/rules.js'

/** More entities than this in a consistency group are too many [C: KB 6247]. */
const GROUP_ENTITIES_MAX = 20

type Grouped = Pick<View<Member> | View<ProtectedVolumeGroup>, 'consistencyGroup'>

/** Everything of a domain that is in a consistency group, and what is added to it. */
export function entitiesOf(domain: View<ProtectionDomain>, ...added: (readonly Grouped[])[]): Grouped[] {
  return [...domain.members, ...domain.volumeGroups, ...added.flat()]
}

/** Raises and resolves the alert of consistency groups that are too large. */
export function groupSizeAlerts(
  domain: View<ProtectionDomain>,
  entities: readonly Grouped[],
  { world, here, ids }: ClusterScene
): DomainEvent[] {
  const large = oversizedGroups(entities)
  const before = oversizedGroups(entitiesOf(domain))
  const subject = aboutDomain(domain.name)
  const values = (group: string) => ({ protection_domain_name: domain.name, consistency_group_name: group })
  const grown = [...large].filter(([group]) => !before.has(group))
  const shrunk = [...before.keys()].filter(group => !large.has(group))
  return [
    ...grown.map(([group, count]) =>
      raiseAlert({ world, here, ids }, 'consistency-group-large', subject, {
        ...values(group),
        count: String(count),
        limit: String(GROUP_ENTITIES_MAX)
      })
    ),
    ...shrunk.flatMap(group => resolveAlert(here, 'consistency-group-large', subject, values(group)))
  ]
}

function oversizedGroups(entities: readonly Grouped[]): Map<string, number> {
  const counts = new Map<string, number>()
  if (entities.length <= GROUP_ENTITIES_MAX) return counts
  for (const { consistencyGroup: group } of entities) counts.set(group, (counts.get(group) ?? 0) + 1)
  for (const [group, count] of counts) if (count <= GROUP_ENTITIES_MAX) counts.delete(group)
  return counts
}
