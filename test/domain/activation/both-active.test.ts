/** One domain, or two of one name, active on two sides: by whichever way a snapshot is to get into it, it does not. */
import t from 'tap'
import { activate, alertsOn, protectedGold, threeSites } from '../../support/failover-worlds.js'
import { hourlySchedule } from '../../support/two-sites.js'
import type { Side, TwoSites } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

const gold = { user: 'admin', name: 'gold' } as const

function splitBrain(): TwoSites {
  const lab = protectedGold()
  activate(lab.canada)
  lab.until(3800)
  return lab
}

function retrieving(side: Side, site: string, from: Side) {
  const snapshotId = String(from.newest().id)
  return { type: 'retrieve-snapshot', cluster: side.name, ...gold, site, snapshotId } as const
}

t.test('neither side of a split brain takes what the other sends, and both tell', async t => {
  const ways: [string, (from: Side, to: Side) => void][] = [
    ['one-time', (from, to) => from.snapshot([to.name])],
    ['by a schedule', (from, to) => from.do(hourlySchedule('gold', to.name, { remote: 2 }))]
  ]
  for (const [way, send] of ways) {
    for (const [from, to] of [
      ['france', 'canada'],
      ['canada', 'france']
    ] as const) {
      const lab = splitBrain()
      const what = `${way}, from ${from} to ${to}`
      const held = lab[to].snapshotNames()
      send(lab[from], lab[to])
      lab.pass(60)
      t.same(lab[to].snapshotNames(), held, what)
      t.equal(alertsOn(lab[from], 'replication-failed').length, 1, what)
      t.match(lab[from].texts('replication-failed'), [/same name might be active/], what)
      t.match(lab[to].texts('receive-failed'), [/same name might be active/], what)
    }
  }
})

t.test('neither side of a split brain gets anything back from the other', async t => {
  const lab = splitBrain()
  lab.france.snapshot()
  lab.canada.snapshot()
  lab.pass(10)
  const [fromCanada, fromFrance] = [
    retrieving(lab.france, 'canada', lab.canada),
    retrieving(lab.canada, 'france', lab.france)
  ]
  for (const command of [fromCanada, fromFrance]) refused(t, lab.engine, command, 'protection-domain/active')
})

t.test('the sides of a split brain still get their own snapshots back from a third', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web'])
  france.snapshot(['canada', 'brazil'])
  lab.until(400)
  activate(canada)
  lab.pass(10)
  france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: france.snapshotNames()[0] ?? '' })
  lab.do(retrieving(france, 'brazil', brazil))
  lab.pass(400)
  t.equal(france.domain().snapshots.length, 1)
})

t.test(
  'a domain does not get the snapshots of another, active elsewhere, that a third site holds under their one name',
  async t => {
    const { lab, france, canada, brazil } = threeSites()
    brazil.protect([])
    france.protect(['web'])
    france.snapshot(['canada'])
    lab.until(200)
    refused(t, lab.engine, retrieving(brazil, 'canada', canada), 'protection-domain/active')
    t.equal(brazil.domain().forced, false)
  }
)

t.test('a side that is activated stops giving back what the other one asked for', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  for (const snapshotId of france.snapshotNames()) france.do({ type: 'remove-snapshot', name: 'gold', snapshotId })
  lab.do(retrieving(france, 'canada', canada))
  t.ok(canada.sending().retrieval)
  activate(canada)
  t.equal(canada.outgoing()?.current, null)
  lab.pass(1000)
  t.same(france.snapshotNames(), [])
})
