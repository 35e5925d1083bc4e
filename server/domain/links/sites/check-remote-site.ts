/** Guards of a remote site: its addresses, limits and maps, and the metro relation that needs it. */
import type { Cluster, RemoteSite, View, World } from '../../core/index.js'
import { peerOf, reachable } from './sites.js'
import { isStanding } from '../metro.js'
import { isHost, isIpv6, isPort } from '../../networks/index.js'
import { Refusal, SITE_ADDRESSES_MAX, clusterAt, containerNamed, refuseUnless } from '../../core/index.js'
import type { RemoteSiteRequest } from '../vocabulary.js'

const MS_PER_DAY = 86_400_000

/** All seven bits of a window's days. */
const EVERY_DAY = 127

/** Bytes a second: a limit has 32 bits [C: Swagger]. */
const LIMIT_MAX = 2_147_483_647

/** Refuses another cluster behind a remote site that a metro relation needs. */
export function checkMetro(
  world: View<World>,
  here: View<Cluster>,
  before: View<RemoteSite>,
  after: View<RemoteSite>
): void {
  if (peerOf(world, here, before)?.name === peerOf(world, here, after)?.name) return
  const user = Object.values(here.protectionDomains).find(
    ({ metro }) => metro !== null && metro.site === before.name && isStanding(metro)
  )
  refuseUnless(
    user === undefined,
    'remote-site/in-use',
    () => `Remote site ${before.name} is in use by metro availability of protection domain ${user?.name}`
  )
}

/** Refuses addresses that a client gives and that nobody could have, and more than there may be: those that a site has had before stay. */
export function checkAddresses(
  name: string,
  addresses: RemoteSiteRequest['addresses'],
  before: RemoteSiteRequest['addresses'] = {}
): void {
  const count = Object.keys(addresses).length
  refuseUnless(
    count <= SITE_ADDRESSES_MAX || count <= Object.keys(before).length,
    'remote-site/invalid',
    () => `Remote site ${name} has ${SITE_ADDRESSES_MAX} addresses at most, not ${count}`
  )
  for (const [address, port] of Object.entries(addresses)) {
    refuseUnless(
      isHost(address) || isIpv6(address),
      'remote-site/invalid',
      () => `Address ${JSON.stringify(address)} of remote site ${name} is neither an IP address nor a host name`
    )
    refuseUnless(
      isPort(port),
      'remote-site/invalid',
      () => `Port ${port} of address ${address} of remote site ${name} is not from 1 to 65535`
    )
  }
}

/** Refuses a remote site without addresses, or with limits or maps that cannot be. */
export function checkSite(
  world: View<World>,
  here: View<Cluster>,
  site: RemoteSite,
  newContainerMap: RemoteSiteRequest['containerMap'] | undefined
): void {
  refuseUnless(
    Object.keys(site.addresses).length > 0,
    'remote-site/invalid',
    () => `Remote site ${site.name} needs an address`
  )
  const self = Object.keys(site.addresses).find(address => clusterAt(world, address, site.owners)?.name === here.name)
  refuseUnless(
    self === undefined,
    'remote-site/invalid',
    () => `Address ${self} of remote site ${site.name} is that of ${here.name} itself`
  )
  for (const limit of [site.maxBytesPerSecond, site.bandwidthPolicy?.defaultBytesPerSecond]) {
    refuseUnless(
      limit == null || (limit > 0 && limit <= LIMIT_MAX),
      'remote-site/invalid',
      () => `The bandwidth limit of remote site ${site.name} is from 1 to ${LIMIT_MAX} bytes a second`
    )
  }
  for (const { days, startMs, endMs, bytesPerSecond } of site.bandwidthPolicy?.windows ?? []) {
    const timely = [startMs, endMs].every(ms => Number.isInteger(ms) && ms >= 0 && ms <= MS_PER_DAY)
    refuseUnless(
      timely,
      'remote-site/invalid',
      () =>
        `A bandwidth window of remote site ${site.name} opens and closes from 0 to ${MS_PER_DAY} milliseconds after midnight`
    )
    refuseUnless(
      Number.isInteger(days) && days >= 1 && days <= EVERY_DAY,
      'remote-site/invalid',
      () =>
        `The days of a bandwidth window of remote site ${site.name} are a bit mask from 1 to ${EVERY_DAY}, not ${days}`
    )
    refuseUnless(
      bytesPerSecond >= 0 && bytesPerSecond <= LIMIT_MAX,
      'remote-site/invalid',
      () =>
        `The limit of a bandwidth window of remote site ${site.name} is from 1 to ${LIMIT_MAX} bytes a second, or 0 for none`
    )
  }
  checkUnique(site, 'storage container', Object.keys(site.containerMap), Object.values(site.containerMap))
  checkUnique(
    site,
    'network',
    site.networkMap.map(mapping => mapping.source),
    site.networkMap.map(mapping => mapping.destination)
  )
  if (newContainerMap != null) checkContainers(world, here, site)
}

/** Refuses a container map that the peer, whose containers are read for it, does not have [C: clients, a script's comment]. */
function checkContainers(world: View<World>, here: View<Cluster>, site: RemoteSite): void {
  const pairs = Object.entries(site.containerMap)
  if (pairs.length === 0) return
  const peer = peerOf(world, here, site)
  if (peer === undefined || !reachable(world, here.name, peer.name)) {
    throw new Refusal(
      'remote-site/unreachable',
      `Remote site ${site.name} is unreachable: its storage containers cannot be mapped`
    )
  }
  for (const [local, remote] of pairs) {
    refuseUnless(
      containerNamed(here, local) !== undefined,
      'remote-site/invalid',
      () => `Storage container ${local} does not exist on ${here.name}`
    )
    refuseUnless(
      containerNamed(peer, remote) !== undefined,
      'remote-site/invalid',
      () => `Storage container ${remote} does not exist on remote site ${site.name}`
    )
  }
}

/** Refuses a name that is used twice on one side of a map [C: web console, "Enter unique source and destination name mappings."]. */
function checkUnique(
  site: RemoteSite,
  what: string,
  sources: readonly string[],
  destinations: readonly string[]
): void {
  for (const names of [sources, destinations]) {
    const repeated = names.find((name, index) => names.indexOf(name) !== index)
    refuseUnless(
      repeated === undefined,
      'remote-site/invalid',
      () =>
        `Enter unique source and destination name mappings: ${what} ${repeated} of remote site ${site.name} is mapped twice`
    )
  }
}
