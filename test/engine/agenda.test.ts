/** What an agenda that has seen every event says is due next, beside what one that is made anew says. */
import t from 'tap'
import { MOVES, Soonest } from '../../server/domain/core/tables/due.js'
import { instant, seconds } from '../../server/domain/core/time.js'
import type { World } from '../../server/domain/core/world.js'
import { Agenda } from '../../server/engine/agenda/agenda.js'
import { HOUR, TwoSites, at } from '../support/two-sites.js'

t.test('NearSync that runs again is due sooner than what its schedule waited for', async t => {
  const MINUTE = 60
  const lab = new TwoSites({
    vms: [
      { name: 'web', changeBytesPerSecond: 10, disks: [{ sizeBytes: 1e6, usedBytes: 60_000 }] },
      { name: 'db', disks: [{ sizeBytes: 1000, usedBytes: 100 }] }
    ],
    france: { pack: 'pro' }
  })
  const { france, engine } = lab
  const keep = { count: 1, unit: 'DAYS' } as const
  france.protect(['web'])
  france.do({
    type: 'add-schedule',
    name: 'gold',
    schedule: {
      recurrence: {
        ...{ type: 'MINUTELY', everyNth: 5, startAt: at(10 * MINUTE), endAt: null, values: [] },
        timezoneOffsetSeconds: 0
      },
      suspended: false,
      appConsistent: false,
      retention: { local: keep, remote: { canada: keep } }
    }
  })
  // Something else falls due in between: what is first is looked at again anyway.
  france.protect(['db'], undefined, 'silver')
  france.do({
    type: 'add-schedule',
    name: 'silver',
    schedule: {
      recurrence: {
        ...{ type: 'HOURLY', everyNth: 1, startAt: at(40 * MINUTE), endAt: null, values: [] },
        timezoneOffsetSeconds: 0
      },
      suspended: false,
      appConsistent: false,
      retention: { local: keep, remote: {} }
    }
  })
  /** Each step by step, as both say. */
  const goOn = (hours: number): void => {
    for (const end = instant(engine.world.now + seconds(hours * HOUR)); engine.world.now < end;) {
      const { nextDue } = engine
      const anew = new Agenda(JSON.parse(JSON.stringify(engine.world)) as World).next(new Soonest(engine.world.now))
      t.same([nextDue?.at, nextDue?.command], [anew?.at, anew?.command])
      if (anew === undefined) break
      engine.advanceTo(anew.at, { commandsMax: 1 })
    }
  }
  const states = ['running', 'fallen-back', 'running']
  for (const [turn, state] of states.entries()) {
    if (turn > 0) lab.cut(turn === 2)
    goOn(1.4)
    t.equal(france.domain().schedules[0]?.nearSync?.state, state)
  }
})

t.test('a domain that stands in the place of another of its name has all its due times looked at', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 1 })
  const world = JSON.parse(JSON.stringify(lab.world)) as World
  const domains = world.clusters['france']?.protectionDomains ?? {}
  const { gold } = domains
  if (gold === undefined) throw new Error('There is no domain')
  domains['gold'] = { ...gold, schedules: [] }
  const agenda = new Agenda(world)
  t.equal(agenda.next(new Soonest(world.now)), undefined, 'without a schedule nothing falls due')
  domains['gold'] = { ...gold, serial: gold.serial + 1000 }
  const failing = {
    type: 'replication-failing',
    cluster: 'france',
    domain: 'gold',
    site: 'canada',
    since: null
  } as const
  agenda.note(failing, { touched: undefined, kinds: MOVES.replication })
  agenda.look()
  const due = agenda.next(new Soonest(world.now))
  t.equal(due?.command.type, 'run-schedule')
  t.same(due?.at, new Agenda(world).next(new Soonest(world.now))?.at)
})
