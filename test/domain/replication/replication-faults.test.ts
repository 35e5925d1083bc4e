/** Replication that cannot start, is held up, or breaks: what is told of it, and when it is tried again. */
import t from 'tap'
import { alertText } from '../../../server/domain/notices/alerts.js'
import { replicationProgress } from '../../../server/domain/links/link.js'
import {
  activate,
  alertOn,
  alertsOn,
  deactivate,
  protectedGold,
  setPower,
  webAndApp
} from '../../support/failover-worlds.js'
import { TwoSites, sinceStart, siteRequest } from '../../support/two-sites.js'
import type { Options } from '../../support/two-sites.js'

const obstacles: {
  because: string
  options?: Options
  begin: (lab: TwoSites) => void
  heal: (lab: TwoSites) => void
  reason: RegExp
  /** The receiving side raises its alert too. */
  both?: true
}[] = [
  {
    because: 'the remote site does not know the sender',
    options: { sites: false },
    begin: ({ france }) => france.do({ type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1') }),
    heal: ({ canada }) => canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') }),
    reason: /canada does not have france configured/
  },
  {
    because: 'the link is cut',
    begin: lab => lab.cut(),
    heal: lab => lab.cut(true),
    reason: /canada is unreachable/
  },
  {
    because: 'the link is cut on the way back',
    begin: lab => lab.do({ type: 'change-link', a: 'france', b: 'canada', change: { from: 'canada', up: false } }),
    heal: lab => lab.cut(true),
    reason: /canada is unreachable/
  },
  {
    because: 'the remote site is dark',
    begin: ({ canada }) => setPower(canada, 'lost'),
    heal: ({ canada }) => setPower(canada, 'on'),
    reason: /canada is unreachable/
  },
  {
    because: 'nobody is at the address',
    begin: ({ france }) =>
      france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '10.9.9.9': 2020 } } }),
    heal: ({ france }) =>
      france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '10.0.1.1': 2020 } } }),
    reason: /No cluster answers/
  },
  {
    because: 'the container has no counterpart',
    options: { canada: { containers: [{ name: 'tank' }] } },
    begin: () => undefined,
    heal: ({ france }) =>
      france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'tank' } } }),
    reason: /Storage container pool has no counterpart/,
    both: true
  },
  {
    because: 'the domain is active there as well',
    begin: ({ canada }) => canada.do({ type: 'create-protection-domain', name: 'gold', annotations: [] }),
    heal: ({ canada }) => deactivate(canada),
    reason: /same name might be active/,
    both: true
  }
]

for (const { because, options, begin, heal, reason, both } of obstacles) {
  t.test(`while ${because}, each snapshot fails at once with the alert, and the next one tries again`, async t => {
    const lab = new TwoSites({ vms: webAndApp, ...options })
    const { france, canada } = lab
    begin(lab)
    france.protect(['web', 'app'], { local: 2, remote: 2 })

    lab.until(1)
    t.equal(france.outgoing()?.current, null)
    t.match(alertText(alertOn(france, 'replication-failed')), reason)
    t.match(alertOn(france, 'replication-failed'), { values: { remote_name: 'canada' }, resolvedAt: null })
    t.same(canada.alerts(), both ? ['receive-failed'] : [])

    lab.until(3600)
    t.equal(sinceStart(alertOn(france, 'replication-failed').lastAt), 3600, 'repeated, not raised twice')
    if (both) {
      t.match(alertText(alertOn(canada, 'receive-failed')), reason)
      t.equal(alertOn(canada, 'receive-failed').values['remote_name'], 'france')
    }

    heal(lab)
    lab.until(7200)
    t.match(france.sending(), { full: true, totalBytes: 9_000 })
    // 90 seconds
    lab.until(7289.999)
    t.equal(alertOn(france, 'replication-failed').resolvedAt, null, 'open until something gets through')
    lab.until(7290)
    t.same(canada.snapshotTimes(), [7200])
    t.match(alertOn(france, 'replication-failed'), { resolvedAt: lab.world.now, autoResolved: true })
    if (both) t.match(alertOn(canada, 'receive-failed'), { resolvedAt: lab.world.now, autoResolved: true })
    t.equal(france.outgoing()?.failingSince, null)
  })
}

