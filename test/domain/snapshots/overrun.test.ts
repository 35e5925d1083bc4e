/** What is told of replication that falls behind, of guests that cannot be brought to rest; and how large a delta is. */
import t from 'tap'
import { bytesSince } from '../../../server/domain/inventory/content.js'
import { violations } from '../../../server/domain/invariants/invariants.js'
import type { Disk, SnapshotVm } from '../../../server/domain/core/world.js'
import { spans } from '../../support/alert-spans.js'
import { HOUR, TwoSites, protecting, sinceStart } from '../../support/two-sites.js'

/** 900 000 bytes at 100 a second: the first snapshot is on its way from second 1 to second 9001. */
function slowGold(settings: object = {}): TwoSites {
  const lab = new TwoSites({ vms: [{ name: 'a', disks: [{ sizeBytes: 1e6, usedBytes: 900_000 }] }], settings })
  lab.france.protect(['a'], { local: 8, remote: 8 })
  return lab
}

t.test('a queue is told of while there is one; the newest goes next, the overtaken are skipped', async t => {
  const lab = slowGold()
  const { france, canada } = lab
  lab.until(9000)
  t.same(france.snapshotTimes(), [1, HOUR, 2 * HOUR])
  t.same(
    france.outgoing()?.queue.map(({ queuedAt }) => sinceStart(queuedAt)),
    [HOUR, 2 * HOUR]
  )
  t.same(spans(france, 'replication-queued'), [[HOUR, null]], 'one alert, however long the queue')
  lab.until(9001)
  // nothing has changed: the newest, of 7200, is across at once, and overtakes the one of 3600
  t.same(canada.snapshotTimes(), [1, 2 * HOUR])
  t.same(spans(france, 'replication-queued'), [[HOUR, 9001]])
  t.equal(france.texts('replication-skipped').length, 1)
  t.match(
    france.texts('replication-queued')[0],
    /^Protection domain gold has one or more snapshots queued .* canada\.$/
  )
  t.same(violations(lab.world), [])
})

t.test('a queue that is dropped with its transfer is told of no more', async t => {
  const lab = slowGold({ replicationTimeoutSeconds: 60 })
  lab.until(HOUR + 10)
  lab.cut()
  lab.until(2 * HOUR - 1)
  t.same(spans(lab.france, 'replication-queued'), [[HOUR, HOUR + 70]])
})

t.test('a transfer that nothing passes has stalled after an hour, and no more once the link is healed', async t => {
  const lab = slowGold({ replicationTimeoutSeconds: 10 * HOUR })
  const { france } = lab
  lab.until(101)
  lab.cut()
  lab.until(101 + HOUR - 1)
  t.same(spans(france, 'replication-stalled'), [])
  lab.until(101 + HOUR)
  t.same(spans(france, 'replication-stalled'), [[101 + HOUR, null]])
  t.match(
    france.texts('replication-stalled')[0],
    /gold to remote site canada .* has not made any progress in last one hour/
  )
  lab.until(2 * HOUR)
  lab.cut(true)
  lab.pass(0)
  t.same(spans(france, 'replication-stalled'), [[101 + HOUR, 2 * HOUR]])
  // down from 101 to 7200
  lab.until(9001 + 7099 - 1)
  t.equal(france.sending().id, france.outgoing()?.current?.id)
  t.equal(france.outgoing()?.lastSuccess, null)
  lab.until(9001 + 7099)
  t.equal(france.outgoing()?.lastSuccess?.endedAt, lab.world.now)
  t.same(violations(lab.world), [])
})

t.test('a transfer that is paused for an hour has stalled, until it is resumed or aborted', async t => {
  for (const action of ['resume', 'abort']) {
    const lab = slowGold()
    const { france } = lab
    lab.until(101)
    const control = (what: string) =>
      france.do({ type: 'control-replication', name: 'gold', id: france.sending().id, action: what })
    control('pause')
    lab.until(101 + HOUR)
    t.same(spans(france, 'replication-stalled'), [[101 + HOUR, null]], action)
    lab.until(6000)
    control(action)
    t.same(spans(france, 'replication-stalled'), [[101 + HOUR, 6000]], action)
    t.same(violations(lab.world), [])
  }
})

