/** What the forms of the console send. */
import t from 'tap'
import {
  repeatText,
  retentionSummary,
  retentionText,
  scheduleBody,
  settingsBody,
  siteBody,
  snapshotBody
} from '../../console/protection/requests.js'
import type { ScheduleForm } from '../../console/protection/requests.js'
import { changedBody, scheduleForm } from '../../console/protection/domain/schedule-form.js'
import { windowBody, windowOf, windowText } from '../../console/protection/sites/policy.js'
import { incidentBody } from '../../console/strip/incident-body.js'

const hourly: ScheduleForm = {
  ...{ repeat: 'hour(s)', every: '1', days: [], startUsecs: 7, appConsistent: false },
  ...{ keepLocal: '2', keepRemote: { canada: '2' } }
}

t.test('the guide’s schedule is hourly, and keeps two here and two there', async t => {
  const body = scheduleBody('gold', hourly)
  t.match(body, {
    ...{ pd_name: 'gold', type: 'HOURLY', every_nth: 1, user_start_time_in_usecs: 7, start_times_in_usecs: [7] },
    retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { canada: 2 } }
  })
  t.equal(repeatText(body), 'Every hour')
  t.equal(retentionSummary(body.retention_policy), 'Local: 2, canada: 2')
  t.match(retentionText(hourly), /^Up to 2 snapshots will be retained/)
})

t.test('a schedule of a few minutes keeps by time', async t => {
  const { retention_policy: policy } = scheduleBody('gold', { ...hourly, repeat: 'minute(s)', every: '15' })
  t.match(policy, {
    local_retention_period: 2,
    local_retention_type: 'DAYS',
    remote_retention_type: { canada: 'DAYS' }
  })
  t.equal(policy?.local_max_snapshots, undefined)
  t.match(scheduleBody('gold', { ...hourly, repeat: 'minute(s)', every: '60' }).retention_policy, {
    local_max_snapshots: 2
  })
})

t.test('a weekly schedule names its days, which on the wire run from 1, Sunday', async t => {
  const body = scheduleBody('gold', { ...hourly, repeat: 'weekly', every: '9', days: [0, 1, 5] })
  t.match(body, { type: 'WEEKLY', every_nth: 1, values: [1, 2, 6] })
  t.equal(repeatText(body), 'Every week on Sun, Mon, Fri')
  t.same(scheduleForm(body).days, [0, 1, 5])
})

t.test('what is no number is sent as it was typed, for the server to refuse', async t => {
  t.match(scheduleBody('gold', { ...hourly, every: 'x', keepLocal: '' }), {
    every_nth: 'x',
    retention_policy: { local_max_snapshots: 'nothing' }
  })
})

t.test('a site has its addresses with the port, and what it is good for', async t => {
  const form = { name: 'canada', addresses: ['192.168.10.100', ''], proxy: false, tunnel: true, backupOnly: true }
  t.match(siteBody(form), { remote_ip_ports: { '192.168.10.100': 2020 }, capabilities: ['BACKUP'] })
  t.notOk('ssh_enabled' in siteBody(form), 'no tunnel without the proxy')
  t.match(siteBody({ ...form, proxy: true }), { proxy_enabled: true, ssh_enabled: true })
})

t.test('a snapshot starts now where nothing else is said', async t => {
  const form = { sites: ['canada'], startsInSeconds: 0, keepDays: '1', appConsistent: false }
  t.equal(snapshotBody(form, 5).schedule_start_time_usecs, undefined)
  t.match(snapshotBody({ ...form, startsInSeconds: 600 }, 5), {
    schedule_start_time_usecs: 600_000_005,
    snapshot_retention_time_secs: 86_400
  })
})

t.test('an incident begins after a while, or at a percentage', async t => {
  const form = {
    what: 'link-cut',
    place: 'canada france',
    begins: 'after',
    value: '10',
    domain: 'gold',
    lastsMinutes: ''
  } as const
  t.same(incidentBody(form), { what: 'link-cut', between: ['canada', 'france'], begins: { after_seconds: 600 } })
  t.same(
    incidentBody({
      ...form,
      what: 'site-power',
      place: 'france',
      begins: 'progress',
      value: '63',
      sender: 'france',
      lastsMinutes: '5'
    }),
    {
      ...{ what: 'site-power', cluster: 'france', lasts_seconds: 300 },
      begins: { progress: { cluster: 'france', domain: 'gold', percent: 63 } }
    }
  )
})

t.test('a form shows a schedule as it was made, and a change keeps what it does not show', async t => {
  for (const form of [
    hourly,
    { ...hourly, repeat: 'monthly' as const, days: [1, 15], endUsecs: 9, appConsistent: true }
  ])
    t.match(scheduleForm(scheduleBody('gold', form)), { ...form, keepRemote: { canada: '2' } })
  const weeks = {
    ...scheduleBody('gold', hourly),
    ...{ id: '7', suspended: true, timezone_offset: 3600 },
    retention_policy: { local_retention_period: 3, local_retention_type: 'WEEKS' }
  }
  const form = scheduleForm(weeks)
  t.match([form.keepLocal, form.keepRemote], ['3', {}])
  const later = { ...form, every: '2' }
  t.match(changedBody(weeks, scheduleBody('gold', later), later), {
    ...{ every_nth: 2, suspended: true, timezone_offset: 3600 },
    retention_policy: { local_retention_period: 3, local_retention_type: 'WEEKS' }
  })
  const more = { ...form, keepLocal: '4' }
  t.match(changedBody(weeks, scheduleBody('gold', more), more).retention_policy, { local_max_snapshots: 4 })
})

t.test(
  'a window of a bandwidth policy has its days as a mask, its times in milliseconds, its limit in bytes',
  async t => {
    const window = { days: [1, 5], from: '08:30', to: '18:00', limit: '2.5' }
    const body = windowBody(window)
    t.match(body, { days_selected: 34, start_time: 30_600_000, end_time: 64_800_000, bandwidth_limit: 2_500_000 })
    t.same(windowOf(body), window)
    t.equal(windowText(window), 'Mon, Fri 08:30 to 18:00: 2.5 MB/s')
  }
)

t.test('a limit is the site’s own without policies, and the policy’s with them', async t => {
  const form = { compress: true, networks: [], vstores: [], limitMegabytes: '10' }
  const window = { days: [0], from: '00:00', to: '06:00', limit: '0' }
  t.match(settingsBody({ name: 'canada' }, { ...form, windows: [] }), {
    ...{ max_bps: 10_000_000, bandwidth_policy_enabled: false, bandwidth_policy: null }
  })
  t.match(settingsBody({ name: 'canada' }, { ...form, windows: [window] }), {
    ...{ max_bps: null, bandwidth_policy_enabled: true },
    bandwidth_policy: { default_bandwidth_limit: 10_000_000, bandwidth_configurations: [{ days_selected: 1 }] }
  })
  t.match(settingsBody({ name: 'canada' }, { ...form, limitMegabytes: undefined, windows: [window] }), {
    ...{ max_bps: null, bandwidth_policy_enabled: false, bandwidth_policy: null }
  })
})
