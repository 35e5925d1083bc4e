/** When schedules fire: every type, on the grid that the start spans, in the zone that they name; nothing is made up. */
import t from 'tap'
import { firstFiring, intervalUsecs, nextFiring } from '../../../server/domain/snapshots/schedules/schedule.js'
import { instant, seconds } from '../../../server/domain/core/time.js'
import type { Instant } from '../../../server/domain/core/time.js'
import type { Recurrence } from '../../../server/domain/core/world.js'
import { randomOf } from '../../../server/explore/random.js'
import { DAY, HOUR, TwoSites, hourlySchedule, sinceStart, siteRequest } from '../../support/two-sites.js'

const utc = (text: string): Instant => instant(Date.parse(`${text}Z`) * 1000)
const text = (when: Instant | null): string | null =>
  when === null ? null : new Date(when / 1000).toISOString().slice(0, 19)

function recurrence(type: Recurrence['type'], startAt: string, change: Partial<Recurrence> = {}): Recurrence {
  return { type, everyNth: 1, startAt: utc(startAt), endAt: null, values: [], timezoneOffsetSeconds: 0, ...change }
}

/** The first firings after an instant. */
function firings(of: Recurrence, after: string, count: number): (string | null)[] {
  const found: (string | null)[] = []
  let now: Instant | null = utc(after)
  while (found.length < count && now !== null) {
    now = nextFiring(of, now)
    found.push(text(now))
  }
  return found
}

t.test('each type fires on the grid that its start spans', async t => {
  const grids = [
    {
      of: recurrence('SECONDLY', '2024-01-15T10:00:07', { everyNth: 20 }),
      from: '2024-01-15T10:00:30',
      at: ['2024-01-15T10:00:47', '2024-01-15T10:01:07']
    },
    {
      of: recurrence('MINUTELY', '2024-01-15T10:00:07', { everyNth: 15 }),
      from: '2024-01-15T10:00:07',
      at: ['2024-01-15T10:15:07', '2024-01-15T10:30:07']
    },
    {
      of: recurrence('HOURLY', '2024-01-15T10:17:00'),
      from: '2024-01-15T13:16:59',
      at: ['2024-01-15T13:17:00', '2024-01-15T14:17:00']
    },
    {
      of: recurrence('HOURLY', '2024-01-15T10:17:00', { everyNth: 6 }),
      from: '2024-01-15T10:17:00',
      at: ['2024-01-15T16:17:00', '2024-01-15T22:17:00']
    },
    {
      of: recurrence('DAILY', '2024-02-27T23:00:00'),
      from: '2024-02-28T00:00:00',
      at: ['2024-02-28T23:00:00', '2024-02-29T23:00:00', '2024-03-01T23:00:00']
    },
    // every third day
    {
      of: recurrence('DAILY', '2024-01-15T10:00:00', { everyNth: 3 }),
      from: '2024-01-15T10:00:00',
      at: ['2024-01-18T10:00:00', '2024-01-21T10:00:00']
    },
    // without days: the weekday of the start, a Monday
    {
      of: recurrence('WEEKLY', '2024-01-15T10:00:00', { everyNth: 2 }),
      from: '2024-01-16T00:00:00',
      at: ['2024-01-29T10:00:00', '2024-02-12T10:00:00']
    },
    // Tuesdays (3) and Saturdays (7) of every other week, counted from the Sunday before the start
    {
      of: recurrence('WEEKLY', '2024-01-15T10:00:00', { everyNth: 2, values: [7, 3] }),
      from: '2024-01-15T00:00:00',
      at: ['2024-01-16T10:00:00', '2024-01-20T10:00:00', '2024-01-30T10:00:00', '2024-02-03T10:00:00']
    },
    // 0 is taken for Sunday, as 1 is
    {
      of: recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [0] }),
      from: '2024-01-15T00:00:00',
      at: ['2024-01-21T10:00:00', '2024-01-28T10:00:00']
    },
    {
      of: recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [1] }),
      from: '2024-01-15T00:00:00',
      at: ['2024-01-21T10:00:00', '2024-01-28T10:00:00']
    },
    // a start that is not on one of the days is not fired on
    {
      of: recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [6] }),
      from: '2024-01-10T00:00:00',
      at: ['2024-01-19T10:00:00']
    },
    // the 31st falls only in months that have one
    {
      of: recurrence('MONTHLY', '2024-01-31T06:00:00', { values: [31] }),
      from: '2024-01-31T05:00:00',
      at: ['2024-01-31T06:00:00', '2024-03-31T06:00:00', '2024-05-31T06:00:00']
    },
    {
      of: recurrence('MONTHLY', '2024-01-31T06:00:00', { values: [20, 1, 29] }),
      from: '2024-02-01T00:00:00',
      at: ['2024-02-01T06:00:00', '2024-02-20T06:00:00', '2024-02-29T06:00:00', '2024-03-01T06:00:00']
    },
    // without days: the day of the start
    {
      of: recurrence('MONTHLY', '2023-11-15T06:00:00', { everyNth: 3 }),
      from: '2023-11-15T06:00:00',
      at: ['2024-02-15T06:00:00', '2024-05-15T06:00:00']
    },
    // 30 February never comes: no endless search
    {
      of: recurrence('MONTHLY', '2024-02-01T06:00:00', { everyNth: 12, values: [30] }),
      from: '2024-02-01T00:00:00',
      at: [null]
    }
  ]
  for (const { of, from, at } of grids) {
    t.same(
      firings(of, from, at.length),
      at,
      `${of.type} every ${of.everyNth}, days ${of.values.join() || 'none'}, after ${from}`
    )
  }
})

