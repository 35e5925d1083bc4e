/** The contracts that are served, their coverage, and the version of the emulator. */
export {
  canonicalPath,
  centralContract,
  contracts,
  controlContract,
  emulatedOperations,
  publishedVersions,
  stubContracts,
  v08Contract,
  v08Stubs,
  v1Contract,
  v1Stubs,
  v2Contract,
  v2Stubs
} from './contracts.js'
export { coverage } from './coverage.js'
export { controlTopics } from './topics.js'
export { version } from './version.js'
