/** What every room of the emulated API stands on: handlers, refusals, sites, progress. */
export type {
  Model,
  PrismHandlers,
  V08WordsHandlers,
  V08WordsModel,
  V1Handlers,
  V1Model,
  V1WordsHandlers,
  V2Handlers,
  WordsModel
} from './handlers.js'
export type { Prism, PrismCommand, PrismView, Wait } from './prism.js'
export { percentOfSpan } from './progress.js'
export { RequestError, prismHeaders, refuse } from './refusals.js'
export type { Dialect, RefuseOptions } from './refusals.js'
export { CENTRAL, proxied } from './site.js'
export type { CentralIdentity } from './site.js'
export { withoutNulls } from './without-nulls.js'
