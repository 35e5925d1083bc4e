/** Migration: the VMs are shut down here, sent to the last byte, and run on the other side. */
import type { Rules } from '../core/index.js'
import { migrateProtectionDomain } from './migrate.js'
import type { MigrationCommand } from './vocabulary.js'

export { migrationAppliers } from './apply.js'
export { migrationFacts } from './facts.js'
export { followTransfers } from './follow-transfers.js'
export { finishGuestShutdown } from './migrate.js'
export { failActivation } from './not-taken-over.js'
export { endTargetMonitor } from './target-monitor.js'

export const migrationRules: Rules<MigrationCommand['type']> = {
  'migrate-protection-domain': migrateProtectionDomain
}
