/** The only place where a world changes: one event at a time, in place. An event stays the fact that it was: the world keeps a copy. */
import { clusterAppliers } from './apply/clusters.js'
import type { Appliers } from './apply/context.js'
import { incidentAppliers } from './apply/incidents.js'
import { fileServerAppliers } from './apply/file-servers.js'
import { noteInLedger } from './apply/ledger.js'
import { domainAppliers } from './apply/domains.js'
import { networkAppliers } from './apply/networks.js'
import { recordAppliers } from './apply/records.js'
import { replicationAppliers } from './apply/replication.js'
import { userAppliers } from './apply/users.js'
import { storageAppliers } from './apply/storage.js'
import { volumeGroupAppliers } from './apply/volume-groups.js'
import type { DomainEvent, EventType } from './events.js'
import type { World } from './world.js'

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
export function apply(world: World, event: DomainEvent): void {
  const applier = appliers[event.type] as (world: World, event: DomainEvent) => void
  noteInLedger(world, event)
  applier(world, event)
}
