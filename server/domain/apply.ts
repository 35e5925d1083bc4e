/** The only place where a world changes: one event at a time, by the draft. An event stays the fact that it was: the world keeps a copy. */
import type { Appliers, DomainEvent, Draft, EventType } from './core/index.js'
import { noticeAppliers } from './notices/rules.js'
import { networkAppliers } from './networks/rules.js'
import { linkAppliers } from './links/rules.js'
import { inventoryAppliers } from './inventory/rules.js'
import { settingsAppliers } from './settings/rules.js'
import { storageAppliers } from './storage/rules.js'
import { volumeGroupAppliers } from './volume-groups/rules.js'
import { snapshotAppliers } from './snapshots/rules.js'
import { fileServerAppliers } from './file-servers/rules.js'
import { migrationAppliers } from './migration/rules.js'
import { replicationAppliers } from './replication/rules.js'
import { protectionAppliers } from './protection/rules.js'
import { metroAppliers } from './metro/rules.js'
import { incidentAppliers } from './incidents/rules.js'
import { recordInLedger } from './ledger/rules.js'

const appliers: Appliers<EventType> = {
  ...noticeAppliers,
  ...networkAppliers,
  ...linkAppliers,
  ...inventoryAppliers,
  ...settingsAppliers,
  ...storageAppliers,
  ...volumeGroupAppliers,
  ...snapshotAppliers,
  ...fileServerAppliers,
  ...migrationAppliers,
  ...replicationAppliers,
  ...protectionAppliers,
  ...metroAppliers,
  ...incidentAppliers
}

/** Of so many kinds one is found sooner by a map than by a name. */
const applierOf: ReadonlyMap<EventType, (draft: Draft, event: DomainEvent) => void> = new Map(
  Object.entries(appliers) as [EventType, (draft: Draft, event: DomainEvent) => void][]
)

/** Writes a fact down. It never refuses: whatever could be wrong with it was a rule's to find. */
export function apply(draft: Draft, event: DomainEvent): void {
  const applier = applierOf.get(event.type)
  if (applier === undefined) throw new Error(`Nothing applies ${event.type}`)
  recordInLedger(draft, event)
  applier(draft, event)
}
