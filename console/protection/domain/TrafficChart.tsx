/** What replication of a domain carried over time, sent and received, as the server has sampled it. */
import { useSignal } from '@preact/signals'
import { now } from '../../core/clock.js'
import { formatByteRate, formatInstant } from '../../core/format.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import { Plot, colour } from '../../parts/Plot.js'
import { Select } from '../../parts/form/Select.js'
import { Table } from '../../parts/table/Table.js'

const METRICS = ['replication_transmitted_bandwidth_kBps', 'replication_received_bandwidth_kBps'] as const
const SPANS = [
  { value: '3600', text: 'Last hour' },
  { value: '21600', text: 'Last 6 hours' },
  { value: '86400', text: 'Last day' },
  { value: '604800', text: 'Last week' }
] as const
const SAMPLES = 120
const USECS_PER_SECOND = 1_000_000

interface Sample {
  /** Seconds since the epoch. */
  readonly at: number
  /** Bytes a second; null where nothing is known. */
  readonly sent: number | null
  readonly received: number | null
}

export function TrafficChart({ domain }: { readonly domain: string }) {
  const span = useSignal<string>(SPANS[1].value)
  const { value: samples = [] } = useLive(() => samplesOf(domain, Number(span.value)), `${domain} ${span.value}`, true)
  const series = (label: string, stroke: string) => ({
    ...{ label, stroke: colour(stroke), width: 2 },
    value: (_plot: unknown, value: number | null) => formatByteRate(value)
  })
  return (
    <>
      <div class="pad field">
        <div class="row">
          <Select
            label="Period"
            hideLabel
            short
            value={span.value}
            options={SPANS}
            onChange={value => (span.value = value)}
          />
        </div>
        <Plot
          label={`Bandwidth used by ${domain} over time; the figures stand below`}
          shape={JSON.stringify(samples)}
          data={() => [
            samples.map(({ at }) => at),
            samples.map(({ sent }) => sent),
            samples.map(each => each.received)
          ]}
          options={() => ({
            y: { size: 80, values: (_plot, values) => values.map(value => formatByteRate(value)) },
            series: [series('B/W Used (Tx)', '--accent'), series('B/W Used (Rx)', '--good')]
          })}
        />
      </div>
      <Table
        caption="Bandwidth, in figures"
        rows={samples.toReversed()}
        keyOf={({ at }) => String(at)}
        empty="Nothing is known of this time."
        columns={[
          { head: 'From', cell: ({ at }) => formatInstant(at * USECS_PER_SECOND) },
          { head: 'B/W Used (Tx)', cell: ({ sent }) => formatByteRate(sent), sort: ({ sent }) => sent, number: true },
          {
            head: 'B/W Used (Rx)',
            cell: ({ received }) => formatByteRate(received),
            sort: ({ received }) => received,
            number: true
          }
        ]}
      />
    </>
  )
}

async function samplesOf(name: string, seconds: number): Promise<readonly Sample[]> {
  const end = Math.floor(now.value)
  const query = {
    ...{ metrics: [...METRICS], interval_in_secs: seconds / SAMPLES },
    ...{ start_time_in_usecs: end - seconds * USECS_PER_SECOND, end_time_in_usecs: end }
  }
  const params = { path: { name }, query }
  const { stats_specific_responses: series } = await read(prism.GET('/protection_domains/{name}/stats', { params }))
  const [sent, received] = METRICS.map(metric => series?.find(each => each.metric === metric))
  const at = (of: typeof sent, index: number): number | null => {
    const value = of?.values?.[index]
    return value == null || value < 0 ? null : value * 1000
  }
  return (sent?.values ?? []).map((_, index) => ({
    at: (sent?.start_time_in_usecs ?? 0) / USECS_PER_SECOND + index * (sent?.interval_in_secs ?? 0),
    sent: at(sent, index),
    received: at(received, index)
  }))
}
