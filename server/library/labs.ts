/** Labs: worlds side by side in one emulator, each with the same hands as the first. */
import type { ControlClient, Model } from '../client/index.js'
import { nameOrContent } from '../seed/index.js'
import { refuseStrangers } from './nearest.js'
import type { FixtureChoice } from './options.js'
import { rfc3339 } from './time.js'

/** Everything has a default: that of the lab that is forked. */
export interface ForkOptions {
  /** A part of its Host names: 40 small letters, digits and hyphens at most. Default: `lab-` and a number. */
  readonly name?: string
  /** Whether simulated time passes by itself. */
  readonly clock?: 'frozen' | 'running'
  /** Simulated seconds a real second while the clock runs. */
  readonly rate?: number
  /** What identifiers that are made from now on are derived from: with another one than the parent's they differ from its. */
  readonly seed?: string
}

/** What a lab begins with: a fixture, a state of the lab that is asked, or without both its fixture. */
export interface LabOptions extends ForkOptions {
  /** A built-in fixture by name, the path of a file (with a dot or a slash), or a fixture as an object. */
  readonly fixture?: FixtureChoice
  /** Name of a state of the lab that is asked. */
  readonly state?: string
  /** Instant at which simulated time begins: a `Date`, or RFC 3339 text. Not with a state, which has its own. */
  readonly at?: Date | string
}

interface LabParts<Hands> {
  readonly api: ControlClient
  /** Gives hands on a lab that the emulator has told of. */
  openLab(lab: Model<'Lab'>): Promise<Hands>
}

interface LabCalls<Hands> {
  list(): Promise<Model<'Lab'>[]>
  create(options?: LabOptions): Promise<Hands>
  open(name: string): Promise<Hands>
  remove(name: string): Promise<void>
}

const FORK_OPTIONS = ['name', 'clock', 'rate', 'seed']
const LAB_OPTIONS = [...FORK_OPTIONS, 'fixture', 'state', 'at']

export function labsOf<Hands>({ api, openLab }: LabParts<Hands>): LabCalls<Hands> {
  return {
    list: async () => (await api.get('/labs')).labs,
    create: async (options = {}) => openLab(await api.post('/labs', { body: await requestOf(options, LAB_OPTIONS) })),
    open: async name => openLab(await api.get('/labs/{lab}', { path: { lab: name } })),
    remove: async name => {
      await api.delete('/labs/{lab}', { path: { lab: name } })
    }
  }
}

export async function forkOf<Hands>(
  parent: string,
  { api, openLab }: LabParts<Hands>,
  options: ForkOptions
): Promise<Hands> {
  return openLab(await api.post('/labs', { body: { ...(await requestOf(options, FORK_OPTIONS)), fork_of: parent } }))
}

/** Throws `InvalidArgument`, and `FixtureError` for a file that cannot be read. */
async function requestOf(options: LabOptions, known: readonly string[]): Promise<Model<'LabRequest'>> {
  refuseStrangers(options, known, known === FORK_OPTIONS ? 'a fork' : 'a lab')
  const { name, clock: mode, rate, at, seed, fixture, state } = options
  const clock = definedOf({ mode, rate, at: at === undefined ? at : rfc3339(at) })
  const content = typeof fixture === 'string' ? await nameOrContent(fixture) : fixture
  return definedOf({ name, seed, fixture: content, state, clock: Object.keys(clock).length === 0 ? undefined : clock })
}

/** Without the keys that are undefined. */
function definedOf(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
