/** Context that the handlers of the control API get with each request. */
import type { components } from '../../../build/contract/control.types.js'
import type { Instant, View, World } from '../../domain/core/index.js'
import type { PaceState } from '../../engine/index.js'
import type { Mishaps } from '../../http/app/index.js'
import type { Saving } from '../../http/contract/index.js'
import type { Lab } from '../../labs/index.js'
import type { Metrics } from '../../metrics/index.js'
import type { FixtureCatalog } from './fixture-catalog.js'
import type { Journal } from './journal.js'
import type { EventStreams } from './streams/streams.js'

type Schemas = components['schemas']

/** A saved world of a lab, or one that came in as a file. */
export interface State {
  readonly name: string
  readonly world: View<World>
  readonly pace: PaceState
  /** About how much memory it holds that no earlier one does. */
  readonly bytes: number
}

/** The states of one lab. What names none throws a `ControlFault`. */
export interface States {
  /** In the order of their names. */
  list(): Promise<readonly State[]>
  get(name: string): Promise<State>
  /** Saves the lab as it is. */
  save(name: string): Promise<State>
  fileOf(state: State): Schemas['StateFile']
  /** The state in a file, checked as a saved lab is. */
  read(file: Schemas['StateFile']): Omit<State, 'name' | 'bytes'>
  /** Takes a state in that was read. */
  add(name: string, state: Omit<State, 'name' | 'bytes'>): Promise<State>
  remove(name: string): Promise<void>
}

/** A lab of this process, as others see it. */
export interface LabEntry {
  readonly lab: Lab
  /** Name of the lab that it was forked of. */
  readonly parent?: string
  /** Of its own listeners, PEM; undefined without TLS, or without any. */
  certificate(): string | undefined
  /** Where a site is reached: a cluster, or `central`. */
  addressOf(site: string): { readonly url?: string; readonly host: string }
}

export type LabRequest = Schemas['LabRequest']

/** The labs of this process. What names none throws a `ControlFault`. */
export interface Labs {
  list(): readonly LabEntry[]
  get(name: string): LabEntry
  /** Resolves once it answers, and is saved. `from` is the lab that was asked. */
  create(from: Lab, request: LabRequest): Promise<LabEntry>
  remove(name: string): Promise<void>
}

export interface ControlContext {
  /** The lab that was addressed, brought to the present. */
  readonly lab: Lab
  readonly fixture: FixtureCatalog
  /** Release of the emulator. */
  readonly version: string
  /** The APIs that are served, each with its base path. */
  readonly api: Readonly<Record<string, string>>
  /** What the control API itself can do, by topic. */
  topics(): Schemas['Topic'][]
  /** How much of each version of the emulated API is emulated, by tag. */
  coverage(): Schemas['Coverage']['versions']
  /** Start instant of a world that is reset. */
  present(): Instant
  readonly states: States
  readonly labs: Labs
  readonly streams: EventStreams
  readonly saving: Saving
  /** Whether what changes can be saved, as of the last attempt, and why not. */
  storage(): { readonly storage: 'ok' } | { readonly storage: 'failing'; readonly reason: string }
  /** Log of requests to the emulated API. */
  readonly journal: Journal
  /** Whether the journal notes which fields of requests nothing reads. */
  readonly notesUnread: boolean
  readonly mishaps: Mishaps
  /** Metrics of the whole process. */
  readonly metrics: Pick<Metrics, 'scrape'>
  /** Sites of the emulated API: the clusters, and Prism Central. */
  sites(): readonly string[]
  /** The addresses at which a cluster alone answers. */
  addressesOf(cluster: string): readonly string[]
  /** A path as the journal has it, where an API has several bases. */
  canonicalPath(path: string): string
  /** Every operation that the emulated API has, stubs included, each with its whole path. */
  operations(): readonly { readonly id: string; readonly method: string; readonly path: string }[]
}
