/** Migration: the VMs are shut down here, sent to the last byte, and run on the other side. */
export { advanceMigration, failMigration, finishGuestShutdown, migrateProtectionDomain } from './migrate.js'
export { activationFailed } from './not-taken-over.js'
