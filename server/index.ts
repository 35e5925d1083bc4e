/** The library: the emulator inside any Node process, for tests in any runner. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { compose, refuseUnreadable } from './app/index.js'
import type { Composition } from './app/index.js'
import { connect as connectClient, createFetch } from './client/index.js'
import { ConfigError } from './config/index.js'
import { followEvents } from './control/index.js'
import { machineTime } from './engine/index.js'
import { CENTRAL } from './prism/core/index.js'
import { certifiedNames, createCertificate, keptCertificate, openListeners } from './http/listen/index.js'
import type { Certificate, ListenTarget, Listener, Listeners } from './http/listen/index.js'
import type { Config } from './config/index.js'
import { accessOf, emulatorOf, planOf } from './library/index.js'
import type {
  ClusterAccess,
  ClusterNames,
  Emulator,
  EmulatorOptions,
  FixtureChoice,
  StartPlan
} from './library/index.js'
import { UnreadableData } from './storage/index.js'

/** Where a cluster answers, and how to log in. */
export interface Login {
  readonly url: string
  readonly username: string
  readonly password: string
}

/** What the command prints of a start. */
export interface Started extends AsyncDisposable {
  /** URL of the control API. */
  readonly control: string
  /** URL of the reference page. */
  readonly docs: string
  readonly clusters: Readonly<Record<string, Login>>
  /** Prism Central, which hands calls on to the clusters. */
  readonly central: Login
  readonly clock: { readonly mode: 'frozen' | 'running'; readonly rate: number; readonly now: string }
  /** What the user should know of this start, such as an address that could not be had. */
  readonly notes: readonly string[]
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
 * Starts an emulator and resolves once every cluster answers. Without `port` or `listen` each cluster takes a free port
 * of its own loopback address, so that any number of emulators run side by side in a process.
 *
 * Rejects with `ConfigError`, `FixtureError`, `UnreadableData` or `AddressUnavailable`, and then nothing is left running.
 */
export async function startEmulator<const Choice extends FixtureChoice = 'france-canada'>(
  options: EmulatorOptions<Choice> = {}
): Promise<Emulator<ClusterNames<Choice>>> {
  const plan = planOf(options)
  const { composition, started, listeners, ca } = await launch(plan)
  const api = connectClient(started.control, { ca, token: plan.config.controlToken, insecure: false })
  const trusting = createFetch({ ca })
  const hasListener = (name: string): boolean => listeners.open.some(listener => listener.name === name)
  const access = (name: string, login: Login): ClusterAccess =>
    accessOf({ ...login, ca, fetch: trusting.fetch, host: hasListener(name) ? undefined : name })
  const { lab, logger } = composition
  return emulatorOf({
    api,
    clusters: Object.fromEntries(
      Object.entries(started.clusters).map(([name, login]) => [name, access(name, login)])
    ) as Record<ClusterNames<Choice>, ClusterAccess>,
    central: access(CENTRAL, started.central),
    notes: started.notes,
    follow: listener => followEvents(lab, listener, error => logger.error(error, 'The clock could not be looked at')),
    stop: async () => {
      trusting.close()
      await started.stop()
    }
  })
}

/** As the command starts it: without `listen`, at the product's port. */
export async function serve(config: Config): Promise<Started> {
  return (await launch({ config, fixture: undefined, port: DEFAULT_PORT, unref: false })).started
}

interface Launched {
  readonly started: Started
  readonly composition: Composition
  readonly listeners: Listeners
  /** PEM; undefined over plain HTTP. */
  readonly ca: string | undefined
}

async function launch({ config, fixture, port, unref }: StartPlan): Promise<Launched> {
  const composition = await compose(config, fixture)
  let listeners: Listeners | undefined
  try {
    const names = [...Object.keys(composition.lab.world.clusters), CENTRAL]
    const targets = targetsOf(config, names, port)
    const tls = config.http ? undefined : await certificateOf(config, names, targets)
    const handler = composition.app.routing
    listeners = await openListeners(targets, { handler, refuseUnreadable, unref, ...(tls !== undefined && { tls }) })
    composition.setListeners(listeners.open, tls === undefined ? [] : certifiedNames(tls.cert), tls?.cert)
    await composition.openLabs(tls === undefined || config.cert !== undefined ? tls : 'own', unref)
    void composition.catchUp() // whoever asks meanwhile is answered from where it is
    return { started: startedOf(config, composition, listeners), composition, listeners, ca: tls?.cert }
  } catch (error) {
    await listeners?.close()
    await composition.close()
    throw error
  }
}

/** Throws `ConfigError` where an address is given to a cluster that the fixture lacks. */
function targetsOf({ listen }: Config, names: readonly string[], port: number): ListenTarget[] {
  const stranger = listen.find(({ name }) => !names.includes(name))
  if (stranger !== undefined)
    throw new ConfigError(`--listen names ${stranger.name}, but there are ${names.join(', ')}`)
  if (listen.length > 0) return [...listen]
  return names.map((name, index) => ({ name, address: `127.0.0.${index + 1}`, port }))
}

async function certificateOf(
  config: Config,
  names: readonly string[],
  targets: readonly ListenTarget[]
): Promise<Certificate> {
  if (config.cert !== undefined && config.key !== undefined) {
    return usable({ cert: await pem(config.cert, '--cert'), key: await pem(config.key, '--key') }, config)
  }
  const hosts = [...new Set(['localhost', '127.0.0.1', ...names, ...targets.map(({ address }) => address)])]
  const now = machineTime()
  if (config.data === undefined) return createCertificate(hosts, now)
  try {
    return await keptCertificate(config.data, hosts, now)
  } catch (error) {
    throw new UnreadableData(config.data, `can keep no certificate: ${(error as Error).message}`)
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

function startedOf(config: Config, composition: Composition, listeners: Listeners): Started {
  const { lab, stopWaiting, close } = composition
  const { user: username, password } = config
  const [first] = listeners.open
  if (first === undefined) throw new Error('No cluster listens')
  const urlOf = (name: string): string => (listeners.open.find(listener => listener.name === name) ?? first).url
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      stopWaiting()
      await listeners.close()
      await close()
    })())
  return {
    control: `${first.url}/emulator/v1`,
    docs: `${first.url}/docs`,
    clusters: Object.fromEntries(
      Object.keys(lab.world.clusters).map(name => [name, { url: urlOf(name), username, password }])
    ),
    central: { url: urlOf(CENTRAL), username, password },
    clock: { ...lab.pace.state, now: new Date(lab.world.now / 1000).toISOString() },
    notes: notesOf(config, composition, listeners.open, [...Object.keys(lab.world.clusters), CENTRAL]),
    stop,
    [Symbol.asyncDispose]: stop
  }
}

function notesOf(
  config: Config,
  { continued, daysBehind: absenceDays }: Composition,
  open: readonly Listener[],
  names: readonly string[]
): string[] {
  const moved = open.flatMap(({ name, url, requested }) =>
    requested === undefined ? [] : [`${name}: ${requested} could not be had, so it answers at ${url}`]
  )
  const byName = names
    .filter(name => !open.some(listener => listener.name === name))
    .map(name => `${name} has no address of its own: ask any listener for Host ${name}`)
  return [
    ...moved,
    ...byName,
    ...(continued
      ? [
          `goes on with the lab kept in ${config.data}${config.previous ? ', as it was saved before the last time' : ''}; fixture and start instant were not used`
        ]
      : []),
    ...(absenceDays >= 1 ? [`catches up with ${Math.round(absenceDays)} simulated days since it was saved`] : [])
  ]
}
