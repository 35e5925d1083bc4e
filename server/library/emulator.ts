/** The emulator as a test sees it: the control API in words, the same for one in this process and for one elsewhere. */
import type { ControlClient, Model, StreamedEvent } from '../client/index.js'
import { controlContract } from '../contracts/index.js'
import { nameOrContent } from '../seed/index.js'
import type { ClusterAccess } from './access.js'
import { clockOf, untilEvent } from './clock.js'
import type { Clock, EventType, UntilOptions } from './clock.js'
import { InvalidArgument } from './errors.js'
import { clusterHandle, linkHandle, vmHandle } from './handles.js'
import type { ClusterHandle, LinkHandle, VmHandle } from './handles.js'
import { journalOf } from './journal.js'
import type { Journal } from './journal.js'
import { forkOf, labsOf } from './labs.js'
import type { ForkOptions, LabOptions } from './labs.js'
import { hintOf, refuseStrangers } from './nearest.js'
import type { ClusterNames, FixtureChoice } from './options.js'
import { rfc3339 } from './time.js'

export type WorldEvent = Model<'WorldEvent'>
type Listener = (event: WorldEvent) => void

/** `Name` are the names of its clusters. Calls reject with `ControlRefused` and `EmulatorUnreachable`. */
export interface Emulator<Name extends string = string> extends AsyncDisposable {
  /** Name of the lab that it is: `main`, or that of a fork. */
  readonly lab: string
  /** URL of the control API. */
  readonly control: string
  /** URL of the reference page. */
  readonly docs: string
  /** What the user should know of this start, such as an address that could not be had. */
  readonly notes: readonly string[]
  /** Where each cluster answers, and how to log in, for the code under test. */
  readonly clusters: Readonly<Record<Name, ClusterAccess>>
  /** Prism Central, which hands calls on to the clusters. */
  readonly central: ClusterAccess
  /** The control API itself, by path of its contract. */
  readonly api: ControlClient
  readonly clock: Clock
  readonly journal: Journal<Name>
  readonly incidents: Incidents
  readonly mishaps: Mishaps
  readonly labs: Labs<Name>
  /**
   * A lab that begins as this one is now, and goes on by itself, with addresses, a clock and a journal of its own. It has the
   * users of this one, and neither its sessions nor its states and mishaps. Takes milliseconds; `stop` deletes it.
   */
  fork(options?: ForkOptions): Promise<Emulator<Name>>
  /**
   * Resolves with the next event of that kind: moves a frozen clock to it, waits for it on a running one. Rejects with
   * `clock/not-reached` where it does not come within the time.
   */
  until(type: EventType, options?: UntilOptions<Name>): Promise<WorldEvent>
  /** Moves the clock until no replication, task or change of mode is under way; rejects after 30 simulated days. */
  untilIdle(): Promise<Model<'Advanced'>>
  /** The line between two clusters, in either order. */
  link(a: Name, b: Name): LinkHandle<Name>
  /** A cluster from outside. Throws `InvalidArgument` for a name that is none. */
  cluster(name: Name): ClusterHandle
  /** A VM by name or UUID, on the cluster where it is at each call; `cluster` says which where several have it. */
  vm(nameOrUuid: string, where?: { readonly cluster?: Name }): VmHandle<Name>
  /** What was protected and for how long, and what each fail-over kept and lost. */
  ledger(): Promise<Model<'Ledger'>>
  /** The grade of a drill, from the first outage or fail-over until now unless a span is given. */
  score(span?: { readonly from?: Date | string; readonly to?: Date | string }): Promise<Model<'Score'>>
  /** What must always hold and does not: empty. */
  violations(): Promise<Model<'Violation'>[]>
  /** Puts the world back to the fixture that it began with, or to another of the same clusters; the clock keeps its mode and rate. */
  reset(options?: { readonly fixture?: FixtureChoice }): Promise<void>
  /** Keeps the world and the clock as they are now, under a name of letters, digits, hyphens and underscores. */
  saveState(name: string): Promise<Model<'State'>>
  /** Goes back to a state: the same calls have the same outcome from there, identifiers included. */
  restoreState(name: string): Promise<void>
  /**
   * Calls the listener at each such event from now on (`'*'`: at every one), before the call that brought it about
   * resolves. Returns the function that ends it. What a listener throws becomes an unhandled rejection.
   */
  on(type: EventType | 'world-reset' | '*', listener: Listener): () => void
  /**
   * Ends it, its labs, and everything that waits for it. Of a fork or another lab, it deletes that lab alone; of an emulator
   * elsewhere, it ends the connection alone.
   */
  stop(): Promise<void>
}

