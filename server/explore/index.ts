/** Random walks: commands by chance, the promises that are watched, and how a walk is made short. */
export { shrinkWalk, walk } from './explore.js'
export type { Broken } from './explore.js'
export { walkWithRestarts } from './restarts.js'
