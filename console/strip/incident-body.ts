/** What the form of an incident sends. */
import { typedNumber } from '../core/format.js'
import type { components } from '../../build/contract/control.types.js'

type Request = components['schemas']['IncidentRequest']

export interface IncidentForm {
  readonly what: 'link-cut' | 'link-slow' | 'site-power' | 'replication-service' | 'snapshot-failure'
  /** A cluster, or the two ends of a link with a blank between them. */
  readonly place: string
  readonly begins: 'after' | 'progress'
  /** Minutes, or percent. */
  readonly value: string
  /** Whose transfer the percent are of. */
  readonly domain: string
  readonly sender?: string
  /** Empty where it lasts until it is ended. */
  readonly lastsMinutes: string
}

const SECONDS_PER_MINUTE = 60
/** Of a link that an incident slows. */
const SLOW_BITS_PER_SECOND = 50_000_000

export function incidentBody(form: IncidentForm): Request {
  const { what, place, begins, value, domain, sender, lastsMinutes } = form
  const isLink = what === 'link-cut' || what === 'link-slow'
  return {
    what,
    ...(isLink ? { between: place.split(' ') } : { cluster: place }),
    ...(what === 'link-slow' && { bandwidth_bits_per_second: SLOW_BITS_PER_SECOND }),
    begins:
      begins === 'after'
        ? { after_seconds: typedNumber(value, SECONDS_PER_MINUTE) }
        : { progress: { cluster: sender ?? place.split(' ')[0] ?? '', domain, percent: typedNumber(value) } },
    ...(lastsMinutes !== '' && { lasts_seconds: typedNumber(lastsMinutes, SECONDS_PER_MINUTE) })
  }
}
