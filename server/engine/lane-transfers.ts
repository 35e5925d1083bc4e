/** The running transfers of each lane, nearest to their end first, in each of its flows. */
import TinyQueue from 'tinyqueue'
import type { Transfer } from '../domain/due.js'
import type { FlowName, Lane, View, World } from '../domain/core/index.js'
import { getOwn } from '../domain/core/index.js'

interface Ranked extends Transfer {
  /** The number of its domain: the first tie-break. */
  readonly serial: number
}

type Flows = Record<FlowName, TinyQueue<Ranked>>

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
  firstsOf(lane: View<Lane>): readonly (Transfer | undefined)[] {
    const { async, nearSync } = this.#flowsOf(lane)
    return [this.#firstOf(async), this.#firstOf(nearSync)]
  }

  #flowsOf(lane: View<Lane>): Flows {
    let flows = this.#flows.get(lane.serial)
    if (flows === undefined) {
      flows = { async: new TinyQueue([], byTag), nearSync: new TinyQueue([], byTag) }
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
