/** The Fastify app: parsing, URL rewriting and fault injection. */
export { createApp } from './app.js'
export { MISHAPS_MAX, Mishaps, canMatchPath, injectFault, pathMatcher } from './mishaps.js'
export type { MatchableRequest, Mishap, Effect } from './mishaps.js'
