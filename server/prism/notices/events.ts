/** Event endpoints. */
import { auditTypeOf } from '../../domain/notices/index.js'
import { domainOf, hostOf, knownCluster, remoteSiteOf } from '../../domain/core/index.js'
import type { Audit, View } from '../../domain/core/index.js'
import { alertPage } from '../lists/index.js'
import type { Paging } from '../lists/index.js'
import type { Prism, V2Handlers } from '../core/index.js'
import { mapView } from '../reads/index.js'
import { alertUpdatesDto } from './alerts.js'
import type { Kinds } from './alerts.js'
import { noticeTest } from './alert-query.js'
import type { AlertQuery } from './alert-query.js'
import { eventDto } from './dto/alert.js'

export const events = {
  getEvents: ({ prism, query }) => eventPage(prism, query, () => true),

  getProtectionDomainEvents: ({ prism, query }) => eventPage(prism, query, ({ type }) => type === 'protection_domain'),

  getEventsForProtectionDomain: ({ prism, path, query }) => {
    const domain = domainOf(prism.cluster, path.name)
    return eventPage(prism, query, ({ type, name }) => type === 'protection_domain' && name === domain.name)
  },

  getRemoteSiteEvents: ({ prism, query }) => eventPage(prism, query, ({ type }) => type === 'remote_site'),

  getEventsForRemoteSite: ({ prism, path, query }) => {
    const site = remoteSiteOf(prism.cluster, path.name)
    return eventPage(prism, query, ({ type, name }) => type === 'remote_site' && name === site.name)
  },

  /** All that happens on a cluster, as its alerts are all that it raises. */
  getClusterEvents: ({ prism, query }) => eventPage(prism, query, () => true),

  getEventsForClusters: ({ prism, path, query }) => {
    knownCluster(prism.cluster, path.id)
    return eventPage(prism, query, () => true)
  },

  getHostEvents: ({ prism, query }) => eventPage(prism, query, ({ type }) => type === 'host'),

  getEventsForHost: ({ prism, path, query }) => {
    const host = hostOf(prism.cluster, path.uuid)
    return eventPage(prism, query, ({ type, uuid }) => type === 'host' && uuid === host.uuid)
  },

  acknowledgeEvent: ({ prism, path }) => {
    prism.submit({ type: 'acknowledge-events', ids: [path.id] })
    return { value: true }
  },

  acknowledgeEvents: ({ prism, query }) => {
    const ids = matching(
      prism,
      mapView(query, sent => ({ ...sent, acknowledged: false })),
      () => true
    )
      .map(({ id }) => String(id))
      .slice(0, query.count)
    prism.submit({ type: 'acknowledge-events', ids })
    return alertUpdatesDto(ids)
  }
} satisfies Partial<V2Handlers>

/** Events about some kinds of things, or about one thing. */
export function eventsAbout(prism: Prism, query: AlertQuery & Paging, kind: Kinds, name?: string) {
  const kinds = [kind].flat()
  return eventPage(prism, query, entity => kinds.includes(entity.type) && (name === undefined || entity.name === name))
}

type EntityFilter = (entity: View<Audit>['entity']) => boolean

/** Newest first. Nobody resolves an event here. */
function matching({ cluster }: Prism, query: AlertQuery, matchesEntity: EntityFilter): View<Audit>[] {
  const passes = noticeTest(query)
  return cluster.audits
    .filter(audit => {
      const { id, at, entity, acknowledgedAt } = audit
      if (!matchesEntity(entity)) return false
      const { uuid: typeUuid } = auditTypeOf(audit)
      const never = { severity: 'kAudit', resolvedAt: null, autoResolved: false }
      return passes({ id: String(id), at, typeUuid, entity, acknowledgedAt, ...never })
    })
    .reverse()
}

function eventPage(prism: Prism, query: AlertQuery & Paging, matchesEntity: EntityFilter) {
  const { metadata, entities } = alertPage(matching(prism, query, matchesEntity), query)
  return { metadata, entities: entities.map(audit => eventDto(prism.cluster, audit)) }
}
