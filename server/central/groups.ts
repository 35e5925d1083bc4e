/** Groups of v3: attributes of many entities at once, as exporters ask for them [C: v3 schema; clients]. */
import type { components } from '../../build/contract/central.types.js'
import { listedProtectionDomainDto } from '../prism/dr/index.js'
import { clusterDto } from '../prism/administration/index.js'
import { projectionOf, storageContainerDto } from '../prism/figures/index.js'
import { controllerVmDtos, hostDto, listedVmDto, storedOnHosts } from '../prism/inventory/index.js'
import { diskDtos } from '../prism/storage/index.js'
import type { Cluster, View, World } from '../domain/core/index.js'
import type { KnownClusters } from './clusters.js'
import { ordered } from './list.js'

type Schemas = components['schemas']
type Attributes = Readonly<Record<string, unknown>>

interface Entity {
  readonly id: string
  readonly attributes: Attributes
}

/** Of what lies on one cluster. */
type EntitiesOf = (world: View<World>, here: View<Cluster>) => Entity[]

/** What v2.0 tells of an entity, its figures beside its attributes, under the names of v2.0. */
function flat(dto: object): Record<string, unknown> {
  const { stats, usage_stats: usage, ...rest } = dto as Record<string, unknown>
  return { ...rest, ...(stats as object | undefined), ...(usage as object | undefined) }
}

/** Attributes of everything on a cluster. */
const placeOf = (here: View<Cluster>) => ({ cluster: here.uuid, cluster_name: here.name })

const vms: EntitiesOf = (_world, here) =>
  [...Object.values(here.vms).map(vm => listedVmDto(here, vm)), ...controllerVmDtos(here)].map(dto => ({
    id: dto.uuid ?? '',
    attributes: {
      ...flat(dto),
      ...placeOf(here),
      name: dto.vm_name,
      node: dto.host_uuid,
      node_name: dto.host_name,
      memory_size_bytes: dto.memory_capacity_in_bytes,
      capacity_bytes: dto.disk_capacity_in_bytes,
      is_cvm: Number(dto.controller_vm ?? false),
      'ngt.enabled_applications': dto.nutanix_guest_tools?.enabled === true ? ['VSS_SNAPSHOT'] : [],
      'ngt.guest_os': dto.guest_operating_system,
      'ngt.installed_version': dto.nutanix_guest_tools?.installed_version,
      'ngt.reachable': dto.nutanix_guest_tools?.communication_link_active
    }
  }))

const hosts: EntitiesOf = (world, here) => {
  const stored = storedOnHosts(world, here)
  return here.hosts.map(host => {
    const dto = hostDto(here, host, stored)
    return {
      id: host.uuid,
      attributes: {
        ...flat(dto),
        ...placeOf(here),
        node_name: host.name,
        ip: dto.hypervisor_address,
        cvm_ip: dto.service_vmexternal_ip,
        memory_size_bytes: dto.memory_capacity_in_bytes,
        'cpu.capacity_hz': dto.cpu_capacity_in_hz
      }
    }
  })
}

const disks: EntitiesOf = (world, here) =>
  diskDtos(world, here).map(dto => ({
    id: dto.disk_uuid ?? '',
    attributes: {
      ...flat(dto),
      ...placeOf(here),
      serial: dto.disk_hardware_config?.serial_number,
      tier: dto.storage_tier_name,
      node: dto.node_uuid,
      node_name: dto.host_name
    }
  }))

const storageContainers: EntitiesOf = (world, here) =>
  here.containers.map(container => ({
    id: container.uuid,
    attributes: {
      ...flat(storageContainerDto(world, here, container)),
      ...placeOf(here),
      container_name: container.name
    }
  }))

const clusters: EntitiesOf = (world, here) => [
  { id: here.uuid, attributes: { ...flat(clusterDto(world, here)), ...placeOf(here), external_ip_address: here.vip } }
]

