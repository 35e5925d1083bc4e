/** Transfers: what a delta counts from, how far a transfer is, what goes to more than one site. */
import t from 'tap'
import { replicationProgress } from '../../../server/domain/links/link.js'
import { alertsOn, migrate, setPower, threeSites, webAndApp } from '../../support/failover-worlds.js'
import { TwoSites, at, hourlySchedule, keep, protecting, sinceStart, siteRequest } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'

/** Hour by hour to Canada, both VMs, on a hundred bytes a second. */
function hourly(names: readonly string[] = ['web', 'app']): TwoSites {
  const lab = new TwoSites({ vms: webAndApp })
  lab.france.protect(names, { local: 3, remote: 3 })
  return lab
}

t.test('the inactive domain appears at the target with the first byte, its snapshot with the last', async t => {
  const { lab, france, canada } = sides(hourly())
  t.notOk(canada.has(), 'nothing before the first snapshot')
  lab.until(1)
  const { active, members, schedules, snapshots } = canada.domain()
  t.same({ active, members, schedules, snapshots }, { active: false, members: [], schedules: [], snapshots: [] })
  // 6000 bytes of web and 3000 of app: 90 seconds, from second 1 to second 91
  lab.until(90.999)
  t.same(canada.snapshotNames(), [])
  lab.until(91)
  t.same(canada.snapshotTimes(), [1])
  t.equal(canada.domain().active, false)
  t.equal(france.outgoing()?.current, null)
})

t.test('progress is told in bytes, percent and seconds, and grows evenly', async t => {
  const { lab, france } = sides(hourly())
  lab.until(31)
  // 30 of 90 seconds
  t.same(replicationProgress(lab.world, 'france', france.sending()), {
    completedBytes: 3_000,
    completedPercentage: 33.33,
    secondsLeft: 60
  })
})

t.test('a delta holds the bytes of a named write', async t => {
  const { lab, france } = sides(hourly())
  lab.until(100)
  france.mark('app', 'import', 500)
  lab.until(3600)
  // web writes 1 byte a second from second 1 to second 3600
  t.match(france.sending(), { full: false, totalBytes: 3_599 + 500 })
})

t.test('a delta without a changed byte arrives in the instant in which it is taken', async t => {
  const { lab, france, canada } = sides(hourly(['app']))
  lab.until(3600)
  t.equal(france.outgoing()?.current, null)
  t.same(canada.snapshotTimes(), [1, 3600])
})

t.test('compression shortens the way on the wire, not the number of bytes', async t => {
  const { lab, france, canada } = sides(hourly())
  france.do({ type: 'update-remote-site', site: { name: 'canada', compression: true } })
  lab.until(1)
  // 0.7 of 9000 bytes: 63 seconds
  t.match(france.sending(), { totalBytes: 9_000, wireBytes: 6_300 })
  lab.until(63.999)
  t.same(canada.snapshotNames(), [])
  lab.until(64)
  t.same(canada.snapshotTimes(), [1])
})

t.test('a VM that joins later is sent whole, and the replication is not called full for it', async t => {
  const { lab, france } = sides(hourly(['web']))
  lab.until(100)
  france.do(protecting(['app']))
  lab.until(3600)
  // 3599 bytes of web, all 3000 of app
  t.match(france.sending(), { full: false, totalBytes: 6_599 })
  t.same(france.alerts(), ['replication-full', 'network-mapping-missing'], 'the first one only')
})

t.test('without the newest common snapshot the delta counts from the one before', async t => {
  const { lab, france, canada } = sides(new TwoSites({ vms: webAndApp }))
  france.protect(['web', 'app'])
  for (const second of [0, 200, 400]) {
    lab.until(second)
    if (second === 400) forget(canada, 1)
    france.snapshot(['canada'])
  }
  lab.until(401)
  t.same(canada.snapshotTimes(), [1])
  // from second 1, not from second 201
  t.match(france.sending(), { full: false, totalBytes: 400 })
})

for (const who of ['france', 'canada'] as const) {
  t.test(`once ${who} has lost every common snapshot, everything is sent again, with another alert`, async t => {
    const lab = hourly()
    lab.until(3700)
    forget(lab[who], 1)
    forget(lab[who], 0)
    lab.until(7200)
    t.match(lab.france.sending(), { full: true, totalBytes: 9_000 })
    t.same(
      alertsOn(lab.france, 'replication-full').map(alert => sinceStart(alert.raisedAt)),
      [1, 7200]
    )
  })
}

t.test('after an old snapshot was sent back the delta counts from the newest common one all the same', async t => {
  const lab = new TwoSites()
  const { france, canada } = lab
  france.protect(['web', 'app'])
  france.snapshot() // stays here, second 1
  lab.until(10)
  france.mark('web', 'between', 1_990)
  france.snapshot(['canada']) // 9000 bytes from second 11 on
  lab.until(500)
  const [old = ''] = france.snapshotNames()
  canada.do({ type: 'retrieve-snapshot', name: 'gold', site: 'france', snapshotId: old })
  t.equal(france.sending().totalBytes, 2_000, 'to the old one from the newest common one, or back')
  france.snapshot(['canada'])
  lab.pass(30)
  // 490 bytes, which were written from second 11 to second 501, after the 20 seconds of the old one
  t.match(france.outgoing()?.lastSuccess, { startedAt: at(520), endedAt: at(524.9) })
})

