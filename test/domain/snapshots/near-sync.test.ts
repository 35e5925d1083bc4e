/** NearSync: seeded, at its own pace, rolled up, fallen back and back again; and what it does not go together with. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { rolledUpExpiry, tierOf } from '../../../server/domain/snapshots/near-sync/roll-up.js'
import { instant, seconds } from '../../../server/domain/core/time.js'
import type { Alert, Keep, Recurrence, View } from '../../../server/domain/core/world.js'
import type { VmFixture } from '../../../server/seed/fixture.js'
import type { ClientRequest, Options, Side } from '../../support/two-sites.js'
import { DAY, HOUR, START, TwoSites, at, protecting, sinceStart } from '../../support/two-sites.js'

const MINUTE = 60

/** 60 000 bytes, and 10 more each second. */
const WEB: VmFixture = { name: 'web', changeBytesPerSecond: 10, disks: [{ sizeBytes: 1e6, usedBytes: 60_000 }] }

interface ScheduleOptions {
  minutes?: number
  keep?: Keep
  remote?: boolean
  startAt?: number
}

function nearSyncSchedule({
  minutes = 5,
  keep = { count: 1, unit: 'DAYS' },
  remote = true,
  startAt = 0
}: ScheduleOptions): ClientRequest {
  return {
    type: 'add-schedule',
    name: 'gold',
    schedule: {
      recurrence: {
        type: 'MINUTELY',
        everyNth: minutes,
        startAt: at(startAt),
        endAt: null,
        values: [],
        timezoneOffsetSeconds: 0
      },
      suspended: false,
      appConsistent: false,
      retention: { local: keep, remote: remote ? { canada: keep } : {} }
    }
  }
}

/** Gold of one VM with NearSync from the start; 100 bytes a second, where nothing else is said. */
function lab(wish: ScheduleOptions = {}, options: Options = {}): TwoSites {
  const made = new TwoSites({ vms: [WEB], france: { pack: 'pro' }, ...options })
  made.france.protect(['web'])
  made.france.do(nearSyncSchedule(wish))
  return made
}

function nearSync(side: Side) {
  return side.domain().schedules[0]?.nearSync
}

function kinds(side: Side): string[] {
  return side.domain().snapshots.map(({ kind, createdAt }) => `${kind} ${sinceStart(createdAt) / MINUTE}`)
}

/** Alerts of a type as [raised, resolved] in minutes since the start. */
function spans(side: Side, type: string): (number | null)[][] {
  return side.cluster.alerts
    .filter((alert: View<Alert>) => alert.type === type)
    .map(({ raisedAt, resolvedAt }) => [
      sinceStart(raisedAt) / MINUTE,
      resolvedAt === null ? null : sinceStart(resolvedAt) / MINUTE
    ])
}

t.test('a full snapshot goes to the other side first; light-weight ones start once it is there', async t => {
  const world = lab({ startAt: 10 * MINUTE })
  const { france, canada } = world
  t.match(nearSync(france), { state: 'seeding', misses: 0 })
  world.until(19 * MINUTE)
  // 60 000 bytes, begun at 10 minutes
  t.same(kinds(france), ['scheduled 10'])
  t.same(spans(france, 'nearsync-seeding'), [[10, null]])
  t.match(
    france.texts('nearsync-seeding')[0],
    /^Protection Domain gold Seeding Process Pending to the Remote Site canada/
  )
  world.until(20 * MINUTE)
  t.match(nearSync(france), { state: 'running', since: at(20 * MINUTE) })
  t.same(spans(france, 'nearsync-seeding'), [[10, 20]])
  world.until(31 * MINUTE)
  t.same(kinds(france), ['scheduled 10', 'light-weight 25', 'light-weight 30'])
  t.same(kinds(canada), kinds(france))
  t.match(france.outgoing()?.lastSuccess, { endedAt: at(30 * MINUTE + 30) }, '3000 bytes, 30 seconds')
  t.same(violations(world.world), [])
})

