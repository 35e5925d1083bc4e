/** Fuzzer: random commands, the oracle that checks them, and shrinking of failing walks. */
export { shrinkWalk, walk } from './explore.js'
export type { Broken } from './explore.js'
export { walkWithRestarts } from './restarts.js'
