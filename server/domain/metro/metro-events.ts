/** What happens to metro domains by themselves: parted from their other side, together again, in step, broken. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  Link,
  Metro,
  ProtectionDomain,
  Reaction,
  Scene,
  View,
  World
} from '../core/index.js'
import { after, clusterOf, domainOf, openDomain, getOwn, refuseUnless } from '../core/index.js'
import {
  isOtherSideReachable,
  linkIsUp,
  linkIsUpAfter,
  otherSideOf,
  partnerOf,
  peerOf,
  isStanding
} from '../links/index.js'
import type { OtherSide } from '../links/index.js'
import { checkBreakAfter } from './failure-handling.js'
import { metroOf } from './relation.js'
import { takeOver } from './metro-takeover.js'
import { endRelation, parted } from './mirrored-copy.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'

/** Two clusters lose sight of each other, or see each other again: the sides of their metro domains learn of it. */
export const followSight: Reaction<
  'lane-changed' | 'link-gateway-changed' | 'power-lost' | 'power-restored' | 'cluster-recreated'
> = {
  to: ['lane-changed', 'link-gateway-changed', 'power-lost', 'power-restored', 'cluster-recreated'],
  react: ({ world }, events) => {
    const links = Object.values(world.links).flatMap(link => followLink(world, link, events))
    return [...links, ...events.flatMap(event => followPower(world, event))]
  }
}

function followLink(world: View<World>, link: View<Link>, events: readonly DomainEvent[]): DomainEvent[] {
  const { a, b } = link
  const up = linkIsUpAfter(link, events)
  const isEnd = (name: string): boolean => name === a || name === b
  // Whoever knew a cluster that is made again learns of it by that.
  const gone = events.some(event => event.type === 'cluster-recreated' && isEnd(event.cluster))
  if (gone || up === linkIsUp(world, a, b)) return []
  if (clusterOf(world, a).power === 'lost' || clusterOf(world, b).power === 'lost') return []
  const after = withMetroAfter(world, events)
  return partBothSides(after, clusterOf(after, a), clusterOf(after, b), !up)
}

/**
 * The world with the relations that events leave behind: what moves VMs from one side to the other may take the gateway of
 * the link away with them.
 */
function withMetroAfter(world: View<World>, events: readonly DomainEvent[]): View<World> {
  let clusters = world.clusters
  for (const event of events) {
    const here = 'cluster' in event ? getOwn(clusters, event.cluster) : undefined
    const change = here === undefined ? undefined : changedDomain(here, event)
    if (here === undefined || change === undefined) continue
    const protectionDomains = { ...here.protectionDomains, [change.name]: change }
    clusters = { ...clusters, [here.name]: { ...here, protectionDomains } }
  }
  return { ...world, clusters }
}

function changedDomain(here: View<Cluster>, event: DomainEvent): View<ProtectionDomain> | undefined {
  if (event.type === 'protection-domain-created') return event.domain
  const domain =
    'domain' in event && typeof event.domain === 'string' ? getOwn(here.protectionDomains, event.domain) : undefined
  if (domain === undefined) return undefined
  switch (event.type) {
    case 'metro-changed':
      return { ...domain, metro: event.metro }
    case 'protection-domain-activated':
      return { ...domain, active: true }
    case 'protection-domain-deactivated':
      return { ...domain, active: false }
    case 'protection-domain-removed':
      return { ...domain, metro: null }
    default:
      return undefined
  }
}

function followPower(world: View<World>, event: DomainEvent): DomainEvent[] {
  if (event.type !== 'power-lost' && event.type !== 'power-restored' && event.type !== 'cluster-recreated') return []
  const here = clusterOf(world, event.cluster)
  const others = Object.values(world.clusters).filter(({ name }) => name !== here.name)
  if (event.type === 'cluster-recreated') return others.flatMap(peer => followPartnerLoss(world, peer, here))
  return others
    .filter(({ name, power }) => power === 'on' && linkIsUp(world, here.name, name))
    .flatMap(peer => partBothSides(world, here, peer, event.type === 'power-lost'))
}

/** The cluster that the other sides of its metro domains were on is no more. */
function followPartnerLoss(world: View<World>, here: View<Cluster>, gone: View<Cluster>): DomainEvent[] {
  return Object.values(here.protectionDomains).flatMap(domain => {
    const { metro } = domain
    const site = metro === null ? undefined : getOwn(here.remoteSites, metro.site)
    if (metro === null || !isStanding(metro) || site === undefined) return []
    return peerOf(world, here, site)?.name === gone.name
      ? [endRelation({ world, here, domain }, metro, 'Disabled')]
      : []
  })
}

