/** What events do to protection domains, their schedules and their snapshots. */
import { cluster, domain, own, schedule } from '../core/index.js'
import { lightWeightBytesOf, newNearSync, nextFiring } from '../snapshots/index.js'
import type { Appliers, Cluster, Draft, Instant, ProtectionDomain, Writable } from '../core/index.js'
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

interface Named {
  readonly uuid: string
}

function setProtection(draft: Draft, here: Writable<Cluster>, members: readonly Named[], name: string | null): void {
  for (const { uuid } of members) {
    const vm = own(here.vms, uuid)
    if (vm !== undefined && vm.protectionDomain !== name)
      draft.row(draft.table(here, 'vms'), uuid).protectionDomain = name
  }
}

function setGroupProtection(
  draft: Draft,
  here: Writable<Cluster>,
  groups: readonly Named[],
  name: string | null
): void {
  for (const { uuid } of groups) {
    const group = own(here.volumeGroups, uuid)
    if (group !== undefined && group.protectionDomain !== name)
      draft.row(draft.table(here, 'volumeGroups'), uuid).protectionDomain = name
  }
}

/** Forgets those that are over, all at once as often as one lasts: looking at each removal would cost what all of them do. */
function clearTombstones(draft: Draft, here: Writable<Cluster>, until: Instant): void {
  const { now } = draft.world
  if (now < (here.tombstonesStandUntil ?? now)) return
  const tombstones = draft.table(here, 'tombstones')
  for (const [name, end] of Object.entries(tombstones)) if (end <= now) delete tombstones[name]
  here.tombstonesStandUntil = until
}

/** Nothing is caught up: a schedule that was asleep goes on with the next point of its grid, NearSync with a seeding. */
function wakeSchedules(draft: Draft, awake: Writable<ProtectionDomain>): void {
  const { now } = draft.world
  for (const [at, { nearSync, nextAt, retention, recurrence }] of awake.schedules.entries()) {
    const late = nextAt !== null && nextAt <= now
    if (nearSync === null && !late) continue
    const woken = draft.row(draft.list(awake, 'schedules'), at)
    if (nearSync !== null) woken.nearSync = newNearSync(retention, nearSync.rollUpUuid, now)
    if (late) woken.nextAt = nextFiring(recurrence, now)
  }
}

