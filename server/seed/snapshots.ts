/**
 * Snapshots that protection domains hold when a lab begins. What is in one is not told by a cluster but by name and by sum: its VMs
 * are made of what they are now, and their writes of their change rates. EMU: see docs/capture.md.
 */
import { IDS_PER_REVISION, after, getOwn, instant, snapshotOf } from '../domain/core/index.js'
import type { Cluster, Instant, ProtectionDomain, Snapshot, SnapshotVm, View, Vm, World } from '../domain/core/index.js'
import { writtenAt } from '../domain/inventory/index.js'
import { protectionBy, recoveryPoints, rpoOf } from '../domain/ledger/index.js'
import { peerOf, siteFor } from '../domain/links/index.js'
import { FixtureError } from './fixture.js'
import type { ClusterFixture, SnapshotFixture } from './fixture.js'

const USECS_PER_SECOND = 1_000_000

/** Adds them to a world that nobody has yet. Throws `FixtureError` for one that cannot be there. */
export function addSnapshots(world: World, fixtures: readonly ClusterFixture[], source: string): void {
  const held = fixtures.flatMap(({ name, snapshots = [] }, index) =>
    snapshots.map((snapshot, place) => {
      const problem = snapshotProblem(world, name, snapshot)
      if (problem !== null) throw new FixtureError(`${source}, at /clusters/${index}/snapshots/${place}: ${problem}`)
      return { cluster: name, snapshot, origin: originOf(world, name, snapshot) ?? name }
    })
  )
  if (held.length === 0) return
  const places = new Set<string>()
  const twice = held.find(each => places.size === places.add(placeOf(each)).size)
  if (twice !== undefined)
    throw new FixtureError(`${source}: snapshot ${twice.snapshot.id} of ${twice.cluster} is there twice`)
  letWrite(
    world,
    held.map(({ snapshot }) => snapshot)
  )
  const taken = new Map<string, readonly SnapshotVm[]>()
  // Where it was taken says what is in it: a copy is a copy.
  for (const each of [...held].sort((a, b) => Number(a.cluster !== a.origin) - Number(b.cluster !== b.origin))) {
    const key = JSON.stringify([each.origin, each.snapshot.domain, each.snapshot.id])
    const vms = taken.get(key) ?? contentOf(world, each.origin, each.snapshot)
    taken.set(key, vms)
    file(world, each, vms)
  }
  noteBothActive(world)
  const last = Math.max(...held.map(({ snapshot }) => snapshot.id))
  world.revision = Math.max(world.revision, Math.floor(last / IDS_PER_REVISION) + 1)
}

/** Of two active sides that have exchanged snapshots one was activated by force, no cluster tells which: the later one in the fixture. */
function noteBothActive({ clusters }: World): void {
  const active = new Map<string, ProtectionDomain[]>()
  for (const { protectionDomains } of Object.values(clusters)) {
    for (const domain of Object.values(protectionDomains)) {
      if (!domain.active) continue
      const others = active.get(domain.name) ?? []
      const isCopy = ({ origin, id }: Snapshot): boolean =>
        others.some(other => snapshotOf(other, origin, id) !== undefined)
      if (domain.snapshots.some(isCopy)) domain.forced = true
      active.set(domain.name, [...others, domain])
    }
  }
}

/** Why a cluster cannot hold it; null where it can. */
export function snapshotProblem(world: View<World>, cluster: string, snapshot: SnapshotFixture): string | null {
  const { domain, from, id, vms } = snapshot
  const here = getOwn(world.clusters, cluster)
  const holder = getOwn(here?.protectionDomains ?? {}, domain)
  if (holder === undefined) return `there is no protection domain ${domain}`
  const origin = originOf(world, cluster, snapshot)
  if (origin === undefined) return `remote site ${from} leads to no cluster`
  if (holder.snapshots.some(each => each.id === id && each.origin === origin)) return `snapshot ${id} is there already`
  const unknown = vms.find(({ uuid }) => vmIn(world, origin, uuid) === undefined)
  return unknown === undefined ? null : `there is no VM ${unknown.uuid}`
}

function originOf(world: View<World>, cluster: string, { from }: SnapshotFixture): string | undefined {
  if (from === undefined) return cluster
  const here = getOwn(world.clusters, cluster)
  const site = getOwn(here?.remoteSites ?? {}, from)
  return here === undefined || site === undefined ? undefined : peerOf(world, here, site)?.name
}

/** On the cluster where it was taken, else wherever it is now. */
function vmIn({ clusters }: View<World>, origin: string, uuid: string): View<Vm> | undefined {
  const first = getOwn(clusters, origin)
  for (const { vms } of [...(first === undefined ? [] : [first]), ...Object.values(clusters)]) {
    const vm = getOwn(vms, uuid)
    if (vm !== undefined) return vm
  }
  return undefined
}

const writtenSince = ({ content }: View<Vm>, ageUsecs: number): number =>
  Math.floor((ageUsecs / USECS_PER_SECOND) * content.bytesPerSecond)

