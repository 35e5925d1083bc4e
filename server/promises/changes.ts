/** Oracle of single changes: checks the events of each change against the world they left. */
import { bytesSince, referenceSnapshot } from '../domain/inventory/index.js'
import type {
  DomainEvent,
  Instant,
  ProtectionDomain,
  Replication,
  Schedule,
  Snapshot,
  View,
  World
} from '../domain/core/index.js'
import { after, getOwn, seconds, snapshotOf } from '../domain/core/index.js'
import { expiryOf, keptCount } from '../domain/snapshots/index.js'
import type { Change } from '../engine/index.js'

export interface Fault {
  /** What should hold, as a sentence. */
  readonly promise: string
  /** Where it does not. */
  readonly detail: string
}

type EventOf<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const KEPT = 'a snapshot is kept as long as its schedule says'
const COLLECTED = 'a snapshot is collected once it has expired, and never the newest'
const SENT = 'a transfer sends what has changed since the newest snapshot that both sides hold'

/** Looks at change after change of a world, of which it remembers when each snapshot expires. */
export class Changes {
  readonly #world: View<World>
  readonly #expiries: Expiries

  constructor(world: View<World>) {
    this.#world = world
    this.#expiries = new Expiries(world)
  }

  /** What does not hold of a change that has just been made. */
  check({ at, command, events }: Change): Fault[] {
    const world = this.#world
    const found: Fault[] = []
    const broken =
      (promise: string) =>
      (detail: string): unknown =>
        found.push({ promise, detail })
    for (const event of events) {
      if (event.type === 'snapshots-removed' && command.type === 'collect-snapshots')
        [...checkedCollection(world, event, at, this.#expiries)].forEach(broken(COLLECTED))
      if (event.type === 'replication-started') [...checkedTransfer(world, event)].forEach(broken(SENT))
      this.#expiries.record(event)
    }
    if (command.type === 'run-schedule') [...checkedExpiry(world, command, events)].forEach(broken(KEPT))
    return found
  }
}

/** Of a schedule that counts snapshots or days; how NearSync rolls its own up is another matter. */
function* checkedExpiry(
  world: View<World>,
  { cluster, name, id }: { readonly cluster: string; readonly name: string; readonly id: string },
  events: readonly DomainEvent[]
): Generator<string> {
  const schedule = domainOn(world, cluster, name)?.schedules.find(each => each.id === id)
  if (schedule === undefined || schedule.nearSync !== null) return
  for (const event of events) {
    if (event.type === 'snapshot-taken') {
      const { expiresAt, createdAt } = event.snapshot
      const expected = expiryOf(schedule.retention.local, schedule.recurrence, createdAt)
      if (expiresAt !== expected) yield `${event.snapshot.id} of ${name} expires at ${expiresAt}, not ${expected}`
    }
    const copy = copyOf(event)
    if (copy === null || copy.retrieval === true) continue
    const expected = copyExpiry(schedule, copy.site, world.now)
    if (copy.expiresAt !== expected)
      yield `the copy of ${copy.snapshotId} of ${name} at ${copy.site} expires at ${copy.expiresAt}, not ${expected}`
  }
}

function copyOf(event: DomainEvent) {
  if (event.type === 'replication-started') return { site: event.site, ...event.replication }
  return event.type === 'replication-queued' ? { site: event.site, ...event.queued } : null
}

function copyExpiry({ retention, recurrence }: View<Schedule>, site: string, at: Instant): Instant | null {
  const keep = getOwn(retention.remote, site)
  return keep === undefined ? null : expiryOf(keep, recurrence, at)
}

function* checkedCollection(
  world: View<World>,
  { cluster, domain: name, snapshots }: EventOf<'snapshots-removed'>,
  at: Instant,
  expiries: Expiries
): Generator<string> {
  const domain = domainOn(world, cluster, name)
  if (domain === undefined) return
  const left = domain.snapshots.filter(countsForRetention)
  const spared = left.at(-keptCount(domain))
  for (const gone of snapshots) {
    const known = expiries.of(cluster, name, gone)
    const place = `${gone.id} of ${name} on ${cluster}`
    if (known === undefined) yield `${place}, which is not there`
    else if (known.expiresAt === null || after(known.expiresAt, seconds(world.settings.snapshotCollectionSeconds)) > at)
      yield `${place} goes at ${at} and expires at ${known.expiresAt}`
    else if (countsForRetention(known) && (spared === undefined || spared.createdAt < known.createdAt))
      yield `${place} is one of the ${keptCount(domain)} newest`
  }
}

function countsForRetention({ kind }: Pick<View<Snapshot>, 'kind'>): boolean {
  return kind !== 'one-time'
}

function* checkedTransfer(
  world: View<World>,
  { cluster, domain: name, site, replication }: EventOf<'replication-started'>
): Generator<string> {
  const domain = domainOn(world, cluster, name)
  const snapshot = domain && snapshotOf(domain, replication.origin, replication.snapshotId)
  if (domain === undefined || snapshot === undefined) return
  const place = `${replication.snapshotId} of ${name} from ${cluster} to ${site}`
  const { full, totalBytes } = expectedOf(world, domain, snapshot, replication)
  if (replication.full !== full || replication.totalBytes !== totalBytes)
    yield `${place} sends ${replication.totalBytes} bytes, not ${totalBytes}`
  const { compression } = getOwn(world.clusters[cluster]?.remoteSites ?? {}, site) ?? { compression: false }
  const wireBytes = compression ? Math.ceil(totalBytes * world.settings.compressionRatio) : totalBytes
  if (replication.wireBytes !== wireBytes || replication.remainingWireBytes !== wireBytes)
    yield `${place} takes ${replication.wireBytes} bytes of the line, not ${wireBytes}`
}

function expectedOf(
  world: View<World>,
  domain: View<ProtectionDomain>,
  snapshot: View<Snapshot>,
  { target }: View<Replication>
) {
  const reference = referenceSnapshot(domain, domainOn(world, target, domain.name), snapshot)
  return { full: reference === undefined, totalBytes: bytesSince(snapshot, reference) }
}

function domainOn(world: View<World>, cluster: string, name: string): View<ProtectionDomain> | undefined {
  return getOwn(getOwn(world.clusters, cluster)?.protectionDomains ?? {}, name)
}

type Known = Pick<View<Snapshot>, 'kind' | 'createdAt' | 'expiresAt'>
type Identity = Pick<View<Snapshot>, 'origin' | 'id'>

/** When snapshots expire, as events have told: the world no longer knows it of those that have just gone. */
class Expiries {
  /** By cluster and domain, and then by the identity of the snapshot. */
  readonly #known = new Map<string, Map<string, Known>>()

  constructor(world: View<World>) {
    for (const { name, protectionDomains } of Object.values(world.clusters)) {
      for (const domain of Object.values(protectionDomains))
        for (const snapshot of domain.snapshots) this.#add(name, domain.name, snapshot)
    }
  }

  of(cluster: string, domain: string, snapshot: Identity): Known | undefined {
    return this.#known.get(`${cluster}/${domain}`)?.get(keyOf(snapshot))
  }

  record(event: DomainEvent): void {
    if (event.type === 'snapshot-taken' || event.type === 'snapshot-received')
      this.#add(event.cluster, event.domain, event.snapshot)
    if (event.type === 'snapshot-retention-set') {
      const known = this.of(event.cluster, event.domain, event)
      if (known !== undefined) this.#add(event.cluster, event.domain, { ...known, ...event, expiresAt: event.until })
    }
    if (event.type === 'snapshots-removed')
      for (const gone of event.snapshots) this.#known.get(`${event.cluster}/${event.domain}`)?.delete(keyOf(gone))
    if (event.type === 'protection-domain-marked-for-removal') this.#known.delete(`${event.cluster}/${event.domain}`)
  }

  #add(cluster: string, domain: string, { origin, id, kind, createdAt, expiresAt }: Identity & Known): void {
    const key = `${cluster}/${domain}`
    let known = this.#known.get(key)
    if (known === undefined) this.#known.set(key, (known = new Map<string, Known>()))
    known.set(keyOf({ origin, id }), { kind, createdAt, expiresAt })
  }
}

function keyOf({ origin, id }: Identity): string {
  return `${origin}:${id}`
}
