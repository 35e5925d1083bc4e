/** Storage: containers, pools, datastores, and what is used of them. */
export { containerCapacity, defaultPolicy, disksOf, poolCapacity, redundancyFactor } from './capacity.js'
export { distribute, storedIn } from './usage.js'
export type { StoredBytes } from './usage.js'
export type { ContainerChange } from './vocabulary.js'
