/** The one Fastify app: how HTTP is read, rewritten and spoilt on purpose. */
export { createApp } from './app.js'
export { MISHAPS_MAX, Mishaps, couldEndIn, happen } from './mishaps.js'
export type { Asked, Mishap, Trouble } from './mishaps.js'
