/** What every room of the domain stands on: the world as data, commands and events, lookup, time, names, limits. */
export { civilFromDays, daysFromCivil, daysInMonth, weekdayOf } from './calendar.js'
export type * from './commands.js'
export { VENDOR_EMAIL, plainConfiguration } from './configuration.js'
export { cluster, current, currentOf, domain, host, lane, link, outgoing, schedule, site, vm } from './context.js'
export { Draft } from './draft.js'
export type { Copies, Writable } from './draft.js'
export type { Appliers } from './context.js'
export type * from './events.js'
export {
  activationFails,
  activeIncidents,
  atOnce,
  containerFull,
  cutByOthers,
  guestHangs,
  registrationFails,
  replicationStuck,
  snapshotsFail
} from './faults.js'
export { IDS_PER_REVISION } from './ids.js'
export type { IdSource } from './ids.js'
export * from './limits.js'
export { refuseStale } from './logical-timestamp.js'
export * from './lookup.js'
export { containerNameFault, nameFault, restoreRefusesName } from './names.js'
export { transitions } from './power.js'
export { Refusal, require, required } from './refusal.js'
export type { RefusalCode } from './refusal.js'
export { INVALID_VM_STATE, failedTask, runningTask } from './task.js'
export * from './time.js'
export { offsetAt, offsetChange, zoneExists } from './timezone.js'
export type * from './world.js'
export { isPassword, roles } from './world/users.js'
