/** The one Fastify app: how HTTP is read, rewritten and spoilt on purpose. */
export { createApp } from './app.js'
export { MISHAPS_MAX, Mishaps, canMatchPath as couldEndIn, injectFault as happen } from './mishaps.js'
export type { MatchableRequest as Asked, Mishap, Effect as Trouble } from './mishaps.js'
