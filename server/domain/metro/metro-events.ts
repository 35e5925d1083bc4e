/** What happens to metro domains by themselves: parted from their other side, together again, in step, broken. */
import type { Cluster, CommandOf, DomainEvent, Metro, ProtectionDomain, Scene, View, World } from '../core/index.js'
import { after, clusterOf, domainOf, linkBetween, openDomain, require } from '../core/index.js'
import { inReach, linkIsUp, otherSideOf, stands } from '../links/index.js'
import type { OtherSide } from '../links/index.js'
import { checkBreakAfter, ended, metroOf } from './relation.js'
import { takeOver } from './metro-takeover.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'

/** Lanes that change, and what that means to the metro domains at the ends of their link. */
export function withMetro(world: View<World>, events: readonly DomainEvent[]): DomainEvent[] {
  const lanes = events.filter(event => event.type === 'lane-changed')
  const [first] = lanes
  if (first === undefined) return [...events]
  const { a, b } = first
  const up = Object.values(linkBetween(world, a, b)?.lanes ?? {}).every(
    lane => lanes.findLast(({ from }) => from === lane.from)?.up ?? lane.up
  )
  const ends = [clusterOf(world, a), clusterOf(world, b)] as const
  if (up === linkIsUp(world, a, b) || ends.some(({ power }) => power === 'lost')) return [...events]
  return [...events, ...metroParted(world, ...ends, !up)]
}

/** Both sides of the metro domains of two clusters, which are about to lose sight of each other, or to see each other again. */
export function metroParted(world: View<World>, a: View<Cluster>, b: View<Cluster>, parted: boolean): DomainEvent[] {
  return [...sideParted(world, a, b, parted), ...sideParted(world, b, a, parted)]
}

function sideParted(world: View<World>, here: View<Cluster>, peer: View<Cluster>, parted: boolean): DomainEvent[] {
  return Object.values(here.protectionDomains).flatMap((domain): DomainEvent[] => {
    const { metro } = domain
    if (metro === null || !stands(metro)) return []
    const other = otherSideOf(world, here, domain)
    if (other?.peer.name !== peer.name) return []
    if (!parted) return together(world, here, domain, metro, other)
    if (metro.isolatedSince !== null) return []
    return [changed(here, domain, { ...metro, isolatedSince: world.now })]
  })
}

/** Where the other side has taken over meanwhile, given up, or gone on with somebody else, this one learns of it. */
function together(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  metro: View<Metro>,
  { peer, domain: other }: OtherSide
): DomainEvent[] {
  const withHere = other !== undefined && otherSideOf(world, peer, other)?.peer.name === here.name
  if (other?.metro == null || !stands(other.metro) || !withHere) {
    const status = other?.active === true && domain.active ? 'Decoupled' : 'Disabled'
    return [ended(here, domain, metro, status)]
  }
  if (metro.isolatedSince === null) return []
  const pause = world.now - metro.isolatedSince
  const syncedAt = metro.syncedAt === null ? null : after(metro.syncedAt, pause)
  return [changed(here, domain, { ...metro, isolatedSince: null, syncedAt })]
}

/** Both sides hold the same: the agenda tells each of them. */
export function finishMetroSync(scene: Scene, command: CommandOf<'finish-metro-sync'>): DomainEvent[] {
  const { here, domain } = openDomain(scene, command)
  return [changed(here, domain, { ...metroOf(domain), status: 'Enabled', syncedAt: null })]
}

/** The other side was out of reach for too long. A witness lets the standby side take over where the active one is dark. */
export function breakMetro(scene: Scene, command: CommandOf<'break-metro'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const metro = metroOf(domain)
  const other = otherSideOf(world, here, domain)
  const witnessed = metro.failureHandling === 'Witness' && metro.role === 'Standby' && metro.status === 'Enabled'
  const values = { protection_domain_name: domain.name, remote_name: metro.site }
  return [
    ...(witnessed && domain.change === null && other?.peer.power === 'lost'
      ? takeOver(world, here, domain, metro, other, ids)
      : [ended(here, domain, metro, 'Disabled')]),
    raiseAlert({ world, here, ids }, 'metro-broken', aboutDomain(domain.name), values)
  ]
}

export function setMetroFailureHandling(
  { world }: Scene,
  command: CommandOf<'set-metro-failure-handling'>
): DomainEvent[] {
  return onBothSides(world, command, command.localOnly, { failureHandling: command.mode })
}

export function setMetroBreakTimeout({ world }: Scene, command: CommandOf<'set-metro-break-timeout'>): DomainEvent[] {
  checkBreakAfter(command.seconds)
  return onBothSides(world, command, false, { breakAfterSeconds: command.seconds })
}

function onBothSides(
  world: View<World>,
  command: { cluster: string; name: string },
  localOnly: boolean,
  change: Partial<Metro>
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  const metro = metroOf(domain)
  const other = otherSideOf(world, here, domain)
  require(localOnly || inReach(world, here, other), 'remote-site/unreachable', () =>
    `Remote site ${metro.site} is unreachable: metro availability can be changed here alone only`)
  const theirs =
    !localOnly && other?.domain?.metro != null
      ? [changed(other.peer, other.domain, { ...other.domain.metro, ...change })]
      : []
  return [changed(here, domain, { ...metro, ...change }), ...theirs]
}

function changed(cluster: View<Cluster>, domain: View<ProtectionDomain>, metro: Metro): DomainEvent {
  return { type: 'metro-changed', cluster: cluster.name, domain: domain.name, metro }
}
