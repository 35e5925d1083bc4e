/** What events do to protection domains, their schedules and their snapshots. */
import { cluster, domain, own, schedule } from '../core/index.js'
import { lightWeightBytesOf, newNearSync, nextFiring } from '../snapshots/index.js'
import type { Appliers, Cluster, Instant, Member, ProtectionDomain, World } from '../core/index.js'
import { forgetFileServers, stopFileServers } from '../file-servers/rules.js'

type ProtectionEvent =
  | 'protection-domain-created'
  | 'protection-domain-marked-for-removal'
  | 'protection-domain-removed'
  | 'entities-protected'
  | 'entities-unprotected'
  | 'protection-domain-activated'
  | 'protection-domain-deactivated'
  | 'schedule-added'
  | 'schedule-replaced'
  | 'schedule-removed'
  | 'schedule-retention-set'
  | 'schedule-ran'
  | 'near-sync-changed'
  | 'one-time-schedule-added'
  | 'one-time-schedule-removed'
  | 'schedules-suspended'
  | 'metro-changed'
  | 'vstore-covered'
  | 'min-snapshots-set'
  | 'sra-state-set'
  | 'entities-regrouped'
  | 'snapshot-taken'
  | 'snapshot-received'
  | 'snapshots-removed'
  | 'snapshot-retention-set'
  | 'migration-declined'
  | 'mode-change-started'
  | 'mode-change-advanced'
  | 'mode-change-ended'

function setProtection(here: Cluster, members: readonly Member[], name: string | null): void {
  for (const member of members) {
    const vm = own(here.vms, member.uuid)
    if (vm !== undefined) vm.protectionDomain = name
  }
}

function setGroupProtection(here: Cluster, groups: readonly { readonly uuid: string }[], name: string | null): void {
  for (const { uuid } of groups) {
    const group = own(here.volumeGroups, uuid)
    if (group !== undefined) group.protectionDomain = name
  }
}

/** Forgets those that are over, all at once as often as one lasts: looking at each removal would cost what all of them do. */
function clearTombstones(here: Cluster, now: Instant, until: Instant): void {
  if (now < (here.tombstonesStandUntil ?? now)) return
  for (const [name, end] of Object.entries(here.tombstones)) if (end <= now) delete here.tombstones[name]
  here.tombstonesStandUntil = until
}

/** Nothing is caught up: a schedule that was asleep goes on with the next point of its grid, NearSync with a seeding. */
function wakeSchedules(world: World, awake: ProtectionDomain): void {
  for (const each of awake.schedules) {
    if (each.nearSync !== null) each.nearSync = newNearSync(each.retention, each.nearSync.rollUpUuid, world.now)
    if (each.nextAt !== null && each.nextAt <= world.now) each.nextAt = nextFiring(each.recurrence, world.now)
  }
}

