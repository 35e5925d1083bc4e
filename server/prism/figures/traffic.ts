/** Replication traffic of a cluster as metrics for any period. */
import { bytesCarriedBetween, trafficOf } from '../../domain/links/index.js'
import type { Traffic } from '../../domain/links/index.js'
import type { Cluster, Instant, Lane, View, World } from '../../domain/core/index.js'
import type { Gauges } from './stats.js'

interface LaneFilter {
  /** Of one domain; of all without it. */
  readonly domain?: string
  /** With one other cluster; with all without it. */
  readonly peer?: string
}

/** Bytes are those on the wire; `kBps` counts in thousands of them, a second. */
export function trafficGauges(world: View<World>, here: View<Cluster>, matchesLane: LaneFilter): Gauges {
  const lanes = Object.values(world.links).flatMap(({ lanes }) => Object.values(lanes))
  const { peer } = matchesLane
  const sent = trafficTotals(lanes.filter(({ from, to }) => from === here.name && (peer ?? to) === to))
  const received = trafficTotals(lanes.filter(({ from, to }) => to === here.name && (peer ?? from) === from))
  return {
    replication_transmitted_bandwidth_kBps: (from, to) => perSecond(sent(from, to)),
    replication_received_bandwidth_kBps: (from, to) => perSecond(received(from, to)),
    replication_num_transmitted_bytes: (from, to) => sent(from, to)?.bytes ?? null,
    replication_num_received_bytes: (from, to) => received(from, to)?.bytes ?? null
  }

  /** Together over some lanes; their history is read once, and only when somebody asks. */
  function trafficTotals(among: readonly View<Lane>[]) {
    let traffics: readonly Traffic[] | undefined
    return (from: Instant, to: Instant): Sample | null => {
      traffics ??= among.map(lane => trafficOf(world, lane, matchesLane.domain ?? null))
      const known = traffics.flatMap(traffic => bytesCarriedBetween(traffic, world.now, from, to) ?? [])
      if (known.length === 0) return traffics.length === 0 && from < world.now ? { bytes: 0, seconds: 1 } : null
      return {
        bytes: known.reduce((sum, { bytes }) => sum + bytes, 0),
        seconds: Math.max(...known.map(({ seconds }) => seconds))
      }
    }
  }
}

interface Sample {
  readonly bytes: number
  readonly seconds: number
}

function perSecond(sample: Sample | null): number | null {
  return sample === null ? null : sample.bytes / sample.seconds / 1000
}
