/** A lab: one world with its engine, its pace, and waiting for conditions. */
export { ADVANCE_DAYS_MAX, AdvanceBusy, Lab } from './lab.js'
export type { AdvanceOutcome, KeptLab } from './lab.js'
export { waitIn } from './waiting.js'
