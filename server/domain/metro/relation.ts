/** Metro availability by hand: enabled, enabled again, disabled, promoted. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Metro,
  ProtectionDomain,
  Scene,
  View
} from '../core/index.js'
import { newProtectionDomain } from '../snapshots/index.js'
import {
  Refusal,
  after,
  containerNamed,
  openDomain,
  getOwn,
  refuseIfBusy,
  remoteSiteOf,
  refuseUnless,
  required
} from '../core/index.js'
import {
  isOtherSideReachable,
  metroObstacle,
  otherSideOf,
  peerOf,
  refuseUnmirrored,
  siteFor,
  standsElsewhere,
  isStanding
} from '../links/index.js'
import { aboutDomain, recordAudit, resolveAlert } from '../notices/rules.js'
import { abortReplications } from '../replication/rules.js'
import { membersInVstore } from './vstores/vstore-lookup.js'
import { synchronizationUsecs } from './synchronization.js'
import { checkBreakAfter } from './failure-handling.js'
import { takeOver } from './metro-takeover.js'
import { endPartner, endRelation } from './mirrored-copy.js'

/** How long the product waits before a relation breaks by itself, unless it is told [C: Swagger, 10 to 30 s]. */
const BREAK_AFTER_SECONDS = 10

/** Makes the other cluster hold the container too, from now on; `reEnable` renews a relation that does not stand any more. */
export function enableMetro(scene: Scene, command: CommandOf<'enable-metro'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const { metro } = domain
  checkEnabling(opened, command.reEnable)
  const site = remoteSiteOf(here, metro?.site ?? command.remoteSite ?? '')
  const container = metro?.container ?? command.container ?? domain.vstore ?? ''
  checkContainer(here, domain, container)
  const obstacle = metroObstacle(world, here, site)
  if (obstacle !== null) throw new Refusal('metro/invalid', obstacle)
  const peer = required(peerOf(world, here, site), 'metro/invalid', `Remote site ${site.name} leads nowhere`)
  const back = required(siteFor(world, peer, here.name), 'metro/invalid', `${here.name} is unknown to ${site.name}`)
  const other = getOwn(peer.protectionDomains, domain.name)
  checkOther(domain, site.name, other, { again: metro !== null, force: command.force })
  checkContainerThere(opened, peer, site.name, container)

  const mine: Metro = {
    container,
    site: site.name,
    role: 'Active',
    status: 'Synchronizing',
    failureHandling: command.failureHandling ?? metro?.failureHandling ?? 'None',
    breakAfterSeconds: command.breakAfterSeconds ?? metro?.breakAfterSeconds ?? BREAK_AFTER_SECONDS,
    syncedAt: after(world.now, synchronizationUsecs(world, here, peer, container)),
    isolatedSince: null
  }
  checkBreakAfter(mine.breakAfterSeconds)
  const theirs: Metro = { ...mine, site: back.name, role: 'Standby' }
  return [
    ...protectVmsInVstore(here, domain, container),
    { type: 'metro-changed', cluster: here.name, domain: domain.name, metro: mine },
    ...(other === undefined
      ? [
          {
            type: 'protection-domain-created',
            cluster: peer.name,
            domain: {
              ...newProtectionDomain(scene, { name: domain.name, active: false, annotations: domain.annotations }),
              vstore: container
            }
          } as const
        ]
      : demoted({ ...opened, here: peer, domain: other })),
    { type: 'metro-changed', cluster: peer.name, domain: domain.name, metro: theirs },
    ...resolveAlert(here, 'metro-broken', aboutDomain(domain.name), { remote_name: site.name }),
    ...resolveAlert(peer, 'metro-broken', aboutDomain(domain.name), { remote_name: back.name }),
    auditMetro(opened, 'enabled', command.user)
  ]
}

/** Refuses a domain that is not active, a relation that stands, and the wrong one of the two ways to enable it. */
function checkEnabling({ here, domain }: DomainScene, reEnable: boolean): void {
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  const { metro } = domain
  refuseUnless(
    metro === null || !isStanding(metro),
    'metro/invalid',
    () => `Metro availability of protection domain ${domain.name} is enabled already`
  )
  refuseUnless(reEnable === (metro !== null), 'metro/invalid', () =>
    metro === null
      ? `Metro availability of protection domain ${domain.name} was never enabled`
      : `Metro availability of protection domain ${domain.name} was enabled before: enable it again`
  )
}

export function disableMetro(scene: Scene, command: CommandOf<'disable-metro'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const metro = metroOf(domain)
  if (metro.status === 'Disabled') return []
  const other = otherSideOf(world, here, domain)
  refuseUnless(
    isOtherSideReachable(world, here, other) || command.skipRemoteCheck,
    'remote-site/unreachable',
    () => `Remote site ${metro.site} is unreachable: skip the check of it to disable metro availability here alone`
  )
  return [
    endRelation(opened, metro, 'Disabled'),
    ...(isOtherSideReachable(world, here, other) ? endPartner(opened, other, 'Disabled') : []),
    auditMetro(opened, 'disabled', command.user)
  ]
}

