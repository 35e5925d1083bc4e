/** When transfers are admitted, end, stall or are given up. */
import { MOVES, NEVER, RANK, after, seconds } from '../core/index.js'
import type {
  DomainDue,
  DueCommand,
  FlowName,
  Lane,
  Moves,
  Soonest,
  TouchedTransfer,
  Touches,
  View,
  World
} from '../core/index.js'
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

/** The running transfer of a flow that is nearest to its end. */
export interface FirstTransfer {
  readonly first: TouchedTransfer | undefined
  /** The flow's served bytes at which it is done. */
  readonly tag: number
}

/**
 * When the transfer that is nearest to its end is done, or a window of the bandwidth policy opens or closes; while nothing
 * can pass, when all of the lane are given up. `firsts` are those of its flows that are nearest to their end.
 */
export function offerOfLane(
  world: View<World>,
  lane: View<Lane>,
  firsts: Readonly<Record<FlowName, FirstTransfer>>,
  soonest: Soonest
): void {
  const { from, to } = lane
  const async = firsts.async.first
  const nearSync = firsts.nearSync.first
  if (lane.downSince === null) {
    if (async !== undefined && soonest.accepts(finishesAt(lane, lane.flows.async, firsts.async.tag), RANK.lane))
      soonest.command = finishOf(async)
    if (
      nearSync !== undefined &&
      soonest.accepts(finishesAt(lane, lane.flows.nearSync, firsts.nearSync.tag), RANK.lane)
    )
      soonest.command = finishOf(nearSync)
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

function finishOf({ cluster, domain, site }: TouchedTransfer): DueCommand {
  return { type: 'finish-replication', cluster, name: domain, site }
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
