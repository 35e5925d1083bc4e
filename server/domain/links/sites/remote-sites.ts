/** Rules that add, change and remove the remote sites of a cluster. */
import type { ClusterScene, CommandOf, DomainEvent, RemoteSite, Scene, View } from '../../core/index.js'
import { Refusal, newNameFault, openCluster, getOwn, remoteSiteOf, refuseUnless } from '../../core/index.js'
import { checkAddresses, checkMetro, checkSite } from './check-remote-site.js'
import { aboutSite, raiseAlert, recordAudit, resolveAlertsOf } from '../../notices/rules.js'
import { peerOf } from './sites.js'
import { isStanding } from '../metro.js'
import type { RemoteSiteRequest } from '../vocabulary.js'

/** Adds a remote site. Refuses a name that is in use and addresses of the cluster itself. */
export function addRemoteSite(scene: Scene, command: CommandOf<'add-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const request = command.site
  const fault = newNameFault(request.name)
  if (fault !== null) throw new Refusal('remote-site/invalid', `Remote site name ${fault}`)
  refuseUnless(
    getOwn(here.remoteSites, request.name) === undefined,
    'remote-site/exists',
    () => `Remote site ${request.name} already exists on ${here.name}`
  )
  checkAddresses(request.name, request.addresses)
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
    ...duplicateSiteAlert(opened, site),
    recordAudit(opened, { type: 'remote-site-added', entity: aboutSite(site), values: [site.name], user: command.user })
  ]
}

/** Changes a remote site; what the command leaves out stays. */
export function updateRemoteSite(scene: Scene, command: CommandOf<'update-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const before = remoteSiteOf(here, command.site.name)
  const request = command.site
  checkAddresses(before.name, request.addresses ?? {}, before.addresses)
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
    ...(moved ? duplicateSiteAlert(opened, site) : []),
    recordAudit(opened, {
      type: 'remote-site-changed',
      entity: aboutSite(site),
      values: [site.name],
      user: command.user
    })
  ]
}

/** Raises an alert where another remote site leads to the same cluster [C: alert catalogue]; both stay. */
function duplicateSiteAlert(scene: ClusterScene, site: View<RemoteSite>): DomainEvent[] {
  const { world, here } = scene
  const peer = peerOf(world, here, site)
  const other = Object.values(here.remoteSites).find(
    each => each.name !== site.name && peer !== undefined && peerOf(world, here, each)?.name === peer.name
  )
  if (other === undefined) return []
  return [raiseAlert(scene, 'duplicate-remote-cluster', aboutSite(site), { remote_name: other.name })]
}

/** Removes a remote site; the peer's own entry is untouched. EMU: refused while a schedule names the site or a transfer runs to it. */
export function removeRemoteSite(scene: Scene, command: CommandOf<'remove-remote-site'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { here } = opened
  const site = remoteSiteOf(here, command.name)
  const users = Object.values(here.protectionDomains)
    .filter(
      domain =>
        domain.schedules.some(schedule => getOwn(schedule.retention.remote, site.name) !== undefined) ||
        getOwn(domain.outgoing, site.name)?.current != null ||
        (domain.change?.kind === 'migrate' && domain.change.site === site.name) ||
        (domain.metro !== null && domain.metro.site === site.name && isStanding(domain.metro))
    )
    .map(domain => domain.name)
  refuseUnless(
    users.length === 0,
    'remote-site/in-use',
    () => `Remote site ${site.name} is in use by protection domains ${users.join(', ')}`
  )
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

/** Replaces the addresses of a remote site, and forgets who owned the former ones. */
function withAddresses(before: View<RemoteSite>, { addresses, owners }: Partial<RemoteSiteRequest>): View<RemoteSite> {
  if (addresses === undefined) return before
  const { owners: _owners, ...rest } = before
  return { ...rest, addresses, ...(owners !== undefined && { owners }) }
}
