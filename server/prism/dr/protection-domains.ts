/** Protection domain endpoints: list, create, remove, protect and unprotect. */
import { domainOf } from '../../domain/core/index.js'
import type { ProtectionDomain, View } from '../../domain/core/index.js'
import { cerebro, rowsOf } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { projectionOf, statsResponse, steadyGauges, trafficGauges } from '../figures/index.js'
import { listedProtectionDomainDto, protectionDomainDto, remoteSiteNames } from './dto/protection-domain.js'
import { consistencyGroups, vmSummaryDto } from '../inventory/index.js'

/** A VM is named by its UUID, whatever stands before it. */
const UUID_LENGTH = 36

interface DomainFilter {
  metro_avail?: boolean
  vstore_name?: string
  remote_site_name?: string
}

export const protectionDomains = {
  getProtectionDomains: ({ prism, query }) => {
    const { include_deleted: withRemoved = false, names } = query
    const known = Object.values(prism.cluster.protectionDomains).filter(
      domain => withRemoved || domain.removedAt === null
    )
    const passes = filterOf(query)
    const wanted = known.filter(domain => named(names, domain.name) && passes(domain))
    const projection = projectionOf(query.projection)
    const rows = rowsOf(
      prism,
      wanted,
      ({ world, cluster }) =>
        domain =>
          listedProtectionDomainDto(world, cluster, domain, projection)
    )
    return cerebro(rows, known.length)
  },

  getProtectionDomainByName: ({ prism, path, query }) => {
    const { world, cluster } = prism
    return listedProtectionDomainDto(world, cluster, domainOf(cluster, path.name), projectionOf(query.projection))
  },

  getProtectionDomainStats: ({ prism: { world, cluster }, path, query }) => {
    const domain = domainOf(cluster, path.name)
    const { usage_stats: usage } = listedProtectionDomainDto(world, cluster, domain, projectionOf(undefined))
    return statsResponse(world.now, query, {
      ...steadyGauges(usage ?? {}, world.now, domain.createdAt),
      ...trafficGauges(world, cluster, { domain: domain.name })
    })
  },

  addProtectionDomain: ({ prism, body }) => {
    const name = body.value ?? ''
    prism.submit({ type: 'create-protection-domain', name, annotations: body.annotations ?? [] })
    return updatedDomainDto(prism, name)
  },

  markProtectionDomainForRemoval: ({ prism, path, query }) => {
    const skipRemoteCheck = query.skip_remote_check ?? false
    prism.submit({ type: 'remove-protection-domain', name: path.name, skipRemoteCheck })
    return { value: true }
  },

  addVmsByNamesToProtectionDomain: ({ prism, path, body }) => {
    prism.submit({
      type: 'protect-vms',
      name: path.name,
      names: body?.names ?? [],
      uuids: [...(body?.ids ?? []), ...(body?.uuids ?? [])],
      consistencyGroup: body?.consistency_group_name ?? null,
      appConsistent: body?.app_consistent_snapshots ?? false,
      ignoreDuplicateOrMissing: body?.ignore_dup_or_missing_vms ?? false
    })
    return updatedDomainDto(prism, path.name)
  },

  removeVmsFromProtectionDomain: ({ prism, path, body }) => {
    prism.submit({ type: 'unprotect-vms', name: path.name, names: body ?? null })
    return updatedDomainDto(prism, path.name)
  },

  getUnprotectedVms: ({ prism, query }) => {
    const unprotected = Object.values(prism.cluster.vms).filter(vm => vm.protectionDomain === null)
    const names = query.vm_names && new Set(query.vm_names)
    const ids = query.vm_ids && new Set(query.vm_ids.map(id => id.slice(-UUID_LENGTH)))
    const { host_uuids: hosts, storage_container_names: containers } = query
    const wanted = unprotected.filter(
      vm =>
        named(hosts, vm.hostUuid ?? '') &&
        (names === undefined || names.has(vm.name)) &&
        (ids === undefined || ids.has(vm.uuid)) &&
        (containers === undefined || vm.spec.disks.some(disk => named(containers, disk.container)))
    )
    const rows = rowsOf(prism, wanted, ({ cluster }) => {
      const groupOf = consistencyGroups(cluster)
      return vm => vmSummaryDto(cluster, vm, groupOf)
    })
    return cerebro(rows, unprotected.length)
  }
} satisfies Partial<V2Handlers>

function updatedDomainDto({ world, cluster }: Prism, name: string): Model<'ProtectionDomain'> {
  return protectionDomainDto(world, cluster, domainOf(cluster, name))
}

/** Without names, everything is meant. */
function named(names: readonly string[] | undefined, name: string): boolean {
  return names === undefined || names.includes(name)
}

/** Whether a domain is one of those that a query asks for. */
function filterOf(query: DomainFilter): (domain: View<ProtectionDomain>) => boolean {
  const { metro_avail: metro, vstore_name: vstore, remote_site_name: site } = query
  return domain => {
    const sites = [...remoteSiteNames(domain), ...(domain.metro === null ? [] : [domain.metro.site])]
    return (
      (metro !== true || domain.metro !== null) &&
      (vstore === undefined || vstore === domain.vstore) &&
      (site === undefined || sites.includes(site))
    )
  }
}
