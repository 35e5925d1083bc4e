/** Listeners, addresses, certificates and connections. */
export { siteOf } from './address.js'
export type { AddressTable } from './address.js'
export { certifiedNames, createCertificate } from './certificate.js'
export type { Certificate } from './certificate.js'
export { clientDisconnected } from './client-disconnected.js'
export { ForeignCertificate, keptCertificate, refuseForeignCertificate } from './kept-certificate.js'
export type { KeptCertificate } from './kept-certificate.js'
export {
  AddressUnavailable,
  CONNECTIONS_MAX,
  HEADERS_TIMEOUT_MS,
  REQUEST_TIMEOUT_MS,
  openListeners
} from './listeners.js'
export type { ListenTarget, Listener, Listeners } from './listeners.js'
export { pause } from './pause.js'
export type { RefuseUnreadable } from './unreadable.js'
