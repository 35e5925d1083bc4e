/** `pesim capture`: reads clusters, emulated or real, into a fixture. */
export { estateOf } from './estate/estate.js'
export type { Estate } from './estate/estate.js'
export { sources } from './answers.js'
export type { ClusterAnswers } from './answers.js'
export { clustersIn } from './recorded.js'
export { captured, runCapture } from './run-capture.js'
export type { CaptureFlags } from './run-capture.js'
