/** Maps a registration between a cluster and Prism Central, as either end reports it [C: recorded]. */
import type { V1CanonicalModel } from '../../core/index.js'

interface Other {
  readonly uuid: string
  readonly name: string
  readonly address: string
  readonly multicluster: boolean
  readonly version: string | null
  readonly reachable: boolean
}

export function externalState(other: Other): V1CanonicalModel<'ExternalState'> {
  const { uuid, name, address, multicluster, version, reachable } = other
  return {
    cluster_uuid: uuid,
    cluster_details: {
      cluster_name: name,
      ip_addresses: [address],
      cluster_addresses: [],
      cluster_fully_qualified_domain_name: null,
      multicluster,
      username: null,
      password: null,
      prc_cluster: false,
      reachable,
      port: null
    },
    config_details: null,
    filters: [],
    cluster_timestamp_usecs: 0,
    nos_version: version,
    nos_full_version: null,
    marked_for_removal: false,
    remote_connection_exists: reachable
  }
}
