/** Alerts that follow from facts, whatever command has caused them: a queue that forms or empties, a stall that is over. */
import type { Cluster, DomainEvent, EventType, ProtectionDomain, Reaction, Scene, View, World } from '../core/index.js'
import { getOwn } from '../core/index.js'
import { resolveNearSyncAlerts } from '../snapshots/rules.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../notices/rules.js'

type Queueing = Extract<DomainEvent, { type: 'replication-queued' | 'replications-dropped' }>

/** After these a domain's NearSync begins anew, if it has any. */
const ENDS_NEARSYNC: ReadonlySet<EventType> = new Set<EventType>([
  'schedule-removed',
  'schedule-replaced',
  'schedule-retention-set',
  'protection-domain-deactivated',
  'protection-domain-marked-for-removal'
])

export const queueAlerts: Reaction = {
  to: ['replication-queued', 'replications-dropped', 'replication-ended', 'replication-resumed', ...ENDS_NEARSYNC],
  react: alertsAfter
}

function alertsAfter({ world, ids }: Scene, events: readonly DomainEvent[]): DomainEvent[] {
  let waiting: Map<string, Waiting> | undefined
  const added: DomainEvent[] = []
  for (const event of events) {
    if (event.type === 'replication-queued' || event.type === 'replications-dropped') {
      waiting ??= new Map()
      count(world, event, waiting)
    } else if (event.type === 'replication-ended' || event.type === 'replication-resumed') {
      const domain = getOwn(world.clusters[event.cluster]?.protectionDomains ?? {}, event.domain)
      if (getOwn(domain?.outgoing ?? {}, event.site)?.current?.stallTold === true)
        added.push(...resolveStallAlerts(world, event, event.type === 'replication-resumed'))
    } else if (ENDS_NEARSYNC.has(event.type) && 'domain' in event && typeof event.domain === 'string') {
      const here = getOwn(world.clusters, event.cluster)
      const domain = getOwn(here?.protectionDomains ?? {}, event.domain)
      if (here !== undefined && domain?.schedules.some(({ nearSync }) => nearSync !== null) === true)
        added.push(...resolveNearSyncAlerts(here, domain))
    }
  }
  for (const { here, domain, site, before, now } of waiting?.values() ?? []) {
    const values = { protection_domain_name: domain.name, remote_name: site }
    if (before === 0 && now > 0)
      added.push(raiseAlert({ world, here, ids }, 'replication-queued', aboutDomain(domain.name), values))
    if (before > 0 && now === 0)
      added.push(...resolveAlert(here, 'replication-queued', aboutDomain(domain.name), values))
  }
  return added
}

interface Waiting {
  here: View<Cluster>
  domain: View<ProtectionDomain>
  site: string
  before: number
  now: number
}

function count(world: View<World>, event: Queueing, waiting: Map<string, Waiting>): void {
  const here = getOwn(world.clusters, event.cluster)
  const domain = here === undefined ? undefined : getOwn(here.protectionDomains, event.domain)
  if (here === undefined || domain === undefined) return
  const key = JSON.stringify([event.cluster, event.domain, event.site])
  let queue = waiting.get(key)
  if (queue === undefined) {
    const before = getOwn(domain.outgoing, event.site)?.queue.length ?? 0
    queue = { here, domain, site: event.site, before, now: before }
    waiting.set(key, queue)
  }
  queue.now += event.type === 'replication-queued' ? 1 : -event.snapshots.length
}

/** A transfer that was told to have stalled moves again, or has ended. */
export function resolveStallAlerts(
  world: View<World>,
  target: { cluster: string; domain: string; site: string },
  goesOn: boolean
): DomainEvent[] {
  const here = getOwn(world.clusters, target.cluster)
  if (here === undefined) return []
  const { cluster, domain, site } = target
  const values = { remote_name: site }
  return [
    ...resolveAlert(here, 'replication-stalled', aboutDomain(domain), values),
    ...resolveAlert(here, 'nearsync-stalled', aboutDomain(domain), values),
    ...(goesOn ? [{ type: 'replication-stall-told', cluster, domain, site, told: false } as const] : [])
  ]
}
