/** Worlds that come from outside: a saved one, or one that a client hands in. */
export { censusOf } from './census.js'
export type { Census, Count } from './census.js'
export { InvalidWorld, readWorld } from './read-world.js'
