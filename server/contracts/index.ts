/** The contracts that are served, what of them is emulated, and which version this is. */
export {
  centralContract,
  contracts,
  controlContract,
  emulatedOperations,
  stubContracts,
  v08Contract,
  v08Rest,
  v1Contract,
  v1Rest,
  v2Contract,
  v2Rest
} from './contracts.js'
export { coverage } from './coverage.js'
export { version } from './version.js'
