/** Health checks: one for each alert type; a check that is off raises no alert. */
import { alertTypes } from '../../domain/notices/index.js'
import type { AlertKind, AlertType } from '../../domain/notices/index.js'
import { required } from '../../domain/core/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { unwrapPatch } from './patch.js'

const AREA = 'DR'
const INTERVAL_SECONDS = 3600

const kinds = Object.entries(alertTypes) as [AlertKind, AlertType][]

export const healthChecks = {
  getHealthChecks: ({ prism: { cluster }, query }) => {
    const wanted = query.check_ids?.flatMap(ids => ids.split(','))
    const areas = query.category_types?.flatMap(types => types.split(',')).map(type => type.toUpperCase())
    const rows = kinds
      .filter(([, type]) => wanted?.some(id => isNamedCheck(cluster, type, id)) ?? true)
      .filter(() => areas?.includes(AREA) ?? true)
    return acropolis(rows.map(([kind, type]) => checkDto(cluster, kind, type)))
  },

  getHealthCheck: ({ prism: { cluster }, path }) => {
    const [kind, type] = checkOf(cluster, path.id)
    return checkDto(cluster, kind, type)
  },

  updateHealthCheck: ({ prism, body }) => change(prism, body),
  patchHealthCheck: ({ prism, body }) => change(prism, unwrapPatch(body))
} satisfies Partial<V2Handlers>

const numberOf = (type: AlertType): string => type.uuid.replace(/\D/g, '')

/** `<cluster uuid>::<number>`, the number alone, or the kind of its alert. */
function isNamedCheck(here: View<Cluster>, type: AlertType, id: string): boolean {
  return [`${here.uuid}::${numberOf(type)}`, numberOf(type), type.uuid].includes(id)
}

function checkOf(here: View<Cluster>, id: string): [AlertKind, AlertType] {
  const found = kinds.find(([, type]) => isNamedCheck(here, type, id))
  return required(found, 'configuration/not-found', `Health check ${id} does not exist`)
}

function change(prism: Prism, dto: Model<'HealthCheck'>): Model<'HealthCheck'> {
  const [kind, type] = checkOf(prism.cluster, dto.id ?? '')
  const { disabledChecks, heldAlerts } = prism.cluster.configuration
  const { enabled, auto_resolve: autoResolve } = dto
  if (autoResolve != null && autoResolve !== checkDto(prism.cluster, kind, type).auto_resolve) {
    if (!type.resolvesItself || !['ENABLED', 'DISABLED'].includes(autoResolve))
      throw new RequestError('invalid', `Auto resolve of health check ${dto.id} cannot be ${autoResolve}`)
  }
  prism.submit({
    type: 'configure',
    settings: {
      ...(enabled != null && { disabledChecks: toggled(disabledChecks, kind, !enabled) }),
      ...(autoResolve != null && { heldAlerts: toggled(heldAlerts, kind, autoResolve === 'DISABLED') })
    }
  })
  return checkDto(prism.cluster, kind, type)
}

function toggled(kindsNow: readonly string[], kind: string, listed: boolean): string[] {
  return [...kindsNow.filter(other => other !== kind), ...(listed ? [kind] : [])]
}

function checkDto(here: View<Cluster>, kind: AlertKind, type: AlertType): Model<'HealthCheck'> {
  const { disabledChecks, heldAlerts } = here.configuration
  return {
    id: `${here.uuid}::${numberOf(type)}`,
    name: kind.replace(/-/g, '_'),
    title: type.title,
    description: type.cause,
    message: type.message,
    alert_type_id: type.uuid,
    enabled: !disabledChecks.includes(kind),
    auto_resolve: !type.resolvesItself ? 'NOT_SUPPORTED' : heldAlerts.includes(kind) ? 'DISABLED' : 'ENABLED',
    causes: [type.cause],
    resolutions: [],
    kb_list: [],
    check_type: type.resolvesItself ? 'SCHEDULED' : 'EVENT_DRIVEN',
    schedule_interval_in_secs: type.resolvesItself ? INTERVAL_SECONDS : null,
    scope: 'kCluster',
    classifications: [AREA],
    impact_types: ['SystemIndicator'],
    affected_entity_types: [kind.startsWith('network') ? 'remote_site' : 'protection_domain'],
    severity_threshold_infos: (['kInfo', 'kWarning', 'kCritical'] as const).map(severity => ({
      severity,
      enabled: severity === type.severity
    })),
    alert_configurable_parameters: [],
    alert_config_exception_groups: [],
    exception_count: 0,
    metrics: [],
    parameters: {},
    policy_uuid: null,
    applicable_for_single_cluster: true,
    applicable_for_multi_cluster: false,
    is_global_config: false,
    is_user_defined: false,
    modified_by_username: null,
    modified_time_stamp_in_usecs: null
  }
}
