/** Makes identifiers of VMs unique, as a world needs it: two clusters can have one VM registered after a fail-over by force. */
import { derivedUuid } from '../../engine/index.js'
import type { ClusterFixture, VmFixture } from '../../seed/index.js'
import type { Notes } from './notes.js'
import { byName } from './vms.js'

interface Seen {
  readonly vms: Set<string>
  readonly disks: Set<string>
  readonly macs: Set<string>
}

/** What is seen again gets an identifier that follows from the one it had and its cluster: the same each time. */
export function uniqueIdentifiers(clusters: readonly ClusterFixture[], notes: Notes): Map<string, Map<string, string>> {
  const seen: Seen = { vms: new Set(), disks: new Set(), macs: new Set() }
  const renamed = new Map<string, Map<string, string>>()
  for (const { name, vms = [] } of clusters) {
    const here = new Map<string, string>()
    for (const vm of vms) {
      const before = vm.uuid
      makeUnique(vm, name, seen)
      if (before === undefined || before === vm.uuid || vm.uuid === undefined) continue
      here.set(before, vm.uuid)
      notes.notCarried.push(`${name}: the UUID of VM ${vm.name}, which another VM has`)
    }
    vms.sort(byName)
    renamed.set(name, here)
  }
  return renamed
}

/** Keys keep their order, so that the file of an estate is the same whichever of its identifiers were there. */
function makeUnique(vm: VmFixture, cluster: string, { vms, disks, macs }: Seen): void {
  const uuid = fresh(vms, vm.uuid, cluster)
  vm.uuid = uuid
  if (vm.disks !== undefined)
    vm.disks = vm.disks.map(({ uuid: own, ...disk }) => ({ uuid: fresh(disks, own, cluster), ...disk }))
  if (vm.nics !== undefined)
    vm.nics = vm.nics.map(({ uuid: own, mac, ...nic }, index) => ({
      uuid: own ?? derivedUuid(uuid, `nic/${index}`),
      ...(mac !== undefined && { mac: freshMac(macs, mac, cluster) }),
      ...nic
    }))
}

function freshMac(seen: Set<string>, mac: string, cluster: string): string {
  let [next, key] = [mac, `${cluster}/${mac}`]
  while (seen.has(next)) {
    const digits = derivedUuid(key, 'mac')
    next = `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`
    key = `${key}/${next}`
  }
  seen.add(next)
  return next
}

function fresh(seen: Set<string>, uuid: string | undefined, cluster: string): string {
  let next = uuid ?? derivedUuid(cluster, `without/${seen.size}`)
  while (seen.has(next)) next = derivedUuid(next, cluster)
  seen.add(next)
  return next
}