t.test('days begin where the zone of the schedule says', async t => {
  // 02:00 in UTC+9 on a Wednesday is 17:00 UTC of the Tuesday
  const tokyo = recurrence('WEEKLY', '2024-01-16T17:00:00', { values: [4], timezoneOffsetSeconds: 9 * HOUR })
  t.same(firings(tokyo, '2024-01-01T00:00:00', 2), ['2024-01-16T17:00:00', '2024-01-23T17:00:00'])
  // 22:00 in UTC-5 on the last day of January is 03:00 UTC of the first of February
  const newYork = recurrence('MONTHLY', '2024-02-01T03:00:00', { values: [31], timezoneOffsetSeconds: -5 * HOUR })
  t.same(firings(newYork, '2024-01-01T00:00:00', 2), ['2024-02-01T03:00:00', '2024-04-01T03:00:00'])
})

/** What a clock on a wall in Paris shows: an hour ahead of UTC, from 2024-03-31T01:00Z to 2024-10-27T01:00Z two. */
const paris = (when: string | null): string =>
  when === null
    ? 'never'
    : new Date(`${when}Z`).toLocaleString('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })

t.test('where clocks are changed, a schedule goes on by the offset that its client gave', async t => {
  const winter = { timezoneOffsetSeconds: HOUR }
  const summer = { timezoneOffsetSeconds: 2 * HOUR }
  const changes = [
    {
      of: recurrence('HOURLY', '2024-03-30T23:30:00', winter),
      from: '2024-03-30T23:30:00',
      at: ['2024-03-31 01:30', '2024-03-31 03:30', '2024-03-31 04:30'],
      because: 'half past two does not exist, and an hour is an hour'
    },
    {
      of: recurrence('HOURLY', '2024-10-26T23:30:00', summer),
      from: '2024-10-26T23:30:00',
      at: ['2024-10-27 02:30', '2024-10-27 02:30', '2024-10-27 03:30'],
      because: 'half past two comes twice'
    },
    {
      of: recurrence('HOURLY', '2024-03-30T12:30:00', { ...winter, everyNth: 12 }),
      from: '2024-03-30T12:30:00',
      at: ['2024-03-31 01:30', '2024-03-31 14:30', '2024-04-01 02:30'],
      because: 'twelve hours are twelve hours'
    },
    {
      of: recurrence('DAILY', '2024-03-29T01:30:00', winter),
      from: '2024-03-29T01:30:00',
      at: ['2024-03-30 02:30', '2024-03-31 03:30', '2024-04-01 03:30'],
      because: 'a day is 24 hours: its time of day moves with the clocks, also out of the gap'
    },
    {
      of: recurrence('DAILY', '2024-10-24T00:30:00', { ...summer, everyNth: 2 }),
      from: '2024-10-24T00:30:00',
      at: ['2024-10-26 02:30', '2024-10-28 01:30', '2024-10-30 01:30'],
      because: 'and back again, every other day'
    },
    {
      of: recurrence('DAILY', '2024-10-26T00:30:00', summer),
      from: '2024-10-26T00:30:00',
      at: ['2024-10-27 02:30', '2024-10-28 01:30'],
      because: 'in the hour that comes twice it fires once'
    },
    {
      of: recurrence('WEEKLY', '2024-03-24T01:30:00', { ...winter, values: [1, 2] }),
      from: '2024-03-25T12:00:00',
      at: ['2024-03-31 03:30', '2024-04-01 03:30', '2024-04-07 03:30'],
      because: 'a Sunday has its firing, whether its clocks have the time or not'
    },
    {
      of: recurrence('WEEKLY', '2024-03-24T22:30:00', { ...winter, values: [1] }),
      from: '2024-03-24T22:30:00',
      at: ['2024-04-01 00:30', '2024-04-08 00:30'],
      because: 'Sunday is Sunday by that offset: the clocks of the summer show Monday by then'
    },
    {
      of: recurrence('WEEKLY', '2024-10-20T00:30:00', { ...summer, everyNth: 2, values: [7, 1] }),
      from: '2024-10-20T00:30:00',
      at: ['2024-10-26 02:30', '2024-11-03 01:30', '2024-11-09 01:30'],
      because: 'every other week, over the end of the summer'
    },
    {
      of: recurrence('MONTHLY', '2024-01-31T01:30:00', { ...winter, values: [31] }),
      from: '2024-01-31T01:30:00',
      at: ['2024-03-31 03:30', '2024-05-31 03:30'],
      because: 'the last of March has its firing'
    },
    {
      of: recurrence('MONTHLY', '2024-08-27T00:30:00', { ...summer, everyNth: 2, values: [27, 28] }),
      from: '2024-08-28T12:00:00',
      at: ['2024-10-27 02:30', '2024-10-28 01:30', '2024-12-27 01:30'],
      because: 'every other month, over the end of the summer'
    },
    {
      of: recurrence('HOURLY', '2024-10-26T23:30:00', { ...summer, endAt: utc('2024-10-27T00:30:00') }),
      from: '2024-10-26T23:30:00',
      at: ['2024-10-27 02:30', 'never'],
      because: 'an end is an instant: the first of the two half past two'
    },
    {
      of: recurrence('DAILY', '2024-03-30T01:30:00', { ...winter, endAt: utc('2024-03-31T01:29:59') }),
      from: '2024-03-30T01:30:00',
      at: ['never'],
      because: 'a second before the last firing'
    }
  ]
  for (const { of, from, at, because } of changes)
    t.same(firings(of, from, at.length).map(paris), at, `${of.type}: ${because}`)
})

t.test('a domain in Paris keeps its snapshots as long over a night of 23 hours as over any other', async t => {
  const lab = new TwoSites({ france: { timezone: 'Europe/Paris' } })
  lab.france.protect(['web'])
  const hourly = hourlySchedule('gold', 'canada', { local: 3 })
  const start = sinceStart(utc('2024-03-30T22:30:00'))
  lab.until(start - 60)
  lab.france.do({
    ...hourly,
    schedule: {
      ...hourly.schedule,
      recurrence: { ...hourly.schedule.recurrence, startAt: utc('2024-03-30T22:30:00'), timezoneOffsetSeconds: HOUR }
    }
  })
  lab.until(start + 5 * HOUR + 60)
  const hours = lab.france.snapshotTimes().map(time => (time - start) / HOUR)
  t.same(hours, [2, 3, 4, 5], 'that of the hour before the change has just expired, and is listed for five minutes')
})

t.test('the first firing is at the start; one that is meant as now comes a second later', async t => {
  const now = utc('2024-01-15T10:00:00')
  const starts = [
    { start: '2024-01-15T10:00:00', at: '2024-01-15T10:00:01', because: 'it starts now' },
    { start: '2024-01-15T09:59:00', at: '2024-01-15T10:00:01', because: 'a minute late still means now' },
    {
      start: '2024-01-15T09:58:59',
      at: '2024-01-15T10:58:59',
      because: 'what is longer past is a point of the grid that was missed'
    },
    { start: '2024-01-14T11:30:00', at: '2024-01-15T10:30:00', because: 'the grid goes through a start long past' },
    { start: '2024-01-15T10:00:02', at: '2024-01-15T10:00:02', because: 'the start is in the future' },
    { start: '2024-03-01T00:00:00', at: '2024-03-01T00:00:00', because: 'the start is far in the future' }
  ]
  for (const { start, at, because } of starts) t.equal(text(firstFiring(recurrence('HOURLY', start), now)), at, because)

  const sundays = recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [1] })
  t.equal(
    text(firstFiring(sundays, now)),
    '2024-01-21T10:00:00',
    'a schedule of Sundays that is made on a Monday waits for Sunday'
  )
  const mondays = recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [2] })
  t.equal(text(firstFiring(mondays, now)), '2024-01-15T10:00:01', 'one of Mondays does not')
})

