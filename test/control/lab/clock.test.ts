/** Time, moved by hand: how far it goes, what it waits for, and what it says when that does not come. */
import t from 'tap'
import { RATE_MAX } from '../../../server/engine/pace.js'
import { unfinishedWork } from '../../../server/control/core/unfinished-work.js'
import { ADVANCE_DAYS_MAX } from '../../../server/labs/lab.js'
import { START, controlApi, protectedSites, refuses, usecs } from '../../support/control.js'

const DAY = 86_400

t.test('the clock keeps what a change leaves out', async t => {
  const { ask, lab } = await controlApi(t)
  const clock = { mode: 'frozen', rate: 1, now: START, now_usecs: usecs(START), advancing: false }
  t.same(await ask('GET', '/clock'), { status: 200, body: clock })
  t.same((await ask('PUT', '/clock', { rate: 60 })).body, { ...clock, rate: 60 })
  const running = (await ask('PUT', '/clock', { mode: 'running' })).body
  t.match(running, { mode: 'running', rate: 60 })
  t.same(lab.pace.state, { mode: 'running', rate: 60 })
  const frozen = (await ask('PUT', '/clock', { mode: 'frozen' })).body
  t.ok(frozen.now_usecs >= running.now_usecs)
  t.equal((await ask('GET', '/clock')).body.now_usecs, frozen.now_usecs)
})

t.test('the clock advances by seconds and to an instant', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  const later = '2026-03-02T10:30:00.000Z'
  const half = { now: later, now_usecs: usecs(later), advanced_seconds: 1800, commands: 1 }
  t.same(
    await ask('POST', '/clock/advance', { seconds: 1800 }),
    { status: 200, body: half },
    'the snapshot at half past'
  )
  const hour = '2026-03-02T11:00:00.000Z'
  // the handshake, the last byte, and the collection of expired snapshots on either side
  const whole = { now: hour, now_usecs: usecs(hour), advanced_seconds: 1800, commands: 4 }
  t.same((await ask('POST', '/clock/advance', { until: '2026-03-02T12:00:00+01:00' })).body, whole)
  const still = { ...whole, advanced_seconds: 0, commands: 0 }
  t.same((await ask('POST', '/clock/advance', { until: hour })).body, still, 'the present is not past')
  t.same((await ask('POST', '/clock/advance', { seconds: 0 })).body, still)
  t.equal(
    (await ask('POST', '/clock/advance', { seconds: 0.0000015 })).body.now,
    '2026-03-02T11:00:00.000002Z',
    'to the microsecond'
  )
  t.equal(lab.world.now, usecs(hour) + 2)
  t.equal(
    (await ask('POST', '/clock/advance', { until: '2026-03-02T11:00:00.000003Z' })).body.now,
    '2026-03-02T11:00:00.000003Z'
  )
})

t.test('a running clock advances by exactly what was asked, and runs on from there', async t => {
  const { ask } = await controlApi(t)
  await ask('PUT', '/clock', { mode: 'running', rate: RATE_MAX })
  const { now_usecs: before } = (await ask('GET', '/clock')).body
  const advance = (await ask('POST', '/clock/advance', { seconds: 3600 })).body
  t.equal(advance.advanced_seconds, 3600)
  t.ok(advance.now_usecs >= before + 3600e6)
  t.ok((await ask('GET', '/clock')).body.now_usecs >= advance.now_usecs)
})

t.test('the clock advances to an event', async t => {
  const { ask } = await controlApi(t, protectedSites)
  const taken = (await ask('POST', '/clock/advance', { until_event: { type: 'snapshot-taken' } })).body
  const at = '2026-03-02T10:30:00.000Z'
  const event = {
    type: 'snapshot-taken',
    at,
    at_usecs: usecs(at),
    cluster: 'france',
    name: 'gold',
    kind: 'scheduled',
    remote_sites: ['canada']
  }
  t.match(taken, { now: at, advanced_seconds: 1800, event })
  const where = [{ cluster: 'canada' }, { name: 'gold' }, { name: 'web01', cluster: 'canada', within_seconds: 7200 }]
  for (const pattern of where) {
    const { status, body } = await ask('POST', '/clock/advance', {
      until_event: { type: 'snapshot-received', ...pattern }
    })
    t.match(
      { status, body },
      { status: 200, body: { event: { cluster: 'canada', snapshot_id: /^france:\d+$/ } } },
      JSON.stringify(pattern)
    )
    t.equal(body.event.at_usecs, body.now_usecs)
  }
  const toSite = { type: 'replication-ended', name: 'canada' }
  t.match((await ask('POST', '/clock/advance', { until_event: toSite })).body.event, {
    name: 'gold',
    remote_site: 'canada',
    outcome: 'succeeded'
  })
})

