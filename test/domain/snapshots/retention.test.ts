/** How long snapshots are kept: an expiry of N intervals, the newest in any case, and the sweep that comes after. */
import t from 'tap'
import { collectableSnapshots, hasExpired, expiryOf } from '../../../server/domain/snapshots/retention.js'
import { instant, seconds } from '../../../server/domain/core/time.js'
import type { Recurrence } from '../../../server/domain/core/world.js'
import { DAY, HOUR, START, TwoSites, at, hourlySchedule, keep, sinceStart } from '../../support/two-sites.js'

const hourly: Recurrence = {
  type: 'HOURLY',
  everyNth: 1,
  startAt: START,
  endAt: null,
  values: [],
  timezoneOffsetSeconds: 0
}

t.test('a snapshot expires as many intervals after its creation as are kept', async t => {
  const cases = [
    // Evidence A [C: web console]: hourly, keep 1, created 01:17:01, expires 02:17:01
    { keep: keep(1), of: hourly, after: HOUR },
    { keep: keep(2), of: hourly, after: 2 * HOUR },
    { keep: keep(5), of: { ...hourly, type: 'DAILY' as const }, after: 5 * DAY },
    { keep: keep(3), of: { ...hourly, everyNth: 6 }, after: 18 * HOUR },
    // twice a week: every three and a half days
    { keep: keep(2), of: { ...hourly, type: 'WEEKLY' as const, values: [2, 5] }, after: 7 * DAY },
    { keep: { count: 1, unit: 'DAYS' as const }, of: hourly, after: DAY },
    { keep: { count: 2, unit: 'WEEKS' as const }, of: hourly, after: 14 * DAY },
    { keep: { count: 1, unit: 'MONTHS' as const }, of: hourly, after: 30 * DAY }
  ]
  for (const { keep, of, after } of cases) {
    t.equal(sinceStart(expiryOf(keep, of, START)), after, `${keep.count} ${keep.unit} of ${of.type}`)
  }
})

t.test('local and remote copies each expire by their own count', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 5 })
  lab.until(HOUR + 10)
  const [first] = lab.france.domain().snapshots
  t.equal(sinceStart(first?.expiresAt ?? START), 1 + 2 * HOUR)
  const [copy] = lab.canada.domain().snapshots
  t.equal(sinceStart(copy?.expiresAt ?? START), 1 + 5 * HOUR)
})

t.test('an expired snapshot stays listed until it is collected', async t => {
  const lab = new TwoSites({ settings: { snapshotCollectionSeconds: 300 } })
  lab.france.protect(['web'], { local: 1 })
  lab.until(HOUR + 10)
  // the one of 1 s expires at 3601 s and goes 300 s later
  t.same(lab.france.snapshotTimes(), [1, HOUR])
  const [first] = lab.france.domain().snapshots
  t.ok(first !== undefined && hasExpired(lab.france.domain(), first, lab.world.now))
  lab.until(HOUR + 300)
  t.same(lab.france.snapshotTimes(), [1, HOUR])
  lab.until(HOUR + 301)
  t.same(lab.france.snapshotTimes(), [HOUR])
})

t.test('the newest outlives its expiry while nothing newer comes', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(3 * HOUR)
  lab.france.do({ type: 'clear-schedules', name: 'gold' })
  lab.until(10 * DAY)
  t.same(lab.france.snapshotTimes(), [3 * HOUR], 'here')
  t.same(lab.canada.snapshotTimes(), [3 * HOUR], 'and there')
  t.notOk(hasExpired(lab.france.domain(), lab.france.newest(), lab.world.now), 'and does not count as expired')

  lab.france.do(hourlySchedule('gold', 'canada', { local: 2 }))
  lab.until(10 * DAY)
  t.same(lab.france.snapshotTimes(), [3 * HOUR])
  lab.pass(1)
  t.same(lab.france.snapshotTimes(), [10 * DAY + 1], 'it goes, long overdue, when a newer one comes')
})

t.test('one-time snapshots are neither spared by that nor counted by it', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot([], 60)
  lab.pass(30)
  lab.france.snapshot([], null)
  lab.until(DAY)
  t.same(lab.france.snapshotTimes(), [31], 'the one without a retention is kept for ever, the other is gone')
  t.equal(lab.france.newest().expiresAt, null)
})

