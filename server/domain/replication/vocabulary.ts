/** Commands, events and refusals: transfers to other sites. */
import type { Refusals } from '../core/tables/refusals.js'
import type { AtDomain, OnDomain } from '../core/tables/target.js'
import type { Instant } from '../core/time.js'
import type { QueuedReplication, Replication } from '../core/world.js'

type ReplicationClientCommand = { type: 'control-replication'; id: number; action: string } & OnDomain

/** Given by the agenda alone, at the instant at which it falls due. */
type ReplicationDueCommand =
  | { type: 'alert-stalled-lane'; from: string; to: string }
  | { type: 'resolve-stalled-lane'; from: string; to: string }
  | { type: 'renew-lane-limit'; from: string; to: string }
  | { type: 'admit-replication'; cluster: string; name: string; site: string }
  | { type: 'finish-replication'; cluster: string; name: string; site: string }
  | { type: 'fail-stalled-replications'; from: string; to: string }
  | { type: 'alert-stalled-replication'; cluster: string; name: string; site: string }

export type ReplicationCommand = ReplicationClientCommand | ReplicationDueCommand

export type ReplicationEvent =
  | ({ type: 'replication-queued'; site: string; queued: QueuedReplication } & AtDomain)
  | ({
      type: 'replications-dropped'
      site: string
      snapshots: { origin: string; id: number }[]
      /** Why they will not be sent; absent where they are sent now, or others were sent in their place. */
      reason?: string
    } & AtDomain)
  | ({ type: 'replication-started'; site: string; replication: Replication } & AtDomain)
  | ({ type: 'replication-admitted'; site: string; target: string } & AtDomain)
  | ({ type: 'replication-paused'; site: string; target: string } & AtDomain)
  /** Makes no progress, though nothing is wrong with its lane. */
  | ({ type: 'replication-stalled'; site: string; target: string } & AtDomain)
  | ({ type: 'replication-resumed'; site: string; target: string } & AtDomain)
  /** It was told that the transfer does not move, or it moves again. */
  | ({ type: 'replication-stall-told'; site: string; told: boolean } & AtDomain)
  /** Nothing gets through to the site, or something does again. */
  | ({ type: 'replication-failing'; site: string; since: Instant | null } & AtDomain)
  | ({
      type: 'replication-ended'
      site: string
      target: string
      outcome: 'succeeded' | 'failed' | 'aborted'
      /** The snapshot as the sender names it. */
      snapshotId: string
      /** Why it has failed, or was aborted. */
      reason?: string
    } & AtDomain)

export const replicationRefusals = {
  'replication/not-found': { number: 90060, grade: 'D' },
  'replication/invalid-action': { number: 90061 }
} as const satisfies Refusals

export interface ReplicationVocabulary {
  client: ReplicationClientCommand
  control: never
  due: ReplicationDueCommand
  event: ReplicationEvent
  refusal: keyof typeof replicationRefusals
}
