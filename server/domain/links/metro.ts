/** State of metro relations: the other side, whether it can be reached, and whether two clusters can have one at all. */
import { NEVER, after, getOwn, refuseUnless, seconds } from '../core/index.js'
import { latencyUsecs } from './link.js'
import { linkIsUp } from './sites/gateways.js'
import { peerOf, remoteSiteStatus } from './sites/sites.js'
import type { Cluster, Instant, Metro, ProtectionDomain, RemoteSite, View, World } from '../core/index.js'

/** The longest round trip that synchronous writes allow [C: OVHcloud guides, 5 ms]. */
const METRO_LATENCY_USECS_MAX = 5_000

export interface OtherSide {
  peer: View<Cluster>
  /** None where it was removed. */
  domain: View<ProtectionDomain> | undefined
}

/** The other side of a metro domain, whether it answers or not. */
export function otherSideOf(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): OtherSide | null {
  const site = domain.metro === null ? undefined : getOwn(here.remoteSites, domain.metro.site)
  const peer = site === undefined ? undefined : peerOf(world, here, site)
  if (peer === undefined) return null
  const other = getOwn(peer.protectionDomains, domain.name)
  return { peer, domain: other?.removedAt === null && other.metro !== null ? other : undefined }
}

/** The other side's part in the relation; null where it has none, and where that stands with another cluster by now. */
export function partnerOf(
  world: View<World>,
  here: View<Cluster>,
  other: OtherSide | null
): { domain: View<ProtectionDomain>; metro: View<Metro> } | null {
  const domain = other?.domain
  if (other === null || domain?.metro == null || standsElsewhere(world, here, other.peer, domain)) return null
  return { domain, metro: domain.metro }
}

/** Whether a domain of another cluster stands in a relation, and not with this one. */
export function standsElsewhere(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  domain: View<ProtectionDomain>
): boolean {
  return domain.metro !== null && isStanding(domain.metro) && otherSideOf(world, peer, domain)?.peer.name !== here.name
}

/** Whether the relation is enabled or synchronizing, and so meant to hold. */
export function isStanding(metro: View<Metro>): boolean {
  return metro.status === 'Enabled' || metro.status === 'Synchronizing'
}

/** Refuses what does not go with a relation that stands, and says what to do instead. */
export function refuseWhileStanding({ name, metro }: View<ProtectionDomain>, instead: string): void {
  refuseUnless(
    metro === null || !isStanding(metro),
    'metro/invalid',
    () => `Metro availability is enabled on protection domain ${name}: ${instead}`
  )
}

/** Refuses what a mirrored container does not hold as a whole, before a domain has it: a take-over would lose it. */
export function refuseUnmirrored(
  here: View<Cluster>,
  { name }: View<ProtectionDomain>,
  container: string,
  { members, volumeGroups }: View<Pick<ProtectionDomain, 'members' | 'volumeGroups'>>
): void {
  const [group] = volumeGroups
  refuseUnless(
    group === undefined,
    'metro/invalid',
    () =>
      `Volume group ${group?.name} of protection domain ${name} cannot be mirrored: metro availability does not cover volume groups`
  )
  const stray = members.find(
    ({ uuid }) => !getOwn(here.vms, uuid)?.spec.disks.every(disk => disk.container === container)
  )
  refuseUnless(
    stray === undefined,
    'metro/invalid',
    () => `VM ${stray?.name} of protection domain ${name} is not in storage container ${container} alone`
  )
}

/** When the relation breaks by itself, if the other side stays out of reach. */
export function breaksAt(metro: View<Metro>): Instant {
  const { failureHandling, isolatedSince, breakAfterSeconds } = metro
  const byItself = failureHandling === 'Automatic' || failureHandling === 'Witness'
  return isolatedSince === null || !byItself ? NEVER : after(isolatedSince, seconds(breakAfterSeconds))
}

/** In the product's Title Case [C: recorded, Checkmk]. */
export function metroStatusText(metro: View<Metro>): string {
  return metro.isolatedSince === null ? metro.status : 'Remote Unreachable'
}

/** Why a remote site cannot be the other side of a metro domain; null when it can. */
export function metroObstacle(world: View<World>, here: View<Cluster>, site: View<RemoteSite>): string | null {
  const peer = peerOf(world, here, site)
  if (here.hypervisor !== 'kVMware') return `Metro availability is not supported on the hypervisor of ${here.name}`
  if (peer === undefined || remoteSiteStatus(world, here, site) !== 'RELATIONSHIP_ESTABLISHED')
    return `Remote site ${site.name} is not ready for metro availability: it does not answer`
  if (peer.hypervisor !== 'kVMware')
    return `Metro availability is not supported on the hypervisor of remote site ${site.name}`
  const latency = latencyUsecs(world, here.name, peer.name) ?? Infinity
  if (latency > METRO_LATENCY_USECS_MAX)
    return `The round trip to remote site ${site.name} takes ${latency / 1000} ms: metro availability allows 5 ms`
  return null
}

/** Whether the other side answers at present. */
export function isOtherSideReachable(
  world: View<World>,
  here: View<Cluster>,
  other: OtherSide | null
): other is OtherSide {
  return other !== null && canMirrorWrites(world, here, other.peer)
}

/** Whether writes get from one cluster to the other: that the replication service runs is of no matter to them. */
export function canMirrorWrites(world: View<World>, a: View<Cluster>, b: View<Cluster>): boolean {
  return a.power === 'on' && b.power === 'on' && linkIsUp(world, a.name, b.name)
}
