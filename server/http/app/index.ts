/** The one Fastify app: how HTTP is read, rewritten and spoilt on purpose. */
export { createApp } from './app.js'
export { MISHAPS_MAX, Mishaps, canMatchPath, injectFault } from './mishaps.js'
export type { MatchableRequest, Mishap, Effect } from './mishaps.js'
