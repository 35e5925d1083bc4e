/** What events mean to the ledger. Looked at before they are applied: what is about to go is still there to be measured. */
import { writtenAt } from '../inventory/index.js'
import type {
  Activation,
  Activity,
  AtDomain,
  DomainEvent,
  Draft,
  EventOf,
  EventType,
  Failover,
  FailoverVm,
  Ledger,
  Outage,
  Protection,
  SnapshotVm,
  View,
  Vm,
  World,
  Writable
} from '../core/index.js'
import { rpoOf } from './ledger.js'
import { addRecoveryPoint } from './recovery-points.js'
import { ACTIVITY_MAX, FAILOVERS_MAX, append, getOwn, snapshotOf } from '../core/index.js'

type Recorder = (draft: Draft, event: DomainEvent) => void

/** What the ledger notes down of events; all others mean nothing to it. */
const recorders: { readonly [K in EventType]?: (draft: Draft, event: EventOf<K>) => void } = {
  'snapshot-received': recordRecoveryPoint,
  'protection-domain-created': (draft, event) => {
    if (event.domain.active) recordActivation(draft, event.cluster, event.domain.name)
  },
  'protection-domain-activated': (draft, event) => {
    recordRecovery(draft, event)
    recordNewUuids(draft, event)
    recordActivation(draft, event.cluster, event.domain)
  },
  'protection-domain-deactivated': recordDeactivation,
  'protection-domain-removed': recordDeactivation,
  'metro-promoted': recordPromotion,
  'mode-change-started': startFailover,
  'mode-change-advanced': advanceFailover,
  'mode-change-ended': endFailover,
  'vm-unregistered': recordHandover,
  'vm-power-changed': (draft, event) => {
    if (event.powerState === 'on') recordVmStart(draft, event)
  },
  'power-lost': (draft, event) => recordOutage(draft, event.cluster),
  'power-restored': (draft, event) => recordOutageEnd(draft, event.cluster)
}

/** What the ledger notes down of a type of event; undefined where that means nothing to it. */
export function ledgerRecorder(type: EventType): Recorder | undefined {
  return recorders[type] as Recorder | undefined
}

function recordOutage(draft: Draft, cluster: string): void {
  append(draft.list(ledgerOf(draft), 'outages'), { cluster, from: draft.world.now, to: null }, ACTIVITY_MAX)
}

function recordOutageEnd(draft: Draft, cluster: string): void {
  const dark = (one: View<Outage>): boolean => one.cluster === cluster && one.to === null
  const outage = draft.lastRow(ledgerOf(draft), 'outages', dark)
  if (outage !== undefined) outage.to = draft.world.now
}

function ledgerOf(draft: Draft): Writable<Ledger> {
  return draft.row(draft.world, 'ledger', draft.world.ledger)
}

/** By its own snapshot a domain is protected from where it was taken to where it has arrived. */
function recordRecoveryPoint(draft: Draft, { cluster: target, domain, snapshot }: EventOf<'snapshot-received'>): void {
  const source = snapshot.origin
  if (source === target) return // one that comes home
  const { world } = draft
  const sender = getOwn(world.clusters[source]?.protectionDomains ?? {}, domain)
  const protection = protectionOf(draft, domain, source, target)
  addRecoveryPoint(draft.list(protection, 'points', protection.points), protection.count, {
    snapshotId: snapshot.id,
    takenAt: snapshot.createdAt,
    reachedAt: world.now,
    promisedUsecs: sender === undefined ? null : rpoOf(world, source, sender, target)
  })
  protection.count += 1
}

/** Made at the first recovery point. */
function protectionOf(draft: Draft, domain: string, source: string, target: string): Writable<Protection> {
  const ledger = ledgerOf(draft)
  const protections = draft.table(ledger, 'protections', ledger.protections)
  const known = getOwn(protections, domain)
  if (known === undefined) protections[domain] = []
  const ways = draft.list(protections, domain, known)
  let at = 0
  while (at < ways.length && (ways[at]?.source !== source || ways[at]?.target !== target)) at += 1
  if (at === ways.length) ways.push({ source, target, since: draft.world.now, points: [], count: 0 })
  return draft.row(ways, at, ways[at])
}

