/** The library's words: options of a start, and the emulator as a test sees it. */
export { accessOf } from './access.js'
export type { ClusterAccess } from './access.js'
export type { Clock, EventType, UntilOptions } from './clock.js'
export { emulatorOf } from './emulator.js'
export type { Emulator, Follow, Incidents, Labs, Mishaps, WorldEvent } from './emulator.js'
export { InvalidArgument, JournalMismatch } from './errors.js'
export type { ClusterHandle, LinkHandle, LinkSlowing, OneWay, VmHandle } from './handles.js'
export type { ExpectOptions, Journal, JournalCall, JournalSpan, RequestPattern, RequestSequence } from './journal.js'
export { labOpener } from './lab-hands.js'
export type { ForkOptions, LabOptions } from './labs.js'
export { planOf } from './options.js'
export type {
  ClusterNames,
  EmulatorOptions,
  FixtureChoice,
  FixtureName,
  FixtureObject,
  ListenAddress,
  StartPlan
} from './options.js'
export { connect } from './remote.js'
export type { RemoteOptions } from './remote.js'
export type { Duration } from './time.js'