t.test('the clock advances until an event of a VM, by name or by UUID', async t => {
  const { ask, lab } = await controlApi(t)
  const vms = (await ask('GET', '/clusters/france/vms')).body.vms as { uuid: string; name: string }[]
  for (const name of ['web01', 'app01']) {
    const uuid = vms.find(vm => vm.name === name)?.uuid ?? ''
    lab.engine.dispatch({
      type: 'set-power-state',
      cluster: 'france',
      user: 'admin',
      vm: uuid,
      transition: 'OFF',
      host: null
    })
    const by = name === 'web01' ? name : uuid
    const off = { type: 'vm-power-changed', name: by, cluster: 'france' }
    t.match((await ask('POST', '/clock/advance', { until_event: off })).body.event, { name, uuid, power: 'off' })
  }
})

t.test('the clock advances until nothing is under way', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  t.match(
    (await ask('POST', '/clock/advance', { until_idle: true })).body,
    { advanced_seconds: 0, commands: 0 },
    'at once when there is nothing'
  )
  await ask('POST', '/clock/advance', { seconds: 1800 })
  t.same(unfinishedWork(lab.world), ['replication of gold from france to canada (0 %)'])
  // 85 ms for the handshake, then 5 760 000 000 bytes × 0.7 at 62 500 000 bytes/s
  t.equal((await ask('POST', '/clock/advance', { until_idle: true })).body.advanced_seconds, 0.085 + 64.512)
  t.same(unfinishedWork(lab.world), [])
})

t.test('an advance that cannot be is refused', async t => {
  const api = await controlApi(t, protectedSites)
  const path = '/clock/advance'
  await refuses(t, api, [
    [`POST ${path}`, {}, '400 invalid-request', /fewer than 1/],
    [`POST ${path}`, { seconds: 1, until_idle: true }, '400 invalid-request', /more than 1/],
    [`POST ${path}`, { seconds: -1 }, '400 invalid-request', />= 0/],
    [`POST ${path}`, { until: '2026-03-02T09:59:59.999999Z' }, '409 clock/past', /it is 2026-03-02T10:00:00.000Z/],
    [`POST ${path}`, { until: 'tomorrow' }, '400 invalid-request', /must be a date with a time/],
    [`POST ${path}`, { until: '2026-12-31T23:59:60Z' }, '400 invalid-request', /not an instant/],
    [`POST ${path}`, { seconds: ADVANCE_DAYS_MAX * DAY + 1 }, '400 invalid-request', /<= 316224000/],
    [`POST ${path}`, { until: '2226-03-02T10:00:00Z' }, '400 invalid-request', /3660 days at most/],
    [`POST ${path}`, { until_idle: false }, '400 invalid-request', /until_idle/],
    [
      `POST ${path}`,
      { until_event: { type: 'snapshot-take' } },
      '404 event-type/not-found',
      /Did you mean snapshot-taken/
    ],
    [`POST ${path}`, { until_event: { type: 'x' } }, '404 event-type/not-found', /There are .*mode-change-ended, /],
    [
      `POST ${path}`,
      { until_event: { type: 'constructor' } },
      '404 event-type/not-found',
      /no kind of event constructor/
    ],
    [`POST ${path}`, { until_event: { type: 'world-reset' } }, '404 event-type/not-found', /world-reset/],
    [
      `POST ${path}`,
      { until_event: { type: 'snapshot-taken', cluster: 'spain' } },
      '404 cluster/not-found',
      /no cluster spain/
    ]
  ])
})

t.test('the clock stops short of where time ends', async t => {
  const { ask, lab } = await controlApi(t)
  const decade = { seconds: ADVANCE_DAYS_MAX * DAY }
  for (let decades = 0; decades < 22; decades += 1)
    t.match(await ask('POST', '/clock/advance', decade), { status: 200 })
  const end = { status: 400, body: { error: { code: 'invalid-request', message: /cannot be advanced any further/ } } }
  t.match(await ask('POST', '/clock/advance', decade), end)
  t.ok(lab.world.now < Number.MAX_SAFE_INTEGER)
})

