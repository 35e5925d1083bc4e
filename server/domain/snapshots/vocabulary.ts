/** Commands, events and refusals: snapshots. */
import type { Refusals } from '../core/tables/refusals.js'
import type { AtDomain } from '../core/tables/target.js'
import type { Instant } from '../core/time.js'
import type { NearSync, Snapshot } from '../core/world.js'

export type SnapshotEvent =
  | ({ type: 'near-sync-changed'; id: string; nearSync: NearSync; nextAt: Instant | null } & AtDomain)
  | ({ type: 'snapshot-taken'; snapshot: Snapshot } & AtDomain)
  | ({ type: 'snapshot-received'; snapshot: Snapshot } & AtDomain)
  | ({ type: 'snapshots-removed'; snapshots: { origin: string; id: number }[] } & AtDomain)
  | ({ type: 'snapshot-retention-set'; origin: string; id: number; until: Instant | null } & AtDomain)

export const snapshotRefusals = {
  'snapshot/not-found': { number: 90050, grade: 'D' },
  'snapshot/exists': { number: 90052, grade: 'D' },
  'snapshot/expired': { number: 90051 }
} as const satisfies Refusals

export interface SnapshotVocabulary {
  client: never
  control: never
  due: never
  event: SnapshotEvent
  refusal: keyof typeof snapshotRefusals
}
