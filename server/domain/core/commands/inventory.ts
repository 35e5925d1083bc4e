/** VMs, hosts and high availability. */
import type { PowerState, VmSpec, VmWork } from '../world.js'
import type { OnCluster, Stamped } from './target.js'

export interface VmRequest {
  name: string
  spec: VmSpec
  changeBytesPerSecond: number
  powerState: PowerState
}

export type InventoryCommand =
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

export type InventoryControlCommand =
  | { type: 'create-vms'; cluster: string; vms: readonly VmRequest[] }
  /** A named write now, and that many bytes with it. */
  | { type: 'write-mark'; cluster: string; vm: string; mark: string; bytes: number }
  /** How much a VM writes from now on while it runs, bytes per second. */
  | { type: 'set-change-rate'; cluster: string; vm: string; bytesPerSecond: number }
