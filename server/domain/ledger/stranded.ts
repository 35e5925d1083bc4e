/** Domains that went down with their site and that nobody failed over. */
import { NEVER, getOwn } from '../core/index.js'
import type { Instant, Outage, View, World } from '../core/index.js'

interface Stranded {
  domain: string
  cluster: string
  /** When the site lost power. */
  from: Instant
  /** When it came back; null while it is dark. */
  to: Instant | null
  /** Names of the VMs that are down with it, or were: those that are switched off are not. */
  vms: string[]
}

/** Those of the outages between two instants whose domain has running VMs and was active nowhere else before the site came back, or until then. */
export function strandedDomains(world: View<World>, from: Instant, until: Instant): Stranded[] {
  return world.ledger.outages
    .filter(outage => outage.from <= until && (outage.to ?? NEVER) >= from)
    .flatMap(outage =>
      Object.values(world.clusters[outage.cluster]?.protectionDomains ?? {})
        .filter(({ name }) => wasActiveAt(world, name, outage) && !wentElsewhere(world, name, outage, until))
        .flatMap(({ name, members }) => {
          const vms = members
            .filter(({ uuid }) => getOwn(world.clusters[outage.cluster]?.vms ?? {}, uuid)?.powerState === 'on')
            .map(member => member.name)
          return vms.length === 0 ? [] : [{ domain: name, ...outage, vms }]
        })
    )
}

function wasActiveAt({ ledger: { activity } }: View<World>, domain: string, { cluster, from }: View<Outage>): boolean {
  return activity.some(
    one => one.cluster === cluster && one.domain === domain && one.from <= from && (one.to ?? NEVER) > from
  )
}

/** Whether another cluster had it before the outage was over. */
function wentElsewhere(
  { ledger: { activity, failovers } }: View<World>,
  domain: string,
  { cluster, from, to }: View<Outage>,
  until: Instant
): boolean {
  const end = Math.min(to ?? NEVER, until)
  return (
    activity.some(
      one => one.domain === domain && one.cluster !== cluster && one.from <= end && (one.to ?? NEVER) > from
    ) ||
    failovers.some(
      one => one.domain === domain && one.to !== cluster && one.outcome === 'succeeded' && isWithin(one, from, end)
    )
  )
}

const isWithin = ({ endedAt }: { readonly endedAt: Instant | null }, from: Instant, end: number): boolean =>
  endedAt !== null && endedAt >= from && endedAt <= end
