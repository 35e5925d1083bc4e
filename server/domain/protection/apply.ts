/** Appliers of protection domains and their schedules. */
import { cluster, domain, getOwn, schedule } from '../core/index.js'
import { lightWeightBytesOf, newNearSync, nextFiring } from '../snapshots/index.js'
import type { Appliers, Cluster, Draft, Instant, ProtectionDomain, Writable } from '../core/index.js'
import { forgetFileServers, stopFileServers } from '../file-servers/rules.js'
import type { ProtectionEvent } from './vocabulary.js'

interface Named {
  readonly uuid: string
}

function setProtection(draft: Draft, here: Writable<Cluster>, members: readonly Named[], name: string | null): void {
  for (const { uuid } of members) {
    const vm = getOwn(here.vms, uuid)
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
    const group = getOwn(here.volumeGroups, uuid)
    if (group !== undefined && group.protectionDomain !== name)
      draft.row(draft.table(here, 'volumeGroups'), uuid).protectionDomain = name
  }
}

/** Forgets expired tombstones, all at once and as often as one lasts: a look at each removal would cost what all of them do. */
function clearTombstones(draft: Draft, here: Writable<Cluster>, until: Instant): void {
  const { now } = draft.world
  if (now < (here.tombstonesStandUntil ?? now)) return
  const tombstones = draft.table(here, 'tombstones')
  for (const [name, end] of Object.entries(tombstones)) if (end <= now) delete tombstones[name]
  here.tombstonesStandUntil = until
}

/** Resumes the schedules of a domain: missed points are not made up, and NearSync starts with a seeding. */
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

/**
 * A new domain, with lists and tables of its own. Every field is written out: a structured clone keeps all but four of them
 * in a list beside the object, which each of a month's commands would have to fetch.
 */
function copyOf(domain: ProtectionDomain): ProtectionDomain {
  return {
    name: domain.name,
    serial: domain.serial,
    createdAt: domain.createdAt,
    active: domain.active,
    forced: domain.forced,
    annotations: domain.annotations,
    members: [...domain.members],
    volumeGroups: [...domain.volumeGroups],
    schedules: [...domain.schedules],
    schedulesSuspended: domain.schedulesSuspended,
    oneTimeSchedules: [...domain.oneTimeSchedules],
    snapshots: [...domain.snapshots],
    outgoing: { ...domain.outgoing },
    minSnapshotsToRetain: domain.minSnapshotsToRetain,
    sraState: domain.sraState,
    vstore: domain.vstore,
    metro: domain.metro,
    change: domain.change,
    removedAt: domain.removedAt
  }
}

export const protectionAppliers: Appliers<ProtectionEvent['type']> = {
  'protection-domain-created': (draft, event) => {
    const here = cluster(draft, event)
    draft.table(here, 'protectionDomains')[event.domain.name] = copyOf(event.domain)
    if (getOwn(here.tombstones, event.domain.name) !== undefined)
      delete draft.table(here, 'tombstones')[event.domain.name]
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
  'min-snapshots-set': (draft, event) => {
    domain(draft, event).minSnapshotsToRetain = event.count
  },
  'sra-state-set': (draft, event) => {
    domain(draft, event).sraState = event.state
  },
  'entities-regrouped': (draft, event) => {
    domain(draft, event).members = [...event.members]
  }
}
