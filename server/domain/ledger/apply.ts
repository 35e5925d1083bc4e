/** What events mean to the ledger. Looked at before they are applied: what is about to go is still there to be measured. */
import { writtenAt } from '../inventory/index.js'
import type {
  Activation,
  DomainEvent,
  EventOf,
  Failover,
  FailoverVm,
  Ledger,
  SnapshotVm,
  Vm,
  World
} from '../core/index.js'
import { promiseOf, protectionKey } from './ledger.js'
import { ACTIVITY_MAX, FAILOVERS_MAX, RECOVERY_POINTS_MAX, append, own, snapshotOf } from '../core/index.js'

export function noteInLedger(world: World, event: DomainEvent): void {
  switch (event.type) {
    case 'snapshot-received':
      return pointReached(world, event)
    case 'protection-domain-created':
      if (event.domain.active) becomesActive(world, event.cluster, event.domain.name)
      return
    case 'protection-domain-activated':
      activated(world, event)
      return becomesActive(world, event.cluster, event.domain)
    case 'protection-domain-deactivated':
    case 'protection-domain-removed':
      return becomesInactive(world, event.cluster, event.domain)
    case 'mode-change-started':
      return started(world, event)
    case 'mode-change-advanced':
      return advanced(world, event)
    case 'mode-change-ended':
      return ended(world, event)
    case 'vm-unregistered':
      return handedOver(world, event)
    case 'vm-power-changed':
      if (event.powerState === 'on') startedUp(world, event)
      return
    case 'power-lost':
      append(world.ledger.outages, { cluster: event.cluster, from: world.now, to: null }, ACTIVITY_MAX)
      return
    case 'power-restored': {
      const outage = world.ledger.outages.findLast(({ cluster, to }) => cluster === event.cluster && to === null)
      if (outage !== undefined) outage.to = world.now
      return
    }
    default: // means nothing to the ledger
  }
}

/** By its own snapshot a domain is protected from where it was taken to where it has arrived. */
function pointReached(world: World, { cluster: target, domain, snapshot }: EventOf<'snapshot-received'>): void {
  const source = snapshot.origin
  if (source === target) return // one that comes home
  const sender = own(world.clusters[source]?.protectionDomains ?? {}, domain)
  const key = protectionKey(domain, source, target)
  const protection = (world.ledger.protections[key] ??= {
    domain,
    source,
    target,
    since: world.now,
    points: [],
    count: 0
  })
  protection.count += 1
  const point = {
    snapshotId: snapshot.id,
    origin: source,
    takenAt: snapshot.createdAt,
    reachedAt: world.now,
    promisedUsecs: sender === undefined ? null : promiseOf(world, source, sender, target)
  }
  append(protection.points, point, RECOVERY_POINTS_MAX)
}

function becomesActive({ ledger, now }: World, cluster: string, domain: string): void {
  append(ledger.activity, { cluster, domain, from: now, to: null }, ACTIVITY_MAX)
}

function becomesInactive({ ledger, now }: World, cluster: string, domain: string): void {
  const span = ledger.activity.findLast(one => one.cluster === cluster && one.domain === domain && one.to === null)
  if (span !== undefined) span.to = now
}

function started(world: World, { cluster, domain, change }: EventOf<'mode-change-started'>): void {
  if (change.kind === 'deactivate') return
  const migrates = change.kind === 'migrate'
  const rival = Object.values(world.clusters).find(
    other => other.name !== cluster && own(other.protectionDomains, domain)?.active === true
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
    snapshot: migrates ? null : chosen(world, cluster, domain, change),
    runningAt: null,
    vms: []
  }
  append(world.ledger.failovers, failover, FAILOVERS_MAX)
}

function chosen(
  world: World,
  cluster: string,
  domain: string,
  { origin, snapshotId }: Activation
): Failover['snapshot'] {
  const here = own(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const snapshot = here === undefined ? undefined : snapshotOf(here, origin, snapshotId)
  return snapshot === undefined ? null : { id: snapshot.id, origin, takenAt: snapshot.createdAt }
}

/** The fail-over of a domain that is under way on, or from, a cluster. */
function runningOf({ failovers }: Ledger, cluster: string, domain: string): Failover | undefined {
  return failovers.findLast(
    one =>
      one.domain === domain && one.outcome === 'running' && (one.kind === 'migrate' ? one.from : one.to) === cluster
  )
}

function advanced(world: World, { cluster, domain, change }: EventOf<'mode-change-advanced'>): void {
  if (change.kind !== 'migrate') return
  runningOf(world.ledger, cluster, domain)?.steps.push({ name: change.step, at: world.now })
}

function ended(world: World, { cluster, domain, outcome }: EventOf<'mode-change-ended'>): void {
  const failover = runningOf(world.ledger, cluster, domain)
  if (failover === undefined) return
  failover.outcome = outcome
  failover.endedAt = world.now
}

/** A migration gives a VM up: what its last snapshot holds is what arrives. */
function handedOver(world: World, { cluster, uuid }: EventOf<'vm-unregistered'>): void {
  const vm = own(world.clusters[cluster]?.vms ?? {}, uuid)
  const domain = vm?.protectionDomain
  if (vm === undefined || domain == null) return
  const here = own(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  if (here?.change?.kind !== 'migrate') return
  const failover = runningOf(world.ledger, cluster, domain)
  const snapshot = snapshotOf(here, cluster, here.change.snapshotId)
  const held = snapshot?.vms.find(candidate => candidate.uuid === uuid)
  if (failover === undefined || snapshot === undefined || held === undefined) return
  failover.snapshot = { id: snapshot.id, origin: snapshot.origin, takenAt: snapshot.createdAt }
  failover.vms.push(measured(world, held, vm))
}

/** An activation has brought its snapshot back: what the other side still has, dark or not, is what was there to keep. */
function activated(world: World, { cluster, domain }: EventOf<'protection-domain-activated'>): void {
  const here = own(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const failover = world.ledger.failovers.findLast(
    one => one.kind === 'activate' && one.domain === domain && one.to === cluster && one.endedAt === world.now
  )
  if (here === undefined || failover === undefined || failover.vms.length > 0) return
  const { snapshot } = failover
  const held = snapshot === null ? undefined : snapshotOf(here, snapshot.origin, snapshot.id)
  for (const vm of held?.vms ?? []) {
    const other = Object.values(world.clusters).find(
      peer => peer.name !== cluster && own(peer.vms, vm.uuid) !== undefined
    )
    failover.vms.push(measured(world, vm, other === undefined ? undefined : own(other.vms, vm.uuid)))
  }
}

/** With the last of its VMs running, a fail-over is over for those who use them. */
function startedUp(world: World, { cluster, uuid }: EventOf<'vm-power-changed'>): void {
  const vms = world.clusters[cluster]?.vms ?? {}
  for (const failover of world.ledger.failovers) {
    if (failover.runningAt !== null || failover.outcome !== 'succeeded' || failover.to !== cluster) continue
    if (!failover.vms.some(vm => vm.uuid === uuid)) continue
    const others = failover.vms.filter(vm => vm.uuid !== uuid)
    if (others.every(vm => own(vms, vm.uuid)?.powerState === 'on')) failover.runningAt = world.now
  }
}

function measured(world: World, held: SnapshotVm, vm: Vm | undefined): FailoverVm {
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
