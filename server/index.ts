/** The library: the emulator inside any Node process, for tests in any runner. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import {
  certificateFault,
  certifiedHosts,
  compose,
  refuseUnreadable,
  siteAddress,
  startNotes,
  targetsOf,
  urlOf,
  withOwnListeners
} from './app/index.js'
import type { Composition } from './app/index.js'
import { connect as connectClient, createFetch } from './client/index.js'
import { ConfigError } from './config/index.js'
import { followEvents } from './control/index.js'
import { USECS_PER_DAY } from './domain/core/index.js'
import { machineTime } from './engine/index.js'
import { CENTRAL } from './prism/core/index.js'
import { certifiedNames, createCertificate, keptCertificate, openListeners } from './http/listen/index.js'
import type { Certificate, KeptCertificate, Listeners } from './http/listen/index.js'
import type { Config } from './config/index.js'
import { accessOf, emulatorOf, labOpener, planOf } from './library/index.js'
import type {
  ClusterAccess,
  ClusterNames,
  Emulator,
  EmulatorOptions,
  FixtureChoice,
  Follow,
  StartPlan
} from './library/index.js'

/** Where a site answers, and how to log in. */
export interface Login {
  /** Absent where it has no listener of its own, and is reached by its Host name alone. */
  readonly url?: string
  /** Host name by which every listener answers for it. */
  readonly host: string
  readonly username: string
  readonly password: string
}

/** How a kept lab comes to the present that its clock follows. */
export interface CatchUp {
  /** Simulated days that it was behind at the start; 0 where it was not. */
  readonly days: number
  /** How many of them have passed. */
  passedDays(): number
  /** Resolves once it, and every other lab, has caught up or is stopped. */
  readonly ended: Promise<void>
}

/** What the command prints of a start. */
export interface Started extends AsyncDisposable {
  /** Where the first listener answers. */
  readonly url: string
  /** URL of the control API. */
  readonly control: string
  /** URL of the reference page. */
  readonly docs: string
  readonly clusters: Readonly<Record<string, Login>>
  /** Prism Central, which hands calls on to the clusters. */
  readonly central: Login
  readonly clock: { readonly mode: 'frozen' | 'running'; readonly rate: number; readonly now: string }
  /** PEM of the certificate; undefined over plain HTTP. */
  readonly ca: string | undefined
  /** What the user should know of this start, such as an address that could not be had. */
  readonly notes: readonly string[]
  /** Whether it goes on with a lab that was kept, whatever fixture and instant were named. */
  readonly continued: boolean
  readonly catchUp: CatchUp
  stop(): Promise<void>
}

export { FixtureError } from './seed/index.js'
export { AddressUnavailable } from './http/listen/index.js'
export { UnreadableData } from './storage/index.js'
export { ConfigError } from './config/index.js'
export { ControlRefused, EmulatorUnreachable } from './client/index.js'
export type { ControlClient, Model, UnreachableCode } from './client/index.js'
export { InvalidArgument, JournalMismatch, connect } from './library/index.js'
export type * from './library/index.js'

/** Where clusters listen that were given no address: each at its own, with the product's port. */
const DEFAULT_PORT = 9440

/**
 * Starts an emulator and resolves once every cluster answers. A cluster without an address in `listen` takes a free port of
 * its own loopback address, so that any number of emulators run side by side in a process.
 *
 * Rejects with `ConfigError`, `FixtureError`, `UnreadableData` or `AddressUnavailable`, and then nothing is left running.
 */
export async function startEmulator<const Choice extends FixtureChoice = 'france-canada'>(
  options: EmulatorOptions<Choice> = {}
): Promise<Emulator<ClusterNames<Choice>>> {
  const plan = planOf(options)
  const { composition, started, ca } = await launch(plan, withOwnListeners)
  const how = { ca, token: plan.config.controlToken, insecure: false }
  const api = connectClient(started.control, how)
  const trusting = createFetch({ ca })
  const access = ({ url, username, password, host }: Login): ClusterAccess => {
    if (url === undefined) throw new Error(`${host} has no listener of its own`)
    return accessOf({ ...{ url, username, password, ca }, fetch: trusting.fetch })
  }
  const { lab, labs } = composition
  const listening = listeningOf(composition)
  const { user: username, password } = plan.config
  return emulatorOf({
    ...{ api, lab: lab.name },
    openLab: labOpener({
      ...{ api, how, username, password, origin: started.url },
      // A certificate that the start was given knows nothing of the addresses of labs.
      ownAddresses: async ({ certificate }) => Promise.resolve(ca === undefined || certificate !== ca),
      follow: ({ name }) => listening.follow(labs.get(name).lab),
      hasEnded: () => listening.ended
    }),
    clusters: Object.fromEntries(
      Object.entries(started.clusters).map(([name, login]) => [name, access(login)])
    ) as Record<ClusterNames<Choice>, ClusterAccess>,
    central: access(started.central),
    notes: started.notes,
    follow: listening.follow(lab),
    stop: async () => {
      listening.end()
      api.close()
      trusting.close()
      await started.stop()
    }
  })
}

