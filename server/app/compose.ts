/** Composition root: builds logger, addresses, the lab and the Fastify app from a configuration. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RequestListener } from 'node:http'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { ConfigError } from '../config/index.js'
import type { Config } from '../config/index.js'
import { contracts, controlContract, publishedVersions, stubContracts, version } from '../contracts/index.js'
import type { Labs } from '../control/index.js'
import { createGuard } from '../http/access/index.js'
import { serveConsole } from '../console/index.js'
import type { ConsoleSite, ConsoleSites } from '../console/index.js'
import { isPassword } from '../domain/core/index.js'
import { createApp } from '../http/app/index.js'
import { HttpRefusal, serveDocs } from '../http/contract/index.js'
import { ForeignCertificate, refuseForeignCertificate } from '../http/listen/index.js'
import type { Certificate, Listener } from '../http/listen/index.js'
import type { Lab } from '../labs/index.js'
import { createMetrics } from '../metrics/index.js'
import { CENTRAL } from '../prism/core/index.js'
import { keptAnswersFirst, mountApiDocs, mountGateway } from '../prism/gateway/index.js'
import type { FindDestination } from '../prism/gateway/index.js'
import type { Fixture } from '../seed/index.js'
import { AddressBook } from './addresses.js'
import { apisOf } from './apis.js'
import { UnreadableData, openDataDirectory } from '../storage/index.js'
import { administratorSecrets, loadFixture } from './lab-start.js'
import type { HostedLab } from './hosted-lab.js'
import { LabRegistry } from './labs/registry.js'
import { accessTo } from './prism-environment.js'
import { refuseOutside, refuseUnreadable } from './refuse-outside.js'

/** Of the reference page: what is pesim's own comes first. */
const documents = [controlContract, ...contracts.filter(each => each !== controlContract), ...stubContracts]

/** Pages that links from other origins may open. */
const PAGES = ['/', '/docs', '/console', '/console/', ...documents.map(({ name }) => `/docs/${name}`)]

export interface Composition {
  readonly app: FastifyInstance
  /** For listeners: everything that the app answers, what is kept of it before anything is routed. */
  readonly handler: RequestListener
  /** The first lab. */
  readonly lab: Lab
  readonly labs: Labs
  readonly logger: Logger
  /** Names of folders that lie where labs are kept, and are none. */
  readonly otherFolders: readonly string[]
  /** Whether the lab was restored from disk, so that the fixture was not used. */
  readonly continued: boolean
  /** Says where the sites of the first lab answer, once the listeners are open; `certificate` is theirs, PEM. */
  setListeners(listeners: readonly Listener[], certified: readonly string[], certificate?: string): void
  /**
   * From now on every other lab has listeners of its own: with that certificate, each with one of its own, or without TLS; with
   * `unref` they keep no process alive.
   * Throws `AddressUnavailable`.
   */
  openLabs(tls: Certificate | 'own' | undefined, unref: boolean): Promise<void>
  /** Days by which a restored lab with a running clock is behind the present. */
  readonly daysBehind: number
  /** Catches up in the background while requests are served; errors are logged. */
  catchUp(): Promise<void>
  /** Ends pending waits and event streams, so that listeners can close. */
  stopWaiting(): void
  /** Saves pending changes and releases all resources. */
  close(): Promise<void>
}

/**
 * `fixture` stands in the place of the one that the configuration names. Throws `FixtureError`, or `UnreadableData`,
 * where there is nothing to start from, `ConfigError` where the administrator's password cannot be one.
 */
