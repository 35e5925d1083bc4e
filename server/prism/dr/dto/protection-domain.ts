/** Maps protection domains to the wire: the form of single answers, and the form of lists. */
import { usedBytesOf } from '../../../domain/inventory/index.js'
import { diskPath, getOwn } from '../../../domain/core/index.js'
import { metroStatusText } from '../../../domain/links/index.js'
import { lightWeightBytesOf } from '../../../domain/snapshots/index.js'
import { attachedVms, usedBytesOfGroup, volumeGroupsOfVm } from '../../../domain/volume-groups/index.js'
import type {
  Cluster,
  ImmobileVm,
  Member,
  Metro,
  ProtectedVolumeGroup,
  ProtectionDomain,
  View,
  World
} from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { alertSummary, healthSummary } from '../../notices/index.js'
import type { Projection } from '../../figures/index.js'
import { ongoingReplications, replicationLinkDto, runningReplications, transferStats } from './replication.js'
import { scheduleDto } from './schedule.js'
import { snapshotUsage } from './snapshot.js'

/** The exact text in a domain; in a snapshot it is the state that was captured [C: recorded]. */
const POWER_ON_RECOVERY = 'Power state at time of snapshot'

/** Sites that the schedules replicate to, in order of first mention: none without a schedule, and dormant ones count. */
export function remoteSiteNames(domain: View<ProtectionDomain>): string[] {
  return [...new Set(domain.schedules.flatMap(schedule => Object.keys(schedule.retention.remote)))]
}

/** As calls that create or change a domain answer: without figures and summaries [C: recorded, nutanix/Automation]. */
export function protectionDomainDto(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>
): Model<'ProtectionDomain'> {
  const sites = remoteSiteNames(domain)
  const links = new Set([...sites, ...Object.keys(domain.outgoing)])
  return {
    name: domain.name,
    active: domain.active,
    marked_for_removal: domain.removedAt !== null,
    annotations: [...domain.annotations],
    vms: domain.members.map(member => protectedVmDto(here, member)),
    volume_groups: domain.volumeGroups.map(held => protectedGroupDto(here, held)),
    nfs_files: [],
    cron_schedules: domain.schedules.map(schedule => scheduleDto(domain.name, schedule)),
    next_snapshot_time_usecs: nextSnapshotAt(domain),
    min_snapshot_to_retain: domain.minSnapshotsToRetain,
    hybrid_schedules_count: hybridSchedules(domain),
    remote_site_names: sites,
    replication_links: [...links].map(site => replicationLinkDto(world, here, domain, site)),
    sync_replications: null,
    ongoing_replication_count: ongoingReplications(world, here, domain),
    pending_replication_count: Object.values(domain.outgoing).reduce((count, { queue }) => count + queue.length, 0),
    metro_avail: domain.metro === null ? null : metroDto(domain.metro),
    vstore_id: here.containers.find(({ name }) => name === domain.vstore)?.number ?? null,
    total_user_written_bytes: null
  }
}

/** As lists show it: with figures, and with the summaries that the projection asks for. */
export function listedProtectionDomainDto(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  projection: Projection
): Model<'ProtectionDomain'> {
  const { exclusiveBytes, newestBytes } = snapshotUsage(world, here, domain)
  const memberBytes = [...domain.members, ...domain.volumeGroups].reduce(
    (bytes, { uuid }) => bytes + usedBytes(here, uuid),
    0
  )
  return {
    ...protectionDomainDto(world, here, domain),
    total_user_written_bytes: domain.active ? memberBytes : newestBytes,
    schedules_suspended: schedulesSuspended(domain),
    stats: transferStats(world, runningReplications(world, here, domain.name)),
    // Without a snapshot the key is not there at all [C: recorded, and found by a monitor that indexed it].
    ...(domain.snapshots.length > 0 && {
      usage_stats: {
        'dr.exclusive_snapshot_usage_bytes': String(exclusiveBytes),
        hydration_space_bytes: '-1',
        lws_store_used_bytes: String(lightWeightBytesOf(domain))
      }
    }),
    alert_summary: alertSummary(here, { type: 'protection_domain', name: domain.name }, projection),
    health_summary: healthSummary(here, { type: 'protection_domain', name: domain.name }, projection)
  }
}

/** EMU: the schedules that take light-weight snapshots and full ones; null where there is none [C: recorded]. */
function hybridSchedules(domain: View<ProtectionDomain>): number | null {
  const count = domain.schedules.filter(({ nearSync }) => nearSync !== null).length
  return count === 0 ? null : count
}

export function schedulesSuspended(domain: View<ProtectionDomain>): boolean {
  const { schedules } = domain
  return domain.schedulesSuspended || (schedules.length > 0 && schedules.every(({ suspended }) => suspended))
}

function nextSnapshotAt(domain: View<ProtectionDomain>): number | null {
  if (!domain.active || domain.schedulesSuspended) return null
  const due = domain.schedules.flatMap(({ suspended, nextAt }) => (suspended || nextAt === null ? [] : [nextAt]))
  return due.length === 0 ? null : Math.min(...due)
}

function usedBytes(here: View<Cluster>, uuid: string): number {
  const vm = getOwn(here.vms, uuid)
  if (vm !== undefined) return usedBytesOf(vm.spec)
  const group = getOwn(here.volumeGroups, uuid)
  return group === undefined ? 0 : usedBytesOfGroup(group.spec)
}

function metroDto(metro: View<Metro>): Model<'MetroAvailability'> {
  return {
    role: metro.role,
    status: metroStatusText(metro),
    remote_site: metro.site,
    failure_handling: metro.failureHandling,
    storage_container: metro.container,
    container: metro.container,
    timeout: metro.breakAfterSeconds
  }
}

function protectedGroupDto(here: View<Cluster>, held: View<ProtectedVolumeGroup>): Model<'VolumeGroup'> {
  const group = getOwn(here.volumeGroups, held.uuid)
  return {
    volume_group_uuid: held.uuid,
    name: held.name,
    consistency_group: held.consistencyGroup,
    nfs_file_paths: (group?.spec.disks ?? []).map(diskPath),
    related_entity_uuids: group === undefined ? [] : attachedVms(here, group).map(({ uuid }) => uuid)
  }
}

export function protectedVmDto(here: View<Cluster>, member: View<Member>): Model<'ProtectedVm'> {
  return {
    vm_name: member.name,
    vm_power_state_on_recovery: POWER_ON_RECOVERY,
    consistency_group: member.consistencyGroup,
    vm_files: null,
    related_entity_uuids: volumeGroupsOfVm(here, member.uuid).map(({ uuid }) => uuid),
    app_consistent_snapshots: member.appConsistent,
    vm_recoverability: [],
    vm_handle: member.handle,
    vm_id: member.uuid
  }
}

/** A VM that keeps a migration from starting, with everything that keeps it at the site. */
export function immobileVmDto(
  here: View<Cluster>,
  { vm, because }: ImmobileVm,
  remoteSite: string
): Model<'ProtectedVm'> {
  return {
    ...protectedVmDto(here, vm),
    vm_recoverability: because.map(({ symbol, reason }) => ({
      cerebro_error: symbol,
      reason,
      remote_site: remoteSite
    }))
  }
}
