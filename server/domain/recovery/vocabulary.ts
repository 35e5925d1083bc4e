/** Commands, events and refusals: what is brought back from a snapshot. */
import type { Refusals } from '../core/tables/refusals.js'
import type { OnDomain } from '../core/tables/target.js'
import type { Task } from '../core/world.js'

type RecoveryClientCommand =
  | ({
      type: 'restore-entities'
      snapshotId: string
      vmNames: readonly string[]
      vmUuids: readonly string[]
      volumeGroupUuids?: readonly string[]
      volumeGroupPrefix?: string
      /** Files, which no snapshot of this emulator holds. */
      others?: readonly string[]
      replace: boolean
      namePrefix: string
      /** Folder for the disks of the copies. */
      pathPrefix?: string
    } & OnDomain)
  | ({ type: 'roll-back-protection-domain'; snapshotId: string } & OnDomain)

export type RecoveryCommand = RecoveryClientCommand

export const recoveryRefusals = {
  'restore/invalid': { number: 90070 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
interface RecoveryResults {
  'restore-entities': Task
}

export interface RecoveryVocabulary {
  client: RecoveryClientCommand
  control: never
  due: never
  results: RecoveryResults
  event: never
  refusal: keyof typeof recoveryRefusals
}
