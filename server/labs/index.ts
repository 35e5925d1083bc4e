/** A lab: one world with its engine, its pace, and waiting for conditions. */
export { ADVANCE_DAYS_MAX, AdvanceBusy, KeptWorld, Lab } from './lab.js'
export type { AdvanceOutcome, KeptLab } from './lab.js'
export { waitIn } from './waiting.js'
export { HeldStates, STATES_MAX, STATE_BYTES_MAX, StateBudget } from './states.js'
export type { HeldState } from './states.js'
