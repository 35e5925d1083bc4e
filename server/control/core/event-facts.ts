/** What each kind of event tells on the wire: the one list of kinds, and never whole snapshots or specifications. */
import { alertText, auditText } from '../../domain/notices/index.js'
import type {
  EventOf,
  EventType,
  Instant,
  ModeChange,
  Snapshot,
  Task,
  User,
  View,
  World
} from '../../domain/core/index.js'
import { USECS_PER_SECOND, own, snapshotName, snapshotOf } from '../../domain/core/index.js'
import { rfc3339 } from './instants.js'

/** Facts by their name on the wire. `name`, `uuid`, `remote_site` and `vms` are what an event can be waited for by. */
export interface Facts {
  readonly name?: string
  readonly uuid?: string
  readonly remote_site?: string
  /** Names. */
  readonly vms?: readonly string[]
  readonly [fact: string]: unknown
}

type FactsOf = { readonly [K in EventType]: (event: View<EventOf<K>>, world: View<World>) => Facts }

interface AtDomain {
  readonly cluster: string
  readonly domain: string
}

const ofDomain = ({ domain }: AtDomain): Facts => ({ name: domain })
const ofSite = ({ domain, site }: AtDomain & { readonly site: string }): Facts => ({ name: domain, remote_site: site })
const ofSchedule = ({
  domain,
  schedule
}: AtDomain & { readonly schedule: { readonly id: string | number } }): Facts => ({
  name: domain,
  schedule_id: String(schedule.id)
})
const ofScheduleId = ({ domain, id }: AtDomain & { readonly id: string | number }): Facts => ({
  name: domain,
  schedule_id: String(id)
})