/** Both sides of the metro domains of two clusters, which are about to lose sight of each other, or to see each other again. */
function partBothSides(world: View<World>, a: View<Cluster>, b: View<Cluster>, out: boolean): DomainEvent[] {
  return [...partSide(world, a, b, out), ...partSide(world, b, a, out)]
}

function partSide(world: View<World>, here: View<Cluster>, peer: View<Cluster>, out: boolean): DomainEvent[] {
  return Object.values(here.protectionDomains).flatMap((domain): DomainEvent[] => {
    const { metro } = domain
    if (metro === null || !isStanding(metro)) return []
    const other = otherSideOf(world, here, domain)
    if (other?.peer.name !== peer.name) return []
    if (!out) return rejoinMetro(world, here, { domain, metro }, other)
    if (metro.isolatedSince !== null) return []
    return [changeMetro(here, domain, parted({ world, here, domain }, metro))]
  })
}

/** Where the other side has taken over meanwhile, given up, or gone on with somebody else, this one learns of it. */
function rejoinMetro(
  world: View<World>,
  here: View<Cluster>,
  { domain, metro }: { readonly domain: View<ProtectionDomain>; readonly metro: View<Metro> },
  { peer, domain: other }: OtherSide
): DomainEvent[] {
  const withHere = other !== undefined && otherSideOf(world, peer, other)?.peer.name === here.name
  if (other?.metro == null || !isStanding(other.metro) || !withHere) {
    const status = other?.active === true && domain.active ? 'Decoupled' : 'Disabled'
    return [endRelation({ world, here, domain }, metro, status)]
  }
  if (metro.isolatedSince === null) return []
  const pause = world.now - metro.isolatedSince
  const { held: _, ...again } = metro
  const syncedAt = metro.syncedAt === null ? null : after(metro.syncedAt, pause)
  return [changeMetro(here, domain, { ...again, isolatedSince: null, syncedAt })]
}

/** Both sides hold the same: the agenda tells each of them. */
export function finishMetroSync(scene: Scene, command: CommandOf<'finish-metro-sync'>): DomainEvent[] {
  const { here, domain } = openDomain(scene, command)
  return [changeMetro(here, domain, { ...metroOf(domain), status: 'Enabled', syncedAt: null })]
}

/** The other side was out of reach for too long. A witness lets the standby side take over where the active one is dark. */
export function breakMetro(scene: Scene, command: CommandOf<'break-metro'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const metro = metroOf(domain)
  const other = otherSideOf(world, here, domain)
  const witnessed = metro.failureHandling === 'Witness' && metro.role === 'Standby' && metro.status === 'Enabled'
  const values = { protection_domain_name: domain.name, remote_name: metro.site }
  return [
    ...(witnessed && domain.change === null && other?.peer.power === 'lost'
      ? takeOver(opened, metro, 'system')
      : [endRelation(opened, metro, 'Disabled')]),
    raiseAlert(opened, 'metro-broken', aboutDomain(domain.name), values)
  ]
}

export function setMetroFailureHandling(
  { world }: Scene,
  command: CommandOf<'set-metro-failure-handling'>
): DomainEvent[] {
  return forBothSides(world, command, command.localOnly, { failureHandling: command.mode })
}

export function setMetroBreakTimeout({ world }: Scene, command: CommandOf<'set-metro-break-timeout'>): DomainEvent[] {
  checkBreakAfter(command.seconds)
  return forBothSides(world, command, false, { breakAfterSeconds: command.seconds })
}

function forBothSides(
  world: View<World>,
  command: { cluster: string; name: string },
  localOnly: boolean,
  change: Partial<Metro>
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  const metro = metroOf(domain)
  const other = otherSideOf(world, here, domain)
  refuseUnless(
    localOnly || isOtherSideReachable(world, here, other),
    'remote-site/unreachable',
    () => `Remote site ${metro.site} is unreachable: metro availability can be changed here alone only`
  )
  const partner = localOnly ? null : partnerOf(world, here, other)
  const theirs =
    other === null || partner === null ? [] : [changeMetro(other.peer, partner.domain, { ...partner.metro, ...change })]
  return [changeMetro(here, domain, { ...metro, ...change }), ...theirs]
}

function changeMetro(cluster: View<Cluster>, domain: View<ProtectionDomain>, metro: Metro): DomainEvent {
  return { type: 'metro-changed', cluster: cluster.name, domain: domain.name, metro }
}
