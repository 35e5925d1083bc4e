/** Time series of a resource for the requested metrics and period. */
import { USECS_PER_SECOND, instant } from '../../domain/core/index.js'
import type { Instant } from '../../domain/core/index.js'
import type { Model } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { mapView } from '../reads/index.js'

interface StatsQuery {
  metrics: string[]
  start_time_in_usecs?: number | undefined
  end_time_in_usecs?: number | undefined
  interval_in_secs?: number | undefined
}

/** The value of a metric over a stretch of time; null where there is none. */
type Gauge = (from: Instant, to: Instant) => number | null

/** By the name of the metric. */
export type Gauges = Readonly<Record<string, Gauge>>

/** Length of a sample where nobody says. EMU: the product's own is not known. */
const SAMPLE_SECONDS = 30

/** More samples than this in one series are refused. */
const SAMPLES_MAX = 10_000

/** No value, on the wire. */
const MISSING = -1

interface Grid {
  start: Instant
  intervalSeconds: number
  samples: number
}

/** Answers each metric with its series; one that the resource does not measure has no values but -1. */
export function statsResponse(now: Instant, query: StatsQuery, gauges: Gauges): Model<'StatsResponse'> {
  return seriesOn(gridOf(now, query), query, gauges)
}

/** The same from a beginning that is a multiple of the interval: the one before what is asked for [C: recorded, of a VM]. */
export function alignedStatsResponse(now: Instant, query: StatsQuery, gauges: Gauges): Model<'StatsResponse'> {
  const { start, intervalSeconds } = gridOf(now, query)
  const aligned = start - (start % (intervalSeconds * USECS_PER_SECOND))
  return seriesOn(
    gridOf(
      now,
      mapView(query, sent => ({ ...sent, start_time_in_usecs: aligned }))
    ),
    query,
    gauges
  )
}

function seriesOn(
  { start, intervalSeconds, samples }: Grid,
  query: StatsQuery,
  gauges: Gauges
): Model<'StatsResponse'> {
  const beginning = (index: number): Instant => instant(start + index * intervalSeconds * USECS_PER_SECOND)
  const metrics = query.metrics.flatMap(names => names.split(',')).filter(name => name !== '')
  if (metrics.length === 0) throw new RequestError('invalid', 'metrics names no metric')
  return {
    stats_specific_responses: [...new Set(metrics)].map(metric => {
      const gauge = Object.hasOwn(gauges, metric) ? gauges[metric] : undefined
      const values = Array.from({ length: samples }, (_, index) => {
        const value = gauge?.(beginning(index), beginning(index + 1)) ?? MISSING
        return Math.round(value)
      })
      return {
        metric,
        successful: true,
        message: null,
        start_time_in_usecs: start,
        interval_in_secs: intervalSeconds,
        values
      }
    })
  }
}

/** -1 is how clients say that they leave a parameter out [C: Swagger, the defaults]. */
function gridOf(now: Instant, query: StatsQuery): Grid {
  const definedValue = (value: number | undefined): number | undefined => (value === -1 ? undefined : value)
  const [requestedStart, end] = [definedValue(query.start_time_in_usecs), definedValue(query.end_time_in_usecs) ?? now]
  const intervalSeconds = definedValue(query.interval_in_secs) ?? SAMPLE_SECONDS
  if (intervalSeconds <= 0) throw new RequestError('invalid', `interval_in_secs is above zero, not ${intervalSeconds}`)
  const start = requestedStart ?? end - intervalSeconds * USECS_PER_SECOND
  if (start < 0 || end <= start) {
    throw new RequestError('invalid', `end_time_in_usecs ${end} is not after start_time_in_usecs ${start}`)
  }
  const samples = Math.ceil((end - start) / (intervalSeconds * USECS_PER_SECOND))
  if (samples > SAMPLES_MAX) {
    throw new RequestError(
      'invalid',
      `${samples} samples are too many: ${SAMPLES_MAX} at most, so widen interval_in_secs`
    )
  }
  return { start: instant(start), intervalSeconds, samples }
}

/** What a thing shows of itself, in its two maps. */
interface Figures {
  readonly stats?: Readonly<Record<string, string>> | null | undefined
  readonly usage_stats?: Readonly<Record<string, string>> | null | undefined
}

/** The series of a thing know every figure that it shows. */
export const gaugesOf = ({ stats, usage_stats: usage }: Figures, now: Instant): Gauges =>
  steadyGauges({ ...stats, ...usage }, now, instant(0))

/**
 * Metrics that have one value for as long as the emulated thing is there: what its `stats` and `usage_stats` say now, a
 * number in a text. EMU: pesim remembers no past of them.
 */
export function steadyGauges(figures: Readonly<Record<string, string>>, now: Instant, since: Instant): Gauges {
  return Object.fromEntries(
    Object.entries(figures).map(([metric, text]) => [
      metric,
      (from: Instant, to: Instant) => (to > since && from < now ? Number(text) : null)
    ])
  )
}
