/** Taking a snapshot: every member as of now, and a copy for each remote site. */
import { captureVm } from '../inventory/index.js'
import type {
  Cluster,
  DomainEvent,
  IdSource,
  Instant,
  Member,
  ProtectionDomain,
  Snapshot,
  SnapshotVm,
  View,
  Vm,
  World
} from '../core/index.js'
import { containerFull, own, snapshotsFail } from '../core/index.js'
import { storeBytesOf } from './near-sync/near-sync.js'
import { captureVolumeGroup } from '../volume-groups/index.js'
import { aboutDomain, recordAudit, raiseAlert } from '../notices/rules.js'
import { consistencyAlerts, quiesces } from './quiesce.js'
import { madeAnew } from './stale-entries.js'
import { requestReplication } from './transfer.js'

interface SnapshotOrder {
  kind: Snapshot['kind']
  scheduleId: string | null
  oneTimeId: number | null
  appConsistent: boolean
  expiresAt: Instant | null
  /** Where it goes, and when the copy there expires. */
  remotes: readonly { site: string; expiresAt: Instant | null }[]
  /** The VMs were shut down for it. */
  poweredOff?: boolean
}

/** Why a snapshot of a domain cannot be taken now; null when it can. */
export function snapshotFault(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): string | null {
  if (snapshotsFail(world, here.name, domain.name)) return 'Internal error of the data protection service'
  for (const { uuid } of domain.members) {
    const full = own(here.vms, uuid)?.spec.disks.find(disk => containerFull(world, here.name, disk.container))
    if (full !== undefined) return `Storage container ${full.container} is full`
  }
  return null
}

/** What there is instead of a snapshot that could not be taken. */
export function snapshotFailed(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  reason: string,
  ids: IdSource
): DomainEvent {
  const values = { protection_domain_name: domain.name, snapshot_id: String(ids.number()), reason }
  return raiseAlert({ world, here, ids }, 'snapshot-failed', aboutDomain(domain.name), values)
}

/** Takes a snapshot now and sends it, or queues it, to each remote site of the order. */
export function takeSnapshot(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  order: SnapshotOrder,
  ids: IdSource
): { snapshot: Snapshot; events: DomainEvent[] } {
  const { vms, asked, missing } = captureMembers(here, domain, order, world.now)
  const snapshot: Snapshot = {
    id: ids.number(),
    origin: here.name,
    prefix: null,
    createdAt: world.now,
    receivedAt: world.now,
    expiresAt: order.expiresAt,
    kind: order.kind,
    storeBytes: 0,
    scheduleId: order.scheduleId,
    oneTimeId: order.oneTimeId,
    appConsistent: order.appConsistent && asked.every(quiesces),
    remoteSites: order.remotes.map(remote => remote.site),
    containers: null,
    vms,
    volumeGroups: domain.volumeGroups.flatMap(held => {
      const group = own(here.volumeGroups, held.uuid)
      return group === undefined ? [] : [captureVolumeGroup(group, held, world.now)]
    }),
    missing: missing.map(({ name, consistencyGroup }) => ({ name, consistencyGroup }))
  }
  snapshot.storeBytes = storeBytesOf(domain, snapshot)
  const events: DomainEvent[] = [
    { type: 'snapshot-taken', cluster: here.name, domain: domain.name, snapshot },
    recordAudit(
      { world, here, ids },
      {
        type: 'snapshot-ready',
        entity: aboutDomain(domain.name),
        values: [domain.name, String(snapshot.id)],
        user: 'system'
      }
    )
  ]
  if (asked.length > 0) events.push(...consistencyAlerts(world, here, domain, snapshot.id, asked, ids))
  if (missing.length > 0) events.push(...missingEntities(world, here, domain, missing, ids))
  for (const { site, expiresAt } of order.remotes) {
    events.push(...requestReplication(world, here, domain, snapshot, site, expiresAt, ids))
  }
  return { snapshot, events }
}

interface CapturedMembers {
  vms: SnapshotVm[]
  /** The VMs that were to be application-consistent, whether they could be or not. */
  asked: View<Vm>[]
  missing: View<Member>[]
}

function captureMembers(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  order: SnapshotOrder,
  at: Instant
): CapturedMembers {
  const captured: CapturedMembers = { vms: [], asked: [], missing: [] }
  const quiescing = order.kind !== 'light-weight' && order.kind !== 'rolled-up' // NearSync knows no application consistency [C: BP-2005]
  for (const member of domain.members) {
    const vm = own(here.vms, member.uuid)
    if (vm === undefined) captured.missing.push(member)
    else {
      const wished = quiescing && (order.appConsistent || member.appConsistent)
      if (wished) captured.asked.push(vm)
      const powerState = order.poweredOff === true ? 'off' : vm.powerState
      captured.vms.push(captureVm(vm, member, powerState, wished && quiesces(vm), at))
    }
  }
  return captured
}

/** A protected VM that was deleted stays in the domain, and every snapshot says so [C: alert A110265]. */
function missingEntities(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  missing: readonly View<Member>[],
  ids: IdSource
): DomainEvent[] {
  const names = missing.map(entity => entity.name).join(', ')
  const values = { protection_domain_name: domain.name }
  return [
    raiseAlert({ world, here, ids }, 'vms-not-found', aboutDomain(domain.name), { ...values, vm_names: names }),
    raiseAlert({ world, here, ids }, 'entities-missing', aboutDomain(domain.name), { ...values, entities: names }),
    ...madeAnew(world, here, domain, missing, ids)
  ]
}