function recordActivation(draft: Draft, cluster: string, domain: string): void {
  const span = { cluster, domain, from: draft.world.now, to: null }
  append(draft.list(ledgerOf(draft), 'activity'), span, ACTIVITY_MAX)
}

function recordDeactivation(draft: Draft, { cluster, domain }: AtDomain): void {
  const open = (one: View<Activity>): boolean => one.cluster === cluster && one.domain === domain && one.to === null
  const span = draft.lastRow(ledgerOf(draft), 'activity', open)
  if (span !== undefined) span.to = draft.world.now
}

function startFailover(draft: Draft, { cluster, domain, change }: EventOf<'mode-change-started'>): void {
  if (change.kind === 'deactivate') return
  const { world } = draft
  const migrates = change.kind === 'migrate'
  const rival = Object.values(world.clusters).find(
    other => other.name !== cluster && getOwn(other.protectionDomains, domain)?.active === true
  )
  const failover: Failover = {
    kind: change.kind,
    domain,
    from: migrates ? cluster : (rival?.name ?? null),
    to: migrates ? change.target : cluster,
    user: change.user,
    startedAt: world.now,
    endedAt: null,
    outcome: 'running',
    steps: [{ name: migrates ? change.step : 'activation', at: world.now }],
    snapshot: migrates ? null : chosenSnapshot(world, cluster, domain, change),
    runningAt: null,
    vms: []
  }
  append(draft.list(ledgerOf(draft), 'failovers'), failover, FAILOVERS_MAX)
}

function chosenSnapshot(
  world: View<World>,
  cluster: string,
  domain: string,
  { origin, snapshotId }: View<Activation>
): Failover['snapshot'] {
  const here = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const snapshot = here === undefined ? undefined : snapshotOf(here, origin, snapshotId)
  return snapshot === undefined ? null : { id: snapshot.id, origin, takenAt: snapshot.createdAt }
}

/** The fail-over of a domain that is under way on, or from, a cluster. */
function runningOf(draft: Draft, cluster: string, domain: string): Writable<Failover> | undefined {
  return draft.lastRow(
    ledgerOf(draft),
    'failovers',
    one =>
      one.domain === domain && one.outcome === 'running' && (one.kind === 'migrate' ? one.from : one.to) === cluster
  )
}

function advanceFailover(draft: Draft, { cluster, domain, change }: EventOf<'mode-change-advanced'>): void {
  if (change.kind !== 'migrate') return
  const failover = runningOf(draft, cluster, domain)
  if (failover !== undefined) draft.list(failover, 'steps').push({ name: change.step, at: draft.world.now })
}

function endFailover(draft: Draft, { cluster, domain, outcome }: EventOf<'mode-change-ended'>): void {
  const failover = runningOf(draft, cluster, domain)
  if (failover === undefined) return
  failover.outcome = outcome
  failover.endedAt = draft.world.now
}

/** A migration gives a VM up: what its last snapshot holds is what arrives. */
function recordHandover(draft: Draft, { cluster, uuid }: EventOf<'vm-unregistered'>): void {
  const { world } = draft
  const vm = getOwn(world.clusters[cluster]?.vms ?? {}, uuid)
  const domain = vm?.protectionDomain
  if (vm === undefined || domain == null) return
  const here = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  if (here?.change?.kind !== 'migrate') return
  const snapshot = snapshotOf(here, cluster, here.change.snapshotId)
  const held = snapshot?.vms.find(candidate => candidate.uuid === uuid)
  if (snapshot === undefined || held === undefined) return
  const failover = runningOf(draft, cluster, domain)
  if (failover === undefined) return
  failover.snapshot = { id: snapshot.id, origin: snapshot.origin, takenAt: snapshot.createdAt }
  draft.list(failover, 'vms').push(measureLoss(world, held, vm))
}

