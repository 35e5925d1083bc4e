/** Agenda: a heap of what falls due next, updated from the entities that events touch; it never scans the world. */
import {
  dueOfDomain,
  dueOfDomainBy,
  dueOfIncident,
  dueOfLane,
  dueOfSites,
  dueOfTask,
  touchedBy
} from '../domain/due.js'
import type { DomainEvent, Due, Lane, Touched, View, World } from '../domain/core/index.js'
import { Soonest, laneBetween, getOwn } from '../domain/core/index.js'
import { DueHeap, OUTSIDE } from './due-heap.js'
import type { HeapItem } from './due-heap.js'
import { LaneTransfers } from './lane-transfers.js'

/** What something falls due of. */
type Subject =
  | { readonly what: 'domain'; readonly cluster: string; readonly name: string; by: number }
  | { readonly what: 'task'; readonly cluster: string; readonly uuid: string }
  | { readonly what: 'sites'; readonly cluster: string }
  | { readonly what: 'lane'; readonly from: string; readonly to: string }
  | { readonly what: 'incident'; readonly id: string }

type Item = HeapItem<Subject>

export class Agenda {
  readonly #world: View<World>
  #heap = new DueHeap<Subject>()
  /** By number: all but protection domains. */
  #items = new Map<number, Item>()
  /** By cluster and name: those of protection domains, to be found once their domain was removed. */
  #domains = new Map<string, Map<string, Item>>()
  #transfers: LaneTransfers
  /** What the events of one command have touched so far. */
  readonly #seen: Touched[] = []
  /** For whoever is looked at: used again and again. */
  readonly #soonest: Soonest

  constructor(world: View<World>) {
    this.#world = world
    this.#transfers = new LaneTransfers(world)
    this.#soonest = new Soonest(world.now)
    this.#touchEverything()
  }

  /**
   * The next thing that falls due. The heap has only its instant: what is to be done is read from the world, which has not
   * changed about it since, so that thousands of commands need not be kept until their time has come.
   */
  next(): Due | undefined {
    for (;;) {
      const item = this.#heap.first
      if (item === undefined) return undefined
      const at = this.#heap.atOf(item)
      const due = this.#dueOf(item.subject)
      if (due?.at === at) return due ?? undefined
      this.#lookAgain(item, due) // the world as it is counts
    }
  }

  /** Looks again at everything that these events, which have been applied, may have moved: once each, however many events name it. */
  touch(events: readonly DomainEvent[]): void {
    const seen = this.#seen
    for (const event of events) {
      const touched = touchedBy(event)
      if (touched.what === 'nothing' || isAmong(seen, touched)) continue
      seen.push(touched)
      this.#look(touched)
    }
    if (seen.length > 0) this.#touchProgress()
    seen.length = 0
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

  #dueOf(subject: Subject): Due | null {
    const world = this.#world
    switch (subject.what) {
      case 'domain': {
        const cluster = world.clusters[subject.cluster]
        const domain = cluster === undefined ? undefined : getOwn(cluster.protectionDomains, subject.name)
        return cluster === undefined || domain === undefined ? null : dueOfDomainBy(subject.by, world, cluster, domain)
      }
      case 'task': {
        const cluster = world.clusters[subject.cluster]
        const task = cluster?.tasks[subject.uuid]
        return cluster === undefined || task === undefined ? null : dueOfTask(world, cluster, task)
      }
      case 'sites': {
        const cluster = world.clusters[subject.cluster]
        return cluster === undefined ? null : dueOfSites(world, cluster)
      }
      case 'lane': {
        const lane = laneBetween(world, subject.from, subject.to)
        return lane === undefined ? null : dueOfLane(world, lane, this.#transfers.firstsOf(lane))
      }
      case 'incident': {
        const incident = getOwn(world.incidents, subject.id)
        return incident === undefined ? null : dueOfIncident(world, incident)
      }
    }
  }

  #lookAgain(item: Item, due: Due | null): void {
    if (item.subject.what === 'domain') this.#touchDomain(item.subject.cluster, item.subject.name)
    else this.#set(item, due)
  }

  #set(item: Item, due: Due | null): void {
    if (due === null) this.#heap.remove(item)
    else this.#heap.set(item, due.at, due.rank)
  }

  /** Puts something in the heap that is not a protection domain, or moves it, or takes it out and forgets it. */
  #setNumbered(serial: number, due: Due | null, subject: () => Subject): void {
    let item = this.#items.get(serial)
    if (due === null) {
      if (item === undefined) return
      this.#items.delete(serial)
    } else if (item === undefined) this.#items.set(serial, (item = { subject: subject(), serial, place: OUTSIDE }))
    this.#set(item, due)
  }

  #touchDomain(clusterName: string, name: string): void {
    const cluster = this.#world.clusters[clusterName]
    const domain = cluster === undefined ? undefined : getOwn(cluster.protectionDomains, name)
    const items = this.#domainsOn(clusterName)
    let item = items.get(name)
    if (item !== undefined && item.serial !== domain?.serial) {
      items.delete(name)
      this.#heap.remove(item)
      item = undefined
    }
    if (cluster === undefined || domain === undefined) return
    if (item === undefined) {
      item = { subject: { what: 'domain', cluster: clusterName, name, by: 0 }, serial: domain.serial, place: OUTSIDE }
      items.set(name, item)
    }
    const soonest = this.#soonest.restart(this.#world.now)
    this.#set(item, dueOfDomain(this.#world, cluster, domain, soonest))
    if (item.subject.what === 'domain') item.subject.by = soonest.by
  }

  #domainsOn(cluster: string): Map<string, Item> {
    let items = this.#domains.get(cluster)
    if (items === undefined) this.#domains.set(cluster, (items = new Map()))
    return items
  }

  #touchTask(clusterName: string, uuid: string): void {
    const cluster = this.#world.clusters[clusterName]
    const task = cluster?.tasks[uuid]
    if (cluster === undefined || task === undefined) return
    const due = dueOfTask(this.#world, cluster, task)
    this.#setNumbered(task.serial, due, () => ({ what: 'task', cluster: clusterName, uuid }))
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
      this.#transfers.add(lane, {
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
    this.#heap = new DueHeap()
    this.#items = new Map()
    this.#domains = new Map()
    this.#transfers = new LaneTransfers(this.#world)
    for (const cluster of Object.keys(this.#world.clusters)) this.#touchCluster(cluster)
    this.#touchLanes()
    for (const id of Object.keys(this.#world.incidents)) this.#touchIncident(id, null)
  }

  /** `serial` is that of one that is over. */
  #touchIncident(id: string, serial: number | null): void {
    const incident = getOwn(this.#world.incidents, id)
    const number = incident?.serial ?? serial
    const due = incident === undefined ? null : dueOfIncident(this.#world, incident)
    if (number !== null) this.#setNumbered(number, due, () => ({ what: 'incident', id }))
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
    this.#setNumbered(serial, dueOfSites(this.#world, cluster), () => ({ what: 'sites', cluster: clusterName }))
  }

  #touchLane(lane: View<Lane>): void {
    const { serial, from, to } = lane
    const due = dueOfLane(this.#world, lane, this.#transfers.firstsOf(lane), this.#soonest.restart(this.#world.now))
    this.#setNumbered(serial, due, () => ({ what: 'lane', from, to }))
  }
}

function isAmong(seen: readonly Touched[], touched: Touched): boolean {
  for (const before of seen) if (sameThing(before, touched)) return true
  return false
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
