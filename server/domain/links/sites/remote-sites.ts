/** Remote sites: made, changed and removed, each cluster for itself. */
import type { Cluster, CommandOf, DomainEvent, ClusterScene, RemoteSite, Scene, View, World } from '../../core/index.js'
import {
  Refusal,
  clusterAt,
  containerNamed,
  nameFault,
  openCluster,
  own,
  remoteSiteOf,
  require
} from '../../core/index.js'
import { stands } from '../metro.js'
import { peerOf, reachable } from './sites.js'
import { aboutSite, recordAudit, raiseAlert, resolveAlertsOf } from '../../notices/rules.js'
import type { RemoteSiteRequest } from '../vocabulary.js'

const MS_PER_DAY = 86_400_000
/** All seven bits of a window's days. */
const EVERY_DAY = 127

export function addRemoteSite(scene: Scene, command: CommandOf<'add-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const request = command.site
  const fault = nameFault(request.name)
  if (fault !== null) throw new Refusal('remote-site/invalid', `Remote site name ${fault}`)
  require(own(here.remoteSites, request.name) === undefined, 'remote-site/exists', () =>
    `Remote site ${request.name} already exists on ${here.name}`)
  const site: RemoteSite = {
    name: request.name,
    uuid: ids.uuid(),
    addresses: request.addresses,
    ...(request.owners !== undefined && { owners: request.owners }),
    capabilities: request.capabilities ?? ['BACKUP', 'DISASTER_RECOVERY'],
    containerMap: request.containerMap ?? {},
    networkMap: request.networkMap ?? [],
    networkMapUuid: request.networkMap === null ? null : ids.uuid(),
    compression: request.compression ?? true,
    proxy: request.proxy ?? false,
    ssh: request.ssh ?? false,
    bandwidthPolicyEnabled: request.bandwidthPolicyEnabled ?? false,
    bandwidthPolicy: request.bandwidthPolicy,
    maxBytesPerSecond: request.maxBytesPerSecond,
    createdAt: world.now
  }
  checkSite(world, here, site, request.containerMap)
  return [
    { type: 'remote-site-added', cluster: here.name, site },
    ...duplicateTold(opened, site),
    recordAudit(opened, { type: 'remote-site-added', entity: aboutSite(site), values: [site.name], user: command.user })
  ]
}

export function updateRemoteSite(scene: Scene, command: CommandOf<'update-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const before = remoteSiteOf(here, command.site.name)
  const request = command.site
  const site: RemoteSite = {
    ...withAddresses(before, request),
    capabilities: request.capabilities ?? before.capabilities,
    containerMap: request.containerMap ?? before.containerMap,
    networkMap: request.networkMap ?? before.networkMap,
    networkMapUuid: before.networkMapUuid ?? (request.networkMap == null ? null : ids.uuid()),
    compression: request.compression ?? before.compression,
    proxy: request.proxy ?? before.proxy,
    ssh: request.ssh ?? before.ssh,
    bandwidthPolicyEnabled: request.bandwidthPolicyEnabled ?? before.bandwidthPolicyEnabled,
    bandwidthPolicy: request.bandwidthPolicy === undefined ? before.bandwidthPolicy : request.bandwidthPolicy,
    maxBytesPerSecond: request.maxBytesPerSecond === undefined ? before.maxBytesPerSecond : request.maxBytesPerSecond
  }
  checkSite(world, here, site, request.containerMap)
  checkMetro(world, here, before, site)
  const moved = peerOf(world, here, before)?.name !== peerOf(world, here, site)?.name
  return [
    { type: 'remote-site-changed', cluster: here.name, site },
    ...(moved ? resolveAlertsOf(here, 'remote_site', site.name, 'duplicate-remote-cluster') : []),
    ...(moved ? duplicateTold(opened, site) : []),
    recordAudit(opened, {
      type: 'remote-site-changed',
      entity: aboutSite(site),
      values: [site.name],
      user: command.user
    })
  ]
}

/** Another remote site leads to the same cluster: the product tells, and lets both be [C: alert catalogue]. */
function duplicateTold(scene: ClusterScene, site: View<RemoteSite>): DomainEvent[] {
  const { world, here } = scene
  const peer = peerOf(world, here, site)
  const other = Object.values(here.remoteSites).find(
    each => each.name !== site.name && peer !== undefined && peerOf(world, here, each)?.name === peer.name
  )
  if (other === undefined) return []
  return [raiseAlert(scene, 'duplicate-remote-cluster', aboutSite(site), { remote_name: other.name })]
}

