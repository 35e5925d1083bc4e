/** Commands, events and refusals: sides made active or given up. */
import type { OnDomain } from '../core/tables/target.js'

type ActivationClientCommand =
  /** Without a snapshot, the last one that was fully received. */
  | ({ type: 'activate-protection-domain'; snapshotId: string | null } & OnDomain)
  | ({ type: 'deactivate-protection-domain' } & OnDomain)

/** Given by the agenda alone, at the instant at which it falls due. */
type ActivationDueCommand = { type: 'advance-mode-change'; cluster: string; name: string }

export type ActivationCommand = ActivationClientCommand | ActivationDueCommand

export interface ActivationVocabulary {
  client: ActivationClientCommand
  control: never
  due: ActivationDueCommand
  event: never
  refusal: never
}
