/** What events tell those who listen: the rooms' tables, united. */
import type { DomainEvent, EventType, Facts, FactsOf, View, World } from './core/index.js'
import { noticeFacts } from './notices/rules.js'
import { networkFacts } from './networks/rules.js'
import { linkFacts } from './links/rules.js'
import { inventoryFacts } from './inventory/rules.js'
import { settingsFacts } from './settings/rules.js'
import { storageFacts } from './storage/rules.js'
import { volumeGroupFacts } from './volume-groups/rules.js'
import { snapshotFacts } from './snapshots/rules.js'
import { fileServerFacts } from './file-servers/rules.js'
import { migrationFacts } from './migration/rules.js'
import { replicationFacts } from './replication/rules.js'
import { protectionFacts } from './protection/rules.js'
import { metroFacts } from './metro/rules.js'
import { incidentFacts } from './incidents/rules.js'

const tables: FactsOf<EventType> = {
  ...noticeFacts,
  ...networkFacts,
  ...linkFacts,
  ...inventoryFacts,
  ...settingsFacts,
  ...storageFacts,
  ...volumeGroupFacts,
  ...snapshotFacts,
  ...fileServerFacts,
  ...migrationFacts,
  ...replicationFacts,
  ...protectionFacts,
  ...metroFacts,
  ...incidentFacts
}

/** Every kind of event that can happen to a world. */
export const eventTypes: readonly EventType[] = (Object.keys(tables) as EventType[]).sort()

/** What an event tells; `world` is the one that it has just been applied to. */
export function factsOf(event: DomainEvent, world: View<World>): Facts {
  const tell = tables[event.type] as (event: DomainEvent, world: View<World>) => Facts
  return tell(event, world)
}
