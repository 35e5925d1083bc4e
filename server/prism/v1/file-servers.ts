/** File server endpoints of v1, in canonical (v2.0) names. */
import type { Cluster, FileServer, FileServerNetwork, View, Vm } from '../../domain/core/index.js'
import { domainActive, fileServerOf, fileServerState, fileServerVms } from '../../domain/file-servers/index.js'
import { getOwn, required } from '../../domain/core/index.js'
import { arithmos } from '../lists/index.js'
import type { V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'
import { protectedVmDto } from '../dr/index.js'
import { taskUuidDto } from '../inventory/index.js'
import type { FileServerRequest } from '../../domain/file-servers/index.js'

const MB_PER_GIB = 1024

export const fileServers = {
  getFileServers: ({ prism: { cluster }, query }) =>
    arithmos(
      Object.values(cluster.fileServers).map(server => fileServerDto(cluster, server)),
      query
    ),

  getFileServer: ({ prism: { cluster }, path }) => fileServerDto(cluster, fileServerOf(cluster, path.uuid)),

  activateFileServer: ({ prism, path: { uuid }, body }) => ({
    ...taskUuidDto(prism.submit({ type: 'activate-file-server', uuid, request: requestIn(body) })),
    message: null,
    dtos: null,
    error_list: [],
    success_list: []
  })
} satisfies Partial<V1CanonicalHandlers>

/** EMU: what is null is not known of a file server here, which serves no files. */
function fileServerDto(here: View<Cluster>, server: View<FileServer>): V1CanonicalModel<'FileServer'> {
  const { uuid, name, settings } = server
  const vms = fileServerVms(here, server)
  const container = here.containers.find(each => each.name === vms[0]?.spec.disks[0]?.container)
  const active = domainActive(here, server)
  const networkDto = networkDtoOf(here, server)
  return {
    uuid,
    name,
    description: null,
    version: null,
    object_version: null,
    cluster_uuid: here.uuid,
    container_id: container === undefined ? null : `${here.uuid}::${container.number}`,
    container_uuid: container?.uuid ?? null,
    created_time_stamp_in_usecs: null,
    last_modified_time_stamp_in_usecs: null,
    file_server_state: fileServerState(here, server),
    pd_status: active,
    protection_domain_name: getOwn(here.protectionDomains, server.domain)?.name ?? null,
    protection_domain_state: active,
    internal_network: settings.internalNetwork === null ? null : networkDto(settings.internalNetwork, true),
    internal_virtual_network_uuid: settings.internalNetwork?.uuid ?? null,
    external_networks: settings.externalNetworks.map(network => networkDto(network, false)),
    external_virtual_network_uuids: settings.externalNetworks.map(network => network.uuid),
    external_ip_address: null,
    dns_domain_name: null,
    dns_entries: [],
    dns_server_ip_addresses: [...settings.dnsServers],
    ntp_servers: [...settings.ntpServers],
    domain_directory_dto: null,
    name_services_dto: null,
    nvms: vms.map(vm => vmDto(here, server, vm)),
    vms: getOwn(here.protectionDomains, server.domain)?.members.map(member => protectedVmDto(here, member)) ?? [],
    num_shares: 0,
    num_home_shares: 0,
    is_rebalance_needed: false,
    recommendation: null,
    upgrade_in_progress: false,
    stats: {},
    usage_stats: {}
  }
}

function vmDto(here: View<Cluster>, server: View<FileServer>, vm: View<Vm>): V1CanonicalModel<'FileServerVm'> {
  return {
    id: vm.uuid,
    uuid: vm.uuid,
    vm_uuid: vm.uuid,
    name: vm.name,
    file_server_uuid: server.uuid,
    cvm_ip_address: here.hosts.find(({ uuid }) => uuid === vm.hostUuid)?.controllerVmAddress ?? null,
    nvm_ip_address: vm.spec.nics.flatMap(({ ip }) => ip ?? []),
    memory_gib: Math.floor(vm.spec.memoryMb / MB_PER_GIB),
    num_vcpus: vm.spec.vcpus
  }
}

function networkDtoOf(here: View<Cluster>, server: View<FileServer>) {
  return (network: View<FileServerNetwork>, internal: boolean): V1CanonicalModel<'FileServerNetwork'> => ({
    uuid: network.uuid,
    name: here.networks.find(({ uuid }) => uuid === network.uuid)?.name ?? null,
    file_server_uuid: server.uuid,
    is_internal_network: internal,
    internal_virtual_network_uuid: internal ? network.uuid : null,
    external_virtual_network_uuid: internal ? null : network.uuid,
    network_address: network.networkAddress,
    subnet_mask: network.subnetMask,
    default_gateway: network.gateway,
    pool: [...network.pool]
  })
}

function requestIn(body: V1CanonicalModel<'FileServerRequest'>): FileServerRequest {
  return {
    name: body.name ?? null,
    uuid: body.uuid ?? null,
    domain: body.pd_name ?? null,
    internalNetwork: body.internal_network == null ? null : networkIn(body.internal_network),
    externalNetworks: body.external_networks?.map(networkIn) ?? null,
    dnsServers: body.dns_server_ip_addresses ?? null,
    ntpServers: body.ntp_servers ?? null
  }
}

/** An empty text is none: scripts send one where the network hands out the addresses. */
function networkIn(network: V1CanonicalModel<'FileServerNetworkRequest'>): FileServerNetwork {
  return {
    uuid: required(network.uuid, 'network/not-found', 'A network of the file server has no UUID'),
    networkAddress: network.network_address || null,
    subnetMask: network.subnet_mask || null,
    gateway: network.default_gateway || null,
    pool: network.pool ?? []
  }
}
