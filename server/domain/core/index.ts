/** What every room of the domain stands on: the world as data, commands and events, lookup, time, names, limits. */
export { civilFromDays, daysFromCivil, daysInMonth, weekdayOf } from './calendar.js'
export { VENDOR_EMAIL, plainConfiguration } from './configuration.js'
export {
  cluster,
  current,
  currentOf,
  domain,
  domainOn,
  host,
  lane,
  link,
  outgoing,
  schedule,
  site,
  vm
} from './context.js'
export { Draft } from './draft.js'
export type { Copies, VmTable, Writable } from './draft.js'
export type { Appliers } from './context.js'
export {
  activationFails,
  activeIncidents,
  atOnce,
  containerFull,
  isCutByOthers,
  isGuestHanging,
  registrationFails,
  replicationStuck,
  snapshotsFail,
  someContainerFull
} from './active-incidents.js'
export { IDS_PER_REVISION } from './ids.js'
export type { IdSource } from './ids.js'
export * from './limits.js'
export * from './lists.js'
export { refuseStale } from './logical-timestamp.js'
export * from './lookup.js'
export { diskPath } from './disk-path.js'
export {
  DESCRIPTION_LENGTH_MAX,
  FREE_NAME_LENGTH_MAX,
  brief,
  containerNameFault,
  isUuid,
  lengthFault,
  nameFault,
  newNameFault,
  restoreRefusesName
} from './names.js'
export { transitions } from './power.js'
export { Refusal, refuseFault, refuseUnless, required } from './refusal.js'
export type { RefusalForm } from './tables/refusals.js'
export { coreRefusals } from './tables/refusals.js'
export { hostName, snapshotId, vmName } from './tables/entity-names.js'
export { domainFact, instantFacts, scheduleFacts, scheduleIdFacts, siteFacts } from './tables/facts.js'
export type { Facts, FactsOf } from './tables/facts.js'
export { MOVES, RANK, Soonest } from './tables/due.js'
export type { DomainDue, Due, Moves, Touched, TouchedTransfer, Touches } from './tables/due.js'
export { eventsOf, openCluster, openDomain, resultOf } from './tables/scene.js'
export { TypeTable } from './tables/type-table.js'
export type { ClusterScene, Decided, Decision, DomainScene, Reaction, Rules, Scene } from './tables/scene.js'
export { INVALID_VM_STATE, failedTask, runningTask, startTask } from './task.js'
export type * from './tables/target.js'
export { rfc3339 } from './rfc3339.js'
export * from './time.js'
export { offsetAt, offsetChange, zoneExists } from './timezone.js'
export type * from './tables/vocabulary.js'
export type * from './world.js'
export { isPassword, roles } from './world/users.js'
