/** Maps an incident request to the domain; fields that its kind does not have are refused. */
import { after, seconds } from '../../domain/core/index.js'
import type { Breakage, BreakageKind, Instant, Trigger } from '../../domain/core/index.js'
import { eventTypeNamed, instantIn, invalidRequest } from '../core/index.js'
import type { Model } from '../core/index.js'

type Request = Model<'IncidentRequest'>
type Field = Exclude<keyof Request, 'what' | 'begins' | 'lasts_seconds'>

const BITS_PER_BYTE = 8
const USECS_PER_MILLISECOND = 1000

interface Fields {
  readonly needed: readonly Field[]
  readonly possible?: readonly Field[]
}

/** Which fields of a request a kind needs, and which it may have. */
export const incidentFields: Readonly<Record<BreakageKind, Fields>> = {
  'link-cut': { needed: ['between'], possible: ['from'] },
  'link-slow': {
    needed: ['between'],
    possible: ['from', 'bandwidth_bits_per_second', 'latency_milliseconds', 'loss']
  },
  'link-flap': { needed: ['between', 'down_seconds', 'up_seconds'], possible: ['from'] },
  'site-power': { needed: ['cluster'] },
  host: { needed: ['cluster', 'host'] },
  'replication-service': { needed: ['cluster'] },
  'snapshot-failure': { needed: ['cluster'], possible: ['domain'] },
  'guest-shutdown-hang': { needed: ['cluster'], possible: ['vm'] },
  'registration-failure': { needed: ['cluster', 'vm'] },
  'activation-failure': { needed: ['cluster'], possible: ['domain'] },
  'container-full': { needed: ['cluster', 'container'] },
  'replication-stuck': { needed: ['cluster', 'domain'], possible: ['remote_site'] },
  'cluster-recreated': { needed: ['cluster'] },
  'clock-jump': { needed: ['jump_seconds'] }
}

/** Throws where a field is missing, or has no meaning. */
export function breakageOf(request: Request): Breakage {
  const { what } = request
  const { needed, possible = [] } = incidentFields[what]
  const missing = needed.find(field => request[field] === undefined)
  if (missing !== undefined) throw invalidRequest(`body of ${what} must have required property '${missing}'`)
  const known: readonly string[] = [...needed, ...possible, 'what', 'begins', 'lasts_seconds']
  const unknown = Object.keys(request).find(field => !known.includes(field))
  if (unknown !== undefined)
    throw invalidRequest(`body/${unknown} means nothing to ${what}: it takes ${[...needed, ...possible].join(', ')}`)
  const [a = '', b = ''] = request.between ?? []
  const link = { a, b, from: request.from ?? null }
  const cluster = request.cluster ?? ''
  switch (what) {
    case 'link-cut':
      return { kind: what, ...link }
    case 'link-slow': {
      const { bandwidth_bits_per_second: bandwidth, latency_milliseconds: latency, loss } = request
      return {
        kind: what,
        ...link,
        slow: {
          bandwidthBytesPerSecond: bandwidth === undefined ? null : bandwidth / BITS_PER_BYTE,
          latencyUsecs: latency === undefined ? null : Math.round(latency * USECS_PER_MILLISECOND),
          loss: loss ?? null
        }
      }
    }
    case 'link-flap':
      return { kind: what, ...link, downUsecs: span(request.down_seconds), upUsecs: span(request.up_seconds) }
    case 'site-power':
    case 'replication-service':
    case 'cluster-recreated':
      return { kind: what, cluster }
    case 'host':
      return { kind: what, cluster, host: request.host ?? '' }
    case 'snapshot-failure':
    case 'activation-failure':
      return { kind: what, cluster, domain: request.domain ?? null }
    case 'guest-shutdown-hang':
      return { kind: what, cluster, vm: request.vm ?? null }
    case 'registration-failure':
      return { kind: what, cluster, vm: request.vm ?? '' }
    case 'container-full':
      return { kind: what, cluster, container: request.container ?? '' }
    case 'replication-stuck':
      return { kind: what, cluster, domain: request.domain ?? '', site: request.remote_site ?? null }
    case 'clock-jump':
      return { kind: what, usecs: span(request.jump_seconds) }
  }
}

/** At least a microsecond: the contract has seen to it that it is more than nothing. */
export function span(count: number | undefined): number {
  return Math.max(1, seconds(count ?? 0))
}

/** Throws for an instant that is none, and for a kind of event that does not exist. */
export function triggerOf(begins: Request['begins'], now: Instant): Trigger {
  const at = instantIn(begins?.at, 'body/begins/at')
  if (at !== undefined) return { kind: 'at', at }
  if (begins?.event !== undefined) {
    const { type, cluster = null, name = null, occurrence = 1 } = begins.event
    return { kind: 'event', pattern: { type: eventTypeNamed(type), cluster, name }, left: occurrence }
  }
  if (begins?.progress !== undefined) {
    const { cluster, domain, remote_site: site = null, percent } = begins.progress
    return { kind: 'progress', cluster, domain, site, percent }
  }
  return { kind: 'at', at: after(now, seconds(begins?.after_seconds ?? 0)) }
}
