/** Metro availability: relations, takeovers, vStores. */
export { failureHandlingOf } from './failure-handling.js'
export { synchronizationOf } from './synchronization.js'
export { domainOfVstore, vstoreOf } from './vstores/vstore-lookup.js'
