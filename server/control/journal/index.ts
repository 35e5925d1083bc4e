/** Journal: requests found, verified and exported. */
export { journal } from './journal.js'
export { unreadFields } from './unread.js'
