/** Filters alerts and events by the query of a list. */
import type { Alert, View } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'

export interface AlertQuery {
  start_time_in_usecs?: number | undefined
  end_time_in_usecs?: number | undefined
  resolved?: boolean | undefined
  auto_resolved?: boolean | undefined
  acknowledged?: boolean | undefined
  severity?: string | undefined
  alert_type_uuid?: string | undefined
  entity_type?: string | undefined
  entity_ids?: string | undefined
  entity_type_ids?: string | undefined
  impact_types?: string | undefined
  classification?: string | undefined
  classifications?: string | undefined
  alert_ids?: string | undefined
  event_ids?: string | undefined
}

interface Notice {
  id: string
  at: number
  typeUuid: string
  severity: string
  entity: View<Alert>['entity']
  acknowledgedAt: number | null
  resolvedAt: number | null
  autoResolved: boolean
}

/** Kinds of entity that the product knows; none of the others here ever has an alert. */
const entityTypes = [
  'cluster',
  'consistency_group',
  'container',
  'disk',
  'host',
  'node',
  'protection_domain',
  'remote_site',
  'service_vm',
  'storage_container',
  'storage_pool',
  'virtual_disk',
  'vm',
  'volume_group'
]

/** What every alert here is about [EMU]. */
const IMPACT = 'systemindicator'
const CLASSIFICATION = 'dr'

type Test = (notice: Notice) => boolean

/**
 * A query read once, for thousands of notices. The test throws a `RequestError` that answers 404 for a kind of entity that the
 * product does not know [C: demisto/content].
 */
export function noticeTest(query: AlertQuery): Test {
  const { start_time_in_usecs: from, end_time_in_usecs: to } = query
  const type = query.entity_type === undefined ? undefined : snake(query.entity_type)
  const unknown = type !== undefined && !entityTypes.includes(type)
  const tests: (Test | undefined)[] = [
    from === undefined ? undefined : ({ at }) => at >= from,
    to === undefined ? undefined : ({ at }) => at <= to,
    same(query.resolved, ({ resolvedAt }) => resolvedAt !== null),
    same(query.auto_resolved, ({ autoResolved }) => autoResolved),
    same(query.acknowledged, ({ acknowledgedAt }) => acknowledgedAt !== null),
    oneOf(query.severity, ({ severity }) => [normalizeWord(severity)], normalizeWord),
    oneOf(query.alert_type_uuid, ({ typeUuid }) => [typeUuid.toLowerCase()]),
    type === undefined ? undefined : ({ entity }) => entity.type === type,
    oneOf(query.entity_ids ?? query.entity_type_ids, ({ entity: { name, uuid } }) => [
      name.toLowerCase(),
      (uuid ?? name).toLowerCase()
    ]),
    oneOf(query.impact_types, () => [IMPACT], normalizeWord),
    oneOf(query.classification ?? query.classifications, () => [CLASSIFICATION], normalizeWord),
    oneOf(query.alert_ids ?? query.event_ids, ({ id }) => [id.toLowerCase()])
  ]
  const conditions = tests.filter(test => test !== undefined)
  return notice => {
    if (unknown) throw new RequestError('unknown-entity-type', `Entity type ${query.entity_type} does not exist`)
    return conditions.every(test => test(notice))
  }
}

/** What an operation does not publish arrives as the text that it was sent as, and counts for nothing. */
function same(wanted: unknown, actual: Test): Test | undefined {
  return typeof wanted === 'boolean' ? notice => actual(notice) === wanted : undefined
}

/** A list of texts separated by commas. */
function oneOf(
  wanted: string | undefined,
  actual: (notice: Notice) => readonly string[],
  read = lower
): Test | undefined {
  if (wanted === undefined) return undefined
  const texts = new Set(wanted.split(',').map(text => read(text.trim())))
  return notice => actual(notice).some(text => texts.has(text))
}

function lower(text: string): string {
  return text.toLowerCase()
}

/** `kCritical`, `CRITICAL` and `critical` are one. */
function normalizeWord(text: string): string {
  return text.replace(/^k(?=[A-Z])/, '').toLowerCase()
}

/** `kProtectionDomain`, `protectionDomain` and `PROTECTION_DOMAIN` are one. */
function snake(text: string): string {
  const bare = text.replace(/^k(?=[A-Z])/, '')
  return (/[a-z]/.test(bare) ? bare.replace(/(?<=[a-z])[A-Z]/g, '_$&') : bare).toLowerCase()
}
