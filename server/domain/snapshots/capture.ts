/** Taking a snapshot: every member as of now, and a transfer to each remote site. */
import { captureVm } from '../inventory/index.js'
import type {
  DomainEvent,
  DomainScene,
  Instant,
  Member,
  ProtectionDomain,
  Snapshot,
  SnapshotVm,
  View,
  Vm
} from '../core/index.js'
import { containerFull, getOwn, joined, snapshotsFail, someContainerFull } from '../core/index.js'
import { storeBytesOf } from './near-sync/near-sync.js'
import { captureVolumeGroup } from '../volume-groups/index.js'
import { auditDomain, raiseDomainAlert } from '../notices/rules.js'
import { consistencyAlerts, canQuiesce } from './quiesce.js'
import { alertRecreatedVms } from './stale-entries.js'
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
export function snapshotFault({ world, here, domain }: Omit<DomainScene, 'ids'>): string | null {
  if (snapshotsFail(world, here.name, domain.name)) return 'Internal error of the data protection service'
  if (!someContainerFull(world)) return null
  for (const { uuid } of domain.members) {
    const full = getOwn(here.vms, uuid)?.spec.disks.find(disk => containerFull(world, here.name, disk.container))
    if (full !== undefined) return `Storage container ${full.container} is full`
  }
  return null
}

/** The alert of a snapshot that could not be taken. */
export function alertSnapshotFailed(scene: DomainScene, reason: string): DomainEvent {
  return raiseDomainAlert(scene, 'snapshot-failed', { snapshot_id: String(scene.ids.number()), reason })
}

/** Takes a snapshot now and sends it, or queues it, to each remote site of the order. Its events come behind those `before`. */
export function takeSnapshot(
  scene: DomainScene,
  order: SnapshotOrder,
  before: readonly DomainEvent[] = []
): { snapshot: Snapshot; events: readonly DomainEvent[] } {
  const { world, here, domain, ids } = scene
  const vms = captureMembers(scene, order)
  const wanted = wantedOf(scene, order)
  const missing = vms.length === domain.members.length ? NONE : missingOf(scene)
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
    appConsistent: order.appConsistent && wanted.every(canQuiesce),
    remoteSites: sitesOf(order, domain),
    containers: null,
    vms,
    volumeGroups: captureVolumeGroups(scene),
    missing: missing.length === 0 ? NONE : missing.map(({ name, consistencyGroup }) => ({ name, consistencyGroup }))
  }
  snapshot.storeBytes = storeBytesOf(domain, snapshot)
  const taken: DomainEvent = { type: 'snapshot-taken', cluster: here.name, domain: domain.name, snapshot }
  const ready = auditDomain(scene, { type: 'snapshot-ready', values: [snapshot.id], user: 'system' })
  let alerts = NOTHING
  if (wanted.length > 0) alerts = consistencyAlerts(scene, snapshot.id, wanted)
  if (missing.length > 0) alerts = [...alerts, ...alertMissingEntities(scene, missing)]
  const only = order.remotes[0]
  const sent =
    order.remotes.length === 1 && only !== undefined
      ? requestReplication(scene, snapshot, only)
      : order.remotes.flatMap(remote => requestReplication(scene, snapshot, remote))
  return { snapshot, events: joined(before, [taken, ready], alerts, sent) }
}

const NOTHING: readonly DomainEvent[] = []

/** What most snapshots hold of most things: one list for all of them. Nobody writes to what a snapshot holds. */
const NONE: readonly never[] = []

/** Where a snapshot goes: the list of the one before it, where that went to the same one site, as most do. */
function sitesOf({ remotes }: SnapshotOrder, { snapshots }: View<ProtectionDomain>): readonly string[] {
  if (remotes.length === 0) return NONE
  const before = snapshots.at(-1)?.remoteSites ?? NONE
  return remotes.length === 1 && before.length === 1 && before[0] === remotes[0]?.site
    ? before
    : remotes.map(({ site }) => site)
}

function captureVolumeGroups({ world, here, domain }: DomainScene): Snapshot['volumeGroups'] {
  if (domain.volumeGroups.length === 0) return NONE
  return domain.volumeGroups.flatMap(held => {
    const group = getOwn(here.volumeGroups, held.uuid)
    return group === undefined ? [] : [captureVolumeGroup(group, held, world.now)]
  })
}

/** As long as it has to be, since thousands of them are kept: a list that is pushed to is three times as long. */
function captureMembers({ world, here, domain }: DomainScene, order: SnapshotOrder): SnapshotVm[] {
  const vms = new Array<SnapshotVm>(domain.members.length)
  let count = 0
  for (const member of domain.members) {
    const vm = getOwn(here.vms, member.uuid)
    if (vm === undefined) continue
    const quiesced = isWanted(order, member) && canQuiesce(vm)
    vms[count] = captureVm(vm, member, order.poweredOff === true ? 'off' : vm.powerState, quiesced, world.now)
    count += 1
  }
  if (count < vms.length) vms.length = count
  return vms
}

/** Whether a VM is to be application-consistent; NearSync knows no such thing [C: BP-2005]. */
function isWanted({ kind, appConsistent }: SnapshotOrder, member: View<Member>): boolean {
  return kind !== 'light-weight' && kind !== 'rolled-up' && (appConsistent || member.appConsistent)
}

/** The VMs that were to be application-consistent, whether they could be or not. */
function wantedOf({ here, domain }: DomainScene, order: SnapshotOrder): readonly View<Vm>[] {
  let wanted: View<Vm>[] | undefined
  for (const member of domain.members) {
    const vm = isWanted(order, member) ? getOwn(here.vms, member.uuid) : undefined
    if (vm === undefined) continue
    wanted ??= []
    wanted.push(vm)
  }
  return wanted ?? NONE
}

function missingOf({ here, domain }: DomainScene): readonly View<Member>[] {
  return domain.members.filter(({ uuid }) => getOwn(here.vms, uuid) === undefined)
}

/** Alerts of protected VMs that were deleted: they stay in the domain, and every snapshot says so [C: alert A110265]. */
function alertMissingEntities(scene: DomainScene, missing: readonly View<Member>[]): DomainEvent[] {
  const names = missing.map(entity => entity.name).join(', ')
  return [
    raiseDomainAlert(scene, 'vms-not-found', { vm_names: names }),
    raiseDomainAlert(scene, 'entities-missing', { entities: names }),
    ...alertRecreatedVms(scene, missing)
  ]
}
