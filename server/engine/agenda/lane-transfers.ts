/** The running transfers of each lane, nearest to their end first, in each of its flows. */
import type { FirstTransfers, Transfer } from '../../domain/due.js'
import type { Lane, Replication, TouchedTransfer, View, World } from '../../domain/core/index.js'
import { getOwn } from '../../domain/core/index.js'
import { IndexedHeap, NONE } from './indexed-heap.js'

export class LaneTransfers {
  readonly #world: View<World>
  /** By the lane's number. */
  readonly #flows = new Map<number, Flows>()

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Those of a lane. */
  of(lane: View<Lane>): Flows {
    let flows = this.#flows.get(lane.serial)
    if (flows === undefined) this.#flows.set(lane.serial, (flows = new Flows(this.#world)))
    return flows
  }
}

class Flows implements FirstTransfers {
  readonly #world: View<World>
  readonly #async = new TransferQueue()
  readonly #nearSync = new TransferQueue()

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Adds what the lane carries from now on. `serial` is the number of its domain, the first tie-break. */
  add(serial: number, { id, flow, tag }: View<Replication>, { cluster, domain, site }: TouchedTransfer): void {
    const queue = flow === 'async' ? this.#async : this.#nearSync
    queue.add(serial, { replicationId: id, flow, tag, cluster, domain, site })
  }

  get async(): Transfer | undefined {
    return this.#async.firstIn(this.#world)
  }

  get nearSync(): Transfer | undefined {
    return this.#nearSync.firstIn(this.#world)
  }
}

class TransferQueue {
  readonly #heap = new IndexedHeap()
  /** By handle. */
  readonly #transfers: Transfer[] = []
  /** Used again and again. */
  readonly #key = { first: 0, second: 0, third: 0 }

  add(serial: number, transfer: Transfer): void {
    const handle = this.#heap.add()
    this.#transfers[handle] = transfer
    const key = this.#key
    key.first = transfer.tag
    key.second = serial
    key.third = transfer.replicationId
    this.#heap.set(handle, key)
  }

  /** Those that have ended or changed since they were added are dropped on the way. */
  firstIn(world: View<World>): Transfer | undefined {
    for (;;) {
      const handle = this.#heap.first
      const first = handle === NONE ? undefined : this.#transfers[handle]
      if (first === undefined || isUnderWay(world, first)) return first
      this.#heap.release(handle)
    }
  }
}

function isUnderWay(world: View<World>, { cluster, domain: name, site, replicationId, tag }: Transfer): boolean {
  const domain = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, name)
  const current = domain?.outgoing[site]?.current
  return current?.id === replicationId && current.phase === 'running' && current.tag === tag
}
