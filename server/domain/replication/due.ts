/** When transfers are admitted, end, stall or are given up. */
import { MOVES, NEVER, RANK, after, seconds } from '../core/index.js'
import type { DomainDue, FlowName, Lane, Moves, Soonest, Touches, View, World } from '../core/index.js'
import { finishesAt } from '../links/index.js'
import type { ReplicationEvent } from './vocabulary.js'

/** After so long without a byte a transfer has stalled [C: alert catalogue, "in last one hour"]. */
const STALL_USECS = seconds(3600)

export const replicationDue: DomainDue = (_, { name: cluster }, { name, outgoing }, soonest) => {
  for (const site in outgoing) {
    const current = outgoing[site]?.current
    if (current == null) continue
    if (current.phase === 'handshake' && soonest.accepts(current.admittedAt, RANK.admission))
      soonest.command = { type: 'admit-replication', cluster, name, site }
    if (current.pausedAt === null || current.stallTold) continue
    if (soonest.accepts(after(current.pausedAt, STALL_USECS), RANK.stall))
      soonest.command = { type: 'alert-stalled-replication', cluster, name, site }
  }
}

/** A running transfer, as the agenda keeps it in the order of its finish. */
export interface Transfer {
  replicationId: number
  flow: FlowName
  tag: number
  cluster: string
  domain: string
  site: string
}

/** Of each flow of a lane, the running transfer that is nearest to its end. */
export type FirstTransfers = { readonly [F in FlowName]: Transfer | undefined }

/**
 * When the transfer that is nearest to its end is done, or a window of the bandwidth policy opens or closes; while nothing
 * can pass, when all of the lane are given up.
 */
export function offerOfLane(world: View<World>, lane: View<Lane>, firsts: FirstTransfers, soonest: Soonest): void {
  const { from, to } = lane
  const { async, nearSync } = firsts
  if (lane.downSince === null) {
    if (async !== undefined) offerFinish(lane, async, soonest)
    if (nearSync !== undefined) offerFinish(lane, nearSync, soonest)
    if (lane.stallTold && soonest.accepts(world.now, RANK.lane))
      soonest.command = { type: 'resolve-stalled-lane', from, to }
  } else if (async !== undefined || nearSync !== undefined) {
    if (soonest.accepts(after(lane.downSince, seconds(world.settings.replicationTimeoutSeconds)), RANK.lane))
      soonest.command = { type: 'fail-stalled-replications', from, to }
    if (!lane.stallTold && soonest.accepts(after(lane.downSince, STALL_USECS), RANK.lane))
      soonest.command = { type: 'alert-stalled-lane', from, to }
  }
  if (soonest.accepts(lane.limit.until ?? NEVER, RANK.lane)) soonest.command = { type: 'renew-lane-limit', from, to }
}

function offerFinish(lane: View<Lane>, { flow, tag, cluster, domain, site }: Transfer, soonest: Soonest): void {
  if (soonest.accepts(finishesAt(lane, lane.flows[flow], tag), RANK.lane))
    soonest.command = { type: 'finish-replication', cluster, name: domain, site }
}

/** A snapshot that is being sent is not collected. */
export const replicationMoves: Moves<ReplicationEvent['type']> = {
  'replication-started': MOVES.replication | MOVES.collection,
  'replication-admitted': MOVES.replication,
  'replication-ended': MOVES.replication | MOVES.collection
}

export const replicationTouches: Touches<ReplicationEvent['type']> = {
  'replication-admitted': 'transfer',
  'replication-paused': 'transfer',
  'replication-stalled': 'transfer',
  'replication-resumed': 'transfer',
  'replication-ended': 'transfer'
}