t.test('a domain can be told to retain more than the newest', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 1 })
  lab.until(4 * HOUR)
  const domain = { ...lab.france.domain(), minSnapshotsToRetain: 2 }
  const ids = domain.snapshots.map(({ id }) => id)
  t.equal(ids.length, 2)
  const late = instant(lab.world.now + seconds(9 * DAY))
  t.same(collectableSnapshots(domain, 0, late), [], 'both of two are spared')
  t.same(
    collectableSnapshots({ ...domain, minSnapshotsToRetain: 1 }, 0, late).map(({ id }) => id),
    ids.slice(0, 1)
  )
  t.same(
    collectableSnapshots({ ...domain, minSnapshotsToRetain: null }, 0, late).map(({ id }) => id),
    ids.slice(0, 1)
  )
})

const nameOf = ({ origin, id }: { origin: string; id: number }) => ({ origin, id })

t.test('a change of mode keeps its snapshot, and not one of another cluster with the same number', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot([], 60)
  lab.pass(30)
  const snapshot = lab.france.newest()
  const { id } = snapshot
  const own = { ...snapshot, origin: 'france', prefix: null }
  const received = { ...snapshot, origin: 'canada', prefix: 'canada' }
  const domain = { ...lab.france.domain(), snapshots: [own, received] }
  const late = instant(lab.world.now + seconds(DAY))
  const common = { startedAt: lab.world.now, monitorId: 'm', user: 'admin', snapshotId: id }
  const activate = { ...common, kind: 'activate', endsAt: late, origin: 'canada' } as const
  const waiting = { step: 'first-replication', endsAt: null } as const
  const migrate = { ...common, ...waiting, kind: 'migrate', site: 'canada', target: 'canada' } as const
  t.same(collectableSnapshots({ ...domain, change: null }, 0, late), [nameOf(received), nameOf(own)])
  t.same(collectableSnapshots({ ...domain, change: activate }, 0, late), [nameOf(own)])
  t.same(collectableSnapshots({ ...domain, change: migrate }, 0, late), [nameOf(received)])
})

t.test('the expiry of a snapshot can be changed, on its own side only', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(HOUR + 60)
  const [first = ''] = lab.france.snapshotNames()
  lab.france.do({ type: 'retain-snapshot', name: 'gold', snapshotId: first, until: null })
  lab.until(2 * DAY)
  t.same(lab.france.snapshotTimes().slice(0, 2), [1, 2 * DAY - 2 * HOUR], 'kept for ever in France')
  t.notOk(lab.canada.snapshotTimes().includes(1), 'gone in Canada')

  lab.france.do({ type: 'retain-snapshot', name: 'gold', snapshotId: first, until: at(2 * DAY + 5) })
  lab.until(2 * DAY + 5 + 299)
  t.ok(lab.france.snapshotNames().includes(first))
  lab.pass(1)
  t.notOk(lab.france.snapshotNames().includes(first))
})

t.test('a snapshot that is being sent is not collected', async t => {
  // 6000 bytes at 1 byte a second: an hour and forty minutes, while it expires after an hour
  const lab = new TwoSites({ bandwidthBytesPerSecond: 1, settings: { snapshotCollectionSeconds: 0 } })
  lab.france.protect(['web'], { local: 1, remote: 9 })
  lab.until(6000)
  t.same(lab.france.snapshotTimes(), [1, HOUR])
  lab.until(6001)
  t.same(lab.france.snapshotTimes(), [HOUR], 'when it is across, it goes here')
  t.same(lab.canada.snapshotTimes(), [1], 'and is there')
})

t.test('removing a snapshot leaves its copy alone, and ends its transfer', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(61)
  const [name = ''] = lab.france.snapshotNames()
  lab.france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: name })
  t.same([lab.france.snapshotNames(), lab.canada.snapshotNames()], [[], [`france:${name}`]])

  lab.france.snapshot(['canada'])
  lab.pass(2)
  lab.france.snapshot(['canada'])
  lab.pass(2)
  const [sent = '', waiting = ''] = lab.france.snapshotNames()
  t.equal(lab.france.sending().snapshotId, Number(sent))
  lab.france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: sent })
  t.equal(lab.france.sending().snapshotId, Number(waiting), 'what waited behind it goes at once')
  lab.france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: waiting })
  t.equal(lab.france.outgoing()?.current, null)
})
