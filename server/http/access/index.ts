/** Who may ask at all: Host names, origins, and both ends of the connection. */
export { createGuard, isLocalRequest } from './access.js'

export { connectionEndsOf, isLoopback, noteConnectionEnds } from './connection-ends.js'
export { isKnownHost, parseHostName } from './host-name.js'
export type { HostName } from './host-name.js'
