/** The running transfers of each lane, nearest to their end first, in each of its flows. */
import TinyQueue from 'tinyqueue'
import type { Transfer } from '../domain/due.js'
import type { FlowName, Lane, View, World } from '../domain/core/index.js'
import { getOwn } from '../domain/core/index.js'

interface Ranked extends Transfer {
  /** The number of its domain: the first tie-break. */
  readonly serial: number
}

interface Flows extends Record<FlowName, TinyQueue<Ranked>> {
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

  add(lane: View<Lane>, transfer: Ranked): void {
    this.#flowsOf(lane)[transfer.flow].push(transfer)
  }

  /** Of each flow the transfer that is nearest to its end. */
  firstsOf(lane: View<Lane>): readonly [Transfer | undefined, Transfer | undefined] {
    const { async, nearSync, firsts } = this.#flowsOf(lane)
    firsts[0] = this.#firstOf(async)
    firsts[1] = this.#firstOf(nearSync)
    return firsts
  }

  #flowsOf(lane: View<Lane>): Flows {
    let flows = this.#flows.get(lane.serial)
    if (flows === undefined) {
      const firsts: Flows['firsts'] = [undefined, undefined]
      flows = { async: new TinyQueue([], byTag), nearSync: new TinyQueue([], byTag), firsts }
      this.#flows.set(lane.serial, flows)
    }
    return flows
  }

  /** Those that have ended or changed since they were noted are dropped on the way. */
  #firstOf(transfers: TinyQueue<Ranked>): Transfer | undefined {
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

function byTag(a: Ranked, b: Ranked): number {
  return a.tag - b.tag || a.serial - b.serial || a.replicationId - b.replicationId
}
