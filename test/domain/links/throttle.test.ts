/** Bandwidth policies by weekday and window: what they allow when, in the cluster's zone, and what a transfer gets of it. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { throttleAt } from '../../../server/domain/links/throttle.js'
import { instant } from '../../../server/domain/core/time.js'
import { offsetAt, offsetChange, zoneExists } from '../../../server/domain/core/timezone.js'
import type { BandwidthPolicy, BandwidthWindow } from '../../../server/domain/core/world.js'
import { HOUR, TwoSites, sinceStart } from '../../support/two-sites.js'

const utc = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  instant(Date.UTC(year, month - 1, day, hour, minute) * 1000)

const hours = (count: number): number => count * 3_600_000

/** Every day, all but the given fields. */
function window(change: Partial<BandwidthWindow>): BandwidthWindow {
  return { uuid: 'w', days: 127, startMs: hours(8), endMs: hours(18), bytesPerSecond: 20, ...change }
}

function policy(defaultBytesPerSecond: number | null, ...windows: BandwidthWindow[]): BandwidthPolicy {
  return { name: 'office', uuid: 'p', defaultBytesPerSecond, windows }
}

t.test('a zone knows its offset, its changes, and whether it exists', async t => {
  t.equal(offsetAt('Europe/Paris', utc(2024, 1, 15)), 3600e6)
  t.equal(offsetAt('Europe/Paris', utc(2024, 7, 15)), 7200e6)
  t.equal(offsetAt('America/Toronto', utc(2024, 1, 15)), -5 * 3600e6)
  t.equal(offsetAt('Asia/Kolkata', utc(2024, 1, 15)), 5.5 * 3600e6)
  t.equal(offsetAt('UTC', utc(2024, 1, 15)), 0)
  t.equal(offsetAt('Africa/Abidjan', utc(2024, 1, 15)), 0)
  t.equal(offsetChange('Europe/Paris', utc(2024, 3, 28), utc(2024, 4, 2)), utc(2024, 3, 31, 1))
  t.equal(offsetChange('Europe/Paris', utc(2024, 1, 1), utc(2024, 1, 9)), null)
  t.ok(zoneExists('Europe/Paris'))
  for (const none of ['Europe/Lutetia', '+02:00', '']) t.notOk(zoneExists(none), none)
})

t.test('inside a window its limit holds, outside the default one, and the next edge is known', async t => {
  const cases = [
    { what: 'no window', of: policy(50), at: utc(2024, 1, 15, 12), limit: 50, until: null },
    { what: 'no limit at all', of: policy(0), at: utc(2024, 1, 15, 12), limit: null, until: null },
    {
      what: 'before it opens',
      of: policy(50, window({})),
      at: utc(2024, 1, 15, 7),
      limit: 50,
      until: utc(2024, 1, 15, 8)
    },
    {
      what: 'as it opens',
      of: policy(50, window({})),
      at: utc(2024, 1, 15, 8),
      limit: 20,
      until: utc(2024, 1, 15, 18)
    },
    {
      what: 'as it closes',
      of: policy(50, window({})),
      at: utc(2024, 1, 15, 18),
      limit: 50,
      until: utc(2024, 1, 16, 8)
    },
    {
      what: 'no limit in the window',
      of: policy(50, window({ bytesPerSecond: 0 })),
      at: utc(2024, 1, 15, 9),
      limit: null,
      until: utc(2024, 1, 15, 18)
    },
    {
      what: 'Mondays only (bit 1), on a Tuesday',
      of: policy(50, window({ days: 2 })),
      at: utc(2024, 1, 16, 9),
      limit: 50,
      until: utc(2024, 1, 22, 8)
    },
    {
      what: 'over midnight, of Sundays (bit 0), on the Monday',
      of: policy(null, window({ days: 1, startMs: hours(22), endMs: hours(6) })),
      at: utc(2024, 1, 15, 5),
      limit: 20,
      until: utc(2024, 1, 15, 6)
    },
    {
      what: 'the lowest of two that overlap',
      of: policy(null, window({}), window({ startMs: hours(10), endMs: hours(11), bytesPerSecond: 5 })),
      at: utc(2024, 1, 15, 10),
      limit: 5,
      until: utc(2024, 1, 15, 11)
    },
    {
      what: 'a whole Monday, from midnight to midnight',
      of: policy(50, window({ days: 2, startMs: 0, endMs: 0 })),
      at: utc(2024, 1, 15, 23),
      limit: 20,
      until: utc(2024, 1, 16)
    }
  ]
  for (const { what, of, at, limit, until } of cases)
    t.same(throttleAt(of, 'UTC', at), { bytesPerSecond: limit, until }, what)
  // always inside: looked at again after eight days, since the clocks may have been changed
  t.same(throttleAt(policy(50, window({ startMs: 0, endMs: hours(24) })), 'UTC', utc(2024, 1, 15)), {
    bytesPerSecond: 20,
    until: utc(2024, 1, 23)
  })
})

