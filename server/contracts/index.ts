/** The contracts that are served, what of them is emulated, and which version this is. */
export {
  centralContract,
  contracts,
  controlContract,
  emulatedOperations,
  stubContracts,
  v08Contract,
  v08Stubs as v08Rest,
  v1Contract,
  v1Stubs as v1Rest,
  v2Contract,
  v2Stubs as v2Rest
} from './contracts.js'
export { coverage } from './coverage.js'
export { version } from './version.js'
