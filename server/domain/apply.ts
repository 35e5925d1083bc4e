/** The only place where a world changes: one event at a time, by the draft. An event stays the fact that it was: the world keeps a copy. */
import { clusterAppliers } from './apply-clusters.js'
import type { Appliers, Draft, DomainEvent, EventType } from './core/index.js'
import { incidentAppliers } from './incidents/rules.js'
import { fileServerAppliers } from './file-servers/rules.js'
import { noteInLedger } from './ledger/rules.js'
import { domainAppliers } from './protection/rules.js'
import { networkAppliers } from './networks/rules.js'
import { recordAppliers } from './notices/rules.js'
import { replicationAppliers } from './replication/rules.js'
import { userAppliers } from './settings/rules.js'
import { storageAppliers } from './storage/rules.js'
import { volumeGroupAppliers } from './volume-groups/rules.js'

const appliers: Appliers<EventType> = {
  ...clusterAppliers,
  ...incidentAppliers,
  ...domainAppliers,
  ...replicationAppliers,
  ...networkAppliers,
  ...recordAppliers,
  ...userAppliers,
  ...volumeGroupAppliers,
  ...storageAppliers,
  ...fileServerAppliers
}

/** Writes a fact down. It never refuses: whatever could be wrong with it was a rule's to find. */
export function apply(draft: Draft, event: DomainEvent): void {
  const applier = appliers[event.type] as (draft: Draft, event: DomainEvent) => void
  noteInLedger(draft, event)
  applier(draft, event)
}