t.test('a seeding that takes longer than an hour keeps an RPO of an hour meanwhile', async t => {
  const slow = lab({}, { vms: [{ ...WEB, changeBytesPerSecond: 0 }], bandwidthBytesPerSecond: 10 })
  const { france } = slow
  slow.until(99 * MINUTE)
  // 60 000 bytes at 10 a second: 6000 s
  t.same(
    kinds(france).map(text => text.replace(/\.\d+/, '')),
    ['scheduled 0', 'scheduled 60']
  )
  t.match(nearSync(france), { state: 'seeding' })
  slow.until(101 * MINUTE)
  // the one of minute 60, with nothing new in it, follows at once
  t.match(nearSync(france), { state: 'running' })
  t.equal(spans(france, 'nearsync-seeding').length, 1)
})

t.test('without a remote site light-weight snapshots start at once', async t => {
  const alone = lab({ remote: false })
  t.match(nearSync(alone.france), { state: 'running' })
  alone.until(6 * MINUTE)
  t.same(
    alone.france.domain().snapshots.map(({ kind }) => kind),
    ['rolled-up', 'light-weight']
  )
  // from second 1 to second 300, at 10 bytes a second
  t.equal(alone.france.cluster.lightWeightBytes, 2_990)
  alone.france.do({ type: 'clear-schedules', name: 'gold' })
  alone.france.do({ type: 'remove-protection-domain', name: 'gold', skipRemoteCheck: true })
  t.equal(alone.france.cluster.lightWeightBytes, 0)
})

t.test('light-weight snapshots ignore throttling', async t => {
  const throttled = lab({ startAt: 10 * MINUTE })
  throttled.until(20 * MINUTE)
  throttled.france.do({ type: 'update-remote-site', site: { name: 'canada', maxBytesPerSecond: 1 } })
  throttled.until(31 * MINUTE)
  // 6000 bytes since minute 10, and then 3000: at 100 a second
  t.match(throttled.france.outgoing()?.lastSuccess, { endedAt: at(30 * MINUTE + 30) })
  t.same(violations(throttled.world), [])
})

t.test('a flow that is throttled leaves what it does not use to the one that is not', async t => {
  const shared = new TwoSites({
    vms: [WEB, { name: 'app', disks: [{ sizeBytes: 1e6, usedBytes: 100_000 }] }],
    france: { pack: 'pro' }
  })
  const { france } = shared
  france.protect(['web'])
  france.do(nearSyncSchedule({ startAt: 10 * MINUTE }))
  shared.until(20 * MINUTE)
  france.do({ type: 'update-remote-site', site: { name: 'canada', maxBytesPerSecond: 20 } })
  france.protect(['app'], undefined, 'silver')
  france.snapshot(['canada'], null, 'silver')
  shared.until(25 * MINUTE)
  const { async, nearSync } = shared.world.links['canada|france']?.lanes['france']?.flows ?? {}
  t.match(
    [async, nearSync],
    [
      { running: 1, bytesPerSecond: 20 },
      { running: 1, bytesPerSecond: 80 }
    ]
  )
  shared.until(30 * MINUTE)
  // 9000 bytes since minute 10, at 80 a second: 112.5 s after minute 25
  t.match(france.outgoing()?.lastSuccess, { endedAt: at(25 * MINUTE + 112.5) })
})

t.test('a missed RPO is told of, and after three in a row it falls back to hourly; it returns by itself', async t => {
  const { france } = lab({ startAt: 10 * MINUTE })
  const world = france.lab
  world.until(31 * MINUTE)
  // 10 bytes a second are written; a line of 5 cannot carry them. At 35 minutes the 3000 bytes of 30 are across.
  const speed = (bandwidthBytesPerSecond: number) =>
    world.do({ type: 'change-link', a: 'france', b: 'canada', change: { from: null, bandwidthBytesPerSecond } })
  speed(5)
  world.until(40 * MINUTE)
  t.match(nearSync(france), { state: 'running', misses: 1 })
  t.same(spans(france, 'nearsync-lagging'), [[40, null]])
  world.until(45 * MINUTE + 1)
  t.match(nearSync(france), { misses: 2 })
  world.until(50 * MINUTE + 1)
  t.match(nearSync(france), { state: 'fallen-back', since: at(50 * MINUTE) })
  t.same(spans(france, 'nearsync-lagging'), [[40, 50]])
  t.match(
    france.texts('nearsync-fallen-back')[0],
    /gold is falling back to lower frequency .* canada: the RPO is missed/
  )
  speed(100)
  world.until(69 * MINUTE)
  t.equal(kinds(france).at(-1), 'scheduled 50')
  t.match(nearSync(france), { state: 'fallen-back' }, 'the snapshot of the fall does not bring it back')
  // the next on the hourly grid is that of minute 70; it carries 20 minutes, 12 000 bytes, in 120 seconds
  world.until(72 * MINUTE)
  t.match(nearSync(france), { state: 'running', since: at(72 * MINUTE) })
  t.same(spans(france, 'nearsync-fallen-back'), [[50, 72]])
  world.until(76 * MINUTE)
  t.equal(kinds(france).at(-1), 'light-weight 75')
  t.same(violations(world.world), [])
})

