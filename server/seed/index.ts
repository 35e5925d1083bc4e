/** Fixtures made into worlds. */
export { DEFAULT_DISK_BYTES, DEFAULT_USED_SHARE } from './defaults.js'
export { FixtureError, builtInFixture, fixtureNames, fixtureOf, parseFixture } from './fixture.js'
export { nameOrContent } from './fixture-file.js'
export type { ClusterFixture, Fixture, VmFixture } from './fixture.js'
export { snapshotProblem } from './snapshots.js'
export { vmRequest } from './vms.js'
export { worldInSteps, worldOf } from './world.js'
