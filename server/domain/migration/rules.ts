/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { advanceMigration, failMigration, finishGuestShutdown, migrateProtectionDomain } from './migrate.js'
export { activationFailed } from './not-taken-over.js'
