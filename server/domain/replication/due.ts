/** When transfers are admitted, end, stall or are given up. */
import { NEVER, RANK, after, seconds } from '../core/index.js'
import type {
  DomainDue,
  Due,
  DueCommand,
  FlowName,
  Instant,
  Lane,
  Touched,
  Touches,
  View,
  World
} from '../core/index.js'
import { finishesAt } from '../links/index.js'
import type { ReplicationEvent } from './vocabulary.js'

/** After so long without a byte a transfer has stalled [C: alert catalogue, "in last one hour"]. */
const STALL_USECS = seconds(3600)

export const replicationDue: DomainDue = (_, { name: cluster }, { name, outgoing }, offer) => {
  for (const site in outgoing) {
    const current = outgoing[site]?.current
    if (current?.phase === 'handshake')
      offer(current.admittedAt, RANK.admission, () => ({ type: 'admit-replication', cluster, name, site }))
    if (current?.pausedAt != null && !current.stallTold) {
      offer(after(current.pausedAt, STALL_USECS), RANK.stall, () => ({
        type: 'alert-stalled-replication',
        cluster,
        name,
        site
      }))
    }
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

/**
 * When the transfer that is nearest to its end is done, or a window of the bandwidth policy opens or closes; while nothing
 * can pass, when all of the lane are given up. `firsts` are those of its flows that are nearest to their end.
 */
export function dueOfLane(world: View<World>, lane: View<Lane>, firsts: readonly Transfer[]): Due | null {
  let due: Due | null = null
  const offer = (at: Instant, command: () => DueCommand): void => {
    if (at >= NEVER) return
    const when = at < world.now ? world.now : at
    if (due === null || when < due.at) due = { at: when, rank: RANK.lane, command: command() }
  }
  const { from, to } = lane
  if (lane.downSince === null) {
    for (const { tag, flow, cluster, domain: name, site } of firsts) {
      offer(finishesAt(lane, lane.flows[flow], tag), () => ({ type: 'finish-replication', cluster, name, site }))
    }
  } else if (firsts.length > 0) {
    const at = after(lane.downSince, seconds(world.settings.replicationTimeoutSeconds))
    offer(at, () => ({ type: 'fail-stalled-replications', from, to }))
    if (!lane.stallTold) offer(after(lane.downSince, STALL_USECS), () => ({ type: 'alert-stalled-lane', from, to }))
  }
  if (lane.downSince === null && lane.stallTold) offer(world.now, () => ({ type: 'resolve-stalled-lane', from, to }))
  if (lane.limit.until !== null) offer(lane.limit.until, () => ({ type: 'renew-lane-limit', from, to }))
  return due
}

const transfer = (event: { cluster: string; domain: string; site: string; target: string }): Touched => ({
  what: 'transfer',
  cluster: event.cluster,
  name: event.domain,
  site: event.site,
  target: event.target
})

export const replicationTouches: Touches<ReplicationEvent['type']> = {
  'replication-admitted': transfer,
  'replication-paused': transfer,
  'replication-stalled': transfer,
  'replication-resumed': transfer,
  'replication-ended': transfer
}
