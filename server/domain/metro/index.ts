/** Metro availability: relations, takeovers, vStores. */
export { failureHandlingOf } from './relation.js'
export { synchronizationOf } from './synchronization.js'
export { domainOfVstore, vstoreOf } from './vstores/vstore-lookup.js'
