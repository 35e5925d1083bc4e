/** How a lab begins that a request asks for: a fixture, a fork, or a state; and how that is written down for the next start. */
import type { Config } from '../../config/index.js'
import { ControlFault, fixtureCatalog, hintFor, instantIn, invalidRequest } from '../../control/index.js'
import type { FixtureCatalog, LabRequest } from '../../control/index.js'
import type { Instant, View, World } from '../../domain/core/index.js'
import type { PaceState } from '../../engine/index.js'
import { KeptWorld } from '../../labs/index.js'
import { FixtureError, parseFixture, worldOf } from '../../seed/index.js'
import type { Fixture } from '../../seed/index.js'
import { UnreadableData } from '../../storage/index.js'
import type { SavedLab } from '../../storage/index.js'
import type { HostedLab } from '../hosted-lab.js'
import { startOf, worldOfFixture } from '../lab-start.js'
import type { LabBegin, SecretOfSeed } from '../lab-start.js'

/** What is written down of a lab beside its world: where a reset leads, and whose fork it is. */
export interface LabOrigin {
  readonly fixture: { readonly name: string; readonly source: string; readonly fixture: Fixture }
  /** Microseconds since the epoch; absent for the present instant. */
  readonly atUsecs?: number
  readonly parent?: string
}

export interface LabBeginning {
  readonly begin: LabBegin
  readonly origin: LabOrigin
  readonly catalog: FixtureCatalog
  readonly present: () => Instant
}

/** A fixture that came with a request has no name of its own. */
const CUSTOM = 'custom'

interface Sources {
  readonly config: Config
  readonly secretOf: SecretOfSeed
  /** The lab that was asked. */
  readonly from: HostedLab
  /** Throws a `ControlFault` for a name that no lab has. */
  readonly labNamed: (name: string) => HostedLab
}

/** Throws a `ControlFault`, or an `HttpRefusal` for what contradicts itself. */
export async function beginningOf(request: LabRequest, sources: Sources): Promise<LabBeginning> {
  const { fixture, fork_of, state, clock } = request
  const ways = Object.entries({ fixture, fork_of, state }).flatMap(([key, value]) => (value === undefined ? [] : [key]))
  if (ways.length > 1) throw invalidRequest(`body has ${ways.join(' and ')}: a lab begins with one of them at most`)
  if (clock?.at !== undefined && (fork_of ?? state) !== undefined)
    throw invalidRequest(`body/clock/at has no meaning with ${ways.join('')}: a world that goes on has its own time`)
  if (fork_of !== undefined) return ofParent(request, sources, sources.labNamed(fork_of))
  if (state !== undefined) return ofState(request, sources, state)
  return ofFixture(request, sources)
}

async function ofParent(request: LabRequest, sources: Sources, parent: HostedLab): Promise<LabBeginning> {
  await parent.control.saving.settled()
  parent.lab.pace.catchUp()
  const { engine, pace } = parent.lab
  return continued(request, sources, parent, { world: engine.keep(), pace: pace.state, parent: parent.lab.name })
}

async function ofState(request: LabRequest, sources: Sources, name: string): Promise<LabBeginning> {
  const { from } = sources
  return continued(request, sources, from, await from.control.states.get(name))
}

function continued(
  { seed, clock }: LabRequest,
  { config, secretOf }: Sources,
  like: HostedLab,
  { world, pace, parent }: { world: View<World>; pace: PaceState; parent?: string }
): LabBeginning {
  const kept = new KeptWorld(seed === undefined ? world : { ...world, seed })
  const first = like.catalog.load()
  if (first === undefined) throw new Error(`The fixture of ${like.lab.name} is not there`)
  const fixture = seed === undefined ? first.fixture : { ...first.fixture, seed }
  const origin: LabOrigin = {
    fixture: { name: like.catalog.name, source: first.source, fixture },
    ...(like.atUsecs !== undefined && { atUsecs: like.atUsecs }),
    ...(parent !== undefined && { parent })
  }
  return {
    ...ofOrigin(origin, config, secretOf),
    begin: { world: () => kept, pace: { ...pace, ...paceIn(clock) }, secretOf, hasUsers: parent !== undefined }
  }
}

function ofFixture({ fixture: wanted, seed, clock }: LabRequest, { config, secretOf, from }: Sources): LabBeginning {
  const found = typeof wanted === 'object' ? custom(wanted) : named(wanted, from.catalog)
  const fixture = seed === undefined ? found.fixture : { ...found.fixture, seed }
  const atUsecs = instantIn(clock?.at, 'body/clock/at') ?? from.atUsecs
  const origin: LabOrigin = { fixture: { ...found, fixture }, ...(atUsecs !== undefined && { atUsecs }) }
  const made = ofOrigin(origin, config, secretOf)
  const world = (): World => refusingFixture(() => worldOfFixture({ ...found, fixture }, made.present()))
  return { ...made, begin: { world, pace: { ...from.lab.pace.state, ...paceIn(clock) }, secretOf } }
}

/** What a lab that was kept goes on with. Throws `UnreadableData` where that is not what was written down. */
export function keptBeginning(
  { origin, lab }: SavedLab,
  config: Config,
  secretOf: SecretOfSeed,
  path: string
): LabBeginning {
  const { fixture, atUsecs, parent } = (origin ?? {}) as Partial<LabOrigin>
  const usable =
    typeof fixture?.name === 'string' && typeof fixture.source === 'string' && typeof (atUsecs ?? 0) === 'number'
  if (!usable || typeof (parent ?? '') !== 'string') throw new UnreadableData(path, `does not say how ${lab} began`)
  try {
    parseFixture(JSON.stringify(fixture.fixture), fixture.source)
  } catch (error) {
    throw new UnreadableData(path, `holds a fixture that cannot be: ${(error as Error).message}`)
  }
  return ofOrigin(origin as LabOrigin, config, secretOf)
}

/** A lab that is restored needs no world. */
function ofOrigin(origin: LabOrigin, config: Config, secretOf: SecretOfSeed): LabBeginning {
  const { fixture, atUsecs } = origin
  const present = (): Instant =>
    startOf(atUsecs === undefined ? { ...config, atUsecs: undefined } : { ...config, atUsecs })
  const world = (): World => worldOf(fixture.fixture, present(), fixture.source)
  return { origin, present, catalog: fixtureCatalog(fixture.name, fixture), begin: { world, pace: {}, secretOf } }
}

function custom(value: object): LabOrigin['fixture'] {
  const source = 'body/fixture'
  return { name: CUSTOM, source, fixture: refusingFixture(() => parseFixture(JSON.stringify(value), source)) }
}

function named(wanted: string | undefined, catalog: FixtureCatalog): LabOrigin['fixture'] {
  const name = wanted ?? catalog.name
  const found = catalog.load(name)
  if (found !== undefined) return { name, ...found }
  throw new ControlFault('fixture/not-found', `There is no fixture ${name}. ${hintFor(name, catalog.names)}`)
}

function refusingFixture<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof FixtureError ? new ControlFault('fixture/invalid', error.message) : error
  }
}

function paceIn({ mode, rate }: Partial<PaceState> = {}): Partial<PaceState> {
  return { ...(mode !== undefined && { mode }), ...(rate !== undefined && { rate }) }
}
