/**
 * Reads what commands need of many protection domains, one step into all of them and then the next: only reads that do not
 * depend on each other are waited for together. What is found at one step is listed for the next, and what is read is added
 * up, since the compiler leaves out what nobody asks for.
 */
import { pointsPlace } from '../../domain/ledger/index.js'
import type { Keep, Ledger, Outgoing, ProtectionDomain, Snapshot, View, Vm } from '../../domain/core/index.js'

type Domains = readonly View<ProtectionDomain>[]

export class DomainReads {
  /** What was found, listed again and again. */
  readonly #snapshots: View<Snapshot>[] = []
  readonly #transfers: View<Outgoing>[] = []
  readonly #vms: View<Vm>[] = []

  /** Fields of the domains, and how long their lists of snapshots are. */
  fields(domains: Domains): number {
    let sum = 0
    for (const { name, snapshots, schedulesSuspended, removedAt } of domains)
      sum += name.length + snapshots.length + (schedulesSuspended ? 1 : 0) + (removedAt === null ? 1 : 0)
    return sum
  }

  /** What tells snapshots from each other. */
  identities(domains: Domains): number {
    const found = this.#snapshots
    let count = 0
    for (const { snapshots } of domains) for (const snapshot of snapshots) found[count++] = snapshot
    shorten(found, count)
    let sum = 0
    for (const { id } of found) sum += id
    return sum
  }

  /** When snapshots expire, and what the store has of them. */
  expiries(domains: Domains): number {
    let sum = this.identities(domains)
    for (const { storeBytes } of this.#snapshots) sum += storeBytes
    for (const { expiresAt } of this.#snapshots) sum += expiresAt ?? 0
    return sum
  }

  /** What the newest snapshots hold. */
  newest(domains: Domains): number {
    let sum = 0
    for (const { snapshots } of domains) sum += snapshots.at(-1)?.missing.length ?? 0
    return sum
  }

  /** What the domains are sending. */
  transfers(domains: Domains): number {
    const found = this.#transfers
    let count = 0
    for (const { outgoing } of domains) {
      for (const site in outgoing) {
        const sending = outgoing[site]
        if (sending !== undefined) found[count++] = sending
      }
    }
    shorten(found, count)
    let sum = 0
    for (const { current } of found) if (current !== null) sum += current.id + current.snapshotId
    for (const { queue, current } of found) {
      sum += queue.length
      if (current !== null) sum += current.tag + current.remainingWireBytes + current.admittedAt
    }
    return sum
  }

  schedules(domains: Domains): number {
    let sum = 0
    for (const { schedules, oneTimeSchedules } of domains) sum += schedules.length + oneTimeSchedules.length
    for (const { schedules } of domains)
      for (const { nextAt, recurrence, retention } of schedules)
        sum += (nextAt ?? 0) + recurrence.everyNth + retention.local.count + keptRemotely(retention.remote)
    return sum
  }

  /** Members as they are, and as the newest snapshot holds them. */
  members(domains: Domains, vms: Readonly<Record<string, View<Vm>>>): number {
    let sum = 0
    for (const { members } of domains) for (const { uuid } of members) sum += uuid.length
    const found = this.#vms
    let count = 0
    for (const { members } of domains) {
      for (const { uuid } of members) {
        const vm = vms[uuid]
        if (vm !== undefined) found[count++] = vm
      }
    }
    shorten(found, count)
    for (const { handle } of found) sum += handle
    for (const { content, spec } of found) sum += content.writtenBytes + spec.disks.length
    for (const { content } of found) sum += content.asOf
    for (const { spec } of found) for (const { usedBytes } of spec.disks) sum += usedBytes
    return sum + captured(domains)
  }

  /** What the ledger knows of the domains. */
  protections(domains: Domains, { protections }: View<Ledger>): number {
    let sum = 0
    for (const { name } of domains)
      for (const { count, points } of protections[name] ?? []) sum += points[pointsPlace(count)] ?? 0
    return sum
  }
}

function keptRemotely(remote: Readonly<Record<string, View<Keep>>>): number {
  let sum = 0
  for (const site in remote) sum += remote[site]?.count ?? 0
  return sum
}

function captured(domains: Domains): number {
  let sum = 0
  for (const { snapshots } of domains) sum += snapshots.at(-1)?.vms.length ?? 0
  for (const { snapshots } of domains)
    for (const { uuid, writtenBytes } of snapshots.at(-1)?.vms ?? []) sum += uuid.length + writtenBytes
  return sum
}

/** Keeps the room that a list has, which `length = 0` gives away. */
export function shorten(list: unknown[], length: number): void {
  while (list.length > length) list.pop()
}
