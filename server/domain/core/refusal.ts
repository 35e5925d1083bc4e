/** The product saying no: every rule by which it can. */

export type RefusalCode =
  | 'request/invalid'
  | 'cluster/not-found'
  | 'vm/not-found'
  | 'vm/already-protected'
  | 'vm/not-protected'
  | 'vm/invalid-transition'
  | 'vm/invalid'
  | 'vm-disk/not-found'
  | 'vm-disk/invalid'
  | 'nic/not-found'
  | 'nic/invalid'
  | 'vm-snapshot/not-found'
  | 'image/not-found'
  | 'image/invalid'
  | 'host/not-found'
  | 'host/invalid'
  | 'host/in-maintenance'
  | 'network/not-found'
  | 'network/exists'
  | 'network/invalid'
  | 'network/in-use'
  | 'address/invalid'
  | 'address/taken'
  | 'address/exhausted'
  | 'address/not-reserved'
  | 'logical-timestamp/stale'
  | 'ha/invalid'
  | 'storage-container/not-found'
  | 'storage-container/exists'
  | 'storage-container/invalid'
  | 'storage-container/in-use'
  | 'datastore/invalid'
  | 'volume-group/not-found'
  | 'volume-group/exists'
  | 'volume-group/invalid'
  | 'volume-group/attached'
  | 'volume-group/already-protected'
  | 'volume-group/disk-not-found'
  | 'iscsi-client/not-found'
  | 'file-server/not-found'
  | 'file-server/exists'
  | 'file-server/invalid'
  | 'file-server/active'
  | 'storage-pool/invalid'
  | 'disk/not-found'
  | 'disk/in-use'
  | 'task/not-found'
  | 'progress-monitor/not-found'
  | 'alert/not-found'
  | 'event/not-found'
  | 'configuration/not-found'
  | 'configuration/exists'
  | 'configuration/invalid'
  | 'feature/not-available'
  | 'remote-site/not-found'
  | 'remote-site/exists'
  | 'remote-site/in-use'
  | 'remote-site/invalid'
  | 'remote-site/unreachable'
  | 'remote-site/not-established'
  | 'remote-site/backup-only'
  | 'protection-domain/limit'
  | 'protection-domain/not-found'
  | 'protection-domain/exists'
  | 'protection-domain/invalid-name'
  | 'protection-domain/tombstoned'
  | 'protection-domain/active'
  | 'protection-domain/not-active'
  | 'protection-domain/busy'
  | 'protection-domain/in-use'
  | 'protection-domain/no-snapshot'
  | 'protection-domain/stale-entities'
  | 'consistency-group/invalid'
  | 'schedule/not-found'
  | 'schedule/invalid'
  | 'schedule/licence'
  | 'retention/invalid'
  | 'snapshot/not-found'
  | 'snapshot/expired'
  | 'snapshot/exists'
  | 'metro/invalid'
  | 'metro/not-enabled'
  | 'metro/not-configured'
  | 'vstore/not-found'
  | 'vstore/protected'
  | 'vstore/not-protected'
  | 'replication/not-found'
  | 'replication/invalid-action'
  | 'restore/invalid'
  | 'link/not-found'
  | 'link/invalid'
  | 'user/not-found'
  | 'user/exists'
  | 'user/invalid'
  | 'user/last-administrator'
  | 'user/wrong-password'
  | 'incident/not-found'
  | 'incident/invalid'
  | 'protection-domain/service-down'
  | 'protection-domain/snapshot-failed'

/**
 * A command that the domain refuses. A refusal names a rule of the emulated product, never an HTTP status: each facade
 * decides how its own wire format tells the client.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: RefusalCode,
    message: string
  ) {
    super(message)
  }
}

/** The value, or a refusal where there is none. */
export function required<T>(value: T | undefined | null, code: RefusalCode, message: string): T {
  if (value === undefined || value === null) throw new Refusal(code, message)
  return value
}

/** Refuses unless the condition holds. */
export function require(condition: boolean, code: RefusalCode, message: () => string): asserts condition {
  if (!condition) throw new Refusal(code, message())
}
