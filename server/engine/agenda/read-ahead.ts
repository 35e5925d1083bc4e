/**
 * Reads what the next commands will need of their protection domains before it is their turn.
 *
 * Thousands of domains do not stay in the processor's cache from one of their commands to the next. A command that finds its
 * domain in main memory goes from object to object, and waits a tenth of a microsecond at each. What falls due of a thousand
 * domains falls due in their order, so that dozens of them can be read at once, for the time that one of them takes.
 *
 * Nothing is answered from what is read, and no command does anything else for it.
 */
import type { DueCommand, ProtectionDomain, View, World } from '../../domain/core/index.js'
import { DomainReads, shorten } from './domain-reads.js'
import { NONE } from './indexed-heap.js'

/**
 * So many domains at a time, or no more than have so many snapshots, and members where those are needed: what commands need of them stays in the cache
 * until the last has had its turn.
 */
const DOMAINS_AHEAD = 64
const ROWS_AHEAD = 512
/** Fewer domains than this, both sides counted, stay in the cache by themselves. */
export const READ_AHEAD_MIN = 300
/** Commands go on in the order of their domains if they leave out fewer than this. */
const GAP_MAX = 4

export class ReadAhead {
  readonly #world: View<World>
  /** By handle, as they were when they were last looked at: one that was replaced or has gone since is read for nothing. */
  readonly #rows: (View<ProtectionDomain> | undefined)[] = []
  /** By handle: the other domain that a command about this one has changed, most often its other side. */
  readonly #others: number[] = []
  /** The domain that the last command was about, and how far has been read. */
  #at: number = NONE
  #until = 0
  readonly #reads = new DomainReads()
  /** What is read next, listed again and again. */
  readonly #domains: View<ProtectionDomain>[] = []
  readonly #otherSides: View<ProtectionDomain>[] = []
  /** Sum of what was read last. */
  sum = 0

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Notes down the domain of a handle, whenever it is looked at. */
  keep(handle: number, domain: View<ProtectionDomain>): void {
    if (this.#rows[handle] !== domain) this.#rows[handle] = domain
    if (this.#at !== NONE && handle !== this.#at) this.#others[this.#at] = handle
  }

  /** A handle whose domain has gone. */
  forget(handle: number): void {
    this.#rows[handle] = undefined
  }

  /** Says which domain is next, and what will be done about it. */
  comeTo(handle: number, command: DueCommand): void {
    const before = this.#at
    if (handle === before) return
    this.#at = handle
    if (this.#rows.length < READ_AHEAD_MIN) return
    if (handle < before || handle > before + GAP_MAX) this.#until = 0
    else if (handle >= this.#until) {
      this.#until = this.#list(handle, command.type)
      this.#read(command)
    }
  }

  #read(command: DueCommand): void {
    const reads = this.#reads
    const domains = this.#domains
    const otherSides = this.#otherSides
    const { clusters, ledger } = this.#world
    const { type } = command
    let sum = reads.fields(domains) + reads.transfers(domains)
    if (type === 'collect-snapshots') sum += reads.expiries(domains)
    if (type === 'run-schedule' || type === 'finish-replication') {
      sum += reads.fields(otherSides) + reads.expiries(domains) + reads.schedules(domains)
      if (type === 'finish-replication')
        sum += reads.expiries(otherSides) + reads.newest(domains) + reads.protections(domains, ledger)
      else sum += reads.identities(otherSides) + reads.members(domains, clusters[command.cluster]?.vms ?? {})
    }
    this.sum = sum
  }

  /** Lists what is read next, and says up to where that is. */
  #list(from: number, type: DueCommand['type']): number {
    const rows = this.#rows
    const domains = this.#domains
    const otherSides = this.#otherSides
    const end = Math.min(from + DOMAINS_AHEAD, rows.length)
    let count = 0
    let others = 0
    let inside = 0
    let handle = from
    for (; handle < end && inside < ROWS_AHEAD; handle++) {
      const domain = rows[handle]
      if (domain === undefined) continue
      inside += domain.snapshots.length + (type === 'run-schedule' ? domain.members.length : 0)
      domains[count++] = domain
      const other = rows[this.#others[handle] ?? NONE]
      if (other !== undefined) otherSides[others++] = other
    }
    shorten(domains, count)
    shorten(otherSides, others)
    return handle
  }
}
