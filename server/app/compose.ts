/** Composition root: builds logger, addresses, the lab and the Fastify app from a configuration. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { pino } from 'pino'
import { ConfigError } from '../config/index.js'
import type { Config } from '../config/index.js'
import { contracts, publishedVersions, stubContracts } from '../contracts/index.js'
import { createGuard } from '../http/access/index.js'
import { serveConsole } from '../console/index.js'
import type { ConsoleSite, ConsoleSites } from '../console/index.js'
import { isPassword } from '../domain/core/index.js'
import { createApp } from '../http/app/index.js'
import { HttpRefusal, serveDocs } from '../http/contract/index.js'
import type { Listener } from '../http/listen/index.js'
import type { Lab } from '../labs/index.js'
import { CENTRAL } from '../prism/core/index.js'
import { mountApiDocs, mountGateway } from '../prism/gateway/index.js'
import type { FindDestination } from '../prism/gateway/index.js'
import type { Fixture } from '../seed/index.js'
import { AddressBook } from './addresses.js'
import { apisOf } from './apis.js'
import { openHostedLab } from './hosted-lab.js'
import type { HostedLab } from './hosted-lab.js'
import { loadFixture } from './lab-start.js'
import { accessTo } from './prism-environment.js'
import { refuseOutside } from './refuse-outside.js'

/** Pages that links from other origins may open. */
const PAGES = ['/', '/docs', '/console', '/console/']

export interface Composition {
  readonly app: FastifyInstance
  readonly lab: Lab
  /** Whether the lab was restored from disk, so that the fixture was not used. */
  readonly continued: boolean
  /** Says where the sites answer, once the listeners are open. */
  setListeners(listeners: readonly Listener[], certified: readonly string[]): void
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
  const addresses = new AddressBook(config.allowHost.map(name => name.toLowerCase()))
  const main = await openHostedLab({
    ...{ config, addresses, logger, access: accessTo(config) },
    fixture: fixture === undefined ? await loadFixture(config.fixture) : { fixture, source: 'fixture' }
  })
  try {
    const { lab } = main
    const find = findDestination(main, addresses)
    const app = createApp({
      apis: apisOf({ config, find, addresses, labOf: () => main }),
      guard: createGuard({
        names: () => addresses.knownHosts,
        allowed: addresses.allowedHosts,
        guarded: '/emulator',
        pages: PAGES
      }),
      refuse: refuseOutside(main, addresses),
      logger
    })
    await mountPages(app, find)
    serveConsole(app, '/docs', request => sitesFor(request, main, addresses))
    await app.ready()
    return {
      ...{ app, lab },
      continued: main.continued,
      daysBehind: main.daysBehind,
      catchUp: () => main.catchUp().catch((error: unknown) => logger.error(error, 'The lab could not catch up')),
      setListeners: (...opened) => addresses.setListeners(...opened),
      stopWaiting: () => main.stopWaiting(),
      close: async () => {
        main.stopWaiting()
        await app.close()
        await main.close()
      }
    }
  } catch (error) {
    await main.close()
    throw error
  }
}

function findDestination({ lab, prism }: HostedLab, addresses: AddressBook): FindDestination {
  return (request: FastifyRequest) => {
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
    [...contracts, ...stubContracts].map(contract => ({ name: contract.name, load: () => contract.document }))
  )
}

/** What the console knows of where it is before anybody has logged in: names and addresses, as the start tells them. */
function sitesFor(request: FastifyRequest, { lab }: HostedLab, addresses: AddressBook): ConsoleSites {
  const clusters = Object.keys(lab.world.clusters)
  const siteOf = (name: string, kind: ConsoleSite['kind']): ConsoleSite => {
    const url = addresses.urlOf(name)
    return { name, kind, ...(url !== undefined && { url }) }
  }
  return {
    here: addresses.siteAt(request, clusters) ?? CENTRAL,
    sites: [...clusters.map(name => siteOf(name, 'cluster')), siteOf(CENTRAL, 'central')]
  }
}
