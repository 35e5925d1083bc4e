/** Events: what has happened on the cluster, and who did it. */
import { auditTypeOf } from '../../domain/notices/index.js'
import { domainOf, hostOf, knownCluster, remoteSiteOf } from '../../domain/core/index.js'
import type { Audit, View } from '../../domain/core/index.js'
import { alertPage } from '../lists/index.js'
import type { Paging } from '../lists/index.js'
import type { Prism, V2Handlers } from '../core/index.js'
import { allUpdated } from './alerts.js'
import type { Kinds } from './alerts.js'
import { matches } from './alert-query.js'
import type { AlertQuery } from './alert-query.js'
import { eventDto } from './dto/alert.js'

export const events = {
  getEvents: ({ prism, query }) => listed(prism, query, () => true),

  getProtectionDomainEvents: ({ prism, query }) => listed(prism, query, ({ type }) => type === 'protection_domain'),

  getEventsForProtectionDomain: ({ prism, path, query }) => {
    const domain = domainOf(prism.cluster, path.name)
    return listed(prism, query, ({ type, name }) => type === 'protection_domain' && name === domain.name)
  },

  getRemoteSiteEvents: ({ prism, query }) => listed(prism, query, ({ type }) => type === 'remote_site'),

  getEventsForRemoteSite: ({ prism, path, query }) => {
    const site = remoteSiteOf(prism.cluster, path.name)
    return listed(prism, query, ({ type, name }) => type === 'remote_site' && name === site.name)
  },

  getClusterEvents: ({ prism, query }) => listed(prism, query, ({ type }) => type === 'cluster'),

  getEventsForClusters: ({ prism, path, query }) => {
    knownCluster(prism.cluster, path.id)
    return listed(prism, query, ({ type }) => type === 'cluster')
  },

  getHostEvents: ({ prism, query }) => listed(prism, query, ({ type }) => type === 'host'),

  getEventsForHost: ({ prism, path, query }) => {
    const host = hostOf(prism.cluster, path.uuid)
    return listed(prism, query, ({ type, uuid }) => type === 'host' && uuid === host.uuid)
  },

  acknowledgeEvent: ({ prism, path }) => {
    prism.submit({ type: 'acknowledge-events', ids: [path.id] })
    return { value: true }
  },

  acknowledgeEvents: ({ prism, query }) => {
    const ids = matching(prism, { ...query, acknowledged: false }, () => true)
      .map(({ id }) => id)
      .slice(0, query.count)
    prism.submit({ type: 'acknowledge-events', ids })
    return allUpdated(ids)
  }
} satisfies Partial<V2Handlers>

/** Events about some kinds of things, or about one thing. */
export function eventsAbout(prism: Prism, query: AlertQuery & Paging, kind: Kinds, name?: string) {
  const kinds = [kind].flat()
  return listed(prism, query, entity => kinds.includes(entity.type) && (name === undefined || entity.name === name))
}

type About = (entity: View<Audit>['entity']) => boolean

/** Newest first. Nobody resolves an event here. */
function matching({ cluster }: Prism, query: AlertQuery, about: About): View<Audit>[] {
  return cluster.audits
    .filter(audit => {
      const { uuid } = auditTypeOf(audit)
      const state = { resolvedAt: null, autoResolved: false }
      return about(audit.entity) && matches({ ...audit, ...state, typeUuid: uuid, severity: 'kAudit' }, query)
    })
    .reverse()
}

function listed(prism: Prism, query: AlertQuery & Paging, about: About) {
  const { metadata, entities } = alertPage(matching(prism, query, about), query)
  return { metadata, entities: entities.map(audit => eventDto(prism.cluster, audit)) }
}