export const domainAppliers: Appliers<ProtectionEvent> = {
  'protection-domain-created': (world, event) => {
    const here = cluster(world, event)
    here.protectionDomains[event.domain.name] = structuredClone(event.domain)
    delete here.tombstones[event.domain.name]
  },
  'protection-domain-marked-for-removal': (world, event) => {
    const here = cluster(world, event)
    const doomed = domain(world, event)
    doomed.removedAt = event.at
    setProtection(here, doomed.members, null)
    doomed.members = []
    setGroupProtection(here, doomed.volumeGroups, null)
    doomed.volumeGroups = []
    doomed.schedules = []
    doomed.oneTimeSchedules = []
    here.lightWeightBytes -= lightWeightBytesOf(doomed)
    doomed.snapshots = []
  },
  'protection-domain-removed': (world, event) => {
    const here = cluster(world, event)
    delete here.protectionDomains[event.domain]
    forgetFileServers(here, event.domain)
    clearTombstones(here, world.now, event.until)
    here.tombstones[event.domain] = event.until
  },
  'entities-protected': (world, event) => {
    domain(world, event).members.push(...event.members)
    setProtection(cluster(world, event), event.members, event.domain)
    domain(world, event).volumeGroups.push(...(event.volumeGroups ?? []))
    setGroupProtection(cluster(world, event), event.volumeGroups ?? [], event.domain)
  },
  'entities-unprotected': (world, event) => {
    const changed = domain(world, event)
    const gone = new Set(event.uuids)
    setProtection(
      cluster(world, event),
      changed.members.filter(member => gone.has(member.uuid)),
      null
    )
    changed.members = changed.members.filter(member => !gone.has(member.uuid))
    setGroupProtection(
      cluster(world, event),
      changed.volumeGroups.filter(({ uuid }) => gone.has(uuid)),
      null
    )
    changed.volumeGroups = changed.volumeGroups.filter(({ uuid }) => !gone.has(uuid))
  },
  'protection-domain-activated': (world, event) => {
    const activated = domain(world, event)
    activated.active = true
    activated.forced = event.forced
    activated.members = [...event.members]
    activated.volumeGroups = [...event.volumeGroups]
    wakeSchedules(world, activated)
  },
  /** Its schedules stay, asleep, and so do the names of its remote sites [C: a fail-over script reads them back]. */
  'protection-domain-deactivated': (world, event) => {
    const asleep = domain(world, event)
    asleep.active = false
    asleep.forced = false
    setProtection(cluster(world, event), asleep.members, null)
    asleep.members = []
    setGroupProtection(cluster(world, event), asleep.volumeGroups, null)
    asleep.volumeGroups = []
    asleep.oneTimeSchedules = []
    stopFileServers(cluster(world, event), event.domain)
  },
  'schedule-added': (world, event) => {
    domain(world, event).schedules.push({ ...event.schedule })
  },
  'schedule-replaced': (world, event) => {
    Object.assign(
      schedule(world, { cluster: event.cluster, domain: event.domain, id: event.schedule.id }),
      event.schedule
    )
  },
  'schedule-removed': (world, event) => {
    const changed = domain(world, event)
    changed.schedules = changed.schedules.filter(each => each.id !== event.id)
  },
  'schedule-retention-set': (world, event) => {
    schedule(world, event).retention = event.retention
  },
  'schedule-ran': (world, event) => {
    schedule(world, event).nextAt = event.nextAt
  },
  'near-sync-changed': (world, event) => {
    Object.assign(schedule(world, event), { nearSync: event.nearSync, nextAt: event.nextAt })
  },
  'one-time-schedule-added': (world, event) => {
    domain(world, event).oneTimeSchedules.push({ ...event.schedule })
  },
  'one-time-schedule-removed': (world, event) => {
    const changed = domain(world, event)
    changed.oneTimeSchedules = changed.oneTimeSchedules.filter(({ id }) => id !== event.id)
  },
  'schedules-suspended': (world, event) => {
    const changed = domain(world, event)
    changed.schedulesSuspended = event.suspended
    if (!event.suspended) wakeSchedules(world, changed)
  },
  'metro-changed': (world, event) => {
    domain(world, event).metro = event.metro
  },
  'vstore-covered': (world, event) => {
    domain(world, event).vstore = event.container
  },
  'min-snapshots-set': (world, event) => {
    domain(world, event).minSnapshotsToRetain = event.count
  },
  'sra-state-set': (world, event) => {
    domain(world, event).sraState = event.state
  },
  'entities-regrouped': (world, event) => {
    domain(world, event).members = [...event.members]
  },
  'snapshot-taken': (world, event) => {
    cluster(world, event).lightWeightBytes += event.snapshot.storeBytes
    domain(world, event).snapshots.push({ ...event.snapshot })
  },
  /** Kept in the order of creation: a queue that is overtaken can deliver an older one last. */
  'snapshot-received': (world, event) => {
    const { snapshots } = domain(world, event)
    cluster(world, event).lightWeightBytes += event.snapshot.storeBytes
    let at = snapshots.length
    while (at > 0 && (snapshots[at - 1]?.createdAt ?? 0) > event.snapshot.createdAt) at -= 1
    if (at === snapshots.length) snapshots.push({ ...event.snapshot })
    else snapshots.splice(at, 0, { ...event.snapshot })
  },
  'snapshots-removed': (world, event) => {
    const here = cluster(world, event)
    const changed = domain(world, event)
    changed.snapshots = changed.snapshots.filter(snapshot => {
      const gone = event.snapshots.some(({ id, origin }) => id === snapshot.id && origin === snapshot.origin)
      if (gone) here.lightWeightBytes -= snapshot.storeBytes
      return !gone
    })
  },
  'snapshot-retention-set': (world, event) => {
    for (const snapshot of domain(world, event).snapshots) {
      if (snapshot.id === event.id && snapshot.origin === event.origin) snapshot.expiresAt = event.until
    }
  },
  /** The client is told, and nobody else. */
  'migration-declined': () => undefined,
  'mode-change-started': (world, event) => {
    domain(world, event).change = event.change
  },
  'mode-change-advanced': (world, event) => {
    domain(world, event).change = event.change
  },
  'mode-change-ended': (world, event) => {
    domain(world, event).change = null
  }
}
