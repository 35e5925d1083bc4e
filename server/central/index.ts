/** Prism Central: the v3 API, and the operations of v1 and v2.0 that it answers itself. */
export { centralHandlers } from './handlers.js'
export { refuseInV3, v3Api } from './mount.js'
