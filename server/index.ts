/** The library: the emulator inside any Node process, for tests in any runner. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import {
  certifiedHosts,
  compose,
  refuseUnreadable,
  siteAddress,
  targetsOf,
  urlOf,
  withOwnListeners
} from './app/index.js'
import type { Composition } from './app/index.js'
import { ConfigError, readConfig } from './config/index.js'
import { wallClock } from './engine/index.js'
import { CENTRAL } from './prism/core/index.js'
import { certifiedNames, createCertificate, keptCertificate, openListeners } from './http/listen/index.js'
import type { Certificate, Listener, Listeners } from './http/listen/index.js'
import type { Config } from './config/index.js'
import { UnreadableData } from './storage/index.js'

/** As `pesim start`, with its defaults for what is left out. */
export type EmulatorOptions = Partial<Config>

export interface ClusterAccess {
  readonly url: string
  /** Host name by which every listener answers for it. */
  readonly host: string
  readonly username: string
  readonly password: string
}

export interface Emulator extends AsyncDisposable {
  /** URL of the control API. */
  readonly control: string
  /** URL of the reference page. */
  readonly docs: string
  readonly clusters: Readonly<Record<string, ClusterAccess>>
  /** Prism Central, which hands calls on to the clusters. */
  readonly central: ClusterAccess
  readonly clock: { readonly mode: 'frozen' | 'running'; readonly rate: number; readonly now: string }
  /** PEM of the certificate; undefined over plain HTTP. */
  readonly ca: string | undefined
  /** What the user should know of this start, such as an address that could not be had. */
  readonly notes: readonly string[]
  stop(): Promise<void>
}

/** A site that may have no listener of its own, and then is reached by its Host name alone. */
export type ServedAccess = Omit<ClusterAccess, 'url'> & { readonly url?: string }

/** An emulator as the command starts it. */
export interface ServedEmulator extends Omit<Emulator, 'clusters' | 'central'> {
  /** Where the first listener answers. */
  readonly url: string
  readonly clusters: Readonly<Record<string, ServedAccess>>
  readonly central: ServedAccess
}

export { FixtureError } from './seed/index.js'
export { AddressUnavailable } from './http/listen/index.js'
export { UnreadableData } from './storage/index.js'
export { ConfigError } from './config/index.js'

/** Where clusters listen that were given no address: each at its own, with the product's port. */
const DEFAULT_PORT = 9440

/**
 * Starts an emulator and resolves once every cluster answers. A cluster without an address in `listen` takes a free port of
 * its own loopback address, so that any number of emulators run side by side.
 *
 * Throws `ConfigError`, `FixtureError`, `UnreadableData` or `AddressUnavailable`, and then nothing is left running.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await launch({ ...readConfig({}, {}), ...options }, 0, withOwnListeners)
  const { clusters, central } = emulator
  return {
    ...emulator,
    clusters: Object.fromEntries(Object.entries(clusters).map(([name, access]) => [name, withUrl(access)])),
    central: withUrl(central)
  }
}

/** As the command starts it: without addresses, at the product's port; one that is left out is reached by its Host name. */
export async function serve(config: Config): Promise<ServedEmulator> {
  return launch(config, DEFAULT_PORT, targets => [...targets])
}

function withUrl({ url, ...access }: ServedAccess): ClusterAccess {
  if (url === undefined) throw new Error(`${access.host} has no listener of its own`)
  return { url, ...access }
}

async function launch(config: Config, port: number, complete: typeof withOwnListeners): Promise<ServedEmulator> {
  const composition = await compose(config)
  let listeners: Listeners | undefined
  try {
    const names = [...Object.keys(composition.lab.world.clusters), CENTRAL]
    const targets = complete(targetsOf(config, names, port), names)
    const tls = config.http ? undefined : await certificateOf(config, certifiedHosts(config, names, targets))
    const handler = composition.app.routing
    listeners = await openListeners(targets, { handler, refuseUnreadable, ...(tls !== undefined && { tls }) })
    composition.setListeners(listeners.open, tls === undefined ? [] : certifiedNames(tls.cert))
    void composition.catchUp() // whoever asks meanwhile is answered from where it is
    return emulatorOf(config, composition, listeners, tls?.cert)
  } catch (error) {
    await listeners?.close()
    await composition.close()
    throw error
  }
}

async function certificateOf(config: Config, hosts: readonly string[]): Promise<Certificate> {
  if (config.cert !== undefined && config.key !== undefined) {
    return usable({ cert: await pem(config.cert, '--cert'), key: await pem(config.key, '--key') }, config)
  }
  const now = new Date(wallClock() / 1000)
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

function emulatorOf(
  config: Config,
  composition: Composition,
  listeners: Listeners,
  ca: string | undefined
): ServedEmulator {
  const { lab, stopWaiting, close } = composition
  const { user: username, password } = config
  const [first] = listeners.open
  if (first === undefined) throw new Error('No cluster listens')
  const accessTo = (name: string): ServedAccess => {
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
    ca,
    notes: notesOf(config, composition, listeners.open),
    stop,
    [Symbol.asyncDispose]: stop
  }
}

function notesOf(
  config: Config,
  { continued, daysBehind: absenceDays }: Composition,
  open: readonly Listener[]
): string[] {
  const moved = open.flatMap(({ name, url, requested }) =>
    requested === undefined ? [] : [`${name}: ${requested} could not be had, so it answers at ${url}`]
  )
  return [
    ...moved,
    ...(continued
      ? [
          `goes on with the lab kept in ${config.data}${config.previous ? ', as it was saved before the last time' : ''}; fixture and start instant were not used`
        ]
      : []),
    ...(absenceDays >= 1 ? [`catches up with ${Math.round(absenceDays)} simulated days since it was saved`] : [])
  ]
}
