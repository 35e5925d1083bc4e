/** `pesim verify`: what pesim promises, asked of any Prism Element. */
export { runVerify } from './verify.js'
export type { VerifyFlags } from './verify.js'