export async function compose(config: Config, fixture?: Fixture): Promise<Composition> {
  if (!isPassword(config.password)) throw new ConfigError('--password must not be empty, nor hold a NUL')
  const logger = pino({ level: config.logLevel }, process.stderr)
  const allowedHosts = config.allowHost.map(name => name.toLowerCase())
  const addresses = new AddressBook(allowedHosts)
  const chosen = fixture === undefined ? await loadFixture(config.fixture) : { fixture, source: 'fixture' }
  const secretOf = administratorSecrets(config)
  const data = config.data === undefined ? undefined : await openDataDirectory(config.data)
  const metrics = createMetrics({ version, labs: () => labs.measured() })
  const labs = new LabRegistry({
    ...{ config, logger, metrics, secretOf, data, allowedHosts },
    access: accessTo(config)
  })
  try {
    await refuseForeign(config)
    const main = await labs.openMain(chosen, addresses)
    const otherFolders = await labs.openKept()
    const { app, handler } = await appOf(config, labs, addresses, logger)
    return {
      ...{ app, handler, labs, lab: main.lab, logger, otherFolders },
      continued: main.continued,
      daysBehind: main.daysBehind,
      catchUp: () => labs.catchUp().catch((error: unknown) => logger.error(error, 'A lab could not catch up')),
      setListeners: (...opened) => addresses.setListeners(...opened),
      openLabs: (tls, unref) => labs.listen({ handler, refuseUnreadable, tls, unref }),
      stopWaiting: () => labs.stopWaiting(),
      close: async () => {
        labs.stopWaiting()
        metrics.close()
        await labs.closeListeners()
        await app.close()
        await labs.close()
      }
    }
  } catch (error) {
    labs.stopWaiting()
    await data?.close()
    throw error
  }
}

interface Served {
  readonly app: FastifyInstance
  readonly handler: RequestListener
}

async function appOf(config: Config, labs: LabRegistry, addresses: AddressBook, logger: Logger): Promise<Served> {
  const find = findDestination(labs)
  const guard = createGuard({
    names: () => addresses.knownHosts,
    allowed: addresses.allowedHosts,
    guarded: '/emulator',
    pages: PAGES
  })
  const app = createApp({
    apis: apisOf({ config, find, addresses, labOf: request => labs.at(request) }),
    guard,
    refuse: refuseOutside(request => labs.at(request)),
    rewrite: (url, request) => labs.scope.rewrite(url, request),
    logger
  })
  await mountPages(app, find)
  serveConsole(app, '/docs', request => sitesFor(request, labs.at(request)))
  await app.ready()
  return { app, handler: keptAnswersFirst({ find, guard, tls: !config.http, otherwise: app.routing }) }
}

function findDestination(labs: LabRegistry): FindDestination {
  return request => {
    const { lab, prism, addresses } = labs.at(request)
    const site = addresses.siteAt(request, Object.keys(lab.world.clusters))
    if (site !== undefined) return { host: prism, site }
    const hostHeader = request.headers.host ?? 'a request without a Host name'
    throw new HttpRefusal('unknown-path', 404, `No cluster answers to ${hostHeader}`)
  }
}

/** What is served beside the contracts: the gateway's own, and documents. */
async function mountPages(app: FastifyInstance, find: FindDestination): Promise<void> {
  await mountGateway(app, find)
  mountApiDocs(app, publishedVersions, find)
  serveDocs(
    app,
    'pesim',
    documents.map(contract => ({ name: contract.name, load: () => contract.document }))
  )
}

/** What the console knows of where it is before anybody has logged in: names and addresses, as the start tells them. */
function sitesFor(request: FastifyRequest, { lab, addresses }: HostedLab): ConsoleSites {
  const clusters = Object.keys(lab.world.clusters)
  const siteOf = (name: string, kind: ConsoleSite['kind']): ConsoleSite => ({ name, kind, ...addresses.urlOf(name) })
  return {
    here: addresses.siteAt(request, clusters) ?? CENTRAL,
    sites: [...clusters.map(name => siteOf(name, 'cluster')), siteOf(CENTRAL, 'central')]
  }
}

/** Before a lab is saved there for the first time: a start that is refused should leave none. Throws `UnreadableData`. */
async function refuseForeign({ data, http, cert }: Config): Promise<void> {
  if (data === undefined || http || cert !== undefined) return
  await refuseForeignCertificate(data).catch((error: unknown) => {
    throw certificateFault(data, error)
  })
}

/** What is wrong with the certificate that is kept beside the data, as a fault of the data directory. */
export function certificateFault(data: string, error: unknown): UnreadableData {
  if (error instanceof ForeignCertificate) return new UnreadableData(error.path, error.reason)
  return new UnreadableData(data, `can keep no certificate: ${(error as Error).message}`)
}