interface Listening {
  follow(lab: Composition['lab']): Follow
  /** Ends what follows any lab. */
  end(): void
  readonly ended: boolean
}

function listeningOf({ logger }: Composition): Listening {
  const endings = new Set<() => void>()
  let ended = false
  return {
    get ended() {
      return ended
    },
    follow: lab => listener => {
      const end = followEvents(lab, listener, error => logger.error(error, 'The clock could not be looked at'))
      endings.add(end)
      return () => {
        endings.delete(end)
        end()
      }
    },
    end: () => {
      ended = true
      for (const end of endings) end()
    }
  }
}

/** As the command starts it: without addresses, at the product's port; one that is left out is reached by its Host name. */
export async function serve(config: Config): Promise<Started> {
  return (await launch({ config, fixture: undefined, port: DEFAULT_PORT, unref: false }, targets => [...targets]))
    .started
}

interface Launched {
  readonly started: Started
  readonly composition: Composition
  /** PEM; undefined over plain HTTP. */
  readonly ca: string | undefined
}

async function launch(
  { config, fixture, port, unref }: StartPlan,
  complete: typeof withOwnListeners
): Promise<Launched> {
  const composition = await compose(config, fixture)
  let listeners: Listeners | undefined
  try {
    const names = [...Object.keys(composition.lab.world.clusters), CENTRAL]
    const targets = complete(targetsOf(config, names, port), names)
    const tls = config.http ? undefined : await certificateOf(config, certifiedHosts(config, names, targets))
    const { handler } = composition
    listeners = await openListeners(targets, { handler, refuseUnreadable, unref, ...(tls !== undefined && { tls }) })
    composition.setListeners(listeners.open, tls === undefined ? [] : certifiedNames(tls.cert), tls?.cert)
    await composition.openLabs(tls === undefined || config.cert !== undefined ? tls : 'own', unref)
    const catchUp = startCatchUp(composition) // whoever asks meanwhile is answered from where it is
    const started = { ...startedOf(config, composition, listeners, tls), catchUp }
    return { started, composition, ca: tls?.cert }
  } catch (error) {
    await listeners?.close()
    await composition.close()
    throw error
  }
}

function startCatchUp({ lab, daysBehind: days, catchUp }: Composition): CatchUp {
  const { now: begun } = lab.world
  return { days, passedDays: () => (lab.world.now - begun) / USECS_PER_DAY, ended: catchUp() }
}

async function certificateOf(config: Config, hosts: readonly string[]): Promise<KeptCertificate> {
  if (config.cert !== undefined && config.key !== undefined) {
    return usable({ cert: await pem(config.cert, '--cert'), key: await pem(config.key, '--key') }, config)
  }
  const now = machineTime()
  if (config.data === undefined) return createCertificate(hosts, now)
  try {
    return await keptCertificate(config.data, hosts, now)
  } catch (error) {
    throw certificateFault(config.data, error)
  }
}

/** Throws `ConfigError` where TLS can do nothing with them. */
function usable(pair: Certificate, { cert, key }: Config): Certificate {
  try {
    void new X509Certificate(pair.cert) // an empty text would be taken for none, and nobody could connect
    createSecureContext(pair)
    return pair
  } catch (error) {
    throw new ConfigError(
      `--cert ${cert} and --key ${key} are no certificate with its key: ${(error as Error).message}`
    )
  }
}

async function pem(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${flag} ${path} cannot be read: ${(error as Error).message}`)
  }
}

function startedOf(
  config: Config,
  composition: Composition,
  listeners: Listeners,
  tls: KeptCertificate | undefined
): Omit<Started, 'catchUp'> {
  const { lab, stopWaiting, close } = composition
  const { user: username, password } = config
  const [first] = listeners.open
  if (first === undefined) throw new Error('No cluster listens')
  const accessTo = (name: string): Login => {
    const { url, host } = siteAddress(name, listeners.open, config.advertise)
    return { ...(url !== undefined && { url }), host, username, password }
  }
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      stopWaiting()
      await listeners.close()
      await close()
    })())
  const url = urlOf(first, config.advertise)
  return {
    url,
    control: `${url}/emulator/v1`,
    docs: `${url}/docs`,
    clusters: Object.fromEntries(Object.keys(lab.world.clusters).map(name => [name, accessTo(name)])),
    central: accessTo(CENTRAL),
    clock: { ...lab.pace.state, now: new Date(lab.world.now / 1000).toISOString() },
    ca: tls?.cert,
    notes: startNotes(config, composition, listeners.open, tls),
    continued: composition.continued,
    stop,
    [Symbol.asyncDispose]: stop
  }
}
