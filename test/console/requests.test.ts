/** What the forms of the console send. */
import t from 'tap'
import {
  repeatText,
  retentionSummary,
  retentionText,
  scheduleBody,
  siteBody,
  snapshotBody
} from '../../console/protection/requests.js'
import type { ScheduleForm } from '../../console/protection/requests.js'
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

t.test('a weekly schedule names its days', async t => {
  t.match(scheduleBody('gold', { ...hourly, repeat: 'weekly', every: '9', days: [1, 5] }), {
    type: 'WEEKLY',
    every_nth: 1,
    values: [1, 5]
  })
})

t.test('a site has its addresses with the port, and what it is good for', async t => {
  const form = { name: 'canada', addresses: ['192.168.10.100', ''], proxy: false, backupOnly: true }
  t.match(siteBody(form), { remote_ip_ports: { '192.168.10.100': 2020 }, capabilities: ['BACKUP'] })
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
