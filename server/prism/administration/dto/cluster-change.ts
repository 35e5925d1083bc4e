/** Extracts the writable fields from a cluster that a client sends back whole; the rest is ignored. */
import { clusterTitle } from '../../../domain/core/index.js'
import type { Cluster, ConfigurationEntries, ConfigurationSettings, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { RequestError } from '../../core/index.js'
import { subnetWithMask } from './cluster.js'
import { smtpRequest } from './settings.js'

interface Change {
  settings: Partial<ConfigurationSettings>
  lists: Partial<ConfigurationEntries>
  vip?: string
  timezone?: string
}

/** What is read of a cluster that is sent back. */
const changeable = [
  'uuid',
  'cluster_uuid',
  'name',
  'cluster_external_ipaddress',
  'cluster_external_data_services_ipaddress',
  'external_subnet',
  'timezone',
  'name_servers',
  'ntp_servers',
  'global_nfs_white_list',
  'public_keys',
  'smtp_server',
  'support_verbosity_type',
  'enable_shadow_clones',
  'enable_lock_down',
  'enable_password_remote_login_to_cluster',
  'disable_degraded_node_monitoring',
  'enable_rebuild_reservation'
] as const

type ClusterChange = Pick<Model<'Cluster'>, (typeof changeable)[number]>

/** The fields of a cluster that a patch says without an envelope; undefined where it says none. Its contract describes each. */
export function unwrappedChange(patch: Model<'ClusterPatch'>): ClusterChange | undefined {
  const changedFields = changeable.filter(field => patch[field] !== undefined)
  return changedFields.length === 0 ? undefined : Object.fromEntries(changedFields.map(field => [field, patch[field]]))
}

export function addressedRequest(here: View<Cluster>, dto: ClusterChange): Change {
  const other = [dto.uuid, dto.cluster_uuid].find(uuid => uuid != null && uuid !== here.uuid)
  if (other !== undefined) throw new RequestError('invalid', `Cluster ${other} is not ${here.uuid}, which was asked`)
  const { smtp } = here.configuration
  const subnet = dto.external_subnet ?? null
  const settings: Partial<ConfigurationSettings> = {
    ...(dto.name != null && dto.name !== clusterTitle(here) && { displayName: dto.name }),
    ...unlessEmpty('dataServicesAddress', dto.cluster_external_data_services_ipaddress, value => value),
    ...(subnet !== null && subnet !== subnetWithMask(here.subnet) && { externalSubnet: subnet }),
    ...unlessEmpty('shadowClones', dto.enable_shadow_clones, value => value),
    ...unlessEmpty('lockDown', dto.enable_lock_down, value => value),
    ...unlessEmpty('passwordLogin', dto.enable_password_remote_login_to_cluster, value => value),
    ...unlessEmpty('degradedNodeMonitoring', dto.disable_degraded_node_monitoring, value => !value),
    ...unlessEmpty('rebuildReservation', dto.enable_rebuild_reservation, value => value),
    ...unlessEmpty('supportVerbosity', dto.support_verbosity_type, value => value),
    ...unlessEmpty('smtp', dto.smtp_server, value => smtpRequest(value, smtp))
  }
  const keys = dto.public_keys?.map(({ name, key }) => ({ name: name ?? '', key: key ?? '' }))
  const lists: Partial<ConfigurationEntries> = {
    ...(dto.name_servers != null && { nameServers: dto.name_servers }),
    ...(dto.ntp_servers != null && { ntpServers: dto.ntp_servers }),
    ...(dto.global_nfs_white_list != null && { nfsWhitelist: dto.global_nfs_white_list }),
    ...(keys !== undefined && { publicKeys: keys })
  }
  return {
    settings,
    lists,
    ...(dto.cluster_external_ipaddress != null && { vip: dto.cluster_external_ipaddress }),
    ...(dto.timezone != null && { timezone: dto.timezone })
  }
}

/** Nothing for a field that is absent or null. */
function unlessEmpty<K extends keyof ConfigurationSettings, V>(
  key: K,
  value: V | null | undefined,
  made: (value: V) => ConfigurationSettings[K]
): Partial<ConfigurationSettings> {
  return value == null ? {} : { [key]: made(value) }
}