/** What breaks in the simulated world. */
export interface Incidents {
  /** Begins at once unless `begins` says otherwise, and goes on until it is withdrawn unless `lasts_seconds` says so. */
  plan(incident: Model<'IncidentRequest'>): Promise<Model<'Incident'>>
  list(): Promise<Model<'Incident'>[]>
  get(id: string): Promise<Model<'Incident'>>
  /** Ends one that is under way; one that waits never begins. */
  withdraw(id: string): Promise<Model<'Incident'>>
}

/** HTTP trouble: late, refused, garbled or lost answers. */
export interface Mishaps {
  /** For every request that it is meant for, after the first `skip`, `count` times at the most. */
  add(mishap: Model<'MishapRequest'>): Promise<Model<'Mishap'>>
  list(): Promise<Model<'Mishap'>[]>
  get(id: string): Promise<Model<'Mishap'>>
  remove(id: string): Promise<Model<'Mishap'>>
  /** Removes all. */
  clear(): Promise<void>
}

/** The labs of an emulator. What names none is refused with the nearest name (`lab/not-found`). */
export interface Labs<Name extends string = string> {
  /** In the order in which they were made; `main` comes first. */
  list(): Promise<Model<'Lab'>[]>
  /** Makes a lab and resolves once it answers. Rejects with `lab/exists` for a name that is taken. */
  create<const Choice extends FixtureChoice>(
    options: LabOptions & { readonly fixture: Choice }
  ): Promise<Emulator<ClusterNames<Choice>>>
  create(options?: LabOptions): Promise<Emulator<Name>>
  /** Hands on a lab that is there already. */
  open(name: string): Promise<Emulator>
  /** Deletes a lab with its states. Rejects with `lab/first` for `main`, which can be reset. */
  remove(name: string): Promise<void>
}

/** Gives hands on a lab that the emulator has told of. */
export type OpenLab = (lab: Model<'Lab'>) => Promise<Emulator>

/** Tells every event from now on; returns the function that ends it. */
export type Follow = (listener: (event: StreamedEvent) => void) => () => void

export interface EmulatorParts<Name extends string> {
  readonly api: ControlClient
  readonly lab: string
  readonly clusters: Readonly<Record<Name, ClusterAccess>>
  readonly central: ClusterAccess
  readonly notes: readonly string[]
  readonly follow: Follow
  readonly openLab: OpenLab
  /** Closes the client too. Called once. */
  stop(): Promise<void>
}

type FixtureBody = NonNullable<Model<'WorldReset'>['fixture']>

const UNTIL = ['cluster', 'name', 'within']
const WHERE = ['cluster']
const SPAN = ['from', 'to']
const RESET = ['fixture']

