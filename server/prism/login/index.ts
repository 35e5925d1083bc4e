/** Who asks: passwords, sessions, and what a connection has shown. */
export { createAuth } from './auth.js'
export type { Access, Account, Auth, Client } from './auth.js'
export { FailedLogins } from './failed-logins.js'
export { Sessions } from './sessions.js'
