/** Volume groups and their clients. */
import type { VolumeGroupSpec, VolumeGroupWork } from '../world.js'
import type { OnCluster } from './target.js'

/** A volume group that is there from the start, with what is on its disks. */
export interface VolumeGroupSeed {
  name: string
  spec: VolumeGroupSpec
  changeBytesPerSecond: number
  /** Names of VMs that have it attached. */
  attachedTo: readonly string[]
}

/** What of a volume group a client may set at any time. */
export interface VolumeGroupChange extends Partial<Omit<VolumeGroupSpec, 'disks'>> {
  name?: string
  /** Addresses of all its clients. */
  clients?: readonly string[]
}

export type VolumeGroupCommand =
  | (VolumeGroupWork & OnCluster)
  | ({ type: 'change-volume-group'; group: string; seen: number | null; change: VolumeGroupChange } & OnCluster)
  | ({
      type: 'change-volume-disk'
      group: string
      index: number
      change: { sizeBytes?: number; flashMode?: boolean; container?: string }
    } & OnCluster)
  /** Lets an external client in, by address or qualified name; or shuts it out, by UUID too. */
  | ({ type: 'open-volume-group'; group: string; client: string; seen: number | null } & OnCluster)
  | ({ type: 'close-volume-group'; group: string; client: string; seen: number | null } & OnCluster)
  | ({
      type: 'change-iscsi-client'
      client: string
      change: { address?: string; authentication?: 'CHAP' | 'NONE' }
    } & OnCluster)

export type VolumeGroupControlCommand = {
  type: 'create-volume-groups'
  cluster: string
  groups: readonly VolumeGroupSeed[]
}