const protectionDomains: EntitiesOf = (world, here) =>
  Object.values(here.protectionDomains)
    .filter(({ removedAt }) => removedAt === null)
    .map(domain => {
      const dto = listedProtectionDomainDto(world, here, domain, projectionOf(undefined))
      return {
        id: domain.name,
        attributes: {
          ...flat(dto),
          ...placeOf(here),
          num_vms: domain.members.length,
          mode: domain.active ? 'ACTIVE' : 'STANDBY'
        }
      }
    })

/** The only place where the product's API shows them [B: nutanix-mcp-server]; their attributes as v3 names them [C: v3 schema]. */
const syslogServers: EntitiesOf = (_world, here) =>
  (here.configuration.syslogServers ?? []).map(server => ({
    id: server.name,
    attributes: {
      ...placeOf(here),
      server_name: server.name,
      ip_address: server.address,
      port: server.port,
      network_protocol: server.protocol
    }
  }))

/** Kinds of entity by their names. */
const entitiesOf: Readonly<Record<string, EntitiesOf>> = {
  vm: vms,
  mh_vm: vms,
  host: hosts,
  disk: disks,
  storage_container: storageContainers,
  cluster: clusters,
  protection_domain: protectionDomains,
  remote_syslog_server: syslogServers
}

export function groups(known: KnownClusters, request: Schemas['GroupsRequest']): Schemas['Groups'] {
  const { world } = known
  // Of the clusters themselves also those that do not answer, as in the list of clusters.
  const here = request.entity_type === 'cluster' ? known.registered : known.clusters
  const kind = Object.hasOwn(entitiesOf, request.entity_type) ? entitiesOf[request.entity_type] : undefined
  const all = kind === undefined ? [] : here.flatMap(cluster => kind(world, cluster))
  const named = new Set(request.entity_ids)
  const among = named.size === 0 ? all : all.filter(({ id }) => named.has(id))
  const { group_member_sort_attribute: attribute, group_member_sort_order: direction } = request
  const matching = ordered(among, request.filter_criteria, attribute, direction)
  const grouped = groupsOf(matching, request.grouping_attribute)
  const first = request.group_offset ?? 0
  return {
    entity_type: request.entity_type,
    filtered_entity_count: matching.length,
    total_entity_count: all.length,
    filtered_group_count: grouped.length,
    total_group_count: groupsOf(all, request.grouping_attribute).length,
    group_results: grouped
      .slice(first, first + (request.group_count ?? grouped.length))
      .map(([value, members]) => groupDto(world, value, members, request))
  }
}

/** Groups by the value of an attribute, in the order of their first members; one of all without an attribute. */
function groupsOf(entities: readonly Entity[], by: string | null | undefined): [string, Entity[]][] {
  const attribute = by?.trim() ?? ''
  const found = new Map<string, Entity[]>()
  for (const entity of entities) {
    const value = textsNamed(entity, attribute)[0] ?? ''
    const members = found.get(value)
    if (members === undefined) found.set(value, [entity])
    else members.push(entity)
  }
  return [...found]
}

function groupDto(
  world: View<World>,
  value: string,
  members: readonly Entity[],
  request: Schemas['GroupsRequest']
): NonNullable<Schemas['Groups']['group_results']>[number] {
  const first = request.group_member_offset ?? 0
  const shown = members.slice(first, first + (request.group_member_count ?? members.length))
  return {
    group_by_column_value: value,
    total_entity_count: members.length,
    entity_results: shown.map(entity => ({
      entity_id: entity.id,
      data: (request.group_member_attributes ?? []).map(({ attribute: name }) => {
        const values = textsNamed(entity, name)
        return { name, values: values.length === 0 ? [] : [{ time: world.now, values }] }
      })
    }))
  }
}

function textsNamed({ attributes }: Entity, name: string): string[] {
  return Object.hasOwn(attributes, name) ? textsOf(attributes[name]) : []
}

/** A value as texts: several of a list, none of null, an object as JSON. */
function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}
