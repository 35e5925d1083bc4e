/** Every way in which a command about protection domains, their schedules and their snapshots is refused. */
import type { Cases } from './refusal-labs.js'
import {
  activating,
  also,
  bothActive,
  create,
  edited,
  expired,
  migrate,
  migrating,
  name,
  addSite,
  appConsistent,
  crowded,
  groupsOf,
  grouped,
  nearSync,
  oldest,
  oneTime,
  pack,
  plain,
  removed,
  removing,
  restore,
  schedule,
  sending
} from './refusal-labs.js'
import type { ClientRequest } from '../../support/two-sites.js'
import { HOUR, TwoSites, at, hourlySchedule, keep, protecting } from '../../support/two-sites.js'
import type { ScheduleRequest } from '../../../server/domain/protection/index.js'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'

/** What a domain is not open to while something else is done with it: all but what only reads, or cleans up. */
const refusedWhileBusy: ClientRequest[] = [
  protecting(['app']),
  { type: 'unprotect-vms', name, names: null },
  schedule({}),
  { type: 'replace-schedule', name, id: 'x', schedule: hourlySchedule(name, 'canada', {}).schedule },
  { type: 'remove-schedule', name, id: 'x' },
  { type: 'clear-schedules', name },
  { type: 'suspend-schedules', name, suspended: true },
  { type: 'set-min-snapshots', name, count: 2 },
  { type: 'change-consistency-group', name, group: 'web', appConsistent: true },
  { type: 'set-sra-state', name, state: 'x' },
  { type: 'retrieve-snapshot', name, site: 'canada', snapshotId: '1' },
  { type: 'set-retention', name, id: 'x', retention: { local: keep(1), remote: {} } },
  oneTime({}),
  migrate(),
  { type: 'activate-protection-domain', name, snapshotId: null },
  { type: 'deactivate-protection-domain', name },
  { type: 'restore-entities', name, snapshotId: '1', vmNames: [], vmUuids: [], replace: false, namePrefix: '' },
  { type: 'roll-back-protection-domain', name, snapshotId: '1' }
]

/** What can be asked only of the side that is active. */
const refusedWhileInactive: ClientRequest[] = [
  protecting(['app']),
  { type: 'unprotect-vms', name, names: null },
  oneTime({}),
  migrate('france'),
  { type: 'deactivate-protection-domain', name },
  { type: 'roll-back-protection-domain', name, snapshotId: '1' }
]

const metro = (change: object = {}): ClientRequest => ({
  type: 'enable-metro',
  name,
  container: 'pool',
  remoteSite: 'canada',
  failureHandling: null,
  breakAfterSeconds: null,
  reEnable: false,
  force: false,
  ...change
})
const witness = (change: object, testOnly = false): ClientRequest => ({
  type: 'add-metro-witness',
  witness: { name: null, addresses: ['10.9.0.1'], username: 'admin', ...change },
  testOnly
})
const esxi = (latencyMilliseconds: number) => ({
  france: { hypervisor: 'kVMware' as const },
  canada: { hypervisor: 'kVMware' as const },
  latencyMilliseconds
})
/** Gold is known to France alone. */
const onEsxi = (latencyMilliseconds = 5) => {
  const lab = new TwoSites(esxi(latencyMilliseconds))
  lab.france.protect(['web'])
  return lab
}
const withMetro = () => {
  const lab = onEsxi()
  lab.france.do(metro())
  lab.pass(1_000)
  return lab
}

const retrieve = (snapshotId: string): ClientRequest => ({
  type: 'retrieve-snapshot',
  name,
  site: 'canada',
  snapshotId: snapshotId.replace(/^.*:/, '')
})

const replacing = (lab: TwoSites, recurrence: Partial<ScheduleRequest['recurrence']>): ClientRequest => {
  const { schedule: request } = schedule(recurrence) as Extract<ClientRequest, { type: 'add-schedule' }>
  return { type: 'replace-schedule', name, id: lab.france.domain().schedules[0]?.id ?? '', schedule: request }
}

