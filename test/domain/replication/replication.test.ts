/** What is sent, in which order, and what becomes of it when the other side cannot take it. */
import t from 'tap'
import { snapshotName } from '../../../server/domain/core/lookup.js'
import { remoteSiteStatus } from '../../../server/domain/links/sites/sites.js'
import { HOUR, TwoSites, hourlySchedule, protecting, sinceStart, siteRequest } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'

/** Snapshots that the other side has received: when they were taken, and when they arrived, in seconds since the start. */
function received(side: Side): [number, number][] {
  return side.domain().snapshots.map(({ createdAt, receivedAt }) => [sinceStart(createdAt), sinceStart(receivedAt)])
}

t.test('the first replication is full, and makes the inactive domain; what follows sends what was written', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web', 'app'], { local: 3, remote: 3 })
  t.notOk(lab.canada.has(), 'nobody makes it before')
  lab.until(2)
  t.match(lab.france.sending(), { full: true, totalBytes: 9000, phase: 'running', target: 'canada' })
  t.match(lab.canada.domain(), { active: false, members: [], snapshots: [], schedules: [] })
  t.same(lab.france.alerts(), ['replication-full'])

  lab.until(91) // 9000 bytes at 100 bytes/s
  t.same(received(lab.canada), [[1, 91]])
  const [id = ''] = lab.france.snapshotNames()
  t.same(lab.canada.snapshotNames(), [`france:${id}`])
  t.match(lab.france.outgoing()?.lastSuccess, { snapshotId: id })

  lab.until(HOUR)
  // web has written one byte a second since the first snapshot; app nothing
  t.match(lab.france.sending(), { full: false, totalBytes: 3599 })
  lab.until(2 * HOUR + 60)
  t.same(received(lab.canada).slice(0, 3), [
    [1, 91],
    [HOUR, HOUR + 35.99],
    [2 * HOUR, 2 * HOUR + 36]
  ])
  t.same(lab.france.alerts(), ['replication-full'])
})

t.test('a copy is the snapshot: the same content at the same instant, whatever happened since', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.mark('web', 'before')
  lab.france.snapshot(['canada'])
  lab.until(1)
  lab.france.mark('web', 'after')
  lab.until(100)
  const [original, copy] = [lab.france.newest(), lab.canada.newest()]
  t.same(copy.vms, original.vms)
  t.equal(copy.createdAt, original.createdAt)
  t.same(
    copy.vms[0]?.marks.map(mark => mark.name),
    ['before']
  )
  t.match(copy, { origin: 'france', prefix: 'france', remoteSites: [], containers: {} })
})

t.test('a VM that joins later is sent whole', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { remote: 2 })
  lab.until(1800)
  lab.france.do(protecting(['app']))
  lab.until(HOUR)
  t.equal(lab.france.sending().totalBytes, 3599 + 3000)
  t.notOk(lab.france.sending().full)
})

t.test('no VM sends more than its disks hold', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(3 * HOUR) // 10 799 bytes written since, on 6000 bytes of disk
  lab.france.snapshot(['canada'])
  lab.until(3 * HOUR + 1)
  t.equal(lab.france.sending().totalBytes, 6000)
})

t.test('without a snapshot in common everything is sent again', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 1, remote: 1 })
  lab.until(100)
  for (const snapshotId of lab.canada.snapshotNames())
    lab.canada.do({ type: 'remove-snapshot', name: 'gold', snapshotId })
  lab.until(HOUR)
  t.match(lab.france.sending(), { full: true, totalBytes: 6000 })
  t.same(lab.france.alerts(), ['replication-full', 'replication-full'])
})

t.test('one transfer at a time, the newest next; what it overtakes is skipped, with an alert', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  for (let i = 0; i < 4; i++) {
    lab.france.snapshot(['canada'])
    lab.pass(5)
  }
  const names = lab.france.snapshotNames()
  t.equal(lab.france.sending().snapshotId, Number(names[0]))
  t.same(
    lab.france.outgoing()?.queue.map(queued => String(queued.snapshotId)),
    names.slice(1)
  )
  lab.until(61)
  t.equal(lab.france.sending().snapshotId, Number(names[3]))
  t.equal(lab.france.sending().totalBytes, 15, 'a delta to the one that has just arrived')
  lab.until(100)
  t.same(lab.canada.snapshotNames(), [`france:${names[0]}`, `france:${names[3]}`])
  const skipped = lab.france.cluster.alerts.filter(alert => alert.type === 'replication-skipped')
  t.same(
    skipped.map(alert => alert.values['snapshot_id']),
    names.slice(1, 3)
  )
  t.match(
    lab.france.texts('replication-skipped')[0],
    new RegExp(`of the latest snapshot ${names[1]} to remote site canada`)
  )
  t.same(lab.france.outgoing()?.queue, [])
})