t.test('a schedule ends', async t => {
  const ending = recurrence('HOURLY', '2024-01-15T10:30:00', { endAt: utc('2024-01-15T12:30:00') })
  t.same(
    firings(ending, '2024-01-15T10:00:00', 5),
    ['2024-01-15T10:30:00', '2024-01-15T11:30:00', '2024-01-15T12:30:00', null],
    'its last point may be the end itself'
  )
  t.equal(firstFiring(ending, utc('2024-01-15T13:00:00')), null)
})

t.test('weekly and monthly firings are those that counting day by day gives', async t => {
  const random = randomOf(7)
  for (let i = 0; i < 400; i++) {
    const type = random.pick(['WEEKLY', 'MONTHLY'] as const)
    const values = random.some(type === 'WEEKLY' ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 15, 28, 29, 30, 31], 0.4)
    if (type === 'WEEKLY' && values.length === 0) values.push(1 + random.below(7))
    const of = recurrence(type, '2024-01-15T10:00:00', {
      everyNth: 1 + random.below(3),
      startAt: instant(random.below(1_700_000_000) * 1_000_000),
      values,
      timezoneOffsetSeconds: (random.below(57) - 28) * 1800
    })
    const now = instant(of.startAt + seconds(random.below(random.pick([DAY, 100 * DAY, 20_000 * DAY])) - HOUR))
    const [found, counted] = [text(nextFiring(of, now)), text(byCounting(of, now))]
    if (found !== counted) t.fail(`${JSON.stringify(of)} after ${text(now)}: ${found}, not ${counted}`)
  }
  t.pass('400 schedules')
})

