/** Copies of VMs beside the originals, under names and in a folder of their own. */
import type { DomainEvent, DomainScene, VmSpec } from '../core/index.js'
import type { Adapters } from '../inventory/index.js'
import { aboutVm, raiseAlert } from '../notices/rules.js'
import { registerFromSnapshot } from './recover.js'
import type { HeldVm } from './recover.js'

/** More VMs of one name than this are not told apart by a number any more. */
const CLONE_NUMBER_MAX = 10_000

export interface CopyNames {
  readonly prefix: string
  /** Names of VMs on the cluster, and of the copies made so far: each adds its own. */
  readonly taken: Set<string>
  /** Folder for the disks. */
  readonly pathPrefix?: string
}

/**
 * As a new VM: off, not protected, renamed where its name is taken [C: SNMP trap 1120]. In a folder of its own and without
 * a prefix to its name it keeps the name, beside the VM that has it [C: clients].
 */
export function registerCopy(
  scene: DomainScene,
  { snapshot, held }: HeldVm,
  { prefix, taken, pathPrefix }: CopyNames,
  adapters: Adapters
): DomainEvent[] {
  const { here, domain, ids } = scene
  const wanted = `${prefix}${held.name}`
  let name = wanted
  const keepsName = pathPrefix !== undefined && prefix === ''
  for (let n = 1; !keepsName && n < CLONE_NUMBER_MAX && taken.has(name); n++) name = `${wanted}-${n}`
  taken.add(name)
  const as = { uuid: ids.uuid(), name, protectionDomain: null }
  const { vm: copy, notices } = registerFromSnapshot(scene, { snapshot, held }, as, adapters)
  const vm = pathPrefix === undefined ? copy : { ...copy, spec: inFolder(copy.spec, pathPrefix) }
  const events: DomainEvent[] = [{ type: 'vm-registered', cluster: here.name, vm }, ...notices]
  if (name !== wanted) {
    events.push(
      raiseAlert(scene, 'vm-renamed', aboutVm(vm), {
        vm_name: wanted,
        protection_domain_name: domain.name,
        new_name: name
      })
    )
  }
  return events
}

const inFolder = (spec: VmSpec, pathPrefix: string): VmSpec => ({
  ...spec,
  disks: spec.disks.map(disk => ({ ...disk, pathPrefix }))
})
