/** Agenda: a heap of what falls due next, updated from the entities that events touch; it never scans the world. */
import TinyQueue from 'tinyqueue'
import { dueOfDomain, dueOfIncident, dueOfLane, dueOfSites, dueOfTask, touchedBy } from '../domain/due.js'
import type { Transfer } from '../domain/due.js'
import type { DomainEvent, Due, FlowName, Lane, Touched, View, World } from '../domain/core/index.js'
import { laneBetween, getOwn } from '../domain/core/index.js'

interface Entry extends Due {
  /** The entity's number: the last tie-break, the same whenever the agenda was built. */
  serial: number
  /** Whether the entry was replaced or removed. */
  dead: boolean
}

/** The running transfers of a lane, in each of its flows. */
type Transfers = Record<FlowName, TinyQueue<Transfer & { serial: number }>>

/** The heap is rebuilt when it holds this many times more entries than live ones. */
const DEAD_SHARE_MAX = 4
const DEAD_MIN = 1024

export class Agenda {
  readonly #world: View<World>
  #entries = new Map<number, Entry>()
  /** By cluster and name: the numbers of domains, to find the entry of one that was removed. */
  #serials = new Map<string, Map<string, number>>()
  #queue = new TinyQueue<Entry>([], compareEntries)
  /** By lane, nearest to their end first. */
  #transfers = new Map<number, Transfers>()

  constructor(world: View<World>) {
    this.#world = world
    this.#touchEverything()
  }

  /** The next thing that falls due. */
  next(): Due | undefined {
    for (;;) {
      const entry = this.#queue.peek()
      if (entry === undefined || !entry.dead) return entry
      this.#queue.pop()
    }
  }

  /** Looks again at everything that these events, which have been applied, may have moved: once each, however many events name it. */
  touch(events: readonly DomainEvent[]): void {
    const seen: Touched[] = []
    for (const event of events) {
      const touched = touchedBy(event)
      if (touched.what === 'nothing' || seen.some(before => sameThing(before, touched))) continue
      seen.push(touched)
      this.#look(touched)
    }
    if (seen.length > 0) this.#touchProgress()
    if (this.#queue.length > DEAD_MIN + DEAD_SHARE_MAX * this.#entries.size) {
      this.#queue = new TinyQueue([...this.#entries.values()], compareEntries)
    }
  }

