/** Fields that many event types share: protection domain, remote site, schedule and instants. */
import type { EventOf, EventType, Instant, View, World } from '../../../domain/core/index.js'
import { rfc3339 } from '../instants.js'

/** Facts by their name on the wire. `name`, `uuid`, `remote_site` and `vms` are what an event can be waited for by. */
export interface Facts {
  readonly name?: string
  readonly uuid?: string
  readonly remote_site?: string
  /** Names. */
  readonly vms?: readonly string[]
  readonly [fact: string]: unknown
}

/** Mapper of each event type; `world` is the world after the event. */
export type FactsOf = { readonly [K in EventType]: (event: View<EventOf<K>>, world: View<World>) => Facts }

export interface AtDomain {
  readonly cluster: string
  readonly domain: string
}

export const ofDomain = ({ domain }: AtDomain): Facts => ({ name: domain })
export const ofSite = ({ domain, site }: AtDomain & { readonly site: string }): Facts => ({
  name: domain,
  remote_site: site
})
export const ofSchedule = ({
  domain,
  schedule
}: AtDomain & { readonly schedule: { readonly id: string | number } }): Facts => ({
  name: domain,
  schedule_id: String(schedule.id)
})
export const ofScheduleId = ({ domain, id }: AtDomain & { readonly id: string | number }): Facts => ({
  name: domain,
  schedule_id: String(id)
})

/** An instant in both of its spellings: `<name>` as text, `<name>_usecs`. */
export function instantFacts(name: string, at: Instant | null): Facts {
  return { [name]: at === null ? null : rfc3339(at), [`${name}_usecs`]: at }
}