export const domainAppliers: Appliers<ProtectionEvent> = {
  'protection-domain-created': (draft, event) => {
    const here = cluster(draft, event)
    draft.table(here, 'protectionDomains')[event.domain.name] = structuredClone(event.domain)
    if (own(here.tombstones, event.domain.name) !== undefined) delete draft.table(here, 'tombstones')[event.domain.name]
  },
  'protection-domain-marked-for-removal': (draft, event) => {
    const here = cluster(draft, event)
    const doomed = domain(draft, event)
    doomed.removedAt = event.at
    setProtection(draft, here, doomed.members, null)
    doomed.members = []
    setGroupProtection(draft, here, doomed.volumeGroups, null)
    doomed.volumeGroups = []
    doomed.schedules = []
    doomed.oneTimeSchedules = []
    here.lightWeightBytes -= lightWeightBytesOf(doomed)
    doomed.snapshots = []
  },
  'protection-domain-removed': (draft, event) => {
    const here = cluster(draft, event)
    delete draft.table(here, 'protectionDomains')[event.domain]
    forgetFileServers(draft, here, event.domain)
    clearTombstones(draft, here, event.until)
    draft.table(here, 'tombstones')[event.domain] = event.until
  },
  'entities-protected': (draft, event) => {
    draft.list(domain(draft, event), 'members').push(...event.members)
    setProtection(draft, cluster(draft, event), event.members, event.domain)
    draft.list(domain(draft, event), 'volumeGroups').push(...(event.volumeGroups ?? []))
    setGroupProtection(draft, cluster(draft, event), event.volumeGroups ?? [], event.domain)
  },
  'entities-unprotected': (draft, event) => {
    const changed = domain(draft, event)
    const gone = new Set(event.uuids)
    setProtection(
      draft,
      cluster(draft, event),
      changed.members.filter(member => gone.has(member.uuid)),
      null
    )
    draft.filter(changed, 'members', ({ uuid }) => !gone.has(uuid))
    setGroupProtection(
      draft,
      cluster(draft, event),
      changed.volumeGroups.filter(({ uuid }) => gone.has(uuid)),
      null
    )
    draft.filter(changed, 'volumeGroups', ({ uuid }) => !gone.has(uuid))
  },
  'protection-domain-activated': (draft, event) => {
    const activated = domain(draft, event)
    activated.active = true
    activated.forced = event.forced
    activated.members = [...event.members]
    activated.volumeGroups = [...event.volumeGroups]
    wakeSchedules(draft, activated)
  },
  /** Its schedules stay, asleep, and so do the names of its remote sites [C: fail-over script, which reads them back]. */
  'protection-domain-deactivated': (draft, event) => {
    const asleep = domain(draft, event)
    asleep.active = false
    asleep.forced = false
    setProtection(draft, cluster(draft, event), asleep.members, null)
    asleep.members = []
    setGroupProtection(draft, cluster(draft, event), asleep.volumeGroups, null)
    asleep.volumeGroups = []
    asleep.oneTimeSchedules = []
    stopFileServers(draft, cluster(draft, event), event.domain)
  },
  'schedule-added': (draft, event) => {
    draft.list(domain(draft, event), 'schedules').push({ ...event.schedule })
  },
  'schedule-replaced': (draft, event) => {
    Object.assign(
      schedule(draft, { cluster: event.cluster, domain: event.domain, id: event.schedule.id }),
      event.schedule
    )
  },
  'schedule-removed': (draft, event) => {
    draft.filter(domain(draft, event), 'schedules', ({ id }) => id !== event.id)
  },
  'schedule-retention-set': (draft, event) => {
    schedule(draft, event).retention = event.retention
  },
  'schedule-ran': (draft, event) => {
    schedule(draft, event).nextAt = event.nextAt
  },
  'near-sync-changed': (draft, event) => {
    Object.assign(schedule(draft, event), { nearSync: event.nearSync, nextAt: event.nextAt })
  },
  'one-time-schedule-added': (draft, event) => {
    draft.list(domain(draft, event), 'oneTimeSchedules').push({ ...event.schedule })
  },
  'one-time-schedule-removed': (draft, event) => {
    draft.filter(domain(draft, event), 'oneTimeSchedules', ({ id }) => id !== event.id)
  },
  'schedules-suspended': (draft, event) => {
    const changed = domain(draft, event)
    changed.schedulesSuspended = event.suspended
    if (!event.suspended) wakeSchedules(draft, changed)
  },
  'metro-changed': (draft, event) => {
    domain(draft, event).metro = event.metro
  },
  'vstore-covered': (draft, event) => {
    domain(draft, event).vstore = event.container
  },
  'min-snapshots-set': (draft, event) => {
    domain(draft, event).minSnapshotsToRetain = event.count
  },
  'sra-state-set': (draft, event) => {
    domain(draft, event).sraState = event.state
  },
  'entities-regrouped': (draft, event) => {
    domain(draft, event).members = [...event.members]
  },
  'snapshot-taken': (draft, event) => {
    cluster(draft, event).lightWeightBytes += event.snapshot.storeBytes
    draft.list(domain(draft, event), 'snapshots').push({ ...event.snapshot })
  },
  /** Kept in the order of creation: a queue that is overtaken can deliver an older one last. */
  'snapshot-received': (draft, event) => {
    const snapshots = draft.list(domain(draft, event), 'snapshots')
    cluster(draft, event).lightWeightBytes += event.snapshot.storeBytes
    let at = snapshots.length
    while (at > 0 && (snapshots[at - 1]?.createdAt ?? 0) > event.snapshot.createdAt) at -= 1
    if (at === snapshots.length) snapshots.push({ ...event.snapshot })
    else snapshots.splice(at, 0, { ...event.snapshot })
  },
  'snapshots-removed': (draft, event) => {
    const here = cluster(draft, event)
    draft.filter(domain(draft, event), 'snapshots', snapshot => {
      const gone = event.snapshots.some(({ id, origin }) => id === snapshot.id && origin === snapshot.origin)
      if (gone) here.lightWeightBytes -= snapshot.storeBytes
      return !gone
    })
  },
  'snapshot-retention-set': (draft, event) => {
    const changed = domain(draft, event)
    for (const [at, { id, origin }] of changed.snapshots.entries()) {
      if (id === event.id && origin === event.origin)
        draft.row(draft.list(changed, 'snapshots'), at).expiresAt = event.until
    }
  },
  /** The client is told, and nobody else. */
  'migration-declined': () => undefined,
  'mode-change-started': (draft, event) => {
    domain(draft, event).change = event.change
  },
  'mode-change-advanced': (draft, event) => {
    domain(draft, event).change = event.change
  },
  'mode-change-ended': (draft, event) => {
    domain(draft, event).change = null
  }
}
