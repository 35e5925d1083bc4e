/** `pesim verify`: checks a Prism Element, emulated or real, against the contracts. */
export { runAgainst, runVerify } from './verify.js'
export type { VerifyFlags } from './verify.js'
export type { StartEmulator } from './against.js'
