/** The only place where a world changes: one event at a time, by the draft. An event stays the fact that it was: the world keeps a copy. */
import { TypeTable } from './core/index.js'
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
import { ledgerRecorder } from './ledger/rules.js'
import { movementOf } from './due.js'
import type { Movement } from './due.js'

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

type Applier = (draft: Draft, event: DomainEvent) => void

/** What events of a type do: to the world, and to what falls due. */
interface Effect {
  readonly applier: Applier
  readonly movement: Movement
}

const effects = new TypeTable<EventType, Effect>(type => ({
  applier: recorded(type, applierOf(type)),
  movement: movementOf(type)
}))

function applierOf(type: EventType): Applier {
  const applier = appliers[type] as Applier | undefined
  if (applier === undefined) throw new Error(`Nothing applies ${type}`)
  return applier
}

/** What the ledger notes down comes first: what is about to go is still there. */
function recorded(type: EventType, applier: Applier): Applier {
  const record = ledgerRecorder(type)
  if (record === undefined) return applier
  return (draft, event) => {
    record(draft, event)
    applier(draft, event)
  }
}

/** Writes a fact down, and tells what it moves. It never refuses: whatever could be wrong with it was a rule's to find. */
export function apply(draft: Draft, event: DomainEvent): Movement {
  const { applier, movement } = effects.get(event.type)
  applier(draft, event)
  return movement
}