/** The definition, a day at a time. */
function byCounting(
  { type, everyNth, startAt, values, timezoneOffsetSeconds }: Recurrence,
  now: Instant
): Instant | null {
  const local = new Date((startAt + seconds(timezoneOffsetSeconds)) / 1000)
  const startDay = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate())
  const timeOfDay = local.getTime() - startDay
  const sunday = startDay - local.getUTCDay() * DAY * 1000
  const from = Math.max(startDay, Math.floor((now / 1000 - 2 * DAY * 1000) / (DAY * 1000)) * DAY * 1000)
  for (let day = from; day < from + 4000 * DAY * 1000; day += DAY * 1000) {
    const date = new Date(day)
    const months = (date.getUTCFullYear() - local.getUTCFullYear()) * 12 + date.getUTCMonth() - local.getUTCMonth()
    const inPeriod =
      type === 'WEEKLY' ? Math.floor((day - sunday) / (7 * DAY * 1000)) % everyNth === 0 : months % everyNth === 0
    const days = values.length > 0 ? values : [local.getUTCDate()]
    const onDay = days.includes(type === 'WEEKLY' ? date.getUTCDay() + 1 : date.getUTCDate())
    const when = instant((day + timeOfDay) * 1000 - seconds(timezoneOffsetSeconds))
    if (inPeriod && onDay && when > now && when >= startAt) return when
  }
  return null
}

