/** Alert endpoints: list, acknowledge and resolve. */
import { alertTypeOf } from '../../domain/notices/index.js'
import type { AlertKind } from '../../domain/notices/index.js'
import { domainOf, hostOf, knownCluster, remoteSiteOf } from '../../domain/core/index.js'
import type { Alert, Cluster, View } from '../../domain/core/index.js'
import { alertPage } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { mapView } from '../reads/index.js'
import { noticeTest } from './alert-query.js'
import type { AlertQuery } from './alert-query.js'
import { alertDto } from './dto/alert.js'

const LICENCE: AlertKind = 'licence-exceeded'

type Kind = View<Alert>['entity']['type']
/** One kind of thing, or several. */
export type Kinds = Kind | readonly Kind[]

export const alerts = {
  getAlerts: ({ prism, query }) => listed(prism, query, matching(prism, query)),

  getProtectionDomainAlerts: ({ prism, query }) =>
    listed(prism, query, alertsOn(matching(prism, query), 'protection_domain')),

  getAlertsForProtectionDomain: ({ prism, path, query }) => {
    const { name } = domainOf(prism.cluster, path.name)
    return listed(prism, query, alertsOn(matching(prism, query), 'protection_domain', name))
  },

  getRemoteSiteAlerts: ({ prism, query }) => listed(prism, query, alertsOn(matching(prism, query), 'remote_site')),

  getAlertsForRemoteSite: ({ prism, path, query }) => {
    const { name } = remoteSiteOf(prism.cluster, path.name)
    return listed(prism, query, alertsOn(matching(prism, query), 'remote_site', name))
  },

  /** All that a cluster raises, whatever it is about [C: clients, a widespread monitor reads nothing else]. */
  getClusterAlerts: ({ prism, query }) => listed(prism, query, matching(prism, query)),

  getAlertsForCluster: ({ prism, path, query }) => {
    knownCluster(prism.cluster, path.id)
    return listed(prism, query, matching(prism, query))
  },

  getHostAlerts: ({ prism, query }) => listed(prism, query, alertsOn(matching(prism, query), 'host')),

  getAlertsForHost: ({ prism, path, query }) => {
    const { name } = hostOf(prism.cluster, path.uuid)
    return listed(prism, query, alertsOn(matching(prism, query), 'host', name))
  },

  acknowledgeAlert: ({ prism, path }) => {
    prism.submit({ type: 'acknowledge-alerts', ids: [path.id] })
    return updated(path.id)
  },

  resolveAlert: ({ prism, path }) => {
    prism.submit({ type: 'resolve-alerts', ids: [path.id] })
    return updated(path.id)
  },

  acknowledgeAlerts: ({ prism, query }) => {
    const ids = idsOf(
      matching(
        prism,
        mapView(query, sent => ({ ...sent, acknowledged: false }))
      ),
      query.count
    )
    prism.submit({ type: 'acknowledge-alerts', ids })
    return alertUpdatesDto(ids)
  },

  resolveAlerts: ({ prism, query }) => {
    const ids = idsOf(
      matching(
        prism,
        mapView(query, sent => ({ ...sent, resolved: false }))
      ),
      query.count
    )
    prism.submit({ type: 'resolve-alerts', ids })
    return alertUpdatesDto(ids)
  }
} satisfies Partial<V2Handlers>

/** Newest first. */
function matching({ cluster }: Prism, query: AlertQuery): View<Alert>[] {
  const passes = noticeTest(query)
  return cluster.alerts
    .filter(alert => {
      const { uuid: typeUuid, severity } = alertTypeOf(alert)
      const { id, raisedAt: at, entity, acknowledgedAt, resolvedAt, autoResolved } = alert
      return passes({ id, at, typeUuid, severity, entity, acknowledgedAt, resolvedAt, autoResolved })
    })
    .reverse()
}

function alertsOn(rows: readonly View<Alert>[], kind: Kinds, name?: string): View<Alert>[] {
  const kinds = [kind].flat()
  return rows.filter(({ entity }) => kinds.includes(entity.type) && (name === undefined || entity.name === name))
}

/** Open and resolved alerts about some kinds of things, or about one thing. */
export function alertsAbout(
  prism: Prism,
  query: AlertQuery & { count?: number; page?: number },
  kinds: Kinds,
  name?: string
) {
  return listed(prism, query, alertsOn(matching(prism, query), kinds, name))
}

/** Open and resolved alerts about what the licence does not cover. */
export function licenceAlerts(prism: Prism, query: AlertQuery & { count?: number; page?: number }) {
  return listed(
    prism,
    query,
    matching(prism, query).filter(({ type }) => type === LICENCE)
  )
}

export function openLicenceAlerts({ alerts: raised }: View<Cluster>): View<Alert>[] {
  return raised.filter(({ type, resolvedAt }) => type === LICENCE && resolvedAt === null)
}

function listed(
  { cluster }: Prism,
  query: { count?: number; page?: number; get_causes?: boolean },
  rows: readonly View<Alert>[]
) {
  const { get_causes: withCauses = false } = query
  const { metadata, entities } = alertPage(rows, query)
  return { metadata, entities: entities.map(alert => alertDto(cluster, alert, withCauses)) }
}

function idsOf(rows: readonly View<Alert>[], count: number | undefined): string[] {
  return rows.slice(0, count).map(({ id }) => id)
}

function updated(id: string): Model<'AlertUpdate'> {
  return { id, successful: true, message: null }
}

export function alertUpdatesDto(ids: readonly string[]): Model<'AlertUpdates'> {
  return { num_successful_updates: ids.length, num_failed_updates: 0, alert_status_list: ids.map(updated) }
}