/** The standby side takes over: without the other side's consent where that is out of reach, or by force. */
export function promoteMetro(scene: Scene, command: CommandOf<'promote-metro'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  refuseIfBusy(here, domain)
  const metro = metroOf(domain)
  refuseUnless(
    metro.role === 'Standby',
    'metro/invalid',
    () => `Protection domain ${domain.name} has role Active on ${here.name} already`
  )
  refuseUnless(
    !domain.active,
    'metro/invalid',
    () => `Protection domain ${domain.name} was activated on ${here.name} after metro availability had ended`
  )
  const other = otherSideOf(world, here, domain)
  const rival = isOtherSideReachable(world, here, other) && other.domain?.active === true
  refuseUnless(
    !rival || command.force || command.skipRemoteCheck,
    'metro/invalid',
    () =>
      `Protection domain ${domain.name} is active on remote site ${metro.site}: disable it there first, or use force`
  )
  refuseUnless(
    command.force || (metro.status !== 'Synchronizing' && metro.held?.complete !== false),
    'metro/invalid',
    () => `The copy of protection domain ${domain.name} on ${here.name} is incomplete: it can be promoted by force only`
  )
  return [
    ...takeOver(opened, metro, command.user),
    ...(rival ? endPartner(opened, other, 'Decoupled') : []),
    auditMetro(opened, 'promoted', command.user)
  ]
}

export function metroOf(domain: View<ProtectionDomain>): View<Metro> {
  return required(
    domain.metro,
    'metro/not-enabled',
    `Metro availability is not enabled on protection domain ${domain.name}`
  )
}

function checkContainer(here: View<Cluster>, domain: View<ProtectionDomain>, container: string): void {
  refuseUnless(
    containerNamed(here, container) !== undefined,
    'metro/invalid',
    () =>
      `Metro availability of protection domain ${domain.name} needs a storage container of ${here.name}, and ${JSON.stringify(container)} is none`
  )
  refuseUnless(
    domain.vstore === null || domain.vstore === container,
    'metro/invalid',
    () => `Protection domain ${domain.name} covers storage container ${domain.vstore}, not ${container}`
  )
  refuseCovered(here, domain, container)
  const added = domain.vstore === null ? membersInVstore(here, container, null) : []
  refuseUnmirrored(here, domain, container, { ...domain, members: [...domain.members, ...added] })
}

/** Refuses a container that another domain of a cluster covers. */
function refuseCovered(cluster: View<Cluster>, domain: View<ProtectionDomain>, container: string): void {
  const rival = Object.values(cluster.protectionDomains).find(
    ({ name, vstore, removedAt }) => name !== domain.name && vstore === container && removedAt === null
  )
  refuseUnless(
    rival === undefined,
    'metro/invalid',
    () => `Storage container ${container} is protected by protection domain ${rival?.name} on ${cluster.name}`
  )
}

/** Refuses a container that the other cluster does not have, or has in another relation, and a domain that stands elsewhere. */
function checkContainerThere(
  { world, here, domain }: DomainScene,
  peer: View<Cluster>,
  site: string,
  container: string
): void {
  refuseUnless(
    containerNamed(peer, container) !== undefined,
    'metro/invalid',
    () => `Storage container ${container} does not exist on remote site ${site}: metro availability needs it on both`
  )
  refuseCovered(peer, domain, container)
  const other = getOwn(peer.protectionDomains, domain.name)
  refuseUnless(
    other === undefined || !standsElsewhere(world, here, peer, other),
    'metro/invalid',
    () =>
      `Protection domain ${domain.name} of remote site ${site} is mirrored with another cluster: disable it there first`
  )
}

/** A domain of that name over there is in the way, unless it is the other side of this one. */
function checkOther(
  domain: View<ProtectionDomain>,
  site: string,
  other: View<ProtectionDomain> | undefined,
  { again, force }: { readonly again: boolean; readonly force: boolean }
): void {
  if (other === undefined) return
  refuseUnless(
    other.change === null && other.removedAt === null,
    'protection-domain/busy',
    () => `Protection domain ${domain.name} is busy on remote site ${site}`
  )
  refuseUnless(
    other.metro !== null && again,
    'metro/invalid',
    () => `Protection domain ${domain.name} exists on remote site ${site} already`
  )
  // A side that was disabled by hand has been given up; a decoupled one may hold writes of its own [C: clients, a script of planned fail-overs].
  refuseUnless(
    !other.active || force || other.metro?.status === 'Disabled',
    'metro/invalid',
    () =>
      `Protection domain ${domain.name} is active on remote site ${site} as well: disable it there first, or what that side has written is lost by force only`
  )
}

/** What the other side had running, and what it sends, it gives up. */
function demoted(other: DomainScene): DomainEvent[] {
  const { here, domain } = other
  if (!domain.active) return []
  return [
    ...abortReplications(other),
    ...domain.members
      .filter(({ uuid }) => getOwn(here.vms, uuid) !== undefined)
      .map(({ uuid }): DomainEvent => ({ type: 'vm-unregistered', cluster: here.name, uuid })),
    { type: 'protection-domain-deactivated', cluster: here.name, domain: domain.name }
  ]
}

function protectVmsInVstore(here: View<Cluster>, domain: View<ProtectionDomain>, container: string): DomainEvent[] {
  if (domain.vstore !== null) return []
  const members = membersInVstore(here, container, null)
  return [
    { type: 'vstore-covered', cluster: here.name, domain: domain.name, container },
    ...(members.length > 0
      ? [{ type: 'entities-protected', cluster: here.name, domain: domain.name, members } as const]
      : [])
  ]
}

function auditMetro(scene: DomainScene, what: 'enabled' | 'disabled' | 'promoted', user: string): DomainEvent {
  const { domain } = scene
  return recordAudit(scene, { type: `metro-${what}`, entity: aboutDomain(domain.name), values: [domain.name], user })
}
