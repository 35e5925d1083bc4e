/** The running transfers of each lane, nearest to their end first, in each of its flows. */
import type { Transfer } from '../../domain/due.js'
import type { FlowName, Lane, View, World } from '../../domain/core/index.js'
import { getOwn } from '../../domain/core/index.js'
import { IndexedHeap, NONE } from './indexed-heap.js'

interface Flows extends Record<FlowName, TransferQueue> {
  /** Of each flow the one that is nearest to its end; written anew whenever it is asked for. */
  readonly firsts: [Transfer | undefined, Transfer | undefined]
}

export class LaneTransfers {
  readonly #world: View<World>
  /** By the lane's number. */
  readonly #flows = new Map<number, Flows>()

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Adds what a lane carries from now on. `serial` is the number of its domain, the first tie-break. */
  add(lane: View<Lane>, serial: number, transfer: Transfer): void {
    this.#flowsOf(lane)[transfer.flow].add(serial, transfer)
  }

  /** Of each flow the transfer that is nearest to its end. */
  firstsOf(lane: View<Lane>): readonly [Transfer | undefined, Transfer | undefined] {
    const { async, nearSync, firsts } = this.#flowsOf(lane)
    firsts[0] = async.firstIn(this.#world)
    firsts[1] = nearSync.firstIn(this.#world)
    return firsts
  }

  #flowsOf(lane: View<Lane>): Flows {
    let flows = this.#flows.get(lane.serial)
    if (flows === undefined) {
      flows = { async: new TransferQueue(), nearSync: new TransferQueue(), firsts: [undefined, undefined] }
      this.#flows.set(lane.serial, flows)
    }
    return flows
  }
}

class TransferQueue {
  readonly #heap = new IndexedHeap()
  /** By handle. */
  readonly #transfers: Transfer[] = []

  add(serial: number, transfer: Transfer): void {
    const handle = this.#heap.add()
    this.#transfers[handle] = transfer
    this.#heap.set(handle, { first: transfer.tag, second: serial, third: transfer.replicationId })
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
