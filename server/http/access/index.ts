/** Access checks before routing: Host names, origins and connection ends. */
export { createGuard, isLocalRequest } from './access.js'
export type { Guard, RequestHead } from './access.js'

export { connectionEndsOf, isLoopback, noteConnectionEnds } from './connection-ends.js'
export { isFromConsole } from './console.js'
export { hasManyHosts, isKnownHost, parseHostName } from './host-name.js'
export type { HostName } from './host-name.js'
