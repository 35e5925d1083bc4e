/** The planned fail-over: two snapshots, a shutdown between them, then the change of sides as one list of facts. */
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  DomainScene,
  ImmobileVm,
  Migration,
  RemoteSite,
  Scene,
  Snapshot,
  View,
  World
} from '../core/index.js'
import { Refusal, after, openDomain, getOwn, refuseIfBusy, remoteSiteOf, refuseUnless, seconds } from '../core/index.js'
import { obstacleTo, peerOf, refuseWhileStanding, remoteSiteStatus } from '../links/index.js'
import { immobileVms } from '../inventory/index.js'
import { alertSnapshotFailed, snapshotFault, takeSnapshot } from '../snapshots/rules.js'
import { aboutDomain, auditModeChange, raiseAlert, startMonitor } from '../notices/rules.js'
import { resumePaused } from '../replication/rules.js'
import { cutOver } from './cut-over.js'
import { guestsDownAt } from './guest-shutdown.js'
import { stepsOf } from './steps.js'
import { endTargetMonitor, monitorOnTarget } from './target-monitor.js'
import { alertAttachedClients, groupsWithClients } from '../volume-groups/rules.js'

/** Starts a migration, unless VMs of the domain cannot move: the first snapshot is taken and sent while the VMs go on running. */
export function migrateProtectionDomain(
  scene: Scene,
  command: CommandOf<'migrate-protection-domain'>
): Decision<readonly ImmobileVm[]> {
  const opened = openDomain(scene, command)
  const { world, here, domain, ids } = opened
  const { site, peer } = checkMigration(opened, command.remoteSite)
  const immobile = command.skipMobilityCheck === true ? [] : immobileVms(here, domain, peer)
  if (immobile.length > 0)
    return {
      events: [
        { type: 'migration-declined', cluster: here.name, domain: domain.name, remoteSite: site.name, immobile }
      ],
      result: immobile
    }

  const fault = snapshotFault({ world, here, domain })
  refuseUnless(
    fault === null,
    'protection-domain/snapshot-failed',
    () => `Mode change for protection domain ${domain.name} failed with error: its snapshot failed: ${fault}`
  )
  const address = {
    kind: 'migrate',
    site: site.name,
    target: peer.name,
    step: 'first-replication',
    startedAt: world.now,
    endsAt: null,
    monitorId: ids.uuid(),
    user: command.user
  } as const
  const open = groupsWithClients(here, domain)
  if (open.length > 0) {
    const change = { ...address, snapshotId: 0 } // none is taken
    const reason = 'external iSCSI clients have volume groups attached'
    const obstacles = alertAttachedClients(opened, open)
    return {
      events: [...beginMigration(opened, change), ...obstacles, ...failMigration(opened, change, reason)],
      result: []
    }
  }
  const { snapshot, events } = takeSnapshot({ world, here, domain, ids }, migrationSnapshot(world, site.name, false))
  const change = { ...address, snapshotId: snapshot.id }
  const resumed = resumePaused(opened, site.name)
  const begun = beginMigration(opened, change)
  return { events: [...begun, ...resumed, ...events, ...failStart(opened, change, events)], result: [] }
}