  #look(touched: Touched): void {
    switch (touched.what) {
      case 'nothing':
        return
      case 'domain':
        this.#touchDomain(touched.cluster, touched.name)
        return
      case 'transfer':
        this.#touchDomain(touched.cluster, touched.name)
        this.#touchTransfer(touched.cluster, touched.name, touched.site, touched.target)
        return
      case 'task':
        this.#touchTask(touched.cluster, touched.uuid)
        return
      case 'lanes':
        this.#touchLanes()
        return
      case 'sites':
        this.#touchSites(touched.cluster)
        return
      case 'incident':
        this.#touchIncident(touched.id, touched.serial)
        return
      case 'everything':
        this.#touchEverything()
        return
      case 'cluster':
        this.#touchCluster(touched.cluster)
        this.#touchLanes()
    }
  }

  #set(serial: number, due: Due | null): void {
    const before = this.#entries.get(serial)
    if (due === null) {
      if (before === undefined) return
      before.dead = true
      this.#entries.delete(serial)
      return
    }
    if (before !== undefined) {
      if (before.at === due.at && sameCommand(before, due)) return
      before.dead = true
    }
    const entry: Entry = { at: due.at, rank: due.rank, command: due.command, serial, dead: false }
    this.#entries.set(serial, entry)
    this.#queue.push(entry)
  }

  #touchDomain(clusterName: string, name: string): void {
    const cluster = this.#world.clusters[clusterName]
    const domain = cluster === undefined ? undefined : getOwn(cluster.protectionDomains, name)
    if (cluster === undefined || domain === undefined) {
      this.#forgetDomain(clusterName, name)
      return
    }
    const serials = this.#serialsOn(clusterName)
    if (serials.get(name) !== domain.serial) serials.set(name, domain.serial)
    this.#set(domain.serial, dueOfDomain(this.#world, cluster, domain))
  }

  #serialsOn(cluster: string): Map<string, number> {
    let serials = this.#serials.get(cluster)
    if (serials === undefined) this.#serials.set(cluster, (serials = new Map()))
    return serials
  }

  /** A domain that was removed leaves an entry that names it. */
  #forgetDomain(cluster: string, name: string): void {
    const serials = this.#serialsOn(cluster)
    const serial = serials.get(name)
    if (serial === undefined) return
    serials.delete(name)
    this.#set(serial, null)
  }

  #touchTask(clusterName: string, uuid: string): void {
    const cluster = this.#world.clusters[clusterName]
    const task = cluster?.tasks[uuid]
    if (cluster !== undefined && task !== undefined) this.#set(task.serial, dueOfTask(this.#world, cluster, task))
  }

  #touchCluster(clusterName: string): void {
    const cluster = this.#world.clusters[clusterName]
    if (cluster === undefined) return
    for (const task of Object.keys(cluster.tasks)) this.#touchTask(clusterName, task)
    for (const domain of Object.values(cluster.protectionDomains)) {
      this.#touchDomain(clusterName, domain.name)
      for (const { site, current } of Object.values(domain.outgoing)) {
        if (current !== null) this.#touchTransfer(clusterName, domain.name, site, current.target)
      }
    }
  }

  #touchTransfer(clusterName: string, name: string, site: string, target: string): void {
    const lane = laneBetween(this.#world, clusterName, target)
    if (lane === undefined) return
    const domain = getOwn(this.#world.clusters[clusterName]?.protectionDomains ?? {}, name)
    const current = getOwn(domain?.outgoing ?? {}, site)?.current
    if (domain !== undefined && current?.phase === 'running') {
      this.#transfersOf(lane)[current.flow].push({
        serial: domain.serial,
        replicationId: current.id,
        flow: current.flow,
        tag: current.tag,
        cluster: clusterName,
        domain: name,
        site
      })
    }
    this.#touchLane(lane)
  }

  #touchEverything(): void {
    this.#entries = new Map()
    this.#serials = new Map()
    this.#queue = new TinyQueue<Entry>([], compareEntries)
    this.#transfers = new Map()
    for (const cluster of Object.keys(this.#world.clusters)) this.#touchCluster(cluster)
    this.#touchLanes()
    for (const id of Object.keys(this.#world.incidents)) this.#touchIncident(id, null)
  }

  /** `serial` is that of one that is over. */
  #touchIncident(id: string, serial: number | null): void {
    const incident = getOwn(this.#world.incidents, id)
    if (incident !== undefined) this.#set(incident.serial, dueOfIncident(this.#world, incident))
    else if (serial !== null) this.#set(serial, null)
  }

  /** Whatever moves a transfer moves the instant at which it passes a percentage; there are hardly ever incidents that wait for one. */
  #touchProgress(): void {
    for (const id in this.#world.incidents) {
      const incident = this.#world.incidents[id]
      if (incident?.state === 'waiting' && incident.begins.kind === 'progress') this.#touchIncident(id, null)
    }
  }

  /** Whatever moves a lane may move what clusters find at its ends. */
  #touchLanes(): void {
    for (const link of Object.values(this.#world.links))
      for (const lane of Object.values(link.lanes)) this.#touchLane(lane)
    for (const cluster of Object.keys(this.#world.clusters)) this.#touchSites(cluster)
  }

  /** What has a number of its own has a positive one: a cluster's is its place among all, below zero. */
  #touchSites(clusterName: string): void {
    const cluster = this.#world.clusters[clusterName]
    if (cluster === undefined) return
    const serial = -1 - Object.keys(this.#world.clusters).indexOf(clusterName)
    this.#set(serial, dueOfSites(this.#world, cluster))
  }

  #touchLane(lane: View<Lane>): void {
    const { async, nearSync } = this.#transfersOf(lane)
    const firsts = [this.#firstOf(async), this.#firstOf(nearSync)].filter(first => first !== undefined)
    this.#set(lane.serial, dueOfLane(this.#world, lane, firsts))
  }

  #transfersOf(lane: View<Lane>): Transfers {
    let transfers = this.#transfers.get(lane.serial)
    if (transfers === undefined) {
      transfers = { async: new TinyQueue([], byTag), nearSync: new TinyQueue([], byTag) }
      this.#transfers.set(lane.serial, transfers)
    }
    return transfers
  }

  /** The transfer nearest to its end; those that have ended or changed since they were noted are dropped on the way. */
  #firstOf(transfers: Transfers[FlowName]): Transfer | undefined {
    for (;;) {
      const first = transfers.peek()
      if (first === undefined) return undefined
      const domain = getOwn(this.#world.clusters[first.cluster]?.protectionDomains ?? {}, first.domain)
      const current = domain?.outgoing[first.site]?.current
      if (current?.id === first.replicationId && current.phase === 'running' && current.tag === first.tag) return first
      transfers.pop()
    }
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return a.at - b.at || a.rank - b.rank || a.serial - b.serial
}

function byTag(a: Transfer & { serial: number }, b: Transfer & { serial: number }): number {
  return a.tag - b.tag || a.serial - b.serial || a.replicationId - b.replicationId
}

function sameCommand(a: Due, b: Due): boolean {
  const x = a.command as unknown as Record<string, unknown>
  const y = b.command as unknown as Record<string, unknown>
  return (
    x['type'] === y['type'] &&
    x['name'] === y['name'] &&
    x['site'] === y['site'] &&
    x['id'] === y['id'] &&
    x['cluster'] === y['cluster'] &&
    x['task'] === y['task']
  )
}

/** A transfer's domain is looked at with it. */
function sameThing(before: Touched, now: Touched): boolean {
  switch (now.what) {
    case 'domain':
      return (
        (before.what === 'domain' || before.what === 'transfer') &&
        before.name === now.name &&
        before.cluster === now.cluster
      )
    case 'transfer':
      return (
        before.what === 'transfer' &&
        before.name === now.name &&
        before.cluster === now.cluster &&
        before.site === now.site
      )
    case 'task':
      return before.what === 'task' && before.uuid === now.uuid
    case 'cluster':
    case 'sites':
      return before.what === now.what && before.cluster === now.cluster
    case 'incident':
      return before.what === 'incident' && before.id === now.id && now.serial === null
    default:
      return before.what === now.what
  }
}
