/** Looks up the names of entities that an event identifies by UUID. */
import { getOwn, snapshotName, snapshotOf } from '../lookup.js'
import type { View, World } from '../world.js'

export function hostName(world: View<World>, cluster: string, uuid: string): string {
  return world.clusters[cluster]?.hosts.find(host => host.uuid === uuid)?.name ?? uuid
}

/** A VM that has just gone is known by what it left: itself on the other side, or in a snapshot. */
export function vmName(world: View<World>, cluster: string, uuid: string): string | undefined {
  const here = world.clusters[cluster]
  for (const { vms } of here === undefined ? [] : [here, ...Object.values(world.clusters)]) {
    const vm = getOwn(vms, uuid)
    if (vm !== undefined) return vm.name
  }
  for (const { snapshots } of Object.values(here?.protectionDomains ?? {})) {
    const held = snapshots.findLast(({ vms }) => vms.some(vm => vm.uuid === uuid))?.vms.find(vm => vm.uuid === uuid)
    if (held !== undefined) return held.name
  }
  return undefined
}

/** As the cluster of the event names it. */
export function snapshotId(
  world: View<World>,
  { cluster, domain }: { readonly cluster: string; readonly domain: string },
  origin: string,
  id: number
): string {
  const held = getOwn(world.clusters[cluster]?.protectionDomains ?? {}, domain)
  const snapshot = held && snapshotOf(held, origin, id)
  return snapshot === undefined ? String(id) : snapshotName(snapshot)
}
