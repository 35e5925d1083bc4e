/** Context that the handlers of the control API get with each request. */
import type { components } from '../../../build/contract/control.types.js'
import type { Instant } from '../../domain/core/index.js'
import type { Mishaps } from '../../http/app/index.js'
import type { Saving } from '../../http/contract/index.js'
import type { Lab } from '../../labs/index.js'
import type { Metrics } from '../../metrics/index.js'
import type { FixtureCatalog } from './fixture-catalog.js'
import type { Journal } from './journal.js'
import type { EventStreams } from './streams.js'

type Schemas = components['schemas']

export interface ControlContext {
  /** The lab that was addressed, brought to the present. */
  readonly lab: Lab
  readonly fixture: FixtureCatalog
  /** Release of the emulator. */
  readonly version: string
  /** The APIs that are served, each with its base path. */
  readonly api: Readonly<Record<string, string>>
  /** How much of each version of the emulated API is emulated, by tag. */
  coverage(): Schemas['Coverage']['versions']
  /** Start instant of a world that is reset. */
  present(): Instant
  readonly streams: EventStreams
  readonly saving: Saving
  /** Whether what changes can be saved, as of the last attempt, and why not. */
  storage(): { readonly storage: 'ok' } | { readonly storage: 'failing'; readonly reason: string }
  /** Log of requests to the emulated API. */
  readonly journal: Journal
  readonly mishaps: Mishaps
  /** Metrics of the whole process. */
  readonly metrics: Pick<Metrics, 'scrape'>
  /** Sites of the emulated API: the clusters, and Prism Central. */
  sites(): readonly string[]
  /** The addresses at which a cluster alone answers. */
  addressesOf(cluster: string): readonly string[]
  /** Every operation that the emulated API has, stubs included, each with its whole path. */
  operations(): readonly { readonly id: string; readonly method: string; readonly path: string }[]
}
