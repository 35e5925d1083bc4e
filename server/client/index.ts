/** Typed client of the control API, over HTTP or HTTPS; knows no emulator, only the contract. */
export { connect, isLoopbackHost } from './client.js'
export type { Answer, CallOptions, ControlClient, ConnectOptions, PathsOf, Verb } from './client.js'
export { ControlRefused, EmulatorUnreachable } from './errors.js'
export type { UnreachableCode } from './errors.js'
export type { EventsOptions, StreamedEvent } from './events.js'
export { createFetch } from './fetch.js'
export type { ClosableFetch, Fetch, Trust } from './fetch.js'
export type { Model } from './models.js'
