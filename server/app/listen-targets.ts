/** Where each cluster listens, and what is told of it: a URL is told only where it leads to that cluster. */
import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { ConfigError, PORT_MAX } from '../config/index.js'
import type { Config } from '../config/index.js'
import { isLoopback } from '../http/access/index.js'
import type { ListenTarget, Listener } from '../http/listen/index.js'
import { CENTRAL } from '../prism/core/index.js'
import { CENTRAL_HOST } from './addresses.js'

/** One of the sites, and how it is reached. */
export interface SiteAddress {
  /** Of its own listener; undefined where it has none. */
  readonly url: string | undefined
  /** Host name by which every listener answers for it. */
  readonly host: string
}

/**
 * `port` is that of a site which was given none. Throws `ConfigError` where an address is given to a site that there is not,
 * or the ports go beyond the last.
 */
export function targetsOf(config: Config, sites: readonly string[], port: number): ListenTarget[] {
  const { listen, bind, port: first = port } = config
  const stranger = listen.find(({ name }) => !sites.includes(name))
  if (stranger !== undefined)
    throw new ConfigError(`--listen names ${stranger.name}, but there are ${sites.join(', ')}`)
  if (listen.length > 0) return [...listen]
  if (bind === undefined) return sites.map((name, index) => ({ name, address: `127.0.0.${index + 1}`, port: first }))
  if (first + sites.length - 1 > PORT_MAX)
    throw new ConfigError(`--port ${first} leaves no ports for ${sites.join(', ')}: each needs one of its own`)
  return sites.map((name, index) => ({ name, address: bind, port: first === 0 ? 0 : first + index }))
}

/** A free loopback port for each site that has no listener to itself, after those that it has. */
export function withOwnListeners(targets: readonly ListenTarget[], sites: readonly string[]): ListenTarget[] {
  const owned = targets.filter(
    ({ address, port }, index) =>
      port === 0 || targets.findIndex(other => other.address === address && other.port === port) === index
  )
  const missing = sites.flatMap((name, index) =>
    owned.some(target => target.name === name) ? [] : [{ name, address: `127.0.0.${index + 1}`, port: 0 }]
  )
  return [...owned, ...missing]
}

/** Of a site among the open listeners. The owner of a listener that several share is the first. */
export function siteAddress(site: string, open: readonly Listener[], advertise: string | undefined): SiteAddress {
  const own = open.find(listener => listener.name === site)
  const isOwner = own !== undefined && open.find(({ url }) => url === own.url) === own
  return { url: isOwner ? urlOf(own, advertise) : undefined, host: site === CENTRAL ? CENTRAL_HOST : site }
}

/** A URL that leads to the listener: for every address of the machine, one that there is. */
export function urlOf({ address, url }: Listener, advertise: string | undefined): string {
  if (isLoopback(address)) return url
  const host = advertise ?? (isWildcard(address) ? firstAddress() : undefined)
  if (host === undefined) return url
  const { protocol, port } = new URL(url)
  return `${protocol}//${isIPv6(host) ? `[${host}]` : host}${port === '' ? '' : `:${port}`}`
}

/**
 * Names and addresses that a certificate has to hold for clients of these listeners. Where a Host is advertised, those of the
 * machine are not among them: a container has others at every start, and its clients would have to trust a new certificate.
 */
export function certifiedHosts(config: Config, sites: readonly string[], targets: readonly ListenTarget[]): string[] {
  const exposed = targets.some(({ address }) => !isLoopback(address))
  return [
    ...new Set([
      ...['localhost', '127.0.0.1'],
      ...sites.flatMap(name => (name === CENTRAL ? [name, CENTRAL_HOST] : [name, `prism-${name}`])),
      ...targets.map(({ address }) => address).filter(address => !isWildcard(address)),
      ...(exposed && config.advertise !== undefined ? [config.advertise] : wildcardAddresses(targets)),
      ...config.allowHost.filter(name => !name.startsWith('*'))
    ])
  ]
}

const wildcardAddresses = (targets: readonly ListenTarget[]): string[] =>
  targets.some(({ address }) => isWildcard(address)) ? machineAddresses() : []

const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** Without those that lead nowhere from another machine; IPv4 first. */
function machineAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(each => each ?? [])
  const others = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  return [...others.filter(({ family }) => family === 'IPv4'), ...others.filter(({ family }) => family === 'IPv6')].map(
    ({ address }) => address
  )
}

const firstAddress = (): string => machineAddresses()[0] ?? '127.0.0.1'
