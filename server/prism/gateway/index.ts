/** The way into the emulated API: who asks, what is allowed, what every request goes through. */
export { mountApiDocs } from './api-docs.js'
export { createAuth } from './auth.js'
export type { Account, Auth, AuthOptions, Credentials, Login } from './auth.js'
export { mountGateway } from './gateway.js'
export { answerRefused, headersOf, mountPrism, optionsOf, speak, stubPrism } from './mount.js'
export type { Context, PrismHost, SpokenAndCentral } from './mount.js'
