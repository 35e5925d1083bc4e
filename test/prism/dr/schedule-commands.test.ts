/** What clients send of schedules and expiries, as the commands that it becomes, and how schedules are read back. */
import t from 'tap'
import { ask } from '../../support/prism/ask.js'
import { callHandler, oneTime } from '../../support/prism/call-handler.js'
import { at, prismOf, snapshot, twoSites } from '../../support/prism/two-sites.js'

const gold = { name: 'gold' }

t.test('a schedule is read, and read back, as it was sent', async t => {
  const sent = {
    pd_name: 'gold',
    type: 'hourly',
    every_nth: 4,
    user_start_time_in_usecs: at(0),
    timezone_offset: -25_200,
    retention_policy: { local_max_snapshots: 7, remote_max_snapshots: { canada: 14 } },
    app_consistent: false
  }
  const { command, answer } = callHandler(t, 'addCronSchedule', gold, sent)
  t.strictSame(command, {
    type: 'add-schedule',
    name: 'gold',
    schedule: {
      recurrence: {
        type: 'HOURLY',
        everyNth: 4,
        startAt: at(0),
        endAt: null,
        values: [],
        timezoneOffsetSeconds: -25_200
      },
      suspended: false,
      appConsistent: false,
      retention: {
        local: { count: 7, unit: 'NUM_SNAPSHOTS' },
        remote: { canada: { count: 14, unit: 'NUM_SNAPSHOTS' } }
      }
    }
  })
  t.match(answer, {
    id: 'hourly-1',
    pd_name: 'gold',
    type: 'HOURLY',
    start_times_in_usecs: [at(0)],
    end_time_in_usecs: null,
    retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { canada: 2 }, local_retention_type: null }
  })
})

t.test('what a schedule leaves out is left to the domain', async t => {
  const nothing = {
    recurrence: { type: '', everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
    suspended: false,
    appConsistent: false,
    retention: { local: null, remote: {} }
  }
  t.match(callHandler(t, 'addCronSchedule', gold).command, { schedule: nothing })
  t.match(callHandler(t, 'addCronSchedule', gold, { end_time_in_usecs: 0, retention_policy: null }).command, {
    schedule: nothing
  })
  const started = callHandler(t, 'addCronSchedule', gold, { type: 'DAILY', start_times_in_usecs: [at(5)] }).command
  t.match(started, { schedule: { recurrence: { type: 'DAILY', startAt: at(5) } } })
})

t.test('retention is a count, or a period and its unit', async t => {
  const cases: [object, object][] = [
    [
      // NearSync, as a real client sends it
      {
        local_max_snapshots: null,
        local_retention_period: 1,
        local_retention_type: 'DAYS',
        remote_retention_period: { canada: 2 },
        remote_retention_type: { canada: 'weeks' }
      },
      { local: { count: 1, unit: 'DAYS' }, remote: { canada: { count: 2, unit: 'WEEKS' } } }
    ],
    [
      { local_max_snapshots: 3, local_retention_period: 1, local_retention_type: 'DAYS' },
      { local: { count: 3, unit: 'NUM_SNAPSHOTS' }, remote: {} }
    ],
    [{ local_retention_period: 5 }, { local: { count: 5, unit: 'NUM_SNAPSHOTS' }, remote: {} }],
    [{ remote_max_snapshots: { canada: null } }, { local: null, remote: {} }],
    [{}, { local: null, remote: {} }]
  ]
  for (const [policy, retention] of cases) {
    const { command } = callHandler(t, 'setRetentionPolicy', { name: 'gold', id: 'hourly-1' }, policy)
    t.strictSame(command, { type: 'set-retention', name: 'gold', id: 'hourly-1', retention })
  }
  t.strictSame(callHandler(t, 'clearRetentionPolicy', { name: 'gold', id: 'hourly-1' }).command, {
    type: 'set-retention',
    name: 'gold',
    id: 'hourly-1',
    retention: { local: null, remote: {} }
  })
})

t.test('schedules are replaced and removed by id, or cleared', async t => {
  const path = { name: 'gold', id: 'hourly-1' }
  t.match(callHandler(t, 'replaceCronSchedule', path, { type: 'DAILY' }), {
    command: { type: 'replace-schedule', name: 'gold', id: 'hourly-1', schedule: { recurrence: { type: 'DAILY' } } },
    answer: { id: 'hourly-1' }
  })
  t.strictSame(callHandler(t, 'removeCronSchedule', path).command, { type: 'remove-schedule', ...path })
  t.strictSame(callHandler(t, 'clearCronSchedules', gold).command, { type: 'clear-schedules', name: 'gold' })
})

t.test('a one-time snapshot is local, now and for ever unless the body says otherwise', async t => {
  const now = {
    type: 'add-one-time-schedule',
    name: 'gold',
    at: null,
    appConsistent: false,
    remoteSites: [],
    retentionSeconds: null
  }
  for (const body of [undefined, {}, { remote_site_names: null, snapshot_retention_time_secs: null }]) {
    const { command, answer } = callHandler(t, 'addOutOfBandSchedule', gold, body)
    t.strictSame(command, now)
    t.strictSame(answer, {
      schedule_id: 7,
      schedule_start_time_usecs: at(3601),
      snapshot_retention_time_secs: null,
      remote_site_names: [],
      app_consistent: false
    })
  }
  const full = {
    remote_site_names: ['canada'],
    schedule_start_time_usecs: at(0),
    snapshot_retention_time_secs: 60,
    app_consistent: true
  }
  t.strictSame(callHandler(t, 'addOutOfBandSchedule', gold, full).command, {
    ...now,
    at: at(0),
    appConsistent: true,
    remoteSites: ['canada'],
    retentionSeconds: 60
  })
  t.strictSame(callHandler(t, 'removeOutOfBandSchedule', { name: 'gold', schedule_id: 7 }).command, {
    type: 'remove-one-time-schedule',
    name: 'gold',
    id: 7
  })
})

t.test('retain takes an instant, or a span from now on, or for ever', async t => {
  const until = (value: number | null) =>
    callHandler(t, 'modifySnapshot', { name: 'gold', snapshot_id: '100' }, { value }).command
  const command = { type: 'retain-snapshot', name: 'gold', snapshotId: '100' }
  t.strictSame(until(at(9000)), { ...command, until: at(9000) })
  t.strictSame(until(60_000_000), { ...command, until: at(3660) })
  for (const value of [null, 0, -1]) t.strictSame(until(value), { ...command, until: null }, String(value))
})

t.test('one-time schedules to come are listed by domain, those without any left out', async t => {
  const prism = prismOf(
    twoSites((_, france) => {
      france.protectionDomains['gold']?.oneTimeSchedules.push(oneTime)
      france.protectionDomains['gold']?.snapshots.push(snapshot(300))
    })
  )
  t.match(ask(t, prism, 'getOutOfBandSchedules'), [{ pd_name: 'gold', schedule_map: { 7: { schedule_id: 7 } } }])
  t.same(ask(t, prism, 'getOutOfBandSchedules', {}, { protection_domain_names: ['lead'] }), [])
  t.same(ask(t, prismOf(twoSites()), 'getOutOfBandSchedulesForPd', { name: 'gold' }), [])
  t.match(ask(t, prism, 'getCronSchedules', { name: 'gold' }), [{ id: 'hourly-1' }])
})
