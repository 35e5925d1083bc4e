/** High availability endpoints. */
import { refuseUnless } from '../../domain/core/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { taskUuidDto } from './dto/task-uuid.js'

export const ha = {
  /** EMU: the hypervisor of another vendor has high availability of its own, which the cluster does not tell. */
  getHaConfig: ({ prism: { cluster } }) => {
    refuseUnless(
      cluster.hypervisor === 'kKvm',
      'feature/not-available',
      () => `High availability of ${cluster.name} is configured in its hypervisor manager`
    )
    return haDto(cluster)
  },

  updateHaConfig: ({ prism, body }) =>
    taskUuidDto(
      prism.submit({
        type: 'update-ha',
        enabled: body.enable_failover ?? null,
        hostFailuresToTolerate: body.num_host_failures_to_tolerate ?? null,
        reservation: body.reservation_type == null ? null : constantCase(body.reservation_type),
        evacuation: body.evacuation_option ?? null,
        logicalTimestamp: body.logical_timestamp ?? null
      })
    )
} satisfies Partial<V2Handlers>

/** Answers write values in words joined [C: recorded]; requests may too. */
const states = { disabled: 'Disabled', highlyAvailable: 'HighlyAvailable', bestEffort: 'BestEffort' } as const
const reservations: Readonly<Record<string, string>> = {
  NO_RESERVATIONS: 'NoReservations',
  RESERVE_HOSTS: 'ReserveHosts',
  RESERVE_SEGMENTS: 'ReserveSegments'
}

/** `NoReservations` as requests are published to spell it: `NO_RESERVATIONS`. */
function constantCase(value: string): string {
  return Object.keys(reservations).find(key => reservations[key] === value) ?? value
}

function haDto({ ha, hosts }: View<Cluster>): Model<'HaConfig'> {
  const { enabled, hostFailuresToTolerate, reservation } = ha
  return {
    failover_enabled: enabled,
    ha_state: !enabled ? states.disabled : hostFailuresToTolerate > 0 ? states.highlyAvailable : states.bestEffort,
    num_host_failures_to_tolerate: hostFailuresToTolerate,
    reservation_type: reservations[reservation] ?? reservation,
    reserved_host_uuids:
      reservation === 'RESERVE_HOSTS' ? hosts.slice(-hostFailuresToTolerate).map(({ uuid }) => uuid) : null,
    failover_in_progress_host_uuids: null,
    logical_timestamp: ha.logicalTimestamp
  }
}