export const factsOf: FactsOf = {
  'power-lost': () => ({}),
  'power-restored': () => ({}),
  'cluster-recreated': ({ uuid }) => ({ uuid }),
  'pack-changed': ({ pack }) => ({ pack }),
  'vip-changed': ({ vip }) => ({ vip }),
  'timezone-changed': ({ timezone }) => ({ timezone }),
  'configuration-changed': ({ change }) => ({ settings: Object.keys(change) }),
  'host-maintenance-changed': ({ cluster, uuid, inMaintenance }, world) => ({
    name: world.clusters[cluster]?.hosts.find(host => host.uuid === uuid)?.name ?? uuid,
    uuid,
    in_maintenance: inMaintenance
  }),
  'lane-changed': ({ a, b, from, up, bandwidthBytesPerSecond, loss }) => ({
    from,
    to: from === a ? b : a,
    up,
    bandwidth_bits_per_second: bandwidthBytesPerSecond * 8,
    loss
  }),
  'lane-limit-renewed': ({ from, to }) => ({ from, to }),
  'lane-stall-told': ({ from, to, told }) => ({ from, to, stalled: told }),
  'latency-changed': ({ a, b, latencyUsecs }) => ({ a, b, latency_milliseconds: latencyUsecs / 1000 }),

  'incident-planned': ({ incident }) => ({ incident: incident.id, what: incident.what.kind }),
  'incident-noticed': ({ id, left }) => ({ incident: id, left }),
  'incident-began': ({ id, kind }) => ({ incident: id, what: kind }),
  'incident-turned': ({ id, down, turnsAt }) => ({ incident: id, down, ...moment('turns', turnsAt) }),
  'incident-ended': ({ id, kind, state }) => ({ incident: id, what: kind, state }),
  'host-lost': ({ cluster, host }, world) => ({ name: hostName(world, cluster, host), uuid: host }),
  'host-restored': ({ cluster, host }, world) => ({ name: hostName(world, cluster, host), uuid: host }),
  'replication-service-stopped': () => ({}),
  'replication-service-started': () => ({}),
  'clock-jumped': ({ usecs }) => ({ seconds: usecs / USECS_PER_SECOND }),

  'vm-registered': ({ vm }) => ({
    name: vm.name,
    uuid: vm.uuid,
    power: vm.powerState,
    protection_domain: vm.protectionDomain
  }),
  'vm-unregistered': ofVm,
  'vm-power-changed': (event, world) => ({ ...ofVm(event, world), power: event.powerState }),
  'vm-task-pending': (event, world) => ({ ...ofVm(event, world), task: event.task }),
  'vm-configured': ({ uuid, name }) => ({ name, uuid }),
  'vm-snapshot-taken': ({ snapshot }) => ({ name: snapshot.vmName, uuid: snapshot.vm, snapshot: snapshot.uuid }),
  'vm-snapshots-removed': ({ uuids }) => ({ snapshots: uuids }),
  'image-written': ({ image }) => ({ name: image.name, uuid: image.uuid }),
  'image-removed': ({ uuid }) => ({ uuid }),
  'vm-change-rate-changed': (event, world) => ({
    ...ofVm(event, world),
    change_rate_bytes_per_second: event.bytesPerSecond
  }),
  'mark-written': (event, world) => ({ ...ofVm(event, world), mark: event.mark, bytes: event.bytes }),

  'ha-changed': ({ ha }) => ({ enabled: ha.enabled, reservation: ha.reservation }),
  'network-created': ({ network }) => ({ name: network.name, uuid: network.uuid }),
  'network-changed': ({ network }) => ({ name: network.name, uuid: network.uuid }),
  'network-removed': ({ uuid }) => ({ uuid }),

  'volume-group-registered': ({ group }) => ({
    name: group.name,
    uuid: group.uuid,
    protection_domain: group.protectionDomain
  }),
  'volume-group-changed': ({ group }) => ({ name: group.name, uuid: group.uuid }),
  'volume-group-unregistered': ({ uuid }) => ({ uuid }),
  'iscsi-client-changed': ({ client }) => ({ name: client.address, uuid: client.uuid }),

  'file-server-registered': ({ server }) => ({
    name: server.name,
    uuid: server.uuid,
    protection_domain: server.domain
  }),
  'file-server-changed': ({ server }) => ({ name: server.name, uuid: server.uuid, activated: server.activated }),

  'storage-container-created': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-changed': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-removed': ({ uuid }) => ({ uuid }),
  'datastore-changed': ({ datastore }) => ({ name: datastore.name, storage_container: datastore.container }),
  'storage-pool-changed': ({ pool }) => ({ name: pool.name }),
  'disk-removal-started': ({ uuid }) => ({ uuid }),
  'disk-removal-given-up': ({ uuid }) => ({ uuid }),
  'disk-removed': ({ uuid }) => ({ uuid }),

  'remote-site-added': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-changed': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-removed': ({ name }) => ({ name }),
  'remote-site-trouble-noted': ({ name, trouble }) => ({ name, trouble: trouble?.kind ?? null }),

  'protection-domain-created': ({ domain }) => ({ name: domain.name, active: domain.active }),
  'protection-domain-marked-for-removal': ofDomain,
  'protection-domain-removed': ofDomain,
  'entities-protected': ({ domain, members }) => ({ name: domain, vms: members.map(({ name }) => name) }),
  'entities-unprotected': ({ cluster, domain, uuids }, world) => ({
    name: domain,
    vms: uuids.map(uuid => vmName(world, cluster, uuid) ?? uuid)
  }),
  'protection-domain-activated': ({ domain, members, forced }) => ({
    name: domain,
    forced,
    vms: members.map(({ name }) => name)
  }),
  'protection-domain-deactivated': ofDomain,

  'schedule-added': ofSchedule,
  'schedule-replaced': ofSchedule,
  'schedule-removed': ofScheduleId,
  'schedule-retention-set': ofScheduleId,
  'near-sync-changed': event => ({
    ...ofScheduleId(event),
    state: event.nearSync.state,
    misses: event.nearSync.misses,
    ...moment('next', event.nextAt)
  }),
  'schedule-ran': event => ({ ...ofScheduleId(event), ...moment('next', event.nextAt) }),
  'one-time-schedule-added': event => ({ ...ofSchedule(event), ...moment('planned', event.schedule.at) }),
  'one-time-schedule-removed': ofScheduleId,

  'schedules-suspended': ({ domain, suspended }) => ({ name: domain, suspended }),

  'metro-changed': ({ domain, metro }) => ({
    name: domain,
    site: metro.site,
    role: metro.role,
    status: metro.status,
    failure_handling: metro.failureHandling
  }),
  'vstore-covered': ({ domain, container }) => ({ name: domain, container }),
  'min-snapshots-set': ({ domain, count }) => ({ name: domain, count }),
  'sra-state-set': ({ domain, state }) => ({ name: domain, state }),
  'entities-regrouped': ({ domain, members }) => ({
    name: domain,
    consistency_groups: [...new Set(members.map(({ consistencyGroup }) => consistencyGroup))]
  }),

  'snapshot-taken': ofSnapshot,
  'snapshot-received': ofSnapshot,
  'snapshots-removed': ({ domain, snapshots }) => ({ name: domain, snapshots }),
  'snapshot-retention-set': (event, world) => ({
    name: event.domain,
    snapshot_id: snapshotId(world, event, event.origin, event.id),
    ...moment('expires', event.until)
  }),

  'replication-queued': (event, world) => ({
    ...ofSite(event),
    snapshot_id: snapshotId(world, event, event.queued.origin, event.queued.snapshotId)
  }),
  'replications-dropped': event => ({ ...ofSite(event), snapshots: event.snapshots }),
  'replication-started': (event, world) => ({
    ...ofSite(event),
    target: event.replication.target,
    snapshot_id: snapshotId(world, event, event.replication.origin, event.replication.snapshotId),
    replication_id: event.replication.id,
    full: event.replication.full,
    bytes: event.replication.totalBytes
  }),
  'replication-admitted': event => ({ ...ofSite(event), target: event.target }),
  'replication-paused': event => ({ ...ofSite(event), target: event.target }),
  'replication-stalled': ofSite,
  'replication-resumed': event => ({ ...ofSite(event), target: event.target }),
  'replication-stall-told': event => ({ ...ofSite(event), stalled: event.told }),
  'replication-failing': event => ({
    ...ofSite(event),
    failing: event.since !== null,
    ...moment('since', event.since)
  }),
  'replication-ended': event => ({
    ...ofSite(event),
    target: event.target,
    outcome: event.outcome,
    snapshot_id: event.snapshotId
  }),

  'migration-declined': event => ({
    ...ofDomain(event),
    remote_site: event.remoteSite,
    vms: event.immobile.map(({ vm }) => vm.name)
  }),
  'mode-change-started': ofChange,
  'mode-change-advanced': ofChange,
  'mode-change-ended': event => ({ ...ofDomain(event), outcome: event.outcome }),
  'monitor-started': ({ monitor }) => ({ name: monitor.domain, monitor_id: monitor.id, operation: monitor.operation }),
  'monitor-ended': (event, world) => ({ ...ofMonitor(event, world), status: event.status }),
  'monitor-dismissed': ofMonitor,

  'task-started': ({ task }) => ofTask(task),
  'task-ended': ({ cluster, uuid, status }, world) => {
    const task = own(world.clusters[cluster]?.tasks ?? {}, uuid)
    return { ...(task && ofTask(task)), task: uuid, status }
  },
  'user-added': ({ account }) => ofUser(account),
  'user-changed': ({ account }) => ofUser(account),
  'user-removed': ({ username }) => ({ name: username }),

  'alert-raised': ofAlert,
  'alert-repeated': ofAlert,
  'alert-acknowledged': ofAlert,
  'alert-resolved': ofAlert,
  'audit-recorded': ({ audit }) => ({
    name: audit.entity.name,
    kind: audit.type,
    text: auditText(audit),
    user: audit.user
  }),
  'audit-acknowledged': ({ id }) => ({ audit_id: id })
}

