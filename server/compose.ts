/** The one file that knows every part, and puts them together. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { centralHandlers } from './central/handlers.js'
import { refuseInV3, speakV3 } from './central/mount.js'
import {
  centralContract,
  contracts,
  controlContract,
  emulatedOperations,
  restContracts,
  v08Contract,
  v08Rest,
  v1Contract,
  v1Rest,
  v2Contract,
  v2Rest
} from './contracts.js'
import { EventStreams, Journal, controlFault, fixtureShelf } from './control/index.js'
import { mountControl } from './control/mount.js'
import { coverage } from './coverage.js'
import { own } from './domain/lookup.js'
import { instant } from './domain/time.js'
import type { Instant } from './domain/time.js'
import { derivedUuid } from './engine/ids.js'
import { elapsedSeconds, wallClock } from './engine/pace.js'
import type { PaceState } from './engine/pace.js'
import { firstSecretOf, secretCheck, secretOf } from './engine/secrets.js'
import { siteOf } from './http/address.js'
import type { AddressTable } from './http/address.js'
import { createApp } from './http/app.js'
import { serveDocs } from './http/docs.js'
import { HttpRefusal } from './http/http-refusal.js'
import { Mishaps } from './http/mishaps.js'
import { keeping } from './keeping.js'
import type { Keeping } from './keeping.js'
import { Lab } from './labs/lab.js'
import { waitIn } from './labs/waiting.js'
import { mountApiDocs } from './prism/api-docs.js'
import { mountGateway } from './prism/gateway.js'
import {
  createAuth,
  dialectOf,
  onlyInV1,
  prismV08WordsHandlers,
  prismV1Handlers,
  otherwiseInV1,
  prismV1WordsHandlers,
  prismV2Handlers
} from './prism/index.js'
import { answerRefused, headersOf, mountPrism, speak, stubPrism } from './prism/mount.js'
import type { Account } from './prism/index.js'
import type { PrismHost, SpokenAndCentral } from './prism/mount.js'
import { CENTRAL } from './prism/site.js'
import type { CentralIdentity } from './prism/site.js'
import { FixtureError, builtInFixture, fixtureNames, parseFixture } from './seed/fixture.js'
import type { Fixture } from './seed/fixture.js'
import { worldOf } from './seed/world.js'
import type { Config } from './settings.js'
import { version } from './version.js'

/** The lab that every start has. */
const LAB = 'default'

export interface Composition {
  readonly app: FastifyInstance
  readonly lab: Lab
  /** Whether the lab was found on disk, and the fixture therefore not used. */
  readonly continued: boolean
  /** Tells the parts which addresses belong to which cluster, once they are known. */
  settle(table: AddressTable): void
  /** Ends what would keep a listener from closing. */
  hush(): void
  /** Saves what is to be saved and lets everything go. */
  close(): Promise<void>
}

/**
 * `fixture` stands in the place of the one that the configuration names. Throws `FixtureError`, or `UnreadableData`,
 * where there is nothing to start from.
 */
