/** What happens to metro domains by themselves: parted from their other side, together again, in step, broken. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  EventOf,
  Metro,
  ProtectionDomain,
  Reaction,
  Scene,
  View,
  World
} from '../core/index.js'
import { after, clusterOf, domainOf, linkBetween, openDomain, getOwn, refuseUnless } from '../core/index.js'
import { isOtherSideReachable, linkIsUp, otherSideOf, partnerOf, peerOf, isStanding } from '../links/index.js'
import type { OtherSide } from '../links/index.js'
import { checkBreakAfter } from './failure-handling.js'
import { metroOf } from './relation.js'
import { takeOver } from './metro-takeover.js'
import { endRelation, parted } from './mirrored-copy.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'

/** Two clusters lose sight of each other, or see each other again: the sides of their metro domains learn of it. */
export const followSight: Reaction = ({ world }, events) => {
  if (!events.some(changesSight)) return []
  const lanes = events.filter(event => event.type === 'lane-changed')
  return [...followLanes(world, lanes), ...events.flatMap(event => followPower(world, event))]
}

function changesSight({ type }: DomainEvent): boolean {
  return type === 'lane-changed' || type === 'power-lost' || type === 'power-restored' || type === 'cluster-recreated'
}

function followLanes(world: View<World>, lanes: readonly EventOf<'lane-changed'>[]): DomainEvent[] {
  const [first] = lanes
  if (first === undefined) return []
  const { a, b } = first
  const up = Object.values(linkBetween(world, a, b)?.lanes ?? {}).every(
    lane => lanes.findLast(({ from }) => from === lane.from)?.up ?? lane.up
  )
  const ends = [clusterOf(world, a), clusterOf(world, b)] as const
  if (up === linkIsUp(world, a, b) || ends.some(({ power }) => power === 'lost')) return []
  return partBothSides(world, ...ends, !up)
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
