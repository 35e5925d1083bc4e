/** The running transfers of each lane, nearest to their end first, in each of its flows. */
import type { FirstTransfer } from '../../domain/due.js'
import type { FlowName, Lane, Replication, TouchedTransfer, View, World } from '../../domain/core/index.js'
import { getOwn } from '../../domain/core/index.js'
import { IndexedHeap, NONE } from './indexed-heap.js'

type Flows = Readonly<Record<FlowName, TransferQueue>>

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
    if (flows === undefined) {
      flows = { async: new TransferQueue(this.#world), nearSync: new TransferQueue(this.#world) }
      this.#flows.set(lane.serial, flows)
    }
    return flows
  }
}

class TransferQueue implements FirstTransfer {
  readonly #world: View<World>
  /** By tag, number of the domain and number of the transfer. */
  readonly #heap = new IndexedHeap()
  /** By handle: the event that has said of a transfer that it runs. */
  readonly #events: TouchedTransfer[] = []
  /** Used again and again. */
  readonly #key = { first: 0, second: 0, third: 0 }

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Adds what the lane carries from now on. `serial` is the number of its domain, the first tie-break. */
  add(serial: number, { id, tag }: View<Replication>, event: TouchedTransfer): void {
    const handle = this.#heap.add()
    this.#events[handle] = event
    const key = this.#key
    key.first = tag
    key.second = serial
    key.third = id
    this.#heap.set(handle, key)
  }

  /** Those that have ended or changed since they were added are dropped on the way. */
  get first(): TouchedTransfer | undefined {
    for (;;) {
      const handle = this.#heap.first
      const first = handle === NONE ? undefined : this.#events[handle]
      if (first === undefined || this.#isUnderWay(handle, first)) return first
      this.#heap.release(handle)
    }
  }

  get tag(): number {
    return this.#heap.firstOf(this.#heap.first)
  }

  #isUnderWay(handle: number, { cluster, domain: name, site }: TouchedTransfer): boolean {
    const domain = getOwn(this.#world.clusters[cluster]?.protectionDomains ?? {}, name)
    const current = domain?.outgoing[site]?.current
    return (
      current?.phase === 'running' &&
      current.id === this.#heap.thirdOf(handle) &&
      current.tag === this.#heap.firstOf(handle)
    )
  }
}