/** VMs have written since the oldest snapshot that holds them. */
function letWrite(world: World, snapshots: readonly SnapshotFixture[]): void {
  const ages = new Map<string, number>()
  for (const { ageUsecs, vms } of snapshots)
    for (const { uuid } of vms) ages.set(uuid, Math.max(ageUsecs, ages.get(uuid) ?? 0))
  for (const { vms } of Object.values(world.clusters)) {
    for (const [uuid, age] of ages) {
      const vm = getOwn(vms, uuid)
      if (vm !== undefined)
        vm.content = { ...vm.content, writtenBytes: vm.content.writtenBytes + writtenSince(vm, age) }
    }
  }
}

function contentOf(world: View<World>, origin: string, { vms, sizeBytes, ageUsecs }: SnapshotFixture): SnapshotVm[] {
  const live = vms.flatMap(({ uuid }) => vmIn(world, origin, uuid) ?? [])
  const used = live.map(({ spec }) => spec.disks.reduce((sum, disk) => sum + disk.usedBytes, 0))
  const shares = shareOut(sizeBytes, used)
  return live.map((vm, index): SnapshotVm => {
    const held = vms[index]
    const appConsistent = held?.appConsistent ?? false
    return {
      uuid: vm.uuid,
      name: held?.name ?? vm.name,
      handle: held?.handle ?? vm.handle,
      consistencyGroup: held?.consistencyGroup ?? vm.name,
      appConsistent,
      quiesced: appConsistent,
      powerState: held?.power ?? vm.powerState,
      changeBytesPerSecond: vm.changeBytesPerSecond,
      spec: vm.spec,
      usedBytes: shares[index] ?? 0,
      writtenBytes: Math.max(0, writtenAt(vm.content, world.now) - writtenSince(vm, ageUsecs)),
      marks: []
    }
  })
}

/** A sum in whole parts, in proportion to weights; evenly where none has any. */
function shareOut(sum: number, weights: readonly number[]): number[] {
  const all = weights.reduce((total, weight) => total + weight, 0)
  let left = sum
  return weights.map((weight, index) => {
    const share = all > 0 ? weight / all : 1 / weights.length
    const part = index === weights.length - 1 ? left : Math.min(left, Math.floor(sum * share))
    left -= part
    return part
  })
}

const placeOf = ({ cluster, origin, snapshot: { domain, id } }: Held): string =>
  JSON.stringify([cluster, origin, domain, id])

interface Held {
  readonly cluster: string
  readonly origin: string
  readonly snapshot: SnapshotFixture
}

function file(world: World, { cluster, origin, snapshot }: Held, vms: readonly SnapshotVm[]): void {
  const here = world.clusters[cluster]
  const domain = getOwn(here?.protectionDomains ?? {}, snapshot.domain)
  if (here === undefined || domain === undefined) return
  const createdAt = instant(world.now - snapshot.ageUsecs)
  const made: Snapshot = {
    id: snapshot.id,
    origin,
    prefix: snapshot.from ?? null,
    createdAt,
    receivedAt: createdAt,
    expiresAt: snapshot.expiresInUsecs === undefined ? null : after(world.now, snapshot.expiresInUsecs),
    kind: snapshot.oneTime === true ? 'one-time' : 'scheduled',
    storeBytes: 0,
    scheduleId: null,
    oneTimeId: snapshot.oneTimeId ?? null,
    appConsistent: vms.length > 0 && vms.every(vm => vm.quiesced),
    remoteSites: snapshot.remoteSites ?? [],
    containers: origin === cluster ? null : containerMap(world, origin, here),
    vms,
    volumeGroups: [],
    missing: [],
    ...(snapshot.exclusiveBytes !== undefined && { exclusiveBytes: snapshot.exclusiveBytes })
  }
  domain.snapshots = [...domain.snapshots, made].sort((a, b) => a.createdAt - b.createdAt)
  if (origin !== cluster) recordPoint(world, { cluster, origin, snapshot }, createdAt)
}

function containerMap(world: View<World>, origin: string, here: View<Cluster>): Readonly<Record<string, string>> {
  const sender = getOwn(world.clusters, origin)
  return sender === undefined ? {} : (siteFor(world, sender, here.name)?.containerMap ?? {})
}

/** What is there to recover from, for the ledger. */
function recordPoint(world: World, { cluster, origin, snapshot: { domain, id } }: Held, at: Instant): void {
  const { protections } = world.ledger
  const sender = getOwn(world.clusters[origin]?.protectionDomains ?? {}, domain)
  const ways = (protections[domain] ??= [])
  const known = ways.findIndex(({ source, target }) => source === origin && target === cluster)
  const found = ways[known]
  const promisedUsecs = sender === undefined ? null : rpoOf(world, origin, sender, cluster)
  const point = { snapshotId: id, takenAt: at, reachedAt: at, promisedUsecs }
  const points = [...(found === undefined ? [] : recoveryPoints(found)), point].sort((a, b) => a.takenAt - b.takenAt)
  ways[found === undefined ? ways.length : known] = protectionBy(origin, cluster, points)
}
