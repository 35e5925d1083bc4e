/** What the events of snapshots may have moved. */
import { MOVES } from '../core/index.js'
import type { Moves } from '../core/index.js'
import type { SnapshotEvent } from './vocabulary.js'

export const snapshotMoves: Moves<SnapshotEvent['type']> = {
  'near-sync-changed': MOVES.schedules,
  'snapshot-taken': MOVES.collection,
  'snapshot-received': MOVES.collection,
  'snapshots-removed': MOVES.collection
}
