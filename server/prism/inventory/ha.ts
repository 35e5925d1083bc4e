/** High availability of the cluster. */
import type { Cluster, View } from '../../domain/core/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { started } from './dto/started.js'

export const ha = {
  getHaConfig: ({ prism: { cluster } }) => haDto(cluster),

  updateHaConfig: ({ prism, body }) =>
    started(
      prism.submit({
        type: 'update-ha',
        enabled: body.enable_failover ?? null,
        hostFailuresToTolerate: body.num_host_failures_to_tolerate ?? null,
        reservation: body.reservation_type ?? null,
        evacuation: body.evacuation_option ?? null,
        logicalTimestamp: body.logical_timestamp ?? null
      })
    )
} satisfies Partial<V2Handlers>

function haDto({ ha, hosts }: View<Cluster>): Model<'HaConfig'> {
  const { enabled, hostFailuresToTolerate, reservation } = ha
  return {
    failover_enabled: enabled,
    ha_state: !enabled ? 'DISABLED' : hostFailuresToTolerate > 0 ? 'HIGHLY_AVAILABLE' : 'BEST_EFFORT',
    num_host_failures_to_tolerate: hostFailuresToTolerate,
    reservation_type: reservation,
    reserved_host_uuids:
      reservation === 'RESERVE_HOSTS' ? hosts.slice(-hostFailuresToTolerate).map(({ uuid }) => uuid) : [],
    failover_in_progress_host_uuids: [],
    logical_timestamp: ha.logicalTimestamp
  }
}
