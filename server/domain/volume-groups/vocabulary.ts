/** Commands, events and refusals: volume groups and their clients. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type { IscsiClient, VolumeGroup, VolumeGroupSpec, VolumeGroupWork, Task } from '../core/world.js'

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

type VolumeGroupClientCommand =
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

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type VolumeGroupControlCommand = {
  type: 'create-volume-groups'
  cluster: string
  groups: readonly VolumeGroupSeed[]
}

export type VolumeGroupCommand = VolumeGroupClientCommand | VolumeGroupControlCommand

export type VolumeGroupEvent =
  | ({ type: 'volume-group-registered'; group: VolumeGroup } & At)
  | ({ type: 'volume-group-changed'; group: VolumeGroup } & At)
  | ({ type: 'volume-group-unregistered'; uuid: string } & At)
  | ({ type: 'iscsi-client-changed'; client: IscsiClient } & At)

export const volumeGroupRefusals = {
  'volume-group/not-found': { number: 1202, grade: 'D' },
  'volume-group/exists': { number: 90100, grade: 'D' },
  'volume-group/invalid': { number: 90101 },
  'volume-group/attached': { number: 90102 },
  'volume-group/already-protected': { number: 90103, status: 422, grade: 'D' },
  'volume-group/disk-not-found': { number: 1202, grade: 'D' },
  'iscsi-client/not-found': { number: 1202, grade: 'D' }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
type VolumeGroupResults = Record<VolumeGroupWork['type'], Task>

export interface VolumeGroupVocabulary {
  client: VolumeGroupClientCommand
  control: VolumeGroupControlCommand
  due: never
  results: VolumeGroupResults
  event: VolumeGroupEvent
  refusal: keyof typeof volumeGroupRefusals
}