t.test('an alert that has resolved itself is raised anew by the next failure', async t => {
  const lab = protectedGold()
  for (const up of [false, true, false]) {
    lab.cut(up)
    lab.pass(3600)
  }
  // 7200 fails, 10800 gets through, 14400 fails
  t.same(
    alertsOn(lab.france, 'replication-failed').map(alert => [sinceStart(alert.raisedAt), alert.resolvedAt !== null]),
    [
      [7200, true],
      [14_400, false]
    ]
  )
})

for (const from of [null, 'france', 'canada']) {
  t.test(
    `a transfer waits while the link is cut ${from === null ? 'both ways' : `from ${from}`}, and goes on where it was`,
    async t => {
      const lab = firstTransfer()
      const { france, canada } = lab
      const change = (up: boolean) => lab.do({ type: 'change-link', a: 'france', b: 'canada', change: { from, up } })
      lab.until(31)
      change(false)
      lab.until(131)
      // 30 of 90 seconds were done
      t.same(replicationProgress(lab.world, 'france', france.sending()), {
        completedBytes: 3_000,
        completedPercentage: 33.33,
        secondsLeft: null
      })
      change(true)
      lab.until(190.999)
      t.same(canada.snapshotNames(), [])
      lab.until(191)
      t.same(canada.snapshotTimes(), [1], '100 seconds later than without the cut')
      t.same(france.alerts(), ['replication-full', 'network-mapping-missing', 'remote-site-out-of-reach'])
    }
  )
}

t.test('a transfer that is held up for longer than the limit fails, and nothing of it is kept', async t => {
  const lab = firstTransfer({ replicationTimeoutSeconds: 600 })
  const { france, canada } = lab
  lab.until(31)
  lab.cut()
  lab.until(630.999)
  t.equal(france.sending().totalBytes, 9_000)
  lab.until(631)
  t.equal(france.outgoing()?.current, null)
  t.match(alertText(alertOn(france, 'replication-failed')), /Remote site canada is unreachable/)
  lab.cut(true)
  lab.until(3599)
  t.same(canada.snapshotNames(), [], 'it is not tried again before the next snapshot')
  lab.until(3600)
  t.match(france.sending(), { full: true, totalBytes: 9_000 })
})

t.test('two short cuts are not one long one', async t => {
  const lab = firstTransfer({ replicationTimeoutSeconds: 600 })
  for (const [second, up] of [
    [31, false],
    [331, true],
    [332, false],
    [900, true]
  ] as const) {
    lab.until(second)
    lab.cut(up)
  }
  // 30 seconds, then 1, then the other 59
  lab.until(959)
  t.same(lab.canada.snapshotTimes(), [1])
})

t.test('a transfer fails at once when the receiving site loses power, and so does what waits behind it', async t => {
  const lab = firstTransfer()
  const { france, canada } = lab
  france.snapshot(['canada'])
  lab.until(31)
  t.equal(france.outgoing()?.queue.length, 1)
  setPower(canada, 'lost')
  t.equal(france.outgoing()?.current, null)
  t.same(france.outgoing()?.queue, [])
  t.match(alertText(alertOn(france, 'replication-failed')), /Site canada lost power/)
  setPower(canada, 'on')
  lab.until(3599)
  t.same(canada.snapshotNames(), [])
  lab.until(3600)
  t.match(france.sending(), { full: true, totalBytes: 9_000 })
})

t.test('a transfer fails at once when the sending site loses power; the schedule goes on with the power', async t => {
  const lab = firstTransfer()
  const { france, canada } = lab
  lab.until(31)
  setPower(france, 'lost')
  t.equal(france.outgoing()?.current, null)
  lab.until(4000)
  t.same(france.snapshotTimes(), [1], 'nothing happens in the dark')
  setPower(france, 'on')
  lab.until(7200)
  t.same(france.snapshotTimes(), [1, 7200], 'what was missed is not made up')
  t.match(france.sending(), { full: true })
  lab.until(7290)
  t.same(canada.snapshotTimes(), [7200])
})