t.test('guests without tools, or that do not answer, fall back to crash consistency, and it is told', async t => {
  const lab = new TwoSites({
    vms: [
      { name: 'tools', guestTools: true, disks: [] },
      { name: 'bare', disks: [] },
      { name: 'idle', power: 'off', disks: [] }
    ]
  })
  const { france } = lab
  france.protect([])
  for (const name of ['tools', 'bare', 'idle']) france.do(protecting([name]))
  const take = (): boolean[] => {
    france.do({
      type: 'add-one-time-schedule',
      name: 'gold',
      at: null,
      appConsistent: true,
      remoteSites: [],
      retentionSeconds: null
    })
    lab.pass(10)
    t.same(violations(lab.world), [])
    return france.newest().vms.map(vm => vm.quiesced)
  }
  t.same(take(), [true, false, true])
  t.notOk(france.newest().appConsistent)
  t.match(france.texts('guest-tools-missing'), [/installed in VM\(s\) bare of protection domain gold/])
  t.match(france.texts('crash-consistent'), [/^VM\(s\) bare in snapshot/])
  t.same(france.texts('vss-failed'), [])
  france.power('bare', 'off')
  france.power('tools', 'suspend')
  lab.pass(10)
  t.same(take(), [false, true, true])
  t.match(france.texts('vss-failed'), [/of VM\(s\) tools of protection domain gold failed/])
  t.equal(spans(france, 'guest-tools-missing')[0]?.[1], lab.now - 9, 'all that run have them now')
  france.power('tools', 'resume')
  lab.pass(10)
  t.same(take(), [true, true, true])
  t.ok(france.newest().appConsistent)
  for (const type of ['guest-tools-missing', 'vss-failed', 'crash-consistent'])
    t.same(
      france.cluster.alerts.filter(alert => alert.type === type && alert.resolvedAt === null),
      [],
      type
    )
})

t.test('a delta is what was written, each place once, and every disk that is new or has grown', async t => {
  const lab = new TwoSites({ vms: [{ name: 'a', disks: [{ sizeBytes: 10_000, usedBytes: 6_000 }] }] })
  lab.france.protect(['a'])
  lab.france.snapshot()
  lab.until(1)
  const snapshot = lab.france.newest()
  const vm = snapshot.vms[0] as SnapshotVm
  const disk = vm.spec.disks[0] as Disk
  const of = (change: Partial<SnapshotVm>, disks: readonly Partial<Disk>[] = [{}]) => {
    const spec = { ...vm.spec, disks: disks.map(each => ({ ...disk, ...each })) }
    const usedBytes = spec.disks.reduce((sum, each) => sum + each.usedBytes, 0)
    return { ...snapshot, vms: [{ ...vm, spec, usedBytes, ...change }] }
  }
  const cases = [
    { what: 'nothing', now: of({}), bytes: 0 },
    { what: 'a write', now: of({ writtenBytes: 500 }), bytes: 500 },
    { what: 'writes over writes', now: of({ writtenBytes: 50_000 }), bytes: 6_000 },
    { what: 'a VM that went back in time', now: of({ writtenBytes: -700 }), bytes: 700 },
    { what: 'a new VM', now: of({ uuid: 'new' }), bytes: 6_000 },
    { what: 'a new disk', now: of({ writtenBytes: 500 }, [{}, { uuid: 'new', usedBytes: 2_000 }]), bytes: 2_500 },
    {
      what: 'a new disk, and the old one written over',
      now: of({ writtenBytes: 9e9 }, [{}, { uuid: 'new', usedBytes: 2_000 }]),
      bytes: 8_000
    },
    {
      what: 'a disk that has grown, and holds more',
      now: of({}, [{ sizeBytes: 20_000, usedBytes: 7_000 }]),
      bytes: 1_000
    },
    { what: 'a disk that has grown, and is empty there', now: of({}, [{ sizeBytes: 20_000 }]), bytes: 0 },
    { what: 'a disk that is gone', now: of({}, []), bytes: 0 }
  ]
  for (const { what, now, bytes } of cases) t.equal(bytesSince(now, snapshot), bytes, what)
  t.equal(bytesSince(snapshot, undefined), 6_000, 'without a reference everything')
})

t.test('what has expired while it waited is not sent once the transfer before it is given up', async t => {
  for (const ending of ['aborted', 'removed with its snapshot']) {
    const lab = slowGold()
    const { france } = lab
    lab.until(101)
    france.snapshot(['canada'], 60)
    lab.until(110)
    france.snapshot(['canada'], 300)
    lab.until(120)
    france.snapshot(['canada'], 30)
    lab.until(200)
    t.equal(france.outgoing()?.queue.length, 3, ending)
    const { id, snapshotId } = france.sending()
    if (ending === 'aborted') france.do({ type: 'control-replication', name: 'gold', id, action: 'abort' })
    else france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: String(snapshotId) })
    t.equal(sinceStart(france.sending().queuedAt), 111, 'the one that has not expired')
    t.same(france.outgoing()?.queue, [])
    t.equal(france.texts('replication-expired').length, 2, 'an alert for each')
    t.match(france.texts('replication-expired')[0], /to the remote site canada has expired before it is started/)
    t.same(violations(lab.world), [])
  }
})