export async function compose(config: Config, fixture?: Fixture): Promise<Composition> {
  const chosen = fixture === undefined ? await chosenFixture(config.fixture) : { fixture, source: 'fixture' }
  const kept = await keeping(config.data, LAB)
  try {
    const lab = labOf(config, chosen, kept)
    const logger = pino({ level: config.logLevel }, process.stderr)
    kept.follow(lab, error => logger.error(error, 'The lab could not be saved'))
    let table: AddressTable = { names: sitesOf(lab), listeners: [] }
    const closing = new AbortController()
    const journal = new Journal()
    const mishaps = new Mishaps()
    lab.onReset(() => {
      mishaps.clear()
    })
    const host = prismHost({ config, lab, kept, journal, mishaps, closing: closing.signal, table: () => table })
    const spokenV1 = (): SpokenAndCentral => {
      const inV2Words = { ...prismV2Handlers, ...prismV1WordsHandlers, ...otherwiseInV1 }
      const { handlers, canonicalBody } = dialectOf(v1Contract.document, inV2Words, onlyInV1)
      const ofCentral = dialectOf(v1Contract.document, { ...inV2Words, ...centralHandlers }, onlyInV1)
      return {
        handlers: { ...handlers, ...prismV1Handlers },
        canonicalBody,
        centralHandlers: ofCentral.handlers
      }
    }
    const spokenV08 = (): SpokenAndCentral => ({
      ...dialectOf(v08Contract.document, { ...prismV2Handlers, ...prismV08WordsHandlers }, {}),
      centralHandlers: {}
    })
    const onDemand = [
      speak(v1Contract, 'both', spokenV1, host),
      speakV3(centralContract, host),
      speak(v08Contract, 'cluster', spokenV08, host),
      stubPrism(v2Rest, 'v2', host),
      stubPrism(v1Rest, 'v1', host),
      stubPrism(v08Rest, 'v1', host)
    ]
    const app = createApp({
      contracts: [...contracts, ...restContracts],
      onDemand: (missed, ...rest) =>
        onDemand.find(({ contract }) => contract === missed.contract)?.serve(missed, ...rest),
      logger,
      refuse: (error, request, reply) => {
        const site = siteOfRequest(request, table)
        if (site === CENTRAL) void reply.headers(headersOf(CENTRAL))
        const refused = refusedOutside(error, request, reply)
        if (site !== undefined && isProducts(request)) {
          const { method, url } = request
          const unknown = { operation: null, refusal: null, mishap: null, user: '' }
          journal.note({ at: lab.world.now, site, method, url, status: refused.status, ...unknown })
        }
        return refused
      }
    })
    mountPrism(app, v2Contract, 'v2', prismV2Handlers, host)
    const streams = new EventStreams()
    mountControl(app, controlContract, {
      context: {
        lab,
        fixture: fixtureShelf(config.fixture, chosen),
        version,
        api: Object.fromEntries(contracts.map(({ name, bases: [base = ''] }) => [name, base])),
        coverage,
        present: () => startOf(config),
        streams,
        journal,
        mishaps,
        sites: () => [...Object.keys(lab.world.clusters), CENTRAL],
        operations: emulatedOperations
      },
      token: config.controlToken,
      kept: host.kept,
      strictAnswers: host.strictAnswers
    })
    await mountGateway(app, host)
    mountApiDocs(app, { 'v2.0': [v2Contract, v2Rest], v1: [v1Contract, v1Rest], 'v0.8': [v08Rest] }, host)
    serveDocs(
      app,
      'pesim',
      [...contracts, ...restContracts].map(contract => ({ name: contract.name, load: () => contract.document }))
    )
    app.get('/', (_request, reply) => reply.redirect('/docs'))
    await app.ready()
    const hush = (): void => {
      closing.abort()
      streams.close()
    }
    return {
      app,
      lab,
      continued: kept.found !== undefined,
      settle: settled => {
        table = { ...settled, names: sitesOf(lab) }
        nameAddresses(lab, settled)
      },
      hush,
      close: async () => {
        hush()
        await app.close()
        await kept.close()
      }
    }
  } catch (error) {
    await kept.close()
    throw error
  }
}

/** Whether a request looks like one to the emulated API, be it known there or not. */
function isProducts({ url }: FastifyRequest): boolean {
  return /^\/(api|PrismGateway)\//.test(url)
}

/** Unknown paths and unreadable requests are refused in the form of the API that they look like. */
function refusedOutside(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply
): { status: number; body: unknown } {
  if (request.url.startsWith('/emulator')) return controlFault(error)
  if (/^\/api\/nutanix\/v3(\/|\?|$)/.test(request.url)) return refuseInV3(error, request, reply)
  return answerRefused(error, /\/v(1|0\.8)(\/|\?|$)/.test(request.url) ? 'v1' : 'v2', reply)
}

interface Chosen {
  fixture: Fixture
  source: string
}

