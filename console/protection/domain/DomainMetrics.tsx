/** Figures of a domain, now and over time. */
import { formatByteRate, formatBytes } from '../../core/format.js'
import type { Domain } from './domain.js'
import { TrafficChart } from './TrafficChart.js'

export function DomainMetrics({ domain }: { readonly domain: Domain }) {
  const { stats, usage_stats: usage, total_user_written_bytes: written } = domain
  const kilobytes = (name: string): number | undefined => {
    const value = Number(stats?.[name] ?? Number.NaN)
    return value >= 0 ? value * 1000 : undefined
  }
  return (
    <>
      <dl class="facts pad">
        <dt>B/W Used (Tx)</dt>
        <dd>{formatByteRate(kilobytes('replication_transmitted_bandwidth_kBps'))}</dd>
        <dt>B/W Used (Rx)</dt>
        <dd>{formatByteRate(kilobytes('replication_received_bandwidth_kBps'))}</dd>
        <dt>Snapshot Exclusive Usage</dt>
        <dd>{formatBytes(Number(usage?.['dr.exclusive_snapshot_usage_bytes'] ?? 0))}</dd>
        <dt>Written by users</dt>
        <dd>{formatBytes(written)}</dd>
      </dl>
      <TrafficChart domain={domain.name ?? ''} />
    </>
  )
}