t.test('a site that cannot be reached is a missed RPO too', async t => {
  const { france } = lab({ startAt: 10 * MINUTE })
  const world = france.lab
  world.until(31 * MINUTE)
  world.cut()
  // 35 fails at once; 40, 45 and 50 know it
  world.until(50 * MINUTE + 1)
  t.match(nearSync(france), { state: 'fallen-back' })
  world.cut(true)
  // The snapshot of minute 30 is gone here, that of minute 10 is on both sides: 36 000 bytes from minute 70 on, 360 seconds.
  world.until(76 * MINUTE - 1)
  t.match(nearSync(france), { state: 'fallen-back' })
  world.until(76 * MINUTE)
  t.match(nearSync(france), { state: 'running' })
})

t.test('a full reserve makes it fall back, and room brings it back', async t => {
  for (const remote of [true, false]) {
    // 3 nodes of 2000 bytes; 600 a minute are written. Alone, those of 15, 20 and 25 take 9000; seeded at 20, so does that of 25.
    const full = lab({ remote, startAt: 10 * MINUTE }, { settings: { nearSyncReserveBytesPerNode: 2_000 } })
    const { france } = full
    full.until(30 * MINUTE - 1)
    t.match(nearSync(france), { state: 'running' })
    full.until(30 * MINUTE)
    t.match(nearSync(france), { state: 'fallen-back' }, `${remote}`)
    t.equal(spans(france, 'snapshot-reserve-full').length, 1)
    full.until(76 * MINUTE)
    t.match(nearSync(france), { state: 'running' }, 'at minute 70 those of a quarter of an hour ago are gone')
    t.same(spans(france, 'snapshot-reserve-full'), [[30, remote ? 74 : 70]], '24 000 bytes, since minute 30')
    t.same(violations(full.world), [])
  }
})

t.test('snapshots are rolled up: 15 minutes, 6 hours, 7 days, 4 weeks, a month', async t => {
  const alone = lab(
    { remote: false, keep: { count: 1, unit: 'MONTHS' } },
    { vms: [{ name: 'web', disks: [] }], settings: { snapshotCollectionSeconds: 0 } }
  )
  const { france } = alone
  const count = () => {
    const ages = france
      .domain()
      .snapshots.map(({ expiresAt, createdAt }) => ((expiresAt ?? 0) - createdAt) / seconds(1))
    const of = (kept: number): number => ages.filter(age => age === kept).length
    return { minute: of(900), hourly: of(6 * HOUR), daily: of(7 * DAY), weekly: of(28 * DAY), monthly: of(30 * DAY) }
  }
  alone.until(HOUR - 1)
  t.same(count(), { minute: 3, hourly: 0, daily: 0, weekly: 0, monthly: 1 }, 'of 40, 45 and 50 minutes one has expired')
  alone.until(DAY - 1)
  t.same(count(), { minute: 3, hourly: 6, daily: 0, weekly: 0, monthly: 1 })
  alone.until(29 * DAY + 12 * HOUR)
  // 24 to 29 days ago: six of the days (that of day 28 is the week's), four weeks
  t.same(count(), { minute: 2, hourly: 6, daily: 6, weekly: 4, monthly: 1 })
  t.same(violations(alone.world), [])
})

