/** Events: what has happened on the cluster, and who did it. */
import { auditTypeOf } from '../../domain/audits.js'
import { domainOf, remoteSiteOf } from '../../domain/lookup.js'
import type { Audit, View } from '../../domain/world.js'
import { alertPage } from '../collection.js'
import type { Paging } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import type { Prism } from '../prism.js'
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
  }
} satisfies Partial<V2Handlers>

/** Events about one kind of thing, or about one of them. */
export function eventsAbout(
  prism: Prism,
  query: AlertQuery & Paging,
  type: View<Audit>['entity']['type'],
  name?: string
) {
  return listed(prism, query, entity => entity.type === type && (name === undefined || entity.name === name))
}

/** Newest first. Nobody acknowledges or resolves an event here. */
function listed({ cluster }: Prism, query: AlertQuery & Paging, about: (entity: View<Audit>['entity']) => boolean) {
  const rows = cluster.audits
    .filter(audit => {
      const { uuid } = auditTypeOf(audit)
      const state = { acknowledgedAt: null, resolvedAt: null, autoResolved: false }
      return about(audit.entity) && matches({ ...audit, ...state, typeUuid: uuid, severity: 'kAudit' }, query)
    })
    .reverse()
  const { metadata, entities } = alertPage(rows, query)
  return { metadata, entities: entities.map(audit => eventDto(cluster, audit)) }
}
