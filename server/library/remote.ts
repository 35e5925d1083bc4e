/** The same object for an emulator that runs elsewhere. */
import { ConfigError } from '../config/index.js'
import { connect as connectClient, createFetch, isLoopbackHost } from '../client/index.js'
import type { ConnectOptions, Model } from '../client/index.js'
import { accessOf } from './access.js'
import type { ClusterAccess } from './access.js'
import { emulatorOf } from './emulator.js'
import type { Emulator, Follow } from './emulator.js'
import { labOpener } from './lab-hands.js'
import { hintOf } from './nearest.js'

export interface RemoteOptions extends Omit<ConnectOptions, 'unref'> {
  /** Name to log in to the clusters with. Default `admin`. */
  readonly username?: string
  /** Default `nutanix/4u`. */
  readonly password?: string
  /**
   * URLs at which clusters, or `central`, have addresses of their own. One that is left out is asked at the emulator's
   * URL by its Host name, which `clusters.*.fetch` does by itself.
   */
  readonly clusters?: Readonly<Record<string, string>>
}

/** How long an address of a lab may take to answer, in real milliseconds. */
const PROBE_MS = 2_000

/**
 * The emulator at a URL, such as `https://pesim.ci.example:9440`. Resolves once it has answered; rejects with
 * `EmulatorUnreachable`, `ControlRefused` (`token/required`), or `ConfigError` for a URL that cannot be one. On loopback
 * any certificate is taken where no `ca` is given. `stop` ends the connection alone.
 */
export async function connect(url: string | URL, options: RemoteOptions = {}): Promise<Emulator> {
  refuseStrangers(options, OPTIONS, 'option')
  const { username = 'admin', password = 'nutanix/4u', clusters: urls = {}, ...how } = options
  const api = connectClient(url, how)
  try {
    const { lab, clusters } = await api.get('/clusters')
    refuseStrangers(urls, [...clusters.map(({ name }) => name), 'central'], 'cluster')
    const { origin } = new URL(api.url)
    const trust = createFetch(api.trust)
    const access = (name: string): ClusterAccess => {
      const own = urls[name]
      return accessOf({
        ...{ username, password, ca: options.ca, fetch: trust.fetch },
        ...{ url: own ?? origin, host: own === undefined ? name : undefined }
      })
    }
    return emulatorOf({
      ...{ api, lab },
      openLab: labOpener({
        ...{ api, origin, how, username, password },
        ownAddresses: async dto => isLoopbackHost(new URL(origin).hostname) && answersAtOwn(dto, how.token),
        follow: (_lab, at, trusting) => streamOf(at, trusting),
        hasEnded: () => false
      }),
      clusters: Object.fromEntries(clusters.map(({ name }) => [name, access(name)])),
      central: access('central'),
      notes: [],
      follow: streamOf(url, how),
      stop: async () => {
        trust.close()
        api.close()
        return Promise.resolve()
      }
    })
  } catch (error) {
    api.close()
    throw error
  }
}

const OPTIONS = ['username', 'password', 'clusters', 'token', 'ca', 'insecure', 'timeoutMs', 'signal']

/** Throws `ConfigError`, as a start does for an option that is none. */
function refuseStrangers(input: object, known: readonly string[], what: 'option' | 'cluster'): void {
  if (Object(input) !== input)
    throw new ConfigError(`${JSON.stringify(input)} is no object with a value for each ${what}`)
  const stranger = Object.keys(input).find(key => !known.includes(key))
  if (stranger !== undefined)
    throw new ConfigError(`${stranger} is no ${what} of that emulator. ${hintOf(stranger, known)}`)
}

/** An emulator in a container has loopback addresses that lead nowhere from here, or to another one. */
async function answersAtOwn(
  { control, certificate: ca, name }: Model<'Lab'>,
  token: string | undefined
): Promise<boolean> {
  if (control === undefined) return false
  const api = connectClient(control, { ca, token, insecure: false, timeoutMs: PROBE_MS })
  try {
    return (await api.get('/clusters')).lab === name
  } catch {
    return false
  } finally {
    api.close()
  }
}

/** From the moment at which the stream is open. It keeps no process alive. */
function streamOf(url: string | URL, how: ConnectOptions): Follow {
  return listener => {
    const api = connectClient(url, { ...how, unref: true })
    const stop = new AbortController()
    const read = async (): Promise<void> => {
      for await (const event of api.events({ signal: stop.signal })) listener(event)
    }
    void read().finally(() => api.close()) // where it breaks, the rejection is the listener's to see
    return () => stop.abort()
  }
}