t.test('a retention ends the roll-up', async t => {
  const recurrence: Recurrence = {
    type: 'MINUTELY',
    everyNth: 1,
    startAt: START,
    endAt: null,
    values: [],
    timezoneOffsetSeconds: 0
  }
  const tiers = [
    { at: 60, before: 0, tier: 'minute' },
    { at: HOUR, before: HOUR - 60, tier: 'hourly' },
    { at: HOUR + 60, before: HOUR - 60, tier: 'hourly' },
    { at: DAY, before: DAY - 60, tier: 'daily' },
    { at: 7 * DAY, before: 7 * DAY - 60, tier: 'weekly' },
    { at: 30 * DAY, before: 30 * DAY - 60, tier: 'monthly' }
  ]
  for (const { at: when, before, tier } of tiers) t.equal(tierOf(recurrence, at(when), at(before)), tier)
  t.equal(tierOf(recurrence, at(60), null), 'monthly', 'the first of all')

  const expiry = (count: number, unit: Keep['unit'], tier: Parameters<typeof rolledUpExpiry>[2]): number =>
    sinceStart(rolledUpExpiry({ count, unit }, recurrence, tier, instant(START)))
  const all = (count: number, unit: Keep['unit']): number[] =>
    (['minute', 'hourly', 'daily', 'weekly', 'monthly'] as const).map(tier => expiry(count, unit, tier))
  t.same(all(2, 'NUM_SNAPSHOTS'), [900, 6 * HOUR, 7 * DAY, 28 * DAY, 30 * DAY])
  t.same(all(3, 'DAYS'), [900, 6 * HOUR, 3 * DAY, 3 * DAY, 3 * DAY])
  t.same(all(2, 'WEEKS'), [900, 6 * HOUR, 7 * DAY, 14 * DAY, 14 * DAY])
  t.same(all(2, 'MONTHS'), [900, 6 * HOUR, 7 * DAY, 28 * DAY, 60 * DAY])

  const plain = lab(
    { remote: false, keep: { count: 3, unit: 'NUM_SNAPSHOTS' } },
    { settings: { nearSyncRollUp: false } }
  )
  plain.until(61 * MINUTE)
  t.same(new Set(plain.france.domain().snapshots.map(({ kind }) => kind)), new Set(['light-weight']))
  t.equal(sinceStart(plain.france.newest().expiresAt ?? START), 75 * MINUTE)
})

t.test('NearSync that is given another remote site is seeded there; without any it runs at once', async t => {
  const { france } = lab()
  const retention = (...sites: string[]) => {
    const keep: Keep = { count: 1, unit: 'DAYS' }
    const id = france.domain().schedules[0]?.id ?? ''
    france.do({
      type: 'set-retention',
      name: 'gold',
      id,
      retention: { local: keep, remote: Object.fromEntries(sites.map(site => [site, keep])) }
    })
    return nearSync(france)?.state
  }
  t.equal(retention(), 'running')
  t.equal(retention('canada'), 'seeding')
  france.lab.until(20 * MINUTE)
  t.equal(retention('canada'), 'running', 'it knows that site already')
  t.same(violations(france.lab.world), [])
})

t.test('too many VMs are told of, or refused', async t => {
  const vms = Array.from({ length: 12 }, (_, index) => ({ name: `vm-${index}`, disks: [] }))
  const names = vms.map(({ name }) => name)
  const warned = new TwoSites({ vms, france: { pack: 'pro' } })
  warned.france.protect(names.slice(0, 10))
  warned.france.do(nearSyncSchedule({}))
  t.same(warned.france.texts('nearsync-limit'), [])
  warned.france.do(protecting(names.slice(10)))
  t.match(warned.france.texts('nearsync-limit'), [/gold has 12 VMs; with NearSync at most 10 are recommended/])

  const strict = new TwoSites({ vms, france: { pack: 'pro' }, settings: { limits: 'refuse' } })
  strict.france.protect(names)
  t.throws(() => strict.france.do(nearSyncSchedule({})), { code: 'protection-domain/limit' })
  strict.france.do({ type: 'unprotect-vms', name: 'gold', names: names.slice(10) })
  strict.france.do(nearSyncSchedule({}))
  t.throws(() => strict.france.do(protecting(names.slice(10))), { code: 'protection-domain/limit' })
})

t.test('a domain that was migrated and comes back is seeded anew; the alerts of before are over', async t => {
  const { france, canada } = lab()
  const world = france.lab
  world.until(25 * MINUTE)
  t.match(nearSync(france), { state: 'running' })
  france.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' })
  world.until(40 * MINUTE)
  t.ok(canada.domain().active)
  t.equal(canada.domain().schedules.length, 0)
  canada.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'france' })
  while (!france.domain().active) world.pass(1)
  t.match(nearSync(france), { state: 'seeding' })
  world.until(56 * MINUTE)
  t.match(nearSync(france), { state: 'running' })
  t.same(violations(world.world), [])
})
