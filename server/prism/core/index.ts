/** Shared parts of the emulated API: handler types, refusals, site resolution and progress. */
export { byFamily } from './by-family.js'
export type {
  Model,
  PrismHandlers,
  V08CanonicalHandlers,
  V08CanonicalModel,
  V1Handlers,
  V1Model,
  V1CanonicalHandlers,
  V2Handlers,
  V1CanonicalModel
} from './handlers.js'
export type { Prism, PrismCommand, PrismView, RowNotes, Wait } from './prism.js'
export { percentOfSpan } from './progress.js'
export { RequestError, prismHeaders, refuse } from './refusals.js'
export type { Dialect, RefuseOptions } from './refusals.js'
export { CENTRAL, proxied } from './site.js'
export type { CentralIdentity } from './site.js'
export { GUEST_TOOLS_VERSION, NCC_VERSION } from './software.js'
export { Validity, figureInstant, nowBefore, watchAs } from './validity.js'
export { withoutNulls } from './without-nulls.js'