function moment(name: string, at: Instant | null): Facts {
  return { [name]: at === null ? null : rfc3339(at), [`${name}_usecs`]: at }
}

function hostName(world: View<World>, cluster: string, uuid: string): string {
  return world.clusters[cluster]?.hosts.find(host => host.uuid === uuid)?.name ?? uuid
}

function ofVm({ cluster, uuid }: { readonly cluster: string; readonly uuid: string }, world: View<World>): Facts {
  const name = vmName(world, cluster, uuid)
  return { ...(name !== undefined && { name }), uuid }
}

/** A VM that has just gone is known by what it left: itself on the other side, or in a snapshot. */
function vmName(world: View<World>, cluster: string, uuid: string): string | undefined {
  const here = world.clusters[cluster]
  for (const { vms } of here === undefined ? [] : [here, ...Object.values(world.clusters)]) {
    const vm = own(vms, uuid)
    if (vm !== undefined) return vm.name
  }
  for (const { snapshots } of Object.values(here?.protectionDomains ?? {})) {
    const held = snapshots.findLast(({ vms }) => vms.some(vm => vm.uuid === uuid))?.vms.find(vm => vm.uuid === uuid)
    if (held !== undefined) return held.name
  }
  return undefined
}

function ofSnapshot({ domain, snapshot }: AtDomain & { readonly snapshot: View<Snapshot> }): Facts {
  return {
    name: domain,
    snapshot_id: snapshotName(snapshot),
    kind: snapshot.kind,
    origin: snapshot.origin,
    vms: snapshot.vms.map(({ name }) => name),
    remote_sites: snapshot.remoteSites,
    ...moment('created', snapshot.createdAt),
    ...moment('expires', snapshot.expiresAt)
  }
}

/** As the cluster of the event names it. */
function snapshotId(world: View<World>, { cluster, domain }: AtDomain, origin: string, id: number): string {
  const held = own(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const snapshot = held && snapshotOf(held, origin, id)
  return snapshot === undefined ? String(id) : snapshotName(snapshot)
}

function ofChange({ domain, change }: AtDomain & { readonly change: View<ModeChange> }): Facts {
  if (change.kind !== 'migrate') return { name: domain, kind: change.kind }
  return { name: domain, kind: change.kind, remote_site: change.site, step: change.step }
}

function ofMonitor({ cluster, id }: { readonly cluster: string; readonly id: string }, world: View<World>): Facts {
  const monitor = world.clusters[cluster]?.monitors.findLast(one => one.id === id)
  return { ...(monitor && { name: monitor.domain, operation: monitor.operation }), monitor_id: id }
}

function ofTask({ uuid, operation, entities: [entity] }: View<Task>): Facts {
  return { ...(entity && { name: entity.name, uuid: entity.id }), task: uuid, operation }
}

/** Never its secret. */
function ofUser({ username, roles, enabled }: View<User>): Facts {
  return { name: username, roles, enabled }
}

function ofAlert(
  event: View<EventOf<'alert-raised' | 'alert-repeated' | 'alert-acknowledged' | 'alert-resolved'>>,
  world: View<World>
): Facts {
  const id = event.type === 'alert-raised' ? event.alert.id : event.id
  const alert = world.clusters[event.cluster]?.alerts.findLast(one => one.id === id)
  return { ...(alert && { name: alert.entity.name, kind: alert.type, text: alertText(alert) }), alert_id: id }
}
