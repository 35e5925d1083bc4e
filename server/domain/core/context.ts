/** The things that an event names, to be changed in place; one that is not there is a bug, since a rule has just seen it. */
import { linkKey, own } from './lookup.js'
import type { DomainEvent, EventType } from './events.js'
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
  Vm,
  World
} from './world.js'

/** For each event, what it does to the world. */
export type Appliers<T extends EventType> = {
  [K in T]: (world: World, event: Extract<DomainEvent, { type: K }>) => void
}

function there<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`An event names ${what}, which does not exist`)
  return value
}

export function cluster(world: World, event: { cluster: string }): Cluster {
  return there(world.clusters[event.cluster], `cluster ${event.cluster}`)
}

export function domain(world: World, event: { cluster: string; domain: string }): ProtectionDomain {
  return there(cluster(world, event).protectionDomains[event.domain], `protection domain ${event.domain}`)
}

export function host(world: World, event: { cluster: string; host: string }): Host {
  return there(
    cluster(world, event).hosts.find(({ uuid }) => uuid === event.host),
    `host ${event.host}`
  )
}

export function vm(world: World, event: { cluster: string; uuid: string }): Vm {
  return there(cluster(world, event).vms[event.uuid], `VM ${event.uuid}`)
}

export function site(world: World, event: { cluster: string; name: string }): RemoteSite {
  return there(cluster(world, event).remoteSites[event.name], `remote site ${event.name}`)
}

export function schedule(world: World, event: { cluster: string; domain: string; id: string }): Schedule {
  return there(
    domain(world, event).schedules.find(({ id }) => id === event.id),
    `schedule ${event.id}`
  )
}

export function link(world: World, a: string, b: string): Link {
  return there(world.links[linkKey(a, b)], `the link of ${a} and ${b}`)
}

export function lane(world: World, from: string, to: string): Lane {
  return there(link(world, from, to).lanes[from], `the lane from ${from} to ${to}`)
}

/** What the domain sends to a site: made at its first use. */
export function outgoing(world: World, event: { cluster: string; domain: string; site: string }): Outgoing {
  const all = domain(world, event).outgoing
  return (
    own(all, event.site) ??
    (all[event.site] = { site: event.site, current: null, queue: [], lastSuccess: null, failingSince: null })
  )
}

export function current(world: World, event: { cluster: string; domain: string; site: string }): Replication {
  return there(outgoing(world, event).current, `a replication of ${event.domain} to ${event.site}`)
}
