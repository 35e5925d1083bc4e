/** What events do to changes of mode. */
import { domain } from '../core/index.js'
import type { Appliers } from '../core/index.js'
import type { MigrationEvent } from './vocabulary.js'

export const migrationAppliers: Appliers<MigrationEvent['type']> = {
  /** The client is told, and nobody else. */
  'migration-declined': () => undefined,
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
