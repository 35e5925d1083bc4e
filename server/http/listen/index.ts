/** Listeners, their addresses, certificates and connections. */
export { siteOf } from './address.js'
export type { AddressTable } from './address.js'
export { createCertificate } from './certificate.js'
export { goneSignal } from './gone.js'
export { keptCertificate } from './kept-certificate.js'
export {
  AddressUnavailable,
  CONNECTIONS_MAX,
  HEADERS_TIMEOUT_MS,
  REQUEST_TIMEOUT_MS,
  openListeners
} from './listeners.js'
export type { ListenLimits, ListenTarget, Listener, Listeners } from './listeners.js'
