/** The one file that knows every part, and puts them together. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pino } from 'pino'
import { centralHandlers, refuseInV3, speakV3 } from '../central/index.js'
import {
  centralContract,
  contracts,
  controlContract,
  coverage,
  emulatedOperations,
  restContracts,
  v08Contract,
  v08Rest,
  v1Contract,
  v1Rest,
  v2Contract,
  v2Rest,
  version
} from '../contracts/index.js'
import { EventStreams, Journal, controlFault, fixtureShelf } from '../control/index.js'
import { mountControl } from '../control/mount.js'
import type { AddressTable } from '../http/listen/index.js'
import { Mishaps, createApp } from '../http/app/index.js'
import { serveDocs } from '../http/contract/index.js'
import { keeping } from './persistence.js'
import { LAB, chosenFixture, labOf, startOf } from './lab-start.js'
import type { Lab } from '../labs/index.js'
import { nameAddresses, prismHost, siteOfRequest, sitesOf } from './prism-host.js'
import {
  answerRefused,
  headersOf,
  mountApiDocs,
  mountGateway,
  mountPrism,
  speak,
  stubPrism
} from '../prism/gateway/index.js'
import {
  dialectOf,
  onlyInV1,
  otherwiseInV1,
  prismV08WordsHandlers,
  prismV1Handlers,
  prismV1WordsHandlers,
  prismV2Handlers
} from '../prism/index.js'
import type { SpokenAndCentral } from '../prism/gateway/index.js'
import { CENTRAL } from '../prism/core/index.js'
import type { Fixture } from '../seed/index.js'
import type { Config } from '../config/index.js'

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
  const kept = await keeping(config.data, LAB, config.previous)
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
