/** Agenda: a heap of what falls due next, updated from the entities that events touch; it never scans the world. */
import { dueOfIncident, dueOfSites, dueOfTask, offerOfDomain, offerOfLane } from '../../domain/due.js'
import type { Movement } from '../../domain/due.js'
import type {
  AtDomain,
  DomainEvent,
  Due,
  DueCommand,
  Lane,
  Touched,
  TouchedTransfer,
  View,
  World
} from '../../domain/core/index.js'
import { MOVES, NEVER, Soonest, laneBetween, getOwn } from '../../domain/core/index.js'
import { DomainDues } from './domain-dues.js'
import { DomainHandles } from './domain-handles.js'
import { DueHeap } from './due-heap.js'
import type { Dated } from './due-heap.js'
import { NONE } from './indexed-heap.js'
import { LaneTransfers } from './lane-transfers.js'
import { ReadAhead } from './read-ahead.js'
import { Seen } from './seen.js'
import { dueOfSubject } from './subject.js'
import type { Subject } from './subject.js'

export class Agenda {
  readonly #world: View<World>
  #heap = new DueHeap()
  /** By handle. */
  #subjects: Subject[] = []
  /** Handles by number: of all but protection domains. */
  #handles = new Map<number, number>()
  #domains = new DomainHandles(this.#subjects)
  #dues: DomainDues
  #ahead: ReadAhead
  #transfers: LaneTransfers
  /** What the events of one command have touched so far. */
  readonly #seen = new Seen()
  /** For whoever is looked at: used again and again, for an instant. What is to be done is asked for when that has come. */
  readonly #soonest: Soonest
  /** The handle of the thing that `next` has answered for. */
  last: number = NONE

  constructor(world: View<World>) {
    this.#world = world
    this.#transfers = new LaneTransfers(world)
    this.#dues = new DomainDues(world)
    this.#ahead = new ReadAhead(world)
    this.#soonest = new Soonest(world.now, 'instants')
    this.#touchEverything()
  }

  /**
   * The next thing that falls due. The heap has only its instant: what is to be done is read from the world, which has not
   * changed about it since, so that thousands of commands need not be kept until their time has come. Most often `soonest`
   * itself is what is answered, and holds until it is used again.
   */
  next(soonest: Soonest): Due | undefined {
    for (;;) {
      const handle = this.#heap.first
      const subject = handle === NONE ? undefined : this.#subjects[handle]
      if (subject === undefined) return undefined
      const due = this.#dueOf(handle, subject, soonest)
      if (due !== null) this.#comeTo(handle, subject, due.command)
      this.last = handle
      if (due !== null && due.at === this.#heap.firstOf(handle)) return due
      this.#lookAgain(handle, subject, due) // the world as it is counts
    }
  }

  /** Notes down what an event has moved, once however many events name it, to be looked at when the last one of a command was applied. */
  note(event: DomainEvent, { touched, kinds }: Movement): void {
    if (typeof touched === 'function') {
      const thing = touched(event)
      if (thing.what === 'domain') this.#seen.addDomain(this.#handleOf(thing.cluster, thing.name), kinds)
      else this.#seen.add(thing)
      return
    }
    if (kinds === MOVES.none) return
    const { cluster, domain } = event as Partial<AtDomain>
    if (cluster !== undefined && typeof domain === 'string')
      this.#seen.addDomain(this.#handleOf(cluster, domain), kinds)
    if (touched === 'transfer') this.#seen.addTransfer(event as unknown as TouchedTransfer)
  }

  /** Looks again at everything that was noted down. */
  look(): void {
    const seen = this.#seen
    for (let at = 0; at < seen.others; at++) {
      const touched = seen.thingAt(at)
      if (touched !== undefined) this.#look(touched)
    }
    for (let at = 0; at < seen.transfers; at++) {
      const touched = seen.transferAt(at)
      if (touched !== undefined) this.#touchTransfer(touched)
    }
    for (let at = 0; at < seen.domains; at++) this.#touchDomain(seen.handleAt(at), seen.kindsAt(at))
    if (seen.any) this.#touchProgress()
    seen.clear()
  }

  #look(touched: Touched): void {
    switch (touched.what) {
      case 'domain': // looked at with all that the events say of it
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

  #dueOf(handle: number, subject: Subject, soonest: Soonest): Due | null {
    const world = this.#world
    if (subject.what === 'lane') {
      const lane = laneBetween(world, subject.from, subject.to)
      if (lane === undefined) return null
      offerOfLane(world, lane, this.#transfers.of(lane), soonest.restart(world.now))
      return soonest.due
    }
    if (subject.what !== 'domain') return dueOfSubject(world, subject)
    const cluster = world.clusters[subject.cluster]
    const domain = cluster === undefined ? undefined : getOwn(cluster.protectionDomains, subject.name)
    if (cluster === undefined || domain === undefined) return null
    offerOfDomain(this.#dues.soonestKind(handle), world, cluster, domain, soonest.restart(world.now))
    return soonest.due
  }

  /** Says what will be asked for: the domain that a command is about, whatever it falls due of. */
  #comeTo(handle: number, subject: Subject, command: DueCommand): void {
    if (subject.what === 'domain') {
      this.#domains.expect(handle)
      this.#ahead.comeTo(handle, command)
      return
    }
    if (!('name' in command)) return
    const domain = this.#domains.find(command.cluster, command.name)
    if (domain === undefined) return
    this.#domains.expect(domain)
    this.#ahead.comeTo(domain, command)
  }

  #lookAgain(handle: number, subject: Subject, due: Dated): void {
    if (subject.what === 'domain') this.#touchDomain(handle, MOVES.all)
    else this.#setNumbered(handle, this.#heap.thirdOf(handle), due)
  }

  #add(subject: Subject): number {
    const handle = this.#heap.add()
    this.#subjects[handle] = subject
    return handle
  }