t.test('a paused transfer stands still, keeps what it has, and goes on when it is resumed', async t => {
  const lab = firstTransfer()
  const { france, canada } = lab
  control(lab, 31, 'pause')
  lab.until(131)
  t.match(france.sending(), { phase: 'paused', remainingWireBytes: 6_000 })
  control(lab, 131, 'resume')
  lab.until(190.999)
  t.same(canada.snapshotNames(), [])
  lab.until(191)
  t.same(canada.snapshotTimes(), [1])
})

t.test('a paused transfer leaves its share of the lane to the others', async t => {
  const lab = new TwoSites({ vms: webAndApp })
  const { france, canada } = lab
  france.protect(['web'], undefined, 'gold')
  france.protect(['app'], undefined, 'silver')
  france.snapshot(['canada'], null, 'gold')
  france.snapshot(['canada'], null, 'silver')
  control(lab, 21, 'pause')
  // 20 seconds at 50 bytes a second, then silver's last 2000 at 100
  lab.until(40.999)
  t.same(canada.snapshotNames('silver'), [])
  lab.until(41)
  t.same(canada.snapshotTimes('silver'), [1])
})

t.test('a transfer that is paused through a long cut does not fail of it', async t => {
  const lab = firstTransfer({ replicationTimeoutSeconds: 600 })
  control(lab, 31, 'pause')
  lab.cut()
  lab.until(2000)
  lab.cut(true)
  control(lab, 2000, 'resume')
  lab.until(2060)
  t.same(lab.canada.snapshotTimes(), [1])
})

t.test(
  'an aborted transfer leaves nothing at the target, is not tried again, and the next schedule sends all',
  async t => {
    const lab = firstTransfer()
    const { france, canada } = lab
    control(lab, 31, 'abort')
    t.equal(france.outgoing()?.current, null)
    t.match(
      france.cluster.audits.find(audit => audit.type === 'replication-aborted'),
      { values: ['gold', 'canada', france.snapshotNames()[0]] }
    )
    t.same(france.alerts(), ['replication-full', 'network-mapping-missing'], 'somebody wished it: that is no failure')
    lab.until(3599)
    t.same(canada.snapshotNames(), [])
    t.same(france.snapshotTimes(), [1], 'it stays where it was taken')
    lab.until(3600)
    t.match(france.sending(), { full: true, totalBytes: 9_000 })
  }
)

t.test('after an abort the newest that waits has its turn', async t => {
  const lab = firstTransfer()
  const { france } = lab
  for (const second of [10, 20]) {
    lab.until(second)
    france.snapshot(['canada'])
  }
  control(lab, 31, 'abort')
  t.match(france.sending(), { snapshotId: france.newest().id, full: true })
  lab.until(121)
  t.same(lab.canada.snapshotTimes(), [21])
})

t.test('a snapshot that is deleted while it is sent is aborted', async t => {
  const lab = firstTransfer()
  const { france, canada } = lab
  lab.until(31)
  france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: france.snapshotNames()[0] ?? '' })
  lab.until(3599)
  t.same([france.snapshotNames(), canada.snapshotNames()], [[], []])
})

t.test('what waits behind a transfer that the target drops is dropped with it', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  france.mark('app', 'import', 1_000)
  france.snapshot(['canada'])
  lab.until(3702)
  france.snapshot(['canada'])
  lab.until(3704)
  t.equal(france.outgoing()?.queue.length, 1)
  activate(canada)
  t.equal(france.outgoing()?.current, null)
  t.same(france.outgoing()?.queue, [])
  t.match(alertText(alertOn(france, 'replication-failed')), /might be active/)
})

/** The 9000 bytes of the first snapshot are on their way from second 1 to second 91. */
function firstTransfer(settings: NonNullable<Options['settings']> = {}): TwoSites {
  const lab = new TwoSites({ vms: webAndApp, settings })
  lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(1)
  return lab
}

/** Does something to the transfer that runs at that second. */
function control(lab: TwoSites, second: number, action: string): void {
  lab.until(second)
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action })
}
