/** The ledger of a world where web (6000 bytes, one more each second) is sent to Canada at 100 bytes a second. */
import t from 'tap'
import {
  exposureAt,
  exposureCurve,
  lossOf,
  missesOf,
  rpoOf,
  splitBrains
} from '../../../server/domain/ledger/ledger.js'
import { recoveryPoints } from '../../../server/domain/ledger/recovery-points.js'
import { seconds } from '../../../server/domain/core/time.js'
import type { Failover, Protection, View } from '../../../server/domain/core/world.js'
import { activate, deactivate, migrate, setPower } from '../../support/failover-worlds.js'
import { HOUR, TwoSites, at } from '../../support/two-sites.js'

function protectionIn(lab: TwoSites): View<Protection> {
  const found = lab.world.ledger.protections['gold']?.find(
    ({ source, target }) => source === 'france' && target === 'canada'
  )
  if (found === undefined) throw new Error('The ledger knows nothing of gold')
  return found
}

function failoverIn(lab: TwoSites): View<Failover> {
  const found = lab.world.ledger.failovers.at(-1)
  if (found === undefined) throw new Error('The ledger knows no fail-over')
  return found
}

/** Hourly from second 1: points at 61, then a minute or so (36 s) after each hour. */
function hourly(): TwoSites {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 2 })
  return lab
}

t.test('a recovery point is reached when its last byte is, and the exposure is its age', async t => {
  const lab = hourly()
  lab.until(2 * HOUR)
  const protection = protectionIn(lab)
  // the snapshot of second 3600 has 3599 bytes that are new: 35.99 s
  t.match(
    recoveryPoints(protection).map(({ takenAt, reachedAt }) => [takenAt, reachedAt]),
    [
      [at(1), at(61)],
      [at(3600), at(3635.99)]
    ]
  )
  t.equal(exposureAt(protection, at(60)), null, 'nothing would have come back')
  t.equal(exposureAt(protection, at(100)), seconds(99))
  t.equal(exposureAt(protection, at(3635)), seconds(3634), 'what is still on its way does not count')
  t.equal(exposureAt(protection, at(3636)), seconds(36))
  t.same(
    exposureCurve(protection, at(4000)).map(({ at: when, usecs }) => [when, usecs]),
    [
      [at(61), seconds(60)],
      [at(3635.99), seconds(3634.99)],
      [at(3635.99), seconds(35.99)],
      [at(4000), seconds(400)]
    ]
  )
})

t.test('the promise is the shortest interval that goes there, and a whole interval more is a miss', async t => {
  const lab = hourly()
  lab.until(100)
  const promised = () => rpoOf(lab.world, 'france', lab.france.domain(), 'canada')
  t.equal(promised(), seconds(HOUR))
  t.equal(rpoOf(lab.world, 'canada', lab.canada.domain(), 'france'), null)
  lab.cut()
  lab.until(2 * HOUR)
  t.same(missesOf(protectionIn(lab), lab.world.now, promised()), [], 'two hours after the snapshot it is not late yet')
  lab.until(2 * HOUR + 2)
  t.same(missesOf(protectionIn(lab), lab.world.now, promised()), [{ from: at(2 * HOUR + 1), to: null }])
  lab.cut(true)
  lab.until(4 * HOUR)
  const [miss] = missesOf(protectionIn(lab), lab.world.now, promised())
  t.equal(miss?.from, at(2 * HOUR + 1))
  t.ok(miss?.to !== null && (miss?.to ?? 0) > at(3 * HOUR), 'it ends with the next point, and stays in the ledger')
})

t.test('an activation tells what it lost: bytes and marks that were written after its snapshot', async t => {
  const lab = hourly()
  lab.until(1000)
  lab.france.mark('web', 'before')
  lab.until(HOUR + 100)
  lab.france.mark('web', 'after', 50)
  lab.until(HOUR + 200)
  setPower(lab.france, 'lost')
  lab.until(HOUR + 500)
  activate(lab.canada)
  lab.pass(10)
  const failover = failoverIn(lab)
  t.match(failover, {
    kind: 'activate',
    domain: 'gold',
    from: 'france',
    to: 'canada',
    outcome: 'succeeded',
    runningAt: null
  })
  t.equal(failover.snapshot?.takenAt, at(HOUR))
  t.match(lossOf(failover), { lostBytes: 250, keptMarks: 1, lostMarks: ['after'] }, '200 seconds and the mark of 50')
  t.equal((failover.endedAt ?? 0) - failover.startedAt, seconds(lab.world.settings.activationSeconds))
  lab.canada.power('web', 'ON')
  lab.pass(5)
  t.equal(failoverIn(lab).runningAt, at(HOUR + 512), 'asked for at 510, on after two seconds')
  t.match(lab.world.ledger.outages, [{ cluster: 'france', from: at(HOUR + 200), to: null }])
})

t.test('a migration loses nothing, and tells how long each of its steps took', async t => {
  const lab = new TwoSites({ settings: { guestShutdownSeconds: 20 } })
  lab.france.protect(['web'])
  lab.france.mark('web', 'kept')
  migrate(lab.france, 'canada')
  lab.pass(HOUR)
  const failover = failoverIn(lab)
  t.match(failover, { kind: 'migrate', from: 'france', to: 'canada', outcome: 'succeeded' })
  t.match(lossOf(failover), { lostBytes: 0, keptMarks: 1, lostMarks: [] })
  // 60 s for 6000 bytes; 20 s until the guest is down; 80 bytes that it wrote meanwhile
  t.same(failover.steps, [
    { name: 'first-replication', at: at(0) },
    { name: 'guest-shutdown', at: at(60) },
    { name: 'second-replication', at: at(80) }
  ])
  t.equal(failover.endedAt, at(80.8))
})

t.test('one that fails is in the ledger as well', async t => {
  const lab = new TwoSites({ settings: { replicationTimeoutSeconds: 20 } })
  lab.france.protect(['web'])
  migrate(lab.france, 'canada')
  lab.pass(10)
  lab.cut()
  lab.pass(100)
  t.match(failoverIn(lab), { kind: 'migrate', outcome: 'failed', endedAt: at(30), vms: [] })
})

t.test('both sides active is a span, with its end once one of them gives in', async t => {
  const lab = hourly()
  lab.until(200)
  activate(lab.canada)
  lab.until(300)
  t.match(splitBrains(lab.world.ledger, lab.world.now), [{ domain: 'gold', from: at(205), to: null }])
  deactivate(lab.france)
  lab.until(400)
  t.match(splitBrains(lab.world.ledger, lab.world.now), [{ domain: 'gold', from: at(205), to: at(305) }])
})