t.test('a snapshot that expires while it waits is not sent any more', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.pass(2)
  lab.france.snapshot(['canada'], 20)
  lab.pass(2)
  lab.until(100)
  t.equal(lab.canada.snapshotNames().length, 1)
  t.ok(lab.france.alerts().includes('replication-expired'))
  t.equal(lab.france.outgoing()?.current, null)

  const swept = new TwoSites({ settings: { snapshotCollectionSeconds: 0 } })
  swept.france.protect(['web'])
  swept.france.snapshot(['canada'])
  swept.pass(2)
  swept.france.snapshot(['canada'], 20)
  swept.until(30)
  t.same(
    [swept.france.outgoing()?.queue, swept.france.alerts()],
    [[], ['replication-full', 'replication-queued', 'replication-expired']],
    'nor one that is collected'
  )
})

t.test('an aborted transfer leaves nothing at the other side, and is not tried again', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 3, remote: 3 })
  lab.until(30)
  const { id } = lab.france.sending()
  lab.france.do({ type: 'control-replication', name: 'gold', id, action: 'abort' })
  lab.until(HOUR - 1)
  t.same(lab.canada.snapshotNames(), [])
  t.equal(lab.france.snapshotNames().length, 1, 'the snapshot stays at home')
  t.equal(lab.france.outgoing()?.current, null)
  lab.until(HOUR)
  t.match(lab.france.sending(), { full: true, totalBytes: 6000 }, 'the next schedule goes on, and has no reference')
})

t.test('after an abort the newest that waits goes', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  for (let i = 0; i < 3; i++) {
    lab.france.snapshot(['canada'])
    lab.pass(5)
  }
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'abort' })
  t.equal(lab.france.sending().snapshotId, lab.france.newest().id)
  lab.until(200)
  t.equal(lab.canada.snapshotNames().length, 1)
})

t.test('what nobody can take fails at once, with an alert, and is tried again with the next snapshot', async t => {
  const obstacles: {
    because: string
    breakWorld: (lab: TwoSites) => void
    heal: (lab: TwoSites) => void
    reason: RegExp
    receiver?: boolean
    status?: string
  }[] = [
    {
      because: 'the link is cut',
      breakWorld: lab => lab.cut(),
      heal: lab => lab.cut(true),
      reason: /Remote site canada is unreachable/,
      status: 'UNREACHABLE'
    },
    {
      because: 'the other site is dark',
      breakWorld: lab => lab.canada.do({ type: 'set-power', power: 'lost' }),
      heal: lab => lab.canada.do({ type: 'set-power', power: 'on' }),
      reason: /Remote site canada is unreachable/,
      status: 'UNREACHABLE'
    },
    {
      because: 'the other site does not know this one',
      breakWorld: lab => lab.canada.do({ type: 'remove-remote-site', name: 'france' }),
      heal: lab => lab.canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') }),
      reason: /canada does not have france configured/,
      status: 'RELATIONSHIP_NOT_ESTABLISHED'
    },
    {
      because: 'the address leads nowhere',
      breakWorld: lab =>
        lab.france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '192.0.2.7': 2020 } } }),
      heal: lab =>
        lab.france.do({ type: 'update-remote-site', site: { name: 'canada', addresses: { '10.0.1.1': 2020 } } }),
      reason: /No cluster answers at the addresses of remote site canada/,
      status: 'HANDSHAKING'
    },
    {
      because: 'a domain of that name is active there',
      breakWorld: lab => lab.canada.do({ type: 'create-protection-domain', name: 'gold', annotations: [] }),
      heal: lab => lab.canada.do({ type: 'remove-protection-domain', name: 'gold', skipRemoteCheck: true }),
      reason: /Protection domain with same name might be active on remote site canada/,
      receiver: true,
      status: 'RELATIONSHIP_ESTABLISHED'
    }
  ]
  for (const { because, breakWorld: spoil, heal, reason, receiver = false, status } of obstacles) {
    const lab = new TwoSites()
    lab.france.protect(['web'])
    spoil(lab)
    const site = lab.france.cluster.remoteSites['canada']
    t.equal(site && remoteSiteStatus(lab.world, lab.france.cluster, site), status, because)
    lab.france.do(hourlySchedule('gold', 'canada', { remote: 2 }))
    lab.until(HOUR + 60)
    const failed = lab.france.cluster.alerts.filter(alert => alert.type === 'replication-failed')
    t.equal(failed.length, 1, `one alert for two failures, because ${because}`)
    t.match(lab.france.texts('replication-failed')[0], reason)
    t.equal(sinceStart(lab.france.outgoing()?.failingSince ?? lab.world.now), 1)
    t.equal(lab.canada.alerts().includes('receive-failed'), receiver)
    t.equal(lab.france.snapshotNames().length, 2, 'the snapshots are taken all the same')

    heal(lab)
    lab.until(2 * HOUR + 120)
    t.match(received(lab.canada), [[2 * HOUR, 2 * HOUR + 60]])
    t.equal(lab.france.outgoing()?.failingSince, null)
    const now = lab.france.cluster.alerts.find(alert => alert.type === 'replication-failed')
    t.match(now, { autoResolved: true, resolvedBy: null })
    t.equal(
      lab.canada.cluster.alerts.every(alert => alert.resolvedAt !== null),
      true,
      'and so is what the receiver raised'
    )
  }
})