t.test('windows follow the clocks of the cluster, on the days on which they are changed too', async t => {
  const paris = (of: BandwidthPolicy, at: ReturnType<typeof utc>) => throttleAt(of, 'Europe/Paris', at)
  t.same(
    paris(policy(50, window({})), utc(2024, 1, 15, 7)),
    { bytesPerSecond: 20, until: utc(2024, 1, 15, 17) },
    'winter'
  )
  t.same(
    paris(policy(50, window({})), utc(2024, 7, 15, 6)),
    { bytesPerSecond: 20, until: utc(2024, 7, 15, 16) },
    'summer'
  )

  // 2024-03-31: from 02:00 to 03:00 there is no time. A window from 01:30 to 03:30 lasts one hour.
  const night = policy(null, window({ startMs: hours(1.5), endMs: hours(3.5) }))
  t.same(paris(night, utc(2024, 3, 31, 0, 30)), { bytesPerSecond: 20, until: utc(2024, 3, 31, 1, 30) })
  // One that opens in the hour that is left out opens with the change.
  const early = policy(null, window({ startMs: hours(2.5), endMs: hours(3.5) }))
  t.same(paris(early, utc(2024, 3, 31, 0, 30)), { bytesPerSecond: null, until: utc(2024, 3, 31, 1) })

  // 2024-10-27: the hour from 02:00 comes twice, and so does a window of its first half.
  const twice = policy(null, window({ startMs: hours(2), endMs: hours(2.5) }))
  t.same(paris(twice, utc(2024, 10, 26, 23)), { bytesPerSecond: null, until: utc(2024, 10, 27, 0) })
  t.same(paris(twice, utc(2024, 10, 27, 0)), { bytesPerSecond: 20, until: utc(2024, 10, 27, 0, 30) })
  t.same(paris(twice, utc(2024, 10, 27, 0, 30)), { bytesPerSecond: null, until: utc(2024, 10, 27, 1) })
  t.same(paris(twice, utc(2024, 10, 27, 1)), { bytesPerSecond: 20, until: utc(2024, 10, 27, 1, 30) })
  t.same(paris(twice, utc(2024, 10, 27, 1, 30)), { bytesPerSecond: null, until: utc(2024, 10, 28, 1) })
})

t.test('a transfer slows down as a window opens, and goes on at full speed as it closes', async t => {
  // The world begins on Monday at 10:00 UTC, 05:00 in Toronto.
  const lab = new TwoSites({
    vms: [{ name: 'a', disks: [{ sizeBytes: 9e6, usedBytes: 1_000_000 }] }],
    france: { timezone: 'America/Toronto' }
  })
  lab.france.protect(['a'])
  lab.france.do({
    type: 'update-remote-site',
    site: {
      name: 'canada',
      bandwidthPolicyEnabled: true,
      bandwidthPolicy: policy(80, window({ startMs: hours(6), endMs: hours(7), days: 2 }))
    }
  })
  lab.france.snapshot(['canada'])
  const left = (): number => Math.round(lab.france.sending().remainingWireBytes)
  const pauseAndLook = (): number => {
    const { id } = lab.france.sending()
    lab.france.do({ type: 'control-replication', name: 'gold', id, action: 'pause' })
    const bytes = left()
    lab.france.do({ type: 'control-replication', name: 'gold', id, action: 'resume' })
    return bytes
  }
  lab.until(HOUR) // 3599 s at 80
  t.equal(pauseAndLook(), 1_000_000 - 3599 * 80)
  lab.until(2 * HOUR) // an hour at 20
  t.equal(pauseAndLook(), 1_000_000 - 3599 * 80 - 3600 * 20)
  t.same(violations(lab.world), [])
  // 640 080 left, at 80: 8001 s
  lab.until(5 * HOUR)
  t.equal(sinceStart(lab.france.outgoing()?.lastSuccess?.endedAt ?? instant(0)), 2 * HOUR + 8001)
  t.same(lab.world.links['canada|france']?.lanes['france']?.total, {
    offeredBytes: 1_000_000,
    carriedBytes: 1_000_000,
    droppedBytes: 0
  })
})

t.test('what is given up is counted as dropped, what was sent of it as carried', async t => {
  const lab = new TwoSites({ vms: [{ name: 'a', disks: [{ sizeBytes: 9000, usedBytes: 6000 }] }] })
  lab.france.protect(['a'])
  lab.france.snapshot(['canada'])
  lab.until(21)
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'abort' })
  t.same(lab.world.links['canada|france']?.lanes['france']?.total, {
    offeredBytes: 6000,
    carriedBytes: 2000,
    droppedBytes: 4000
  })
})
