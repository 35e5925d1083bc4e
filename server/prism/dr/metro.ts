/** Metro availability endpoints, and their witnesses. */
import { Refusal, clusterTitle, domainOf } from '../../domain/core/index.js'
import type { Cluster, View, Witness } from '../../domain/core/index.js'
import { failureHandlingOf } from '../../domain/metro/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { protectionDomainDto } from './dto/protection-domain.js'

export const metro = {
  startStretchCluster: ({ prism, path, query, body }) => {
    const handling = body?.failure_handling
    prism.submit({
      type: 'enable-metro',
      name: path.pd_name,
      container: body?.storage_container ?? body?.container ?? null,
      remoteSite: body?.remote_site ?? null,
      failureHandling: handling == null ? null : failureHandlingOf(handling),
      breakAfterSeconds: body?.timeout ?? null,
      reEnable: query.re_enable ?? false,
      force: query.force ?? false
    })
    return domainNow(prism, path.pd_name)
  },

  stopStretchCluster: ({ prism, path, query }) => {
    prism.submit({
      type: 'disable-metro',
      name: path.pd_name,
      skipRemoteCheck: query.skip_remote_check ?? false
    })
    return domainNow(prism, path.pd_name)
  },

  promoteStretchCluster: ({ prism, path, query }) => {
    prism.submit({
      type: 'promote-metro',
      name: path.pd_name,
      skipRemoteCheck: query.skip_remote_check ?? false,
      force: query.force ?? false
    })
    return domainNow(prism, path.pd_name)
  },

  updateStretchFailureHandling: ({ prism, path, body }) => {
    prism.submit({
      type: 'set-metro-failure-handling',
      name: path.pd_name,
      mode: failureHandlingOf(body.failure_handling_mode),
      localOnly: body.local_only ?? false
    })
    return domainNow(prism, path.pd_name)
  },

  updateStretchCluster: ({ prism, path, body }) => {
    if (body.timeout == null) throw new RequestError('invalid', 'timeout names no number of seconds')
    prism.submit({ type: 'set-metro-break-timeout', name: path.pd_name, seconds: body.timeout })
    return domainNow(prism, path.pd_name)
  },

  getAllMAWitnesses: ({ prism: { cluster } }) => {
    const { witness } = cluster.configuration
    if (witness !== undefined) return [witnessDto(cluster, witness)]
    if (!Object.values(cluster.protectionDomains).some(domain => domain.metro !== null)) {
      throw new Refusal('metro/not-configured', `Metro availability is not configured on ${cluster.name}`)
    }
    return []
  },

  addMAWitness: ({ prism, query, body }) => {
    const witness = prism.submit({
      type: 'add-metro-witness',
      witness: { name: body.witness_name ?? null, addresses: body.ip_addresses ?? [], username: body.username ?? '' },
      testOnly: query.test_only ?? false
    })
    return witnessDto(prism.cluster, witness)
  },

  removeWitnessSite: ({ prism, path }) => {
    prism.submit({ type: 'remove-metro-witness', uuid: path.uuid })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

function domainNow({ world, cluster }: Prism, name: string): Model<'ProtectionDomain'> {
  return protectionDomainDto(world, cluster, domainOf(cluster, name))
}

function witnessDto(here: View<Cluster>, witness: View<Witness>): Model<'WitnessSite'> {
  return {
    uuid: witness.uuid,
    witness_name: witness.name,
    cluster_name: clusterTitle(here),
    cluster_uuid: here.uuid,
    cluster_timestamp_usecs: witness.registeredAt,
    ip_addresses: [...witness.addresses],
    nos_version: null,
    nos_full_version: null,
    username: witness.username,
    password: null,
    marked_for_removal: false
  }
}
