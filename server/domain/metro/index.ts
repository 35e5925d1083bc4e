/** Metro availability: relations, takeovers, vStores. */
export { failureHandlingOf } from './failure-handling.js'
export { domainOfVstore, vstoreOf } from './vstore-lookup.js'
