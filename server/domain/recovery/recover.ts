/** Bringing the VMs of a snapshot to life on the cluster that holds it: names kept, networks and containers mapped, power off. */
import type { AddressBook } from '../networks/index.js'
import type {
  Cluster,
  DomainEvent,
  Member,
  Nic,
  ProtectedVolumeGroup,
  Snapshot,
  SnapshotVm,
  View,
  Vm,
  VmSpec,
  World,
  ClusterScene
} from '../core/index.js'
import {
  containerHere,
  networkNamed,
  getOwn,
  registeredAs,
  registrationFails,
  restoreRefusesName
} from '../core/index.js'
import { siteFor } from '../links/index.js'
import { adaptersOf, usedDiskUuids, restoreDisks, reuseMac, withNewIds } from '../inventory/index.js'
import type { Adapters } from '../inventory/index.js'
import { aboutDomain, aboutVm, recordAudit, raiseAlert } from '../notices/rules.js'
import { removeStaleEntries } from '../snapshots/rules.js'
import { isRegisteredOnAnother, recoverVolumeGroups } from '../volume-groups/rules.js'

interface Recovery {
  members: Member[]
  volumeGroups: ProtectedVolumeGroup[]
  events: DomainEvent[]
}

/** Whether a snapshot comes from a cluster of another hypervisor: what is recovered of it gets new UUIDs [C: product manual, of migrations; I: an activation registers it the same way]. */
function changesHypervisor({ world, here }: ClusterScene, { origin }: View<Snapshot>): boolean {
  const source = getOwn(world.clusters, origin)
  return source !== undefined && source.hypervisor !== here.hypervisor
}

/**
 * Registers every VM of the snapshot; one that is registered here already is skipped [C: KB 8415, of its UUID; EMU: also under
 * the UUID that it got at its move from another hypervisor].
 * `from` is the cluster that gives them up in the same breath.
 */
export function recoverVms(
  scene: ClusterScene,
  domain: string,
  snapshot: View<Snapshot>,
  from: string | null
): Recovery {
  const { world, here, ids } = scene
  const members: Member[] = []
  const events: DomainEvent[] = []
  const skipped: string[] = []
  const adapters = adaptersOf(here)
  const refused: View<SnapshotVm>[] = []
  const anew = changesHypervisor(scene, snapshot)
  const newUuids = new Map<string, string>()
  for (const held of snapshot.vms) {
    const present = registeredAs(here.vms, held.uuid)
    if (present !== undefined) {
      skipped.push(held.name)
      newUuids.set(held.uuid, present.uuid)
      continue
    }
    if (registrationFails(world, here.name, held)) {
      refused.push(held)
      continue
    }
    const known = { name: held.name, protectionDomain: domain }
    const as = anew
      ? { ...known, uuid: ids.uuid(), formerUuid: held.uuid }
      : { ...known, uuid: held.uuid, contested: isRegisteredElsewhere(world, here, held.uuid, from) }
    newUuids.set(held.uuid, as.uuid)
    const { vm, notices } = registerFromSnapshot(scene, { snapshot, held }, as, adapters)
    events.push({ type: 'vm-registered', cluster: here.name, vm }, ...notices)
    events.push(recordAudit(scene, { type: 'vm-registered', entity: aboutVm(vm), values: [vm.name], user: 'system' }))
    members.push({
      uuid: vm.uuid,
      name: vm.name,
      handle: vm.handle,
      consistencyGroup: held.consistencyGroup,
      appConsistent: held.appConsistent,
      ...(vm.formerUuid !== undefined && { formerUuid: vm.formerUuid })
    })
  }
  if (skipped.length > 0) {
    const reason = `Entities exist on ${here.name} already: ${skipped.join(', ')}`
    const values = { protection_domain_name: domain, count: String(skipped.length), reason }
    events.push(raiseAlert(scene, 'entity-skipped', aboutDomain(domain), values))
  }
  if (refused.length > 0) events.push(...alertRegistrationsFailed(scene, domain, refused))
  const groups = recoverVolumeGroups({ world, here, ids }, { domain, snapshot, from, newUuids: anew ? newUuids : null })
  const left = removeStaleEntries({ world, here, ids }, domain, members)
  return { members, volumeGroups: groups.volumeGroups, events: [...left, ...events, ...groups.events] }
}

/** A snapshot without the VMs whose names a restore cannot give back: they stay in it, and are told of [C: alert A110267; KB 8415]. */
export function restorableSnapshot(
  scene: ClusterScene,
  domain: string,
  snapshot: View<Snapshot>
): { snapshot: View<Snapshot>; events: DomainEvent[] } {
  const named = snapshot.vms.filter(({ name }) => restoreRefusesName(name))
  if (named.length === 0) return { snapshot, events: [] }
  const reason = `Names are too long or contain restricted characters: ${named.map(({ name }) => name).join(', ')}`
  const values = { protection_domain_name: domain, count: String(named.length), reason }
  return {
    snapshot: { ...snapshot, vms: snapshot.vms.filter(vm => !named.includes(vm)) },
    events: [raiseAlert(scene, 'entity-skipped', aboutDomain(domain), values)]
  }
}

/** Alerts of VMs that the hypervisor did not take [C: KB 8005]: the others are there; these stay in the snapshot alone. */
function alertRegistrationsFailed(
  scene: ClusterScene,
  domain: string,
  refused: readonly View<SnapshotVm>[]
): DomainEvent[] {
  const { here } = scene
  return [
    raiseAlert(scene, 'registrations-failed', aboutDomain(domain), { protection_domain_name: domain }),
    ...refused.map(vm =>
      raiseAlert(scene, 'vm-registration-failed', aboutVm(vm), {
        vm_name: vm.name,
        reason: `the hypervisor of ${here.name} refused it`
      })
    )
  ]
}

