/** Commands, events and refusals: VMs, images, hosts and high availability. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster, Stamped } from '../core/tables/target.js'
import type { Ha, Image, PowerState, Vm, VmSnapshot, VmSpec, VmWork, Task } from '../core/world.js'

export interface VmRequest {
  name: string
  /** One that nothing else has is kept. */
  uuid?: string
  spec: VmSpec
  changeBytesPerSecond: number
  powerState: PowerState
  /** Places of adapters that get no address, though their network hands them out. */
  unaddressed?: readonly number[]
}

type InventoryClientCommand =
  | ({ type: 'set-power-state'; vm: string; transition: string; host: string | null } & OnCluster)
  | (VmWork & OnCluster)
  | ({ type: 'switch-guest-tools'; vm: string; enabled: boolean } & OnCluster)
  | ({ type: 'set-flash-mode'; disk: string; pinned: boolean } & OnCluster)
  | ({
      type: 'update-ha'
      enabled: boolean | null
      hostFailuresToTolerate: number | null
      reservation: string | null
      evacuation: string | null
    } & OnCluster &
      Stamped)
  | ({ type: 'enter-maintenance'; host: string; evacuation: string; nonMigratable: string } & OnCluster)
  | ({ type: 'exit-maintenance'; host: string } & OnCluster)

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type InventoryControlCommand =
  | { type: 'create-vms'; cluster: string; vms: readonly VmRequest[] }
  /** A named write now, and that many bytes with it. */
  | { type: 'write-mark'; cluster: string; vm: string; mark: string; bytes: number }
  /** How much a VM writes from now on while it runs, bytes per second. */
  | { type: 'set-change-rate'; cluster: string; vm: string; bytesPerSecond: number }

export type InventoryCommand = InventoryClientCommand | InventoryControlCommand

export type InventoryEvent =
  | ({ type: 'host-maintenance-changed'; uuid: string; inMaintenance: boolean } & At)
  | ({ type: 'vm-registered'; vm: Vm } & At)
  | ({ type: 'vm-unregistered'; uuid: string } & At)
  | ({ type: 'vm-power-changed'; uuid: string; powerState: PowerState; hostUuid: string | null } & At)
  | ({ type: 'vm-task-pending'; uuid: string; task: string | null } & At)
  | ({ type: 'mark-written'; uuid: string; mark: string; bytes: number } & At)
  | ({ type: 'vm-change-rate-changed'; uuid: string; bytesPerSecond: number } & At)
  | ({ type: 'ha-changed'; ha: Ha } & At)
  /** `bytes` are written by the change itself. */
  | ({ type: 'vm-configured'; uuid: string; name: string; spec: VmSpec; bytes: number } & At)
  | ({ type: 'vm-snapshot-taken'; snapshot: VmSnapshot } & At)
  | ({ type: 'vm-snapshots-removed'; uuids: string[] } & At)
  | ({ type: 'image-written'; image: Image } & At)
  | ({ type: 'image-removed'; uuid: string } & At)

export const inventoryRefusals = {
  'vm/not-found': { number: 1202, exception: 'VMAdministrationException', grade: 'D' },
  'vm/already-protected': { number: 90002, status: 422, grade: 'B' },
  'vm/not-protected': { number: 90003 },
  'vm/invalid-transition': { number: 90004, exception: 'VMAdministrationException' },
  'vm/invalid': { number: 90005, exception: 'VMAdministrationException' },
  'vm-disk/not-found': { number: 1202, exception: 'VMAdministrationException', grade: 'D' },
  'vm-disk/invalid': { number: 90007, exception: 'VMAdministrationException' },
  'nic/not-found': { number: 1202, exception: 'VMAdministrationException', grade: 'D' },
  'nic/invalid': { number: 90008, exception: 'VMAdministrationException' },
  'vm-snapshot/not-found': { number: 1202, grade: 'D' },
  'image/not-found': { number: 1202, grade: 'D' },
  'image/invalid': { number: 90009 },
  'host/not-found': { number: 1202, grade: 'D' },
  'host/invalid': { number: 90006 },
  'host/in-maintenance': { number: 90230 },
  'ha/invalid': { number: 90208 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
type InventoryResults = Record<VmWork['type'] | 'set-power-state' | 'update-ha' | 'enter-maintenance', Task> & {
  'create-vms': readonly Vm[]
}

export interface InventoryVocabulary {
  client: InventoryClientCommand
  control: InventoryControlCommand
  due: never
  results: InventoryResults
  event: InventoryEvent
  refusal: keyof typeof inventoryRefusals
}