t.test(
  'an event that would not come within a day is refused where no limit is given, and the clock does not move',
  async t => {
    const { ask, lab } = await controlApi(t, protectedSites)
    const before = JSON.stringify(lab.world)
    const wait = { type: 'replication-ended', name: 'silver' }
    t.match(await ask('POST', '/clock/advance', { until_event: wait }), {
      status: 409,
      body: {
        error: {
          code: 'clock/not-reached',
          message:
            'There would be no replication-ended of silver within 1 day: within_seconds waits longer. The clock has not moved'
        }
      }
    })
    t.equal(JSON.stringify(lab.world), before)
    t.match(await ask('POST', '/clock/advance', { until_event: { type: 'snapshot-taken' } }), {
      status: 200,
      body: { event: { type: 'snapshot-taken', at: '2026-03-02T10:30:00.000Z' } }
    })
    t.match((await ask('GET', '/clock')).body, { now: '2026-03-02T10:30:00.000Z' })
  }
)

t.test('what was waited for and did not come is refused by name, and the clock has moved', async t => {
  const { ask } = await controlApi(t, protectedSites)
  const pattern = { type: 'replication-ended', name: 'silver', cluster: 'france', within_seconds: 7200 }
  t.same(await ask('POST', '/clock/advance', { until_event: pattern }), {
    status: 409,
    body: {
      error: {
        code: 'clock/not-reached',
        message:
          'There was no replication-ended of silver on france within 7200 seconds. The clock has moved all the same: it is 2026-03-02T12:00:00.000Z'
      }
    }
  })
})

t.test('what does not come to rest is refused with what is under way', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  await ask('POST', '/clock/advance', { until_event: { type: 'replication-admitted' } })
  const id = lab.world.clusters['france']?.protectionDomains['gold']?.outgoing['canada']?.current?.id ?? 0
  const common = { cluster: 'france', user: 'admin', name: 'gold' }
  lab.engine.dispatch({ type: 'clear-schedules', ...common })
  lab.engine.dispatch({ type: 'control-replication', id, action: 'pause', ...common })
  for (const at of [
    '2026-09-01T00:00:00Z',
    '2026-09-02T00:00:00Z',
    '2026-09-03T00:00:00Z',
    '2026-09-04T00:00:00Z',
    '2026-09-05T00:00:00Z'
  ]) {
    lab.engine.dispatch({
      type: 'add-one-time-schedule',
      at: usecs(at),
      appConsistent: false,
      remoteSites: [],
      retentionSeconds: null,
      ...common
    })
  }
  const { status, body } = await ask('POST', '/clock/advance', { until_idle: true })
  t.match({ status, code: body.error.code }, { status: 409, code: 'clock/not-reached' })
  t.match(
    body.error.message,
    /^Still under way after 30 days: replication of gold from france to canada \(paused, 0 %\); snapshot of protection domain gold on france planned for 2026-09-01.*-04T00:00:00.000Z; and 1 more\. .* 2026-04-01T/
  )
  await ask('POST', '/links/france/canada/cut')
  lab.engine.dispatch({ type: 'control-replication', id, action: 'resume', ...common })
  t.match(unfinishedWork(lab.world)[0], /no way through, 0 %/)
})

t.test('one advance at a time, and no reset meanwhile', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  // More commands than one slice of an advance: 5 a snapshot, hourly, for a year.
  const long = ask('POST', '/clock/advance', { seconds: 365 * DAY })
  while (!lab.advancing) await new Promise(resolve => setImmediate(resolve))
  const busy = { status: 409, body: { error: { code: 'clock/busy', message: 'An advance of the clock is under way' } } }
  const meanwhile = await Promise.all([
    ask('GET', '/clock'),
    ask('POST', '/clock/advance', { seconds: 1 }),
    ask('POST', '/world/reset')
  ])
  t.match(meanwhile[0], { status: 200, body: { advancing: true } }, 'others are let in between')
  t.same(meanwhile.slice(1), [busy, busy])
  t.equal((await long).body.advanced_seconds, 365 * DAY)
})