/** Whether another cluster, dark or not, still believes that the domain or one of its VMs is its own. */
export function isSplitBrain(
  scene: Pick<ClusterScene, 'world' | 'here'>,
  domain: string,
  snapshot: View<Snapshot>,
  from: string | null
): boolean {
  const { world, here } = scene
  return (
    Object.values(world.clusters).some(
      cluster =>
        cluster.name !== here.name &&
        cluster.name !== from &&
        getOwn(cluster.protectionDomains, domain)?.active === true
    ) ||
    snapshot.vms.some(vm => isRegisteredElsewhere(world, here, vm.uuid, from)) ||
    snapshot.volumeGroups.some(({ uuid }) => isRegisteredOnAnother(world, here, uuid, from))
  )
}

/** Whether a cluster other than this one, and the one that gives it up, has a VM registered. */
export function isRegisteredElsewhere(
  world: View<World>,
  here: View<Cluster>,
  uuid: string,
  from: string | null
): boolean {
  return Object.values(world.clusters).some(
    cluster => cluster.name !== here.name && cluster.name !== from && getOwn(cluster.vms, uuid) !== undefined
  )
}

/** A VM in the snapshot that holds it. */
export interface HeldVm {
  readonly snapshot: View<Snapshot>
  readonly held: View<SnapshotVm>
}

/** A VM as a snapshot holds it, ready to be registered on this cluster, powered off. The parts of a copy are new too. */
export function registerFromSnapshot(
  scene: ClusterScene,
  { snapshot, held }: HeldVm,
  as: {
    uuid: string
    name: string
    protectionDomain: string | null
    handle?: number
    contested?: boolean
    formerUuid?: string
    /** Where it stands already, more than the snapshot holds. */
    writtenBytes?: number
  },
  adapters: Adapters
): { vm: Vm; notices: DomainEvent[] } {
  const { world, here, ids } = scene
  const { macs, book } = adapters
  const same = as.uuid === held.uuid
  const original = same || as.formerUuid === held.uuid
  const formerUuid = as.formerUuid ?? (same ? held.formerUuid : undefined)
  if (original) for (const { mac } of registeredAs(here.vms, held.uuid)?.spec.nics ?? []) macs.delete(mac)
  const macOf = ({ mac }: View<Nic>): string => (original ? reuseMac(mac, macs, ids) : mac)
  const { spec, notices } = localSpec(scene, { snapshot, held }, macOf, book)
  const vm: Vm = {
    uuid: as.uuid,
    name: as.name,
    handle: as.handle ?? ids.number(),
    spec,
    powerState: 'off',
    hostUuid: null,
    changeBytesPerSecond: held.changeBytesPerSecond,
    content: {
      writtenBytes: as.writtenBytes ?? held.writtenBytes,
      asOf: world.now,
      bytesPerSecond: 0,
      marks: held.marks
    },
    protectionDomain: as.protectionDomain,
    logicalTimestamp: 1,
    pendingTask: null,
    ...(as.contested === true && { contested: true }),
    ...(formerUuid !== undefined && { formerUuid })
  }
  return { vm: original ? vm : { ...vm, spec: withNewIds(spec, macs, ids) }, notices }
}

function localSpec(
  scene: ClusterScene,
  { snapshot, held }: HeldVm,
  macOf: (nic: View<Nic>) => string,
  book: AddressBook
): { spec: VmSpec; notices: DomainEvent[] } {
  const { world, here, ids } = scene
  const home = snapshot.origin === here.name
  const others = usedDiskUuids(here, registeredAs(here.vms, held.uuid)?.uuid ?? held.uuid)
  const disks = restoreDisks(held.spec.disks, others, ids).map(disk => ({
    ...disk,
    container: containerHere(snapshot, here, disk.container)
  }))
  const nics: Nic[] = []
  const lost: string[] = []
  for (const nic of held.spec.nics) {
    const network = home
      ? networkNamed(here, nic.network)?.name
      : localNetwork(world, here, snapshot.origin, nic.network)
    if (network === undefined) lost.push(nic.network)
    else {
      nics.push({ ...nic, mac: macOf(nic), network, ip: book.recover(network, home ? nic.ip : null) })
    }
  }
  const site = siteFor(world, here, snapshot.origin)?.name ?? snapshot.origin
  const notices = lost.map(network =>
    raiseAlert(scene, 'network-mapping-invalid', aboutVm(held), {
      remote_name: site,
      reason: `VM ${held.name} lost its adapter on network ${network}`
    })
  )
  const moved = held.spec.disks.filter(disk => others.has(disk.uuid)).map(({ uuid }) => uuid)
  if (moved.length > 0) {
    const reason = `Another VM has the disks ${moved.join(', ')}`
    notices.push(raiseAlert(scene, 'vm-alternate-path', aboutVm(held), { vm_name: held.name, reason }))
  }
  return { spec: { ...held.spec, disks, nics }, notices }
}

/**
 * The local network for one of the origin's: this cluster's own entry for the origin decides, read backwards
 * [C: fail-over script]. EMU: without a row, a network of the same name; else none.
 */
function localNetwork(world: View<World>, here: View<Cluster>, origin: string, network: string): string | undefined {
  const row = siteFor(world, here, origin)?.networkMap.find(mapping => mapping.destination === network)
  const name = row?.source ?? network
  return networkNamed(here, name)?.name
}
