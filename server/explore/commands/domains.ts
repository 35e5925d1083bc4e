/** Protection domains by chance: members, schedules, retention. */
import type { Keep, RetentionUnit } from '../../domain/core/index.js'
import { oneOf, orInvalid, siteNames, someInstant, INVALID_SHARE, DOMAINS, active, scheduled } from './context.js'
import type { CommandContext, KindsOf } from './context.js'
import type { ScheduleRequest } from '../../domain/protection/index.js'

export const domainKinds = {
  'create-protection-domain': {
    weight: 5,
    make: a => ({
      type: 'create-protection-domain',
      ...a.on,
      name: orInvalid(a, a.random.pick(DOMAINS)),
      annotations: []
    })
  },
  'remove-protection-domain': {
    weight: 1,
    make: a => ({ type: 'remove-protection-domain', ...a.on, name: a.name, skipRemoteCheck: a.random.chance(0.7) })
  },
  'protect-vms': {
    weight: 6,
    fits: active,
    make: a => ({
      type: 'protect-vms',
      ...a.on,
      name: a.name,
      names: a.random
        .some(
          Object.values(a.here.vms).map(vm => vm.name),
          0.3
        )
        .concat(a.random.chance(INVALID_SHARE) ? ['ghost'] : []),
      uuids: a.random.some(Object.keys(a.here.vms), 0.2),
      consistencyGroup: a.random.chance(0.2) ? orInvalid(a, 'group') : null,
      appConsistent: a.random.chance(0.2),
      ignoreDuplicateOrMissing: a.random.chance(0.6),
      volumeGroupUuids: a.random.some(Object.keys(a.here.volumeGroups), 0.4),
      relatedEntities: a.random.chance(0.3)
    })
  },
  'unprotect-vms': {
    weight: 2,
    fits: domain => domain.active && domain.members.length > 0,
    make: a => ({
      type: 'unprotect-vms',
      ...a.on,
      name: a.name,
      names: a.random.chance(0.1)
        ? null
        : a.random
            .some(a.domain?.members.map(member => member.name) ?? [], 0.4)
            .concat(a.random.chance(INVALID_SHARE) ? ['ghost'] : []),
      volumeGroupUuids: a.random.some(a.domain?.volumeGroups.map(({ uuid }) => uuid) ?? [], 0.3)
    })
  },
  'add-schedule': {
    weight: 8,
    fits: domain => domain.active && domain.members.length > 0 && domain.schedules.length < 2,
    make: a => ({ type: 'add-schedule', ...a.on, name: a.name, schedule: scheduleRequest(a) })
  },
  'add-schedules': {
    weight: 1,
    fits: domain => domain.active && domain.members.length > 0 && domain.schedules.length < 2,
    make: a => ({
      type: 'add-schedules',
      ...a.on,
      name: a.name,
      schedules: Array.from({ length: a.random.below(3) }, () => scheduleRequest(a))
    })
  },
  'replace-schedule': {
    weight: 2,
    fits: scheduled,
    make: a => ({ type: 'replace-schedule', ...a.on, name: a.name, id: scheduleId(a), schedule: scheduleRequest(a) })
  },
  'remove-schedule': {
    weight: 1,
    fits: scheduled,
    make: a => ({ type: 'remove-schedule', ...a.on, name: a.name, id: scheduleId(a) })
  },
  'remove-schedules': {
    weight: 1,
    fits: scheduled,
    make: a => ({
      type: 'remove-schedules',
      ...a.on,
      name: a.name,
      ids: a.random.some(a.domain?.schedules.map(({ id }) => id) ?? [], 0.6).concat(scheduleId(a))
    })
  },
  'clear-schedules': {
    weight: 1,
    fits: scheduled,
    make: a => ({ type: 'clear-schedules', ...a.on, name: a.name })
  },
  'set-retention': {
    weight: 2,
    fits: scheduled,
    make: a => ({ type: 'set-retention', ...a.on, name: a.name, id: scheduleId(a), retention: retention(a) })
  },
  'suspend-schedules': {
    weight: 3,
    fits: scheduled,
    make: a => ({ type: 'suspend-schedules', ...a.on, name: a.name, suspended: a.random.chance(0.5) })
  },
  'set-min-snapshots': {
    weight: 1,
    make: a => ({ type: 'set-min-snapshots', ...a.on, name: a.name, count: a.random.pick([null, 1, 2, 5, 0, -1]) })
  },
  'change-consistency-group': {
    weight: 1,
    fits: (domain, here) => active(domain, here) && domain.members.length > 0,
    make: a => ({
      type: 'change-consistency-group',
      ...a.on,
      name: a.name,
      group: orInvalid(a, a.domain?.members[0]?.consistencyGroup ?? ''),
      appConsistent: a.random.chance(0.5)
    })
  },
  'set-sra-state': { weight: 1, make: a => ({ type: 'set-sra-state', ...a.on, name: a.name, state: 'noted' }) }
} satisfies KindsOf

function scheduleId(a: CommandContext): string {
  return oneOf(
    a,
    a.domain?.schedules.map(({ id }) => id),
    'hourly-7'
  )
}

function keep(a: CommandContext): Keep {
  const unit: RetentionUnit = a.random.pick([
    'NUM_SNAPSHOTS',
    'NUM_SNAPSHOTS',
    'NUM_SNAPSHOTS',
    'DAYS',
    'WEEKS',
    'MONTHS'
  ])
  return { count: a.random.pick([1, 1, 2, 3, a.random.chance(INVALID_SHARE) ? 0 : 2]), unit }
}

function retention(a: CommandContext): ScheduleRequest['retention'] {
  const sites = a.random.some(siteNames(a), 0.8).concat(a.random.chance(INVALID_SHARE) ? ['nowhere'] : [])
  return {
    local: a.random.chance(0.2) ? null : keep(a),
    remote: Object.fromEntries(sites.map(site => [site, keep(a)]))
  }
}

function scheduleRequest(a: CommandContext): ScheduleRequest {
  const type = orInvalid(
    a,
    a.random.chance(0.5)
      ? 'HOURLY'
      : a.random.pick(['MINUTELY', 'MINUTELY', 'MINUTELY', 'SECONDLY', 'DAILY', 'WEEKLY', 'MONTHLY'])
  )
  const startAt = a.random.chance(0.7) ? null : someInstant(a)
  return {
    recurrence: {
      type,
      everyNth: a.random.pick([
        1,
        1,
        2,
        5,
        type === 'MINUTELY' ? 60 : 1,
        type === 'SECONDLY' ? 600 : 1,
        a.random.chance(INVALID_SHARE) ? 0 : 3
      ]),
      startAt,
      endAt: a.random.chance(0.85) ? null : someInstant(a),
      values:
        type === 'WEEKLY' || type === 'MONTHLY'
          ? a.random.some(
              [1, 2, 5, 7, 15, 31].filter(value => type === 'MONTHLY' || value <= 7),
              0.4
            )
          : [],
      timezoneOffsetSeconds: a.random.pick([0, 0, 3600, -18_000, 50_401])
    },
    suspended: a.random.chance(0.1),
    appConsistent: a.random.chance(0.1),
    retention: retention(a)
  }
}