/** A relation that stands is with one cluster, and its remote site leads there as long. */
function checkMetro(world: View<World>, here: View<Cluster>, before: View<RemoteSite>, after: View<RemoteSite>): void {
  if (peerOf(world, here, before)?.name === peerOf(world, here, after)?.name) return
  const user = Object.values(here.protectionDomains).find(
    ({ metro }) => metro !== null && metro.site === before.name && stands(metro)
  )
  require(user === undefined, 'remote-site/in-use', () =>
    `Remote site ${before.name} is in use by metro availability of protection domain ${user?.name}`)
}

/** EMU: refused while a schedule names the site or something is on its way there; the peer's own entry is untouched. */
export function removeRemoteSite(scene: Scene, command: CommandOf<'remove-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { here } = opened
  const site = remoteSiteOf(here, command.name)
  const users = Object.values(here.protectionDomains)
    .filter(
      domain =>
        domain.schedules.some(schedule => own(schedule.retention.remote, site.name) !== undefined) ||
        own(domain.outgoing, site.name)?.current != null ||
        (domain.change?.kind === 'migrate' && domain.change.site === site.name) ||
        (domain.metro !== null && domain.metro.site === site.name && stands(domain.metro))
    )
    .map(domain => domain.name)
  require(users.length === 0, 'remote-site/in-use', () =>
    `Remote site ${site.name} is in use by protection domains ${users.join(', ')}`)
  return [
    { type: 'remote-site-removed', cluster: here.name, name: site.name },
    ...resolveAlertsOf(here, 'remote_site', site.name),
    recordAudit(opened, {
      type: 'remote-site-removed',
      entity: aboutSite(site),
      values: [site.name],
      user: command.user
    })
  ]
}

/** Other addresses are others' as well: whose they were is forgotten with them. */
function withAddresses(before: View<RemoteSite>, { addresses, owners }: Partial<RemoteSiteRequest>): View<RemoteSite> {
  if (addresses === undefined) return before
  const { owners: _owners, ...rest } = before
  return { ...rest, addresses, ...(owners !== undefined && { owners }) }
}

function checkSite(
  world: View<World>,
  here: View<Cluster>,
  site: RemoteSite,
  newContainerMap: RemoteSiteRequest['containerMap'] | undefined
): void {
  require(Object.keys(site.addresses).length > 0, 'remote-site/invalid', () =>
    `Remote site ${site.name} needs an address`)
  const self = Object.keys(site.addresses).find(address => clusterAt(world, address, site.owners)?.name === here.name)
  require(self === undefined, 'remote-site/invalid', () =>
    `Address ${self} of remote site ${site.name} is that of ${here.name} itself`)
  for (const limit of [site.maxBytesPerSecond, site.bandwidthPolicy?.defaultBytesPerSecond]) {
    require(limit == null || limit > 0, 'remote-site/invalid', () =>
      `The bandwidth limit of remote site ${site.name} is above zero`)
  }
  for (const { days, startMs, endMs, bytesPerSecond } of site.bandwidthPolicy?.windows ?? []) {
    const timely = [startMs, endMs].every(ms => Number.isInteger(ms) && ms >= 0 && ms <= MS_PER_DAY)
    require(timely, 'remote-site/invalid', () =>
      `A bandwidth window of remote site ${site.name} opens and closes from 0 to ${MS_PER_DAY} milliseconds after midnight`)
    require(Number.isInteger(days) && days >= 1 && days <= EVERY_DAY, 'remote-site/invalid', () =>
      `The days of a bandwidth window of remote site ${site.name} are a bit mask from 1 to ${EVERY_DAY}, not ${days}`)
    require(bytesPerSecond >= 0, 'remote-site/invalid', () =>
      `The limit of a bandwidth window of remote site ${site.name} is zero, for none, or more`)
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

/** A container map can only be made with the peer at hand: its containers are read from there [C: clients, a script's comment]. */
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
    require(containerNamed(here, local) !== undefined, 'remote-site/invalid', () =>
      `Storage container ${local} does not exist on ${here.name}`)
    require(containerNamed(peer, remote) !== undefined, 'remote-site/invalid', () =>
      `Storage container ${remote} does not exist on remote site ${site.name}`)
  }
}

/** A name may be used once per side [C: web console, "Enter unique source and destination name mappings."]. */
function checkUnique(
  site: RemoteSite,
  what: string,
  sources: readonly string[],
  destinations: readonly string[]
): void {
  for (const names of [sources, destinations]) {
    const repeated = names.find((name, index) => names.indexOf(name) !== index)
    require(repeated === undefined, 'remote-site/invalid', () =>
      `Enter unique source and destination name mappings: ${what} ${repeated} of remote site ${site.name} is mapped twice`)
  }
}
