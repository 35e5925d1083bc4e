/** Commands, events and refusals: migrations, and changes of mode in general. */
import type { AtDomain, OnDomain } from '../core/tables/target.js'
import type { ImmobileVm, ModeChange } from '../core/world.js'

type MigrationClientCommand = {
  type: 'migrate-protection-domain'
  remoteSite: string
  skipMobilityCheck?: boolean
} & OnDomain

export type MigrationCommand = MigrationClientCommand

interface MigrationStep extends AtDomain {
  /** Names of the two clusters. The first four steps are told by the source, the others by the target. */
  source: string
  target: string
}

interface MigrationStepOfVms extends MigrationStep {
  /** Names. */
  vms: readonly string[]
}

/** The steps of a planned migration in their order, each told once it is done [C: OVHcloud guides, six steps]. */
type MigrationStepEvent =
  /** Those that were running. */
  | ({ type: 'migration-vms-stopped' } & MigrationStepOfVms)
  | ({ type: 'migration-data-replicated' } & MigrationStep)
  | ({ type: 'migration-vms-deleted' } & MigrationStepOfVms)
  | ({ type: 'migration-schedules-disabled' } & MigrationStep)
  | ({ type: 'migration-vms-registered' } & MigrationStepOfVms)
  | ({ type: 'migration-direction-reversed' } & MigrationStep)

export type MigrationEvent =
  | MigrationStepEvent
  /** VMs cannot move, so that nothing has begun. */
  | ({ type: 'migration-declined'; remoteSite: string; immobile: readonly ImmobileVm[] } & AtDomain)
  | ({ type: 'mode-change-started'; change: ModeChange } & AtDomain)
  | ({ type: 'mode-change-advanced'; change: ModeChange } & AtDomain)
  | ({ type: 'mode-change-ended'; outcome: 'succeeded' | 'failed' } & AtDomain)

/** What whoever gives a command is answered. */
interface MigrationResults {
  /** VMs that cannot move: the migration has begun where there are none. */
  'migrate-protection-domain': readonly ImmobileVm[]
}

export interface MigrationVocabulary {
  client: MigrationClientCommand
  control: never
  due: never
  results: MigrationResults
  event: MigrationEvent
  refusal: never
}