t.test('a missing storage container refuses the snapshot on both sides, until it is mapped', async t => {
  const lab = new TwoSites({ canada: { containers: [{ name: 'elsewhere' }] } })
  lab.france.protect(['web'], { remote: 2 })
  lab.until(10)
  t.ok(lab.france.alerts().includes('replication-failed'))
  t.same(lab.canada.alerts(), ['receive-failed'])
  t.match(lab.canada.texts('receive-failed')[0], /Storage container pool has no counterpart on remote site canada/)
  t.notOk(lab.canada.has(), 'and no domain is made')

  lab.france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'elsewhere' } } })
  lab.until(HOUR + 100)
  t.same(lab.canada.newest().containers, { pool: 'elsewhere' })
})

t.test('a stalled transfer is given up after the timeout, with what waits behind it', async t => {
  const lab = new TwoSites({ settings: { replicationTimeoutSeconds: 900 } })
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.pass(5)
  lab.france.snapshot(['canada'])
  lab.until(20)
  lab.cut()
  lab.until(919)
  t.equal(lab.france.sending().phase, 'running')
  lab.until(920)
  t.match(lab.france.outgoing(), { current: null, queue: [] })
  t.same(lab.canada.snapshotNames(), [], 'what had arrived of it is dropped')
  t.same(lab.france.alerts(), [
    'replication-full',
    'replication-queued',
    'remote-site-out-of-reach',
    'replication-failed'
  ])
})

t.test('a paused transfer outlives a cut of any length', async t => {
  const lab = new TwoSites({ settings: { replicationTimeoutSeconds: 900 } })
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(31)
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'pause' })
  lab.cut()
  lab.until(5000)
  lab.cut(true)
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'resume' })
  lab.until(5030)
  t.same(received(lab.canada), [[1, 5030]])
})

t.test(
  'a transfer that is resumed behind another is done when its last byte is across, not when it would have been',
  async t => {
    const lab = new TwoSites()
    lab.france.protect(['web'])
    lab.france.protect(['app'], undefined, 'silver')
    lab.france.snapshot(['canada'])
    lab.france.snapshot(['canada'], null, 'silver')
    lab.until(11) // 500 bytes of each are across
    const { id } = lab.france.sending()
    lab.france.do({ type: 'control-replication', name: 'gold', id, action: 'pause' })
    lab.until(21) // 1000 more of silver
    lab.france.do({ type: 'control-replication', name: 'gold', id, action: 'resume' })
    lab.until(200)
    t.equal(sinceStart(lab.canada.newest('silver').receivedAt), 51)
    t.equal(sinceStart(lab.canada.newest().receivedAt), 91)
  }
)

t.test('a site that goes dark breaks what it sends and what it receives', async t => {
  for (const dark of ['france', 'canada'] as const) {
    const lab = new TwoSites()
    lab.france.protect(['web'])
    lab.france.snapshot(['canada'])
    lab.until(20)
    lab[dark].do({ type: 'set-power', power: 'lost' })
    t.equal(lab.france.outgoing()?.current, null, dark)
    lab[dark].do({ type: 'set-power', power: 'on' })
    lab.until(200)
    t.same(lab.canada.snapshotNames(), [])
  }
})

t.test('a client finds its replication by the values of the event: site second, snapshot third', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(100)
  const audit = lab.france.cluster.audits.at(-1)
  t.same([audit?.type, audit?.user], ['replication-completed', 'system'])
  t.same(audit?.values.slice(0, 3), ['gold', 'canada', snapshotName(lab.france.newest())])
})

t.test('two sites that lead to one cluster deliver a snapshot once', async t => {
  const lab = new TwoSites()
  lab.france.do({ type: 'add-remote-site', site: siteRequest('constructor', 'canada') })
  lab.france.protect(['web'])
  lab.france.snapshot(['canada', 'constructor'])
  lab.until(400)
  t.equal(lab.canada.snapshotNames().length, 1)
  t.same(Object.keys(lab.france.domain().outgoing), ['canada', 'constructor'])
})

t.test('a domain that is removed while something is on its way to it does not get it', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(20)
  lab.canada.do({ type: 'remove-protection-domain', name: 'gold', skipRemoteCheck: true })
  t.match(lab.france.outgoing(), { current: null, failingSince: lab.world.now })
  lab.until(200)
  t.notOk(lab.canada.has())
  t.match(lab.france.texts('replication-failed'), [/to remote site canada failed/])
})