export const protectionCases: Cases = {
  'protection-domain/not-found': [
    { because: 'there is none', command: protecting(['app'], 'silver') },
    { because: 'a record inherits that name', command: { type: 'clear-schedules', name: 'constructor' } },
    { because: 'it has been removed', command: { type: 'clear-schedules', name }, in: removed }
  ],
  'protection-domain/exists': [{ because: 'the name is taken', command: create('gold') }],
  'protection-domain/invalid-name': [{ because: 'a slash is not allowed', command: create('a/b') }],
  'protection-domain/limit': [
    { because: 'NearSync is for ten VMs', command: schedule({ type: 'MINUTELY', everyNth: 15 }), in: crowded }
  ],
  'protection-domain/tombstoned': [
    { because: 'the old one is still going', command: create('gold'), in: removing },
    { because: 'the old one has just gone', command: create('gold'), in: removed }
  ],
  'protection-domain/active': [
    {
      because: 'nothing comes back from a side that is active too',
      command: lab => retrieve(oldest(lab)),
      in: bothActive
    },
    { because: 'it is active already', command: { type: 'activate-protection-domain', name, snapshotId: null } },
    { because: 'the other side is active as well', command: migrate(), in: bothActive }
  ],
  'protection-domain/not-active': refusedWhileInactive.map(request => ({
    because: request.type,
    command: { cluster: 'canada', user: 'admin', ...request } as Command
  })),
  'protection-domain/busy': [
    ...refusedWhileBusy.map(command => ({ because: `${command.type} during a migration`, command, in: migrating })),
    ...refusedWhileBusy.map(command => ({ because: `${command.type} during its removal`, command, in: removing })),
    {
      because: 'a domain that changes sides is not removed',
      command: { type: 'remove-protection-domain', name, skipRemoteCheck: true },
      in: migrating
    },
    {
      because: 'a migration sends the snapshot',
      command: lab => ({ type: 'remove-snapshot', name, snapshotId: lab.france.snapshotNames().at(-1) ?? '' }),
      in: migrating
    },
    {
      because: 'an activation uses the snapshot',
      command: lab => ({
        type: 'remove-snapshot',
        cluster: 'canada',
        user: 'admin',
        name,
        snapshotId: lab.canada.snapshotNames()[0] ?? ''
      }),
      in: activating
    },
    { because: 'the other side is being activated', command: migrate(), in: activating },
    {
      because: 'the other side is being removed',
      command: migrate(),
      in: also(lab => lab.canada.do({ type: 'remove-protection-domain', name, skipRemoteCheck: true }))
    }
  ],
  'protection-domain/in-use': [
    {
      because: 'the setting wants it empty',
      command: { type: 'remove-protection-domain', name, skipRemoteCheck: true },
      in: () => plain({ settings: { deleteNeedsEmpty: true } })
    },
    {
      because: 'the other side replicates here',
      command: { type: 'remove-protection-domain', cluster: 'canada', user: 'admin', name, skipRemoteCheck: false }
    }
  ],
  'protection-domain/no-snapshot': [
    {
      because: 'nothing was received',
      command: { type: 'activate-protection-domain', cluster: 'canada', user: 'admin', name, snapshotId: null },
      in: also(lab => lab.canada.do({ type: 'remove-snapshot', name, snapshotId: lab.canada.snapshotNames()[0] ?? '' }))
    }
  ],
  'protection-domain/stale-entities': [
    {
      because: 'a member is not on the cluster any more',
      command: migrate(),
      in: edited(world => {
        const france = world.clusters['france']
        if (france !== undefined) france.vms = {}
      })
    }
  ],
  'schedule/not-found': [
    {
      because: 'nothing can be replaced',
      command: { type: 'replace-schedule', name, id: 'x', schedule: hourlySchedule(name, 'canada', {}).schedule }
    },
    { because: 'nothing can be removed', command: { type: 'remove-schedule', name, id: 'x' } },
    {
      because: 'nothing can be kept',
      command: { type: 'set-retention', name, id: 'x', retention: { local: keep(1), remote: {} } }
    },
    { because: 'no one-time schedule has the number', command: { type: 'remove-one-time-schedule', name, id: 1 } }
  ],
  'schedule/invalid': [
    { because: 'there is no such type', command: schedule({ type: 'YEARLY' }) },
    { because: 'every zeroth hour is never', command: schedule({ everyNth: 0 }) },
    { because: 'intervals are whole', command: schedule({ everyNth: 1.5 }) },
    { because: 'the interval is too long', command: schedule({ everyNth: 100_001 }) },
    { because: 'no zone is so far east', command: schedule({ timezoneOffsetSeconds: 14 * HOUR + 1 }) },
    { because: 'no zone is so far west', command: schedule({ timezoneOffsetSeconds: -14 * HOUR - 1 }) },
    { because: 'it ends as it starts', command: schedule({ startAt: at(60), endAt: at(60) }) },
    { because: 'it ends before it starts now', command: schedule({ endAt: at(30) }) },
    { because: 'a week has seven days', command: schedule({ type: 'WEEKLY', values: [1, 8] }) },
    { because: 'days of the week are whole', command: schedule({ type: 'WEEKLY', values: [1.5] }) },
    { because: 'months begin with the first', command: schedule({ type: 'MONTHLY', values: [0] }) },
    { because: 'no month has a thirty-second', command: schedule({ type: 'MONTHLY', values: [32] }) },
    { because: 'a day is named twice', command: schedule({ type: 'MONTHLY', values: [5, 5] }) },
    { because: '0 and 1 are both Sunday', command: schedule({ type: 'WEEKLY', values: [0, 1] }) },
    {
      because: 'NearSync stands alone',
      command: schedule({ type: 'MINUTELY', everyNth: 15 }),
      in: also(lab => lab.do({ type: 'set-pack', cluster: 'france', pack: 'pro' }))
    },
    {
      because: 'nothing stands beside NearSync',
      command: schedule({ type: 'DAILY' }),
      in: nearSync
    },
    {
      because: 'NearSync has no application consistency',
      command: appConsistent({ type: 'MINUTELY', everyNth: 15 }),
      in: pack('pro')
    },
    {
      because: 'NearSync does not take volume groups that are there',
      command: schedule({ type: 'MINUTELY', everyNth: 15 }),
      in: grouped
    },
    {
      because: 'nor does an hourly schedule become NearSync with them',
      command: lab => replacing(lab, { type: 'MINUTELY', everyNth: 15 }),
      in: () => {
        const lab = grouped()
        lab.france.do(schedule({}))
        return lab
      }
    },
    {
      because: 'nor are volume groups put under NearSync',
      command: lab => protecting([], name, { volumeGroupUuids: groupsOf(lab) }),
      in: nearSync
    },
    {
      because: 'NearSync goes to one site',
      command: schedule({ type: 'MINUTELY', everyNth: 15 }, { remote: { canada: keep(1), third: keep(1) } }),
      in: () => {
        const lab = pack('pro')()
        lab.france.do(addSite({}))
        return lab
      }
    }
  ],
  'schedule/licence': [
    {
      because: 'two nodes cannot do NearSync, whatever the pack',
      command: schedule({ type: 'MINUTELY', everyNth: 15 }),
      in: pack('pro', { france: { hosts: 2 } })
    },
    {
      because: 'the starter pack has no NearSync',
      command: schedule({ type: 'MINUTELY', everyNth: 15 }),
      in: pack('starter')
    },
    {
      because: 'it has nothing below an hour',
      command: schedule({ type: 'MINUTELY', everyNth: 59 }),
      in: pack('starter')
    },
    {
      because: 'no pack has half an hour, whatever the setting',
      command: schedule({ type: 'MINUTELY', everyNth: 30 }),
      in: pack('pro', { settings: { licence: 'warn' } })
    },
    {
      because: 'nor has the starter pack',
      command: schedule({ type: 'MINUTELY', everyNth: 30 }),
      in: pack('starter', { settings: { licence: 'warn' } })
    },
    {
      because: 'below a minute only twenties of seconds are offered',
      command: schedule({ type: 'SECONDLY', everyNth: 30 }),
      in: pack('ultimate')
    }
  ],
  'retention/invalid': [
    { because: 'a domain keeps one at least', command: { type: 'set-min-snapshots', name, count: 0 } },
    { because: 'a part of a snapshot is none', command: { type: 'set-min-snapshots', name, count: 1.5 } },
    { because: 'so many are too many', command: { type: 'set-min-snapshots', name, count: 1_001 } },
    { because: 'nothing is kept', command: schedule({}, { local: keep(0) }) },
    { because: 'half a snapshot is kept', command: schedule({}, { local: keep(1.5) }) },
    { because: 'too much is kept', command: schedule({}, { remote: { canada: keep(100_001) } }) },
    { because: 'there is no such unit', command: schedule({}, { local: { count: 1, unit: 'YEARS' as 'DAYS' } }) },
    {
      because: 'a later change keeps nothing',
      command: lab => ({
        type: 'set-retention',
        name,
        id: lab.france.domain().schedules[0]?.id ?? '',
        retention: { local: keep(-1), remote: {} }
      })
    },
    { because: 'a one-time snapshot is kept for no time', command: oneTime({ retentionSeconds: 0 }) }
  ],
  'snapshot/not-found': [
    { because: 'the remote site does not hold it', command: retrieve('7') },
    {
      because: 'the remote site knows nothing of the domain',
      command: { type: 'remove-remote-snapshot', name: 'lead', site: 'canada', snapshotId: '7' },
      in: also(lab => lab.france.do(create('lead')))
    },
    { because: 'it cannot be removed', command: { type: 'remove-snapshot', name, snapshotId: '1' } },
    { because: 'it cannot be kept', command: { type: 'retain-snapshot', name, snapshotId: '1', until: null } },
    { because: 'it cannot be restored from', command: restore({ snapshotId: '1' }) },
    { because: 'it cannot be rolled back to', command: { type: 'roll-back-protection-domain', name, snapshotId: '1' } },
    {
      because: 'it cannot be activated from',
      command: { type: 'activate-protection-domain', cluster: 'canada', user: 'admin', name, snapshotId: '1' }
    },
    {
      because: 'a received one has a prefix',
      command: lab => ({
        type: 'retain-snapshot',
        cluster: 'canada',
        user: 'admin',
        name,
        snapshotId: oldest(lab),
        until: null
      })
    }
  ],
  'snapshot/expired': [
    {
      because: 'it cannot be brought back',
      command: lab => retrieve(lab.canada.snapshotNames()[0] ?? ''),
      in: also(lab => {
        lab.france.do({ type: 'remove-snapshot', name, snapshotId: oldest(lab) })
        lab.until(HOUR + 60)
      })
    },
    {
      because: 'it cannot be kept',
      command: lab => ({ type: 'retain-snapshot', name, snapshotId: oldest(lab), until: null }),
      in: expired
    },
    { because: 'it cannot be restored from', command: restore({}), in: expired },
    {
      because: 'nothing can be activated from it',
      command: lab => ({
        type: 'activate-protection-domain',
        cluster: 'canada',
        user: 'admin',
        name,
        snapshotId: lab.canada.snapshotNames()[0] ?? ''
      }),
      in: also(lab => {
        lab.france.snapshot(['canada'], 30)
        lab.until(3900)
      })
    },
    {
      because: 'it cannot be rolled back to',
      command: lab => ({ type: 'roll-back-protection-domain', name, snapshotId: oldest(lab) }),
      in: expired
    }
  ],
  'snapshot/exists': [
    { because: 'it is here already', command: lab => retrieve(oldest(lab)) },
    {
      because: 'it is on its way already',
      command: lab => retrieve(lab.canada.snapshotNames()[0] ?? ''),
      in: also(lab => {
        lab.france.do({ type: 'remove-snapshot', name, snapshotId: oldest(lab) })
        lab.france.do(retrieve(lab.canada.snapshotNames()[0] ?? ''))
      })
    }
  ],
  'metro/invalid': [
    { because: 'AHV has none', command: metro() },
    { because: 'nothing was enabled that could be renewed', command: metro({ reEnable: true }), in: () => onEsxi() },
    { because: 'the container is not there', command: metro({ container: 'x' }), in: () => onEsxi() },
    { because: 'the round trip is too long', command: metro(), in: () => onEsxi(6) },
    {
      because: 'the other side does not answer',
      command: metro(),
      in: () => {
        const lab = onEsxi()
        lab.cut()
        return lab
      }
    },
    { because: 'so short a wait is none', command: metro({ breakAfterSeconds: 9 }), in: () => onEsxi() },
    { because: 'the other side has such a domain', command: metro(), in: () => plain(esxi(5)) },
    { because: 'it is enabled already', command: metro(), in: withMetro },
    {
      because: 'the active side is not promoted',
      command: { type: 'promote-metro', name, skipRemoteCheck: true, force: true },
      in: withMetro
    },
    {
      because: 'the other side is active',
      command: { type: 'promote-metro', cluster: 'canada', user: 'admin', name, skipRemoteCheck: false, force: false },
      in: withMetro
    },
    {
      because: 'a standing relation is promoted, not activated',
      command: { type: 'activate-protection-domain', cluster: 'canada', user: 'admin', name, snapshotId: null },
      in: withMetro
    },
    {
      because: 'a standing relation is not deactivated',
      command: { type: 'deactivate-protection-domain', name },
      in: withMetro
    },
    { because: 'a standing relation does not migrate', command: migrate(), in: withMetro },
    {
      because: 'a standing relation is not removed',
      command: { type: 'remove-protection-domain', name, skipRemoteCheck: true },
      in: withMetro
    }
  ],
  'configuration/invalid': [
    {
      because: 'a standing relation leads to the address',
      command: { type: 'configure', settings: {}, vip: '10.0.0.9' },
      in: withMetro
    },
    {
      because: 'a standing relation comes from the address',
      command: { type: 'configure', cluster: 'canada', user: 'admin', settings: {}, vip: '10.0.1.9' },
      in: withMetro
    }
  ],
  'metro/not-enabled': [
    { because: 'nothing is to be disabled', command: { type: 'disable-metro', name, skipRemoteCheck: true } },
    {
      because: 'nothing is to be promoted',
      command: { type: 'promote-metro', name, skipRemoteCheck: true, force: true }
    },
    { because: 'nothing waits', command: { type: 'set-metro-break-timeout', name, seconds: 10 } },
    { because: 'nobody decides', command: { type: 'set-metro-failure-handling', name, mode: 'None', localOnly: true } }
  ],
  'vstore/not-found': [{ because: 'there is none', command: { type: 'protect-vstore', uuid: 'x', vmLevel: true } }],
  'vstore/not-protected': [
    { because: 'no domain covers it', command: { type: 'unprotect-vstore', uuid: '1000' } },
    { because: 'no domain groups it', command: { type: 'regroup-vstore', uuid: '1000', vmLevel: true } }
  ],
  'witness/exists': [
    { because: 'there is one', command: witness({}), in: also(({ france }) => france.do(witness({}))) }
  ],
  'witness/not-found': [{ because: 'there is none', command: { type: 'remove-metro-witness', uuid: 'x' } }],
  'witness/invalid': [
    { because: 'it is nowhere', command: witness({ addresses: [] }) },
    { because: 'its address is none', command: witness({ addresses: ['10.9.0.1', 'the cellar'] }) },
    { because: 'nobody logs in', command: witness({ username: '' }) },
    { because: 'a test refuses what a registration does', command: witness({ addresses: [] }, true) }
  ],
  'vstore/protected': [
    {
      because: 'a domain covers it',
      command: { type: 'protect-vstore', uuid: '1000', vmLevel: true },
      in: also(lab => lab.france.do({ type: 'protect-vstore', uuid: '1000', vmLevel: true }))
    }
  ],
  'replication/not-found': [
    { because: 'nothing is being sent', command: { type: 'control-replication', name, id: 1, action: 'pause' } },
    {
      because: 'only the sender controls it',
      command: lab => ({
        type: 'control-replication',
        cluster: 'canada',
        user: 'admin',
        name,
        id: lab.france.sending().id,
        action: 'pause'
      }),
      in: sending
    }
  ],
  'replication/invalid-action': [
    {
      because: 'there is no such action',
      command: lab => ({ type: 'control-replication', name, id: lab.france.sending().id, action: 'hasten' }),
      in: sending
    }
  ],
  'restore/invalid': [
    { because: 'one name of two is not in the snapshot', command: restore({ vmNames: ['web', 'app'] }) },
    { because: 'one UUID is not in the snapshot', command: restore({ vmUuids: ['x'] }) },
    {
      because: 'the snapshot holds nothing',
      command: restore({}),
      in: () => {
        const lab = new TwoSites()
        lab.france.protect([])
        lab.france.snapshot()
        lab.pass(1)
        return lab
      }
    }
  ]
}
