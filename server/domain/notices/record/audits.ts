/** Audits as rules record them. */
import type { Audit, AuditValue, ClusterScene, DomainEvent, DomainScene } from '../../core/index.js'
import type { AuditKind } from '../audits.js'
import { aboutDomain } from './subjects.js'
import type { Subject } from './subjects.js'

interface AuditEntry {
  readonly type: AuditKind
  readonly entity: Subject
  /** In the order of the type's context. */
  readonly values: readonly AuditValue[]
  readonly user: string
}

/** The audit of something that was done or that happened. */
export function recordAudit(
  { world, here, ids }: ClusterScene,
  { type, entity, values, user }: AuditEntry
): DomainEvent {
  const audit: Audit = {
    id: ids.number(),
    type,
    at: world.now,
    values,
    entity,
    user,
    acknowledgedAt: null,
    acknowledgedBy: null
  }
  return { type: 'audit-recorded', cluster: here.name, audit }
}

/** The audit of something that was done to the protection domain of the scene, whose name is its first value. */
export function auditDomain(
  scene: DomainScene,
  { type, values = [], user }: Pick<AuditEntry, 'type' | 'user'> & Partial<Pick<AuditEntry, 'values'>>
): DomainEvent {
  const { name } = scene.domain
  return recordAudit(scene, { type, entity: aboutDomain(name), values: valuesOf(name, values), user })
}

/** Written out for the audit of every snapshot: what a list is spread into is longer than it has to be, and is kept. */
function valuesOf(name: string, values: readonly AuditValue[]): AuditValue[] {
  const only = values[0]
  return values.length === 1 && only !== undefined ? [name, only] : [name, ...values]
}

interface ModeChangeEntry {
  readonly type: Extract<AuditKind, `change-mode-${string}`>
  /** Name of the protection domain. */
  readonly domain: string
  /** `active`, `inactive` or `migrate to <site>`. */
  readonly desired: string
  readonly user: string
}

/** The audit of a change of mode, on the cluster whose side of the domain changes. */
export function auditModeChange(scene: ClusterScene, { type, domain, desired, user }: ModeChangeEntry): DomainEvent {
  return recordAudit(scene, { type, entity: aboutDomain(domain), values: [domain, 'change mode', desired], user })
}
