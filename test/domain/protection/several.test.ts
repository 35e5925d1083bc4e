/** Commands about several things at once: all of them or none. */
import t from 'tap'
import type { Test } from 'tap'
import { refused } from '../../support/worlds.js'
import { TwoSites } from '../../support/two-sites.js'
import type { ScheduleRequest } from '../../../server/domain/protection/index.js'

const submit = { cluster: 'france', user: 'admin', name: 'gold' } as const

const hourly: ScheduleRequest = {
  recurrence: { type: 'HOURLY', everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
  suspended: false,
  appConsistent: false,
  retention: { local: { count: 2, unit: 'NUM_SNAPSHOTS' }, remote: {} }
}

/** Gold with so many snapshots. */
function withSnapshots(count: number, remoteSites: readonly string[] = []): TwoSites {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  for (let taken = 0; taken < count; taken++) {
    lab.france.snapshot(remoteSites)
    lab.pass(1)
  }
  return lab
}

const stateOf = ({ france }: TwoSites) => JSON.stringify(france.domain())

function nothingHappens(
  t: Test,
  lab: TwoSites,
  command: Parameters<typeof refused>[2],
  code: Parameters<typeof refused>[3]
) {
  const before = stateOf(lab)
  refused(t, lab.engine, command, code)
  t.equal(stateOf(lab), before, `${command.type} leaves everything as it was`)
}

t.test('snapshots are removed or kept together, or none where one of them is not there', async t => {
  const lab = withSnapshots(3)
  const [first = '', second = '', third = ''] = lab.france.snapshotNames()
  const unknown = 'snapshot/not-found'
  nothingHappens(t, lab, { type: 'remove-snapshots', ...submit, snapshotIds: [first, '7'] }, unknown)
  nothingHappens(t, lab, { type: 'retain-snapshots', ...submit, snapshotIds: [first, '7'], until: null }, unknown)
  lab.france.do({ type: 'retain-snapshots', name: 'gold', snapshotIds: [first, third], until: null })
  lab.france.do({ type: 'remove-snapshots', name: 'gold', snapshotIds: [first, first, second] })
  t.same(lab.france.snapshotNames(), [third])
  t.equal(lab.france.newest().expiresAt, null)
})

t.test('a transfer that goes with its snapshot gives way to one that stays, not to one that goes as well', async t => {
  const lab = withSnapshots(3, ['canada'])
  const [sent = '', stays = '', newest = ''] = lab.france.snapshotNames()
  t.equal(lab.france.sending().snapshotId, Number(sent))
  lab.france.do({ type: 'remove-snapshots', name: 'gold', snapshotIds: [newest, sent] })
  t.equal(lab.france.sending().snapshotId, Number(stays))
  t.same(lab.france.outgoing()?.queue, [])
  lab.pass(1000)
  t.same(lab.canada.snapshotNames(), [`france:${stays}`])
})

t.test('schedules come and go together, or none where one of them cannot', async t => {
  const lab = withSnapshots(0)
  const daily = { ...hourly, recurrence: { ...hourly.recurrence, type: 'DAILY' } }
  const never = { ...hourly, recurrence: { ...hourly.recurrence, type: 'NEVER' } }
  nothingHappens(t, lab, { type: 'add-schedules', ...submit, schedules: [hourly, never] }, 'schedule/invalid')
  const added = lab.engine.submit({ type: 'add-schedules', ...submit, schedules: [hourly, daily, daily] })
  t.same(lab.france.domain().schedules, added)
  const ids = added.map(({ id }) => id)
  t.equal(new Set(ids).size, 3)
  const [first = '', ...others] = ids
  nothingHappens(t, lab, { type: 'remove-schedules', ...submit, ids: [first, 'hourly-7'] }, 'schedule/not-found')
  lab.france.do({ type: 'remove-schedules', name: 'gold', ids: others })
  t.same(
    lab.france.domain().schedules.map(({ id }) => id),
    [first]
  )
})

t.test('one-time schedules go together, or none where one of them is not there', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  for (let made = 0; made < 2; made++) lab.france.snapshot()
  const ids = lab.france.domain().oneTimeSchedules.map(({ id }) => id)
  t.equal(ids.length, 2)
  nothingHappens(t, lab, { type: 'remove-one-time-schedules', ...submit, ids: [...ids, 7] }, 'schedule/not-found')
  lab.france.do({ type: 'remove-one-time-schedules', name: 'gold', ids })
  t.same(lab.france.domain().oneTimeSchedules, [])
})

t.test('snapshots at a remote site are removed together, or none where one of them is not there', async t => {
  const lab = withSnapshots(2, ['canada'])
  lab.pass(1000)
  const names = lab.canada.snapshotNames()
  t.equal(names.length, 2)
  const before = JSON.stringify(lab.canada.domain())
  const command = { type: 'remove-remote-snapshots', cluster: 'france', user: 'admin', site: 'canada' } as const
  const ids = names.map(name => name.slice('france:'.length))
  refused(t, lab.engine, { ...command, snapshotIds: { gold: [...ids, '7'] } }, 'snapshot/not-found')
  t.equal(JSON.stringify(lab.canada.domain()), before)
  lab.do({ ...command, snapshotIds: { gold: ids } })
  t.same(lab.canada.snapshotNames(), [])
  t.equal(lab.france.snapshotNames().length, 2)
})

t.test('the pack and the power of a cluster change at once', async t => {
  const { engine, france } = new TwoSites()
  const { revision } = engine.world
  engine.submit({ type: 'change-cluster', cluster: 'france', pack: 'starter', power: 'lost' })
  t.match(france.cluster, { pack: 'starter', power: 'lost' })
  t.equal(engine.world.revision, revision + 1)
})
