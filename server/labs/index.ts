/** A lab: one world with its owner, its pace, and waiting in it. */
export { ADVANCE_DAYS_MAX, AdvanceBusy, Lab } from './lab.js'
export type { AdvanceOutcome, KeptLab } from './lab.js'
export { waitIn } from './waiting.js'
