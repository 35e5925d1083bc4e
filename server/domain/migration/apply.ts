/** What events do to changes of mode. */
import { domain } from '../core/index.js'
import type { Appliers } from '../core/index.js'
import type { MigrationEvent } from './vocabulary.js'

export const migrationAppliers: Appliers<MigrationEvent['type']> = {
  /** The client is told, and nobody else. */
  'migration-declined': () => undefined,
  /** Steps are told: what changes with them is in events of its own. */
  'migration-vms-stopped': () => undefined,
  'migration-data-replicated': () => undefined,
  'migration-vms-deleted': () => undefined,
  'migration-schedules-disabled': () => undefined,
  'migration-vms-registered': () => undefined,
  'migration-direction-reversed': () => undefined,
  'mode-change-started': (draft, event) => {
    domain(draft, event).change = event.change
  },
  'mode-change-advanced': (draft, event) => {
    domain(draft, event).change = event.change
  },
  'mode-change-ended': (draft, event) => {
    domain(draft, event).change = null
  }
}
