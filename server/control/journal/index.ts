/** Journal: requests found, verified and exported. */
export { journal } from './journal.js'