/** A fixture of pesim's own by its name, or a file. */
async function chosenFixture(nameOrFile: string): Promise<Chosen> {
  const builtIn = builtInFixture(nameOrFile)
  if (builtIn !== undefined) return { fixture: builtIn, source: `fixture ${nameOrFile}` }
  let text: string
  try {
    text = await readFile(nameOrFile, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'no fixture and no file of that name' : (error as Error).message
    throw new FixtureError(`${nameOrFile}: ${reason}; the fixtures are ${fixtureNames.join(', ')}`)
  }
  return { fixture: parseFixture(text, nameOrFile), source: nameOrFile }
}

/**
 * The lab that was kept, or a new one. A clock that keeps pace with the wall is brought to the present: what should have
 * happened meanwhile has happened. Any other clock goes on from where it was.
 */
function labOf(config: Config, { fixture, source }: Chosen, { found }: Keeping): Lab {
  const pace: PaceState = {
    mode: config.clock ?? found?.clock.mode ?? 'running',
    rate: config.rate ?? found?.clock.rate ?? 1
  }
  const world = found?.world ?? worldOf(fixture, startOf(config), source)
  const lab = new Lab({ name: LAB, world, pace: { ...pace, mode: 'frozen' } })
  if (found !== undefined && pace.mode === 'running' && pace.rate === 1) lab.engine.advanceTo(wallClock())
  lab.pace.set(pace)
  const secret = firstSecretOf(world.seed, config.user, config.password)
  for (const cluster of Object.keys(world.clusters))
    lab.engine.dispatch({ type: 'appoint-administrator', cluster, username: config.user, secret })
  return lab
}

function startOf({ atUsecs }: Config): Instant {
  return atUsecs === undefined ? wallClock() : instant(atUsecs)
}

interface HostParts {
  readonly config: Config
  readonly lab: Lab
  readonly kept: Keeping
  readonly journal: Journal
  readonly mishaps: Mishaps
  readonly closing: AbortSignal
  table(): AddressTable
}

function prismHost({ config, lab, kept, journal, mishaps, closing, table }: HostParts): PrismHost {
  const right = secretCheck()
  return {
    siteOf: request => siteNameOf(request, table()),
    central: () => centralIdentity(lab, table()),
    centralHandlers,
    world: () => lab.world,
    catchUp: () => lab.pace.catchUp(),
    dispatch: command => lab.engine.dispatch(command),
    wait: (wait, signal) => waitIn(lab, wait, AbortSignal.any([signal, closing])),
    mishapOf: asked => mishaps.meetingWith(asked),
    closing,
    noted: call => {
      journal.note({ at: lab.world.now, ...call })
    },
    kept: request => (request.method === 'GET' || request.method === 'HEAD' ? Promise.resolve() : kept.kept()),
    auth: createAuth({
      accountOf: accountsOf(config, lab),
      right,
      nowSeconds: elapsedSeconds,
      randomId: () => randomUUID().replace(/-/g, '').toUpperCase(),
      secure: !config.http
    }),
    secrets: { of: (purpose, password) => secretOf(lab.world.seed, purpose, password), right },
    strictAnswers: config.strictAnswers ?? false,
    strict: config.strict
  }
}

function siteOfRequest({ raw, headers }: FastifyRequest, table: AddressTable): string | undefined {
  const name = siteOf(raw.socket.localAddress, raw.socket.localPort, headers.host, table)
  return name === CENTRAL_HOST ? CENTRAL : name
}

function siteNameOf(request: FastifyRequest, table: AddressTable): string {
  const name = siteOfRequest(request, table)
  if (name !== undefined) return name
  const asked = request.headers.host ?? 'a request without a Host name'
  throw new HttpRefusal('unknown-path', 404, `No cluster answers to ${asked}`)
}

/** What Prism Central is called, also as a Host name; `CENTRAL` does as well. */
const CENTRAL_HOST = 'prism-central'

/** Every name that a Host name can have. */
function sitesOf(lab: Lab): string[] {
  return [...Object.keys(lab.world.clusters), CENTRAL, CENTRAL_HOST]
}

function centralIdentity(lab: Lab, { listeners }: AddressTable): CentralIdentity {
  const address = listeners.find(({ name }) => name === CENTRAL)?.address ?? CENTRAL_HOST
  return { uuid: derivedUuid(lab.world.seed, CENTRAL), name: CENTRAL_HOST, address }
}

/** Prism Central has one user, the administrator of the start; a cluster has those of its world. */
function accountsOf(config: Config, lab: Lab): (site: string, user: string) => Account | undefined {
  const secret = firstSecretOf(lab.world.seed, config.user, config.password)
  const administrator: Account = { roles: ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN'], enabled: true, secret }
  return (site, user) => {
    if (site !== CENTRAL) return own(own(lab.world.clusters, site)?.users ?? {}, user)
    return user === config.user ? administrator : undefined
  }
}

/** An address that several clusters share names none of them. */
function nameAddresses(lab: Lab, { listeners }: AddressTable): void {
  for (const cluster of Object.keys(lab.world.clusters)) {
    const addresses = listeners
      .filter(
        ({ name, address }) =>
          name === cluster && !listeners.some(other => other.name !== cluster && other.address === address)
      )
      .map(({ address }) => address)
    lab.engine.dispatch({ type: 'name-addresses', cluster, addresses })
  }
}