/** The remote site that a domain can migrate to, and its cluster. Refuses what stands in the way on either side. */
function checkMigration(
  { world, here, domain }: DomainScene,
  remoteSite: string
): { readonly site: View<RemoteSite>; readonly peer: View<Cluster> } {
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Mode change for protection domain ${domain.name} failed with error: it is not active on ${here.name}`
  )
  const site = remoteSiteOf(here, remoteSite)
  const peer = targetOf(world, here, site)
  const target = getOwn(peer.protectionDomains, domain.name)
  refuseUnless(
    target?.active !== true,
    'protection-domain/active',
    () =>
      `Mode change for protection domain ${domain.name} failed with error: it is active on remote site ${site.name} as well`
  )
  refuseUnless(
    target?.change == null && target?.removedAt == null,
    'protection-domain/busy',
    () => `Protection domain ${domain.name} is busy on remote site ${site.name}`
  )
  for (const side of [domain, target ?? domain]) refuseWhileStanding(side, 'it cannot migrate')
  const stale = domain.members.filter(member => getOwn(here.vms, member.uuid) === undefined).map(member => member.name)
  refuseUnless(
    stale.length === 0,
    'protection-domain/stale-entities',
    () => `Protection domain ${domain.name} has one or more missing VMs: ${stale.join(', ')}`
  )
  return { site, peer }
}

function beginMigration(scene: DomainScene, change: Migration): DomainEvent[] {
  const { here, domain } = scene
  return [
    auditModeChange(scene, {
      type: 'change-mode-requested',
      domain: domain.name,
      desired: `migrate to ${change.site}`,
      user: change.user
    }),
    { type: 'mode-change-started', cluster: here.name, domain: domain.name, change },
    startMonitor(scene, { id: change.monitorId, operation: 'deactivate', domain: domain.name, expectedEnd: null })
  ]
}

/** The cluster behind a site, where a migration can go there at all. */
function targetOf(world: View<World>, here: View<Cluster>, site: View<RemoteSite>): View<Cluster> {
  refuseUnless(
    site.capabilities.includes('DISASTER_RECOVERY'),
    'remote-site/backup-only',
    () => `Remote site ${site.name} is for backup only: protection domains cannot be migrated to it`
  )
  const peer = peerOf(world, here, site)
  const status = remoteSiteStatus(world, here, site)
  if (peer === undefined || status === 'HANDSHAKING' || status === 'UNREACHABLE') {
    throw new Refusal('remote-site/unreachable', `Remote site ${site.name} is unreachable from ${here.name}`)
  }
  refuseUnless(
    status === 'RELATIONSHIP_ESTABLISHED',
    'remote-site/not-established',
    () => obstacleTo(world, here, site) ?? status
  )
  return peer
}

function migrationSnapshot(world: View<World>, site: string, poweredOff: boolean) {
  const expiresAt = after(world.now, seconds(world.settings.migrationSnapshotSeconds))
  return {
    kind: 'migration',
    scheduleId: null,
    oneTimeId: null,
    appConsistent: false,
    expiresAt,
    remotes: [{ site, expiresAt }],
    poweredOff
  } as const
}

/** A migration whose snapshot was refused by the receiving side fails in the same breath. */
function failStart(scene: DomainScene, change: Migration, events: readonly DomainEvent[]): DomainEvent[] {
  const onItsWay = events.some(event => event.type === 'replication-started' || event.type === 'replication-queued')
  const reason = `the snapshot could not be replicated to remote site ${change.site}`
  return onItsWay ? [] : failMigration(scene, change, reason)
}

/** The snapshot that the migration waited for has arrived. */
export function advanceMigration(scene: DomainScene, change: View<Migration>, snapshot: View<Snapshot>): DomainEvent[] {
  const { world, here, domain } = scene
  if (change.step === 'second-replication') return cutOver(scene, change, snapshot)
  const monitored = monitorOnTarget(scene, change)
  const next: Migration = { ...monitored.change, step: 'guest-shutdown', endsAt: guestsDownAt(world, here, domain) }
  return [{ type: 'mode-change-advanced', cluster: here.name, domain: domain.name, change: next }, ...monitored.events]
}

/** The guests are down: the second snapshot holds everything that was ever written. */
export function finishGuestShutdown(scene: DomainScene, change: View<Migration>): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const events: DomainEvent[] = []
  const stopped: string[] = []
  for (const member of domain.members) {
    const vm = getOwn(here.vms, member.uuid)
    // Whatever is still to change its power comes too late.
    if (vm !== undefined && vm.pendingTask !== null)
      events.push({ type: 'vm-task-pending', cluster: here.name, uuid: vm.uuid, task: null })
    if (vm === undefined || vm.powerState === 'off') continue
    events.push({ type: 'vm-power-changed', cluster: here.name, uuid: vm.uuid, powerState: 'off', hostUuid: null })
    stopped.push(vm.name)
  }
  const { sourceSide } = stepsOf(scene, change)
  events.push({ type: 'migration-vms-stopped', ...sourceSide, vms: stopped })
  const fault = snapshotFault({ world, here, domain })
  if (fault !== null) {
    events.push(alertSnapshotFailed(scene, fault))
    return [...events, ...failMigration(scene, change, `the second snapshot failed: ${fault}`)]
  }
  const taken = takeSnapshot({ world, here, domain, ids }, migrationSnapshot(world, change.site, true))
  const next: Migration = { ...change, step: 'second-replication', endsAt: null, snapshotId: taken.snapshot.id }
  events.push({ type: 'mode-change-advanced', cluster: here.name, domain: domain.name, change: next })
  events.push(...resumePaused(scene, change.site))
  events.push(...taken.events)
  events.push(...failStart(scene, next, taken.events))
  return events
}

/** Ends a migration that failed [C: alert catalogue]. EMU: the source stays active; VMs that were shut down stay off. */
export function failMigration(scene: DomainScene, change: View<Migration>, reason: string): DomainEvent[] {
  const { here, domain } = scene
  const values = { protection_domain_name: domain.name, reason }
  return [
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'failed' },
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'failed', errorCode: 1 },
    ...endTargetMonitor(change, 'failed'),
    raiseAlert(scene, 'change-mode-failed', aboutDomain(domain.name), values),
    auditModeChange(scene, {
      type: 'change-mode-failed',
      domain: domain.name,
      desired: `migrate to ${change.site}`,
      user: change.user
    })
  ]
}
