/** Maps each event type to the fields that the control API shows of it; never whole snapshots or specifications. */
import { clusterFacts, linkFacts, remoteSiteFacts } from './event-facts/clusters.js'
import type { FactsOf } from './event-facts/facts.js'
import { incidentFacts } from './event-facts/incidents.js'
import { inventoryFacts } from './event-facts/inventory.js'
import { modeChangeFacts } from './event-facts/mode-changes.js'
import { protectionFacts } from './event-facts/protection.js'
import { recordFacts } from './event-facts/records.js'
import { replicationFacts } from './event-facts/replication.js'
import { storageFacts } from './event-facts/storage.js'

export type { Facts } from './event-facts/facts.js'

/** Complete by type: an event type without an entry does not compile. Messages list event types in this order. */
export const factsOf: FactsOf = {
  ...clusterFacts,
  ...linkFacts,
  ...incidentFacts,
  ...inventoryFacts,
  ...storageFacts,
  ...remoteSiteFacts,
  ...protectionFacts,
  ...replicationFacts,
  ...modeChangeFacts,
  ...recordFacts
}