t.test('the target names a snapshot by its own name for the sender', async t => {
  const lab = new TwoSites({ sites: false })
  lab.france.do({ type: 'add-remote-site', site: siteRequest('montreal', '10.0.1.1') })
  lab.canada.do({ type: 'add-remote-site', site: siteRequest('paris', '10.0.0.1') })
  lab.france.protect(['web'])
  lab.france.snapshot(['montreal'])
  lab.until(100)
  const [id = ''] = lab.france.snapshotNames()
  t.match(id, /^\d+$/)
  t.same(lab.canada.snapshotNames(), [`paris:${id}`])
})

t.test('those that a newer one overtakes are skipped when it is across, not when it starts', async t => {
  const { lab, france, canada } = sides(new TwoSites({ vms: webAndApp }))
  france.protect(['web', 'app'])
  for (const second of [0, 10, 20, 30]) {
    lab.until(second)
    france.snapshot(['canada'])
  }
  // the 9000 bytes of second 1 are across at second 91; then the 30 bytes of second 31, until 91.3
  lab.until(91.299)
  t.match(france.sending(), { snapshotId: france.newest().id, totalBytes: 30 })
  t.equal(france.outgoing()?.queue.length, 2)
  t.same(alertsOn(france, 'replication-skipped'), [])
  lab.until(91.3)
  t.same(canada.snapshotTimes(), [1, 31])
  t.same(france.outgoing()?.queue, [])
  t.equal(alertsOn(france, 'replication-skipped').length, 2)
})

t.test('a snapshot that is deleted while it waits is not sent', async t => {
  const { lab, france, canada } = sides(new TwoSites({ vms: webAndApp }))
  france.protect(['web', 'app'])
  france.snapshot(['canada'])
  lab.until(10)
  france.snapshot(['canada'])
  lab.until(20)
  forget(france, 1)
  lab.until(200)
  t.same(canada.snapshotTimes(), [1])
  t.same(
    france.alerts(),
    ['replication-full', 'network-mapping-missing', 'replication-queued'],
    'it was told of while it waited, not as skipped'
  )
})

t.test('one snapshot goes to several sites at once, each as fast as its own link', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web', 'app'])
  france.snapshot(['canada', 'brazil'])
  lab.until(1)
  t.same(
    Object.values(france.domain().outgoing).map(({ site, current }) => [site, current?.totalBytes]),
    [
      ['canada', 9_000],
      ['brazil', 9_000]
    ]
  )
  const [id = ''] = france.snapshotNames()
  // 100 bytes a second to Canada, 50 to Brazil
  lab.until(91)
  t.same([canada.snapshotNames(), brazil.snapshotNames()], [[`france:${id}`], []])
  lab.until(180.999)
  t.same(brazil.snapshotNames(), [])
  lab.until(181)
  t.same(brazil.snapshotNames(), [`france:${id}`])
})

t.test('a site that fails does not hold up the others', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web', 'app'])
  setPower(brazil, 'lost')
  france.snapshot(['brazil', 'canada'])
  lab.until(91)
  t.same(canada.snapshotTimes(), [1])
  t.same(
    alertsOn(france, 'replication-failed').map(alert => alert.values['remote_name']),
    ['brazil']
  )
})

t.test('each site has its own reference: one that was away gets what it missed', async t => {
  const { lab, france, brazil } = threeSites()
  france.protect(['web'])
  france.snapshot(['canada', 'brazil'])
  lab.until(200)
  setPower(brazil, 'lost')
  france.snapshot(['canada', 'brazil'])
  lab.until(300)
  setPower(brazil, 'on')
  france.snapshot(['canada', 'brazil'])
  lab.until(301)
  // since second 201 to Canada, since second 1 to Brazil
  t.same(
    Object.values(france.domain().outgoing).map(({ site, current }) => [site, current?.totalBytes]),
    [
      ['canada', 100],
      ['brazil', 300]
    ]
  )
})

t.test('from site to site to site: what two of them have received from a third is common to them', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(100)
  migrate(france, 'canada')
  lab.until(200)
  t.equal(canada.domain().active, true)

  // Canada goes on to both: to Brazil, with which it has nothing in common, 9000 bytes in 180 seconds
  const { schedule } = hourlySchedule('gold', 'france', {})
  const retention = { local: keep(2), remote: { france: keep(2), brazil: keep(2) } }
  canada.do({ type: 'add-schedule', name: 'gold', schedule: { ...schedule, retention } })
  lab.until(201)
  t.match(canada.domain().outgoing, { brazil: { current: { full: true, totalBytes: 9_000 } } })
  t.same(canada.domain().outgoing['france']?.current, null, 'the VMs are off: the delta to France has no byte')
  lab.until(400)
  t.same(brazil.snapshotNames(), [`canada:${canada.newest().id}`])
  t.equal(france.snapshotNames().at(-1), `canada:${canada.newest().id}`)

  // Brazil takes over from Canada and hands over to France, to which it has never sent anything
  migrate(canada, 'brazil')
  lab.until(500)
  t.equal(brazil.domain().active, true)
  brazil.power('web', 'ON')
  lab.until(602)
  migrate(brazil, 'france')
  // web writes from second 502 on
  t.match(brazil.sending(), { full: false, totalBytes: 100 }, 'Canada had sent both of them the same snapshot')
  lab.until(700)
  t.same(
    [france, canada, brazil].map(side => side.domain().active),
    [true, false, false]
  )
  t.same(
    france.snapshotNames().map(name => name.replace(/\d+$/, '')),
    ['', '', '', 'canada:', 'brazil:', 'brazil:'],
    'each under the name of the site that took it'
  )
})

function sides(lab: TwoSites) {
  return { lab, france: lab.france, canada: lab.canada }
}

/** Deletes a snapshot on one side, counted from the oldest. */
function forget(side: Side, index: number): void {
  side.do({ type: 'remove-snapshot', name: 'gold', snapshotId: side.snapshotNames()[index] ?? '' })
}