export function emulatorOf<Name extends string>(parts: EmulatorParts<Name>): Emulator<Name> {
  const { api, lab, clusters, central, notes, follow } = parts
  const names = Object.keys(clusters) as Name[]
  const named = (name: Name): Name => {
    if (names.includes(name)) return name
    throw new InvalidArgument(`There is no cluster ${String(name)}. ${hintOf(String(name), names)}`)
  }
  const listeners = followed(follow)
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    listeners.end()
    await (stopped ??= parts.stop())
  }
  return {
    ...{ lab, clusters, central, notes, api },
    control: api.url,
    docs: `${new URL(api.url).origin}/docs`,
    clock: clockOf(api),
    journal: journalOf(api),
    ...troubleOf(api),
    labs: labsOf(parts) as Labs<Name>,
    fork: async (options = {}) => forkOf(lab, parts, options) as Promise<Emulator<Name>>,
    until: async (type, options = {}) => {
      refuseStrangers(options, UNTIL, 'an awaited event')
      if (options.cluster !== undefined) named(options.cluster)
      return untilEvent(api, type, options)
    },
    untilIdle: async () => api.post('/clock/advance', { body: { until_idle: true } }),
    link: (a, b) => linkHandle(api, named(a), named(b)),
    cluster: name => clusterHandle(api, named(name)),
    vm: (vm, where = {}) => {
      refuseStrangers(where, WHERE, 'the place of a VM')
      return vmHandle(api, vm, where.cluster === undefined ? names : [named(where.cluster)])
    },
    ledger: async () => api.get('/ledger'),
    score: async (span = {}) => {
      refuseStrangers(span, SPAN, 'a span')
      const { from, to } = span
      const query = { ...(from !== undefined && { from: rfc3339(from) }), ...(to !== undefined && { to: rfc3339(to) }) }
      return api.get('/ledger/score', { query })
    },
    violations: async () => (await api.get('/world/invariants')).violations,
    reset: async (options = {}) => {
      refuseStrangers(options, RESET, 'a reset')
      const { fixture } = options
      const content = typeof fixture === 'string' ? await nameOrContent(fixture) : fixture
      await api.post('/world/reset', { body: content === undefined ? {} : { fixture: content as FixtureBody } })
    },
    saveState: async name => api.post('/states', { body: { name } }),
    restoreState: async state => {
      await api.post('/states/{state}/restore', { path: { state } })
    },
    on: listeners.on,
    stop,
    [Symbol.asyncDispose]: stop
  }
}

function troubleOf(api: ControlClient): Pick<Emulator, 'incidents' | 'mishaps'> {
  return {
    incidents: {
      plan: async body => api.post('/incidents', { body }),
      list: async () => (await api.get('/incidents')).incidents,
      get: async id => api.get('/incidents/{id}', { path: { id } }),
      withdraw: async id => api.delete('/incidents/{id}', { path: { id } })
    },
    mishaps: {
      add: async body => api.post('/mishaps', { body }),
      list: async () => (await api.get('/mishaps')).mishaps,
      get: async id => api.get('/mishaps/{id}', { path: { id } }),
      remove: async id => api.delete('/mishaps/{id}', { path: { id } }),
      clear: async () => {
        await api.delete('/mishaps')
      }
    }
  }
}

/** As the contract lists them. */
function eventTypes(): readonly string[] {
  const { EventType } = controlContract.document.components?.['schemas'] as { EventType?: { enum?: string[] } }
  return EventType?.enum ?? []
}

/** Follows the events as long as anybody listens. */
function followed(follow: Follow): { on: Emulator['on']; end(): void } {
  const listeners = new Set<{ type: string; listener: Listener }>()
  let unfollow: (() => void) | undefined
  const tell = (event: StreamedEvent): void => {
    for (const { type, listener } of listeners) {
      // In a promise: what a listener throws is its test's failure, and none of the change that it is told of.
      if (type === '*' || type === event.type) void Promise.resolve(event as WorldEvent).then(listener)
    }
  }
  const end = (): void => {
    listeners.clear()
    unfollow?.()
    unfollow = undefined
  }
  return {
    end,
    on: (type, listener) => {
      const known = eventTypes()
      if (type !== '*' && !known.includes(type))
        throw new InvalidArgument(`There is no kind of event ${String(type)}. ${hintOf(String(type), known)}`)
      if (typeof listener !== 'function') throw new InvalidArgument('on takes a kind of event and a function')
      const entry = { type, listener }
      listeners.add(entry)
      unfollow ??= follow(tell)
      return () => {
        listeners.delete(entry)
        if (listeners.size === 0) end()
      }
    }
  }
}
