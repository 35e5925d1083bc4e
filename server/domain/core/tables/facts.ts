/** What events tell those who listen, and what many kinds share: their protection domain, remote site, schedule, instants. */
import { rfc3339 } from '../rfc3339.js'
import type { Instant } from '../time.js'
import type { View, World } from '../world.js'
import type { EventOf, EventType } from './vocabulary.js'

/** Facts by the name that listeners know. `name`, `uuid`, `remote_site` and `vms` are what an event can be waited for by. */
export interface Facts {
  readonly name?: string
  readonly uuid?: string
  readonly remote_site?: string
  /** Names. */
  readonly vms?: readonly string[]
  readonly [fact: string]: unknown
}

/**
 * What each kind of event tells: never whole snapshots or specifications. `world` is the one that the event has just been
 * applied to.
 */
export type FactsOf<T extends EventType> = {
  readonly [K in T]: (event: View<EventOf<K>>, world: View<World>) => Facts
}

interface OfDomain {
  readonly cluster: string
  readonly domain: string
}

export const domainFact = ({ domain }: OfDomain): Facts => ({ name: domain })

export const siteFacts = ({ domain, site }: OfDomain & { readonly site: string }): Facts => ({
  name: domain,
  remote_site: site
})

export const scheduleFacts = ({
  domain,
  schedule
}: OfDomain & { readonly schedule: { readonly id: string | number } }): Facts => ({
  name: domain,
  schedule_id: String(schedule.id)
})

export const scheduleIdFacts = ({ domain, id }: OfDomain & { readonly id: string | number }): Facts => ({
  name: domain,
  schedule_id: String(id)
})

/** An instant in both of its spellings: `<name>` as text, `<name>_usecs`. */
export function instantFacts(name: string, at: Instant | null): Facts {
  return { [name]: at === null ? null : rfc3339(at), [`${name}_usecs`]: at }
}
