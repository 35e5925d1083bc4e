/** Prism Central: v3, and what it answers by itself of the clusters' API. */
export { centralHandlers } from './handlers.js'
export { refuseInV3, speakV3 } from './mount.js'
