/** Consistency group endpoints. */
import { domainOf, getOwn } from '../../domain/core/index.js'
import type { Cluster, ProtectionDomain, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'

export const consistencyGroups = {
  /** A domain that is being removed is empty: it has no groups that `include_deleted` could show. */
  getConsistencyGroups: ({ prism: { cluster }, query }) => {
    const { protection_domains: domains, consistency_groups: groups } = query
    const all = Object.values(cluster.protectionDomains).flatMap(domain => groupsOf(cluster, domain))
    const wanted = all.filter(
      group => includesName(domains, group.protection_domain_name) && includesName(groups, group.consistency_group_name)
    )
    return cerebro(wanted, all.length)
  },

  getConsistencyGroupsInPd: ({ prism: { cluster }, path }) => cerebro(groupsOf(cluster, domainOf(cluster, path.name))),

  updateConsistencyGroup: ({ prism, path, body }) => {
    const { pd_name: name, cg_name: group } = path
    const before = groupsOf(prism.cluster, domainOf(prism.cluster, name)).find(isNamed)
    const appConsistent = body.app_consistent_snapshots ?? before?.app_consistent_snapshots ?? false
    prism.submit({ type: 'change-consistency-group', name, group, appConsistent })
    return groupsOf(prism.cluster, domainOf(prism.cluster, name)).find(isNamed) ?? {}

    function isNamed(each: Model<'ConsistencyGroup'>): boolean {
      return each.consistency_group_name === group
    }
  }
} satisfies Partial<V2Handlers>

function groupsOf(here: View<Cluster>, domain: View<ProtectionDomain>): Model<'ConsistencyGroup'>[] {
  const names = new Set([...domain.members, ...domain.volumeGroups].map(({ consistencyGroup }) => consistencyGroup))
  return [...names].map(name => {
    const members = domain.members.filter(({ consistencyGroup }) => consistencyGroup === name)
    const specs = members.flatMap(({ uuid }) => getOwn(here.vms, uuid)?.spec ?? [])
    const disks = [
      ...specs.flatMap(spec => spec.disks.filter(disk => !disk.cdrom)),
      ...domain.volumeGroups
        .filter(({ consistencyGroup }) => consistencyGroup === name)
        .flatMap(({ uuid }) => getOwn(here.volumeGroups, uuid)?.spec.disks ?? [])
    ]
    return {
      consistency_group_name: name,
      protection_domain_name: domain.name,
      app_consistent_snapshots: members.some(({ appConsistent }) => appConsistent),
      vm_count: members.length,
      nfs_file_count: 0,
      total_file_count: disks.length,
      total_file_size_bytes: disks.reduce((bytes, disk) => bytes + disk.sizeBytes, 0),
      within_snapshot: false,
      marked_for_removal: domain.removedAt !== null
    }
  })
}

function includesName(names: readonly string[] | undefined, name: string | null | undefined): boolean {
  return names === undefined || (name != null && names.includes(name))
}
