/** Search by name over all entities of a cluster. */
import type { Cluster, View } from '../../domain/core/index.js'
import { clusterTitle } from '../../domain/core/index.js'
import type { V2Handlers } from '../core/index.js'

interface Named {
  type: string
  name: string
  uuid: string | null
}

/** More hits than this are left out, unless a client asks for more. */
const HITS = 100

export const clusterSearch = {
  doSpotlightSearch: ({ prism: { cluster }, query }) => {
    const wanted = query.search_string.toLowerCase()
    const types = query.entity_types?.map(type => type.toLowerCase())
    const byName = query.field_names?.includes('name') ?? true
    return searchEntries(cluster)
      .filter(({ type, name }) => byName && name.toLowerCase().includes(wanted) && (types?.includes(type) ?? true))
      .slice(0, Math.max(0, query.maxCount ?? HITS))
      .map(({ type, name, uuid }) => ({
        cluster_name: clusterTitle(cluster),
        cluster_uuid: cluster.uuid,
        entity_id: uuid ?? name,
        entity_name: name,
        entity_type: type,
        entity_uuid: uuid,
        field_name: 'name',
        field_value: name
      }))
  }
} satisfies Partial<V2Handlers>

function searchEntries(here: View<Cluster>): Named[] {
  const of = (type: string, rows: readonly { readonly name: string; readonly uuid?: string }[]): Named[] =>
    rows.map(({ name, uuid = null }) => ({ type, name, uuid }))
  return [
    ...of('vm', Object.values(here.vms)),
    ...of('host', here.hosts),
    ...of('storage_container', here.containers),
    ...of('network', here.networks),
    ...of(
      'protection_domain',
      Object.values(here.protectionDomains).map(({ name }) => ({ name }))
    ),
    ...of('remote_site', Object.values(here.remoteSites))
  ]
}