/** A promotion takes no time: what the other side has by now is what was there to keep. */
function recordPromotion(draft: Draft, { cluster, domain, copy, user }: EventOf<'metro-promoted'>): void {
  const { world } = draft
  const { origin, until } = copy
  const source = origin === cluster ? undefined : getOwn(world.clusters, origin)
  const failover: Failover = {
    kind: 'promote',
    domain,
    from: source?.name ?? null,
    to: cluster,
    user,
    startedAt: world.now,
    endedAt: world.now,
    outcome: 'succeeded',
    steps: [{ name: 'promotion', at: world.now }],
    snapshot: null,
    mirroredUntil: until,
    runningAt: null,
    vms: copy.vms.map(vm => measureLoss(world, vm, source === undefined ? undefined : getOwn(source.vms, vm.uuid)))
  }
  append(draft.list(ledgerOf(draft), 'failovers'), failover, FAILOVERS_MAX)
}

/** An activation has brought its snapshot back: what the other side still has, dark or not, is what was there to keep. */
function recordRecovery(draft: Draft, { cluster, domain }: EventOf<'protection-domain-activated'>): void {
  const { world } = draft
  const here = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const failover = draft.lastRow(
    ledgerOf(draft),
    'failovers',
    one => one.kind === 'activate' && one.domain === domain && one.to === cluster && one.endedAt === world.now
  )
  if (here === undefined || failover === undefined || failover.vms.length > 0) return
  const { snapshot } = failover
  const held = snapshot === null ? undefined : snapshotOf(here, snapshot.origin, snapshot.id)
  for (const vm of held?.vms ?? []) {
    const other = Object.values(world.clusters).find(
      peer => peer.name !== cluster && getOwn(peer.vms, vm.uuid) !== undefined
    )
    draft
      .list(failover, 'vms')
      .push(measureLoss(world, vm, other === undefined ? undefined : getOwn(other.vms, vm.uuid)))
  }
}

/** VMs that the other side registered under UUIDs of their own: they are started under these. */
function recordNewUuids(draft: Draft, { cluster, domain, members }: EventOf<'protection-domain-activated'>): void {
  const { world } = draft
  const vms = world.clusters[cluster]?.vms ?? {}
  const former = new Map(members.map(({ uuid }) => [getOwn(vms, uuid)?.formerUuid, uuid]))
  const at = world.ledger.failovers.findLastIndex(
    one => one.domain === domain && one.to === cluster && one.endedAt === world.now
  )
  for (const [i, vm] of (world.ledger.failovers[at]?.vms ?? []).entries()) {
    const newUuid = getOwn(vms, vm.uuid) === undefined ? former.get(vm.uuid) : undefined
    if (newUuid === undefined) continue
    draft.row(draft.list(draft.row(draft.list(ledgerOf(draft), 'failovers'), at), 'vms'), i).newUuid = newUuid
  }
}

/** UUID under which a fail-over brought a VM back. */
const uuidAfter = ({ uuid, newUuid }: View<FailoverVm>): string => newUuid ?? uuid

/** With the last of its VMs running, a fail-over is over for those who use them. */
function recordVmStart(draft: Draft, { cluster, uuid }: EventOf<'vm-power-changed'>): void {
  const { world } = draft
  const vms = world.clusters[cluster]?.vms ?? {}
  for (const [at, failover] of world.ledger.failovers.entries()) {
    if (failover.runningAt !== null || failover.outcome !== 'succeeded' || failover.to !== cluster) continue
    if (!failover.vms.some(vm => uuidAfter(vm) === uuid)) continue
    const others = failover.vms.filter(vm => uuidAfter(vm) !== uuid)
    if (others.every(vm => getOwn(vms, uuidAfter(vm))?.powerState === 'on'))
      draft.row(draft.list(ledgerOf(draft), 'failovers'), at).runningAt = world.now
  }
}

function measureLoss(world: View<World>, held: View<SnapshotVm>, vm: View<Vm> | undefined): FailoverVm {
  const written = vm === undefined ? held.writtenBytes : writtenAt(vm.content, world.now)
  const kept = new Set(held.marks.map(mark => mark.name))
  return {
    uuid: held.uuid,
    name: held.name,
    keptBytes: held.usedBytes,
    lostBytes: Math.max(0, written - held.writtenBytes),
    keptMarks: held.marks.length,
    lostMarks: (vm?.content.marks ?? []).filter(mark => !kept.has(mark.name)).map(mark => mark.name)
  }
}
