/** Maps retention policies between wire (counts or periods by site) and domain. */
import type { Keep, Retention, RetentionUnit, View } from '../../../domain/core/index.js'
import { getOwn } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import type { RetentionRequest } from '../../../domain/protection/index.js'

/** What a client says of retention. A count wins over a period, so that a policy that was read can be changed and sent back. */
export function retentionRequest(policy: Model<'RetentionPolicy'> | null | undefined): RetentionRequest {
  const counts = policy?.remote_max_snapshots ?? {}
  const periods = policy?.remote_retention_period ?? {}
  const types = policy?.remote_retention_type ?? {}
  const remote: Record<string, Keep> = {}
  for (const site of new Set([...Object.keys(counts), ...Object.keys(periods)])) {
    const kept = keepPolicy(getOwn(counts, site), getOwn(periods, site), getOwn(types, site))
    if (kept !== null) remote[site] = kept
  }
  return {
    local: keepPolicy(policy?.local_max_snapshots, policy?.local_retention_period, policy?.local_retention_type),
    remote
  }
}

type Optional<T> = T | null | undefined

/** The unit goes to the domain as sent, which refuses one that it does not know. */
function keepPolicy(count: Optional<number>, period: Optional<number>, type: Optional<string>): Keep | null {
  if (count != null) return { count, unit: 'NUM_SNAPSHOTS' }
  if (period == null) return null
  return { count: period, unit: (type?.toUpperCase() ?? 'NUM_SNAPSHOTS') as RetentionUnit }
}

export function retentionDto(retention: View<Retention>): Model<'RetentionPolicy'> {
  const remote = Object.entries(retention.remote)
  const counted = remote.filter(([, { unit }]) => unit === 'NUM_SNAPSHOTS')
  const timed = remote.filter(([, { unit }]) => unit !== 'NUM_SNAPSHOTS')
  const { count, unit } = retention.local
  return {
    local_max_snapshots: unit === 'NUM_SNAPSHOTS' ? count : null,
    local_retention_period: unit === 'NUM_SNAPSHOTS' ? null : count,
    local_retention_type: unit === 'NUM_SNAPSHOTS' ? null : unit,
    remote_max_snapshots: Object.fromEntries(counted.map(([site, { count }]) => [site, count])),
    remote_retention_period: Object.fromEntries(timed.map(([site, { count }]) => [site, count])),
    remote_retention_type: Object.fromEntries(timed.map(([site, { unit }]) => [site, unit]))
  }
}
