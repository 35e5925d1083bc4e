/** Engine of one world: dispatch, advance, agenda, identifiers, clock pace and secrets. */
export { Engine } from './engine.js'
export type { Change, Rules } from './engine.js'
export { deepFreeze } from './freeze.js'
export { derivedUuid } from './ids.js'
export { Pace, RATE_MAX, elapsedSeconds, machineTime, wallClock } from './pace.js'
export type { KeptPace, PaceState } from './pace.js'
export { firstSecretOf, noSecretOf, isSecretOf, secretCheck, secretOf } from './secrets.js'
