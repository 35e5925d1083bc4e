/** Prism Central: v3, and what it answers by itself of the clusters' API. */
export { centralHandlers } from './handlers.js'
export { refuseInV3, v3Api } from './mount.js'
