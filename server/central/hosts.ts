/** Hosts as v3 tells them [C: v3 schema]. */
import type { components } from '../../build/contract/central.types.js'
import { Refusal } from '../domain/core/index.js'
import type { Model } from '../prism/core/index.js'
import { hostDto, storedOnHosts } from '../prism/inventory/index.js'
import type { KnownClusters } from './clusters.js'
import { v3List } from './list.js'
import type { Listed } from './list.js'
import { metadataOf, referenceTo } from './reference.js'

type Schemas = components['schemas']
type Intent = Schemas['HostIntent']

const listed = {
  kind: 'host',
  attributes: ['name', 'uuid', 'serial', 'serial_number', 'cluster_name', 'cluster_uuid']
} as const
type Row = Listed<Intent, (typeof listed.attributes)[number]>

const BYTES_PER_MEBIBYTE = 1024 * 1024

export function listHosts(known: KnownClusters, request: Schemas['HostListRequest'] | null): Schemas['HostIntentList'] {
  return v3List(listed, hostsOf(known), request)
}

/** Throws a `Refusal` where no cluster has the host. */
export function hostIntent(known: KnownClusters, uuid: string): Intent {
  const found = hostsOf(known).find(({ attributes }) => attributes.uuid === uuid)
  if (found === undefined) throw new Refusal('host/not-found', `Host ${uuid} does not exist`)
  return found.intent
}

function hostsOf({ world, clusters }: KnownClusters): Row[] {
  return clusters.flatMap(here => {
    const stored = storedOnHosts(world, here)
    return here.hosts.map(host => {
      const cluster_reference = referenceTo('cluster', here.uuid, here.name)
      const described = { name: host.name, cluster_reference, resources: resourcesOf(hostDto(here, host, stored)) }
      return {
        intent: {
          status: { ...described, state: 'COMPLETE' },
          spec: described,
          metadata: metadataOf('host', host.uuid, 1)
        },
        attributes: {
          name: host.name,
          uuid: host.uuid,
          serial: host.serial,
          serial_number: host.serial,
          cluster_name: here.name,
          cluster_uuid: here.uuid
        }
      }
    })
  })
}

/** From what v2.0 tells of the host. */
function resourcesOf(host: Model<'Host'>): Schemas['HostResources'] {
  return {
    serial_number: host.serial ?? '',
    num_cpu_sockets: host.num_cpu_sockets ?? 0,
    num_cpu_cores: host.num_cpu_cores ?? 0,
    cpu_model: host.cpu_model ?? '',
    cpu_capacity_hz: host.cpu_capacity_in_hz ?? 0,
    memory_capacity_mib: Math.floor((host.memory_capacity_in_bytes ?? 0) / BYTES_PER_MEBIBYTE),
    host_type: host.host_type ?? '',
    ipmi: { ip: host.ipmi_address ?? '' },
    hypervisor: {
      ip: host.hypervisor_address ?? '',
      hypervisor_full_name: host.hypervisor_full_name ?? '',
      num_vms: host.num_vms ?? 0
    },
    controller_vm: {
      ip: host.service_vmexternal_ip ?? '',
      oplog_usage: { oplog_disk_pct: host.oplog_disk_pct ?? 0, oplog_disk_size: host.oplog_disk_size ?? 0 }
    },
    block: { block_serial_number: host.block_serial ?? '', block_model: host.block_model ?? '' }
  }
}