t.test('"keep the last N" counts in the mean distance of two firings', async t => {
  const days = (of: Recurrence): number => intervalUsecs(of) / seconds(DAY)
  t.equal(days(recurrence('DAILY', '2024-01-15T10:00:00', { everyNth: 2 })), 2)
  t.equal(days(recurrence('WEEKLY', '2024-01-15T10:00:00')), 7)
  t.equal(days(recurrence('WEEKLY', '2024-01-15T10:00:00', { values: [1, 4, 5, 6, 7, 2, 3] })), 1)
  t.equal(days(recurrence('MONTHLY', '2024-01-15T10:00:00', { values: [1, 15] })), 15)
})

t.test('a domain takes its snapshots on the grid, and makes up none that it missed', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 40 })
  lab.until(2 * HOUR + 60)
  // 10:00:01 for the start, then 11:00:00 and 12:00:00
  t.same(lab.france.snapshotTimes(), [1, HOUR, 2 * HOUR])

  lab.france.do({ type: 'set-power', power: 'lost' })
  lab.until(5 * HOUR + 60)
  lab.france.do({ type: 'set-power', power: 'on' })
  lab.until(7 * HOUR)
  t.same(lab.france.snapshotTimes(), [1, HOUR, 2 * HOUR, 6 * HOUR, 7 * HOUR], 'three points passed in the dark')
})

t.test('a suspended schedule does not fire, and one without members has nothing to fire for', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  const asleep = hourlySchedule('gold', 'canada', { local: 9 })
  lab.france.do({ ...asleep, schedule: { ...asleep.schedule, suspended: true } })
  lab.france.protect([], { local: 9 }, 'empty')
  lab.until(3 * HOUR)
  t.same(lab.france.snapshotTimes(), [])
  t.same(lab.france.snapshotTimes('empty'), [])

  const [{ id } = { id: '' }] = lab.france.domain().schedules
  lab.france.do({ ...asleep, type: 'replace-schedule', id })
  lab.until(5 * HOUR)
  t.same(
    lab.france.snapshotTimes(),
    [3 * HOUR + 1, 4 * HOUR, 5 * HOUR],
    'replaced by one that is awake, it starts at that moment'
  )
})

t.test('a one-time schedule fires once, at its time, or a second after it is given', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot()
  lab.france.do({
    type: 'add-one-time-schedule',
    name: 'gold',
    at: instant(lab.world.now + seconds(90)),
    appConsistent: false,
    remoteSites: [],
    retentionSeconds: 60
  })
  t.equal(lab.france.domain().oneTimeSchedules.length, 2)
  lab.until(DAY)
  t.same(lab.france.snapshotTimes(), [1], 'the one that was kept for a minute has come and gone')
  t.equal(lab.france.domain().oneTimeSchedules.length, 0)
})

t.test('schedules of one domain run side by side, each with its own retention', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 1 })
  const daily = hourlySchedule('gold', 'canada', { local: 3 })
  lab.france.do({
    ...daily,
    schedule: { ...daily.schedule, recurrence: { ...daily.schedule.recurrence, type: 'DAILY' } }
  })
  lab.until(2 * DAY + 60)
  const [hourly, second] = lab.france.domain().schedules
  const taken = (id: string | undefined) =>
    lab.france
      .domain()
      .snapshots.filter(({ scheduleId }) => scheduleId === id)
      .map(({ createdAt }) => sinceStart(createdAt))
  t.same(taken(second?.id), [1, DAY, 2 * DAY])
  // keeping one hourly means an hour; the sweep comes five minutes after, so the one before is still listed
  t.same(taken(hourly?.id), [2 * DAY - HOUR, 2 * DAY])
})

t.test('a snapshot says where it goes, whatever the one before it said', async t => {
  const lab = new TwoSites()
  const { france } = lab
  france.do({ type: 'add-remote-site', site: siteRequest('spain', '10.0.2.1') })
  france.protect(['web'])
  const orders = [['canada'], ['canada'], ['canada', 'spain'], ['spain'], ['canada'], []]
  for (const sites of orders) {
    france.snapshot(sites)
    lab.pass(2)
    t.same(france.newest().remoteSites, sites)
  }
})