  /** A handle of something that is not a protection domain, until `#setNumbered` finds that nothing of it falls due. */
  #addNumbered(serial: number, subject: Subject): number {
    const handle = this.#add(subject)
    this.#handles.set(serial, handle)
    return handle
  }

  #setNumbered(handle: number, serial: number, due: Dated): void {
    if (due !== null) return this.#heap.setDue(handle, due, serial)
    this.#handles.delete(serial)
    this.#heap.release(handle)
  }

  /** The handle of a protection domain: given at its first event, and back when it turns out that there is none. */
  #handleOf(cluster: string, name: string): number {
    const known = this.#domains.find(cluster, name)
    if (known !== undefined) return known
    const handle = this.#add({ what: 'domain', cluster, name })
    this.#domains.add(cluster, name, handle)
    return handle
  }

  #touchDomain(handle: number, moved: number): void {
    const subject = this.#subjects[handle]
    if (subject?.what !== 'domain') return
    const { cluster: clusterName, name } = subject
    const cluster = this.#world.clusters[clusterName]
    const domain = cluster === undefined ? undefined : getOwn(cluster.protectionDomains, name)
    if (cluster === undefined || domain === undefined) {
      this.#domains.delete(clusterName, name)
      this.#ahead.forget(handle)
      this.#heap.release(handle)
      return
    }
    // One that is new, or another of the same name, has all its due times looked at.
    const kinds = this.#dues.serialOf(handle) === domain.serial ? moved : MOVES.all
    this.#ahead.keep(handle, domain)
    this.#dues.look(handle, kinds, cluster, domain, this.#soonest)
    if (this.#dues.at === NEVER) this.#heap.remove(handle)
    else this.#heap.setDue(handle, this.#dues, domain.serial)
  }

  #touchTask(clusterName: string, uuid: string): void {
    const cluster = this.#world.clusters[clusterName]
    const task = cluster?.tasks[uuid]
    if (cluster === undefined || task === undefined) return
    const { serial } = task
    const handle = this.#handles.get(serial) ?? this.#addNumbered(serial, { what: 'task', cluster: clusterName, uuid })
    this.#setNumbered(handle, serial, dueOfTask(this.#world, cluster, task))
  }

  #touchCluster(clusterName: string): void {
    const cluster = this.#world.clusters[clusterName]
    if (cluster === undefined) return
    for (const task of Object.keys(cluster.tasks)) this.#touchTask(clusterName, task)
    for (const domain of Object.values(cluster.protectionDomains)) {
      this.#touchDomain(this.#handleOf(clusterName, domain.name), MOVES.all)
      for (const { site, current } of Object.values(domain.outgoing)) {
        if (current !== null)
          this.#touchTransfer({ cluster: clusterName, domain: domain.name, site, target: current.target })
      }
    }
  }

  #touchTransfer(touched: TouchedTransfer): void {
    const { cluster, domain: name, site, target } = touched
    const lane = laneBetween(this.#world, cluster, target)
    if (lane === undefined) return
    const domain = getOwn(this.#world.clusters[cluster]?.protectionDomains ?? {}, name)
    const current = getOwn(domain?.outgoing ?? {}, site)?.current
    if (domain !== undefined && current?.phase === 'running')
      this.#transfers.of(lane)[current.flow].add(domain.serial, current, touched)
    this.#touchLane(lane)
  }

  /** What was noted down is looked at with all the rest: its handles are those of the lists that are made anew. */
  #touchEverything(): void {
    this.#seen.clear()
    this.#heap = new DueHeap()
    this.#subjects = []
    this.#handles = new Map()
    this.#domains = new DomainHandles(this.#subjects)
    this.#dues = new DomainDues(this.#world)
    this.#ahead = new ReadAhead(this.#world)
    this.#transfers = new LaneTransfers(this.#world)
    for (const cluster of Object.keys(this.#world.clusters)) this.#touchCluster(cluster)
    this.#touchLanes()
    for (const id of Object.keys(this.#world.incidents)) this.#touchIncident(id, null)
  }

  /** `serial` is that of one that is over. */
  #touchIncident(id: string, serial: number | null): void {
    const incident = getOwn(this.#world.incidents, id)
    const number = incident?.serial ?? serial
    if (number === null) return
    const handle = this.#handles.get(number) ?? this.#addNumbered(number, { what: 'incident', id })
    this.#setNumbered(handle, number, incident === undefined ? null : dueOfIncident(this.#world, incident))
  }

  /** Whatever moves a transfer moves the instant at which it passes a percentage; there are hardly ever incidents that wait for one. */
  #touchProgress(): void {
    const { incidents } = this.#world
    for (const id in incidents) {
      const incident = incidents[id]
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
    const handle = this.#handles.get(serial) ?? this.#addNumbered(serial, { what: 'sites', cluster: clusterName })
    this.#setNumbered(handle, serial, dueOfSites(this.#world, cluster))
  }

  #touchLane(lane: View<Lane>): void {
    const { serial, from, to } = lane
    const soonest = this.#soonest.restart(this.#world.now)
    offerOfLane(this.#world, lane, this.#transfers.of(lane), soonest)
    const handle = this.#handles.get(serial) ?? this.#addNumbered(serial, { what: 'lane', from, to })
    this.#setNumbered(handle, serial, soonest.dated)
  }
}
