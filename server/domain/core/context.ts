/** The rows that an event names, to be written to; one that is not there is a bug, since a rule has just seen it. */
import type { Draft, Writable } from './draft.js'
import { joins, linkKey, getOwn } from './lookup.js'
import type { EventOf, EventType } from './tables/vocabulary.js'
import type {
  Cluster,
  Host,
  Lane,
  Link,
  Outgoing,
  ProtectionDomain,
  RemoteSite,
  Replication,
  Schedule,
  Vm
} from './world.js'

/** For each event, what it does to the world. */
export type Appliers<T extends EventType> = {
  readonly [K in T]: (draft: Draft, event: EventOf<K>) => void
}

export function cluster(draft: Draft, event: { cluster: string }): Writable<Cluster> {
  return draft.entry(draft.world, 'clusters', draft.world.clusters, event.cluster)
}

export function domain(draft: Draft, event: { cluster: string; domain: string }): Writable<ProtectionDomain> {
  return domainOn(draft, cluster(draft, event), event.domain)
}

export function domainOn(draft: Draft, here: Writable<Cluster>, name: string): Writable<ProtectionDomain> {
  return draft.entry(here, 'protectionDomains', here.protectionDomains, name)
}

export function host(draft: Draft, event: { cluster: string; host: string }): Writable<Host> {
  const here = cluster(draft, event)
  const at = here.hosts.findIndex(({ uuid }) => uuid === event.host)
  return draft.row(draft.list(here, 'hosts'), at)
}

export function vm(draft: Draft, event: { cluster: string; uuid: string }): Writable<Vm> {
  return draft.row(draft.table(cluster(draft, event), 'vms'), event.uuid)
}

export function site(draft: Draft, event: { cluster: string; name: string }): Writable<RemoteSite> {
  return draft.row(draft.table(cluster(draft, event), 'remoteSites'), event.name)
}

export function schedule(draft: Draft, event: { cluster: string; domain: string; id: string }): Writable<Schedule> {
  const here = domain(draft, event)
  const schedules = draft.list(here, 'schedules', here.schedules)
  let at = 0
  while (at < schedules.length && schedules[at]?.id !== event.id) at += 1
  return draft.row(schedules, at, schedules[at])
}

export function link(draft: Draft, a: string, b: string): Writable<Link> {
  const { world } = draft
  const { links } = world
  for (const key in links) {
    const each = links[key]
    if (each !== undefined && joins(each, a, b)) return draft.row(draft.table(world, 'links', links), key, each)
  }
  return draft.row(draft.table(world, 'links', links), linkKey(a, b))
}

export function lane(draft: Draft, from: string, to: string): Writable<Lane> {
  const between = link(draft, from, to)
  return draft.entry(between, 'lanes', between.lanes, from)
}

interface Sending {
  cluster: string
  domain: string
  site: string
}

/** What the domain sends to a site: made at its first use. */
export function outgoing(draft: Draft, event: Sending): Writable<Outgoing> {
  const sender = domain(draft, event)
  const sites = draft.table(sender, 'outgoing', sender.outgoing)
  const sending = getOwn(sites, event.site)
  if (sending === undefined)
    sites[event.site] = { site: event.site, current: null, queue: [], lastSuccess: null, failingSince: null }
  return draft.row(sites, event.site, sending)
}

export function current(draft: Draft, event: Sending): Writable<Replication> {
  return currentOf(draft, outgoing(draft, event))
}

/** What is on its way there. */
export function currentOf(draft: Draft, sending: Writable<Outgoing>): Writable<Replication> {
  return draft.row(sending, 'current', sending.current)
}
