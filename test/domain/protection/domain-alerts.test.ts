/** What is told of protection domains as they change and as their snapshots travel, and when it is over. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { spans } from '../../support/alert-spans.js'
import { HOUR, TwoSites, at, protecting, siteRequest } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'

function mapNetworks(side: Side, site: string): void {
  const networkMap = [{ source: 'base', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }]
  side.do({ type: 'update-remote-site', site: { name: site, networkMap } })
}

t.test('a site without network mapping is told of when VMs with adapters go there, until it gets one', async t => {
  const lab = new TwoSites({ vms: [{ name: 'web', networks: ['base'], disks: [{ sizeBytes: 100, usedBytes: 10 }] }] })
  const { france } = lab
  france.protect(['web'], { local: 2, remote: 2 })
  lab.until(2 * HOUR)
  t.same(spans(france, 'network-mapping-missing'), [[1, null]], 'once, however often it is replicated to')
  t.same(france.texts('network-mapping-missing'), ['No network mapping specified for the remote site canada.'])
  mapNetworks(france, 'canada')
  t.same(spans(france, 'network-mapping-missing'), [[1, 2 * HOUR]])
  lab.until(4 * HOUR)
  t.equal(spans(france, 'network-mapping-missing').length, 1)
  t.same(violations(lab.world), [])
})

t.test('a consistency group of more than 20 entities is told of until it is smaller', async t => {
  const vms = Array.from({ length: 23 }, (_, i) => ({ name: `vm-${i}`, disks: [] }))
  const lab = new TwoSites({ vms })
  const { france } = lab
  france.protect([])
  const names = vms.map(({ name }) => name)
  france.do(protecting(names.slice(0, 20), 'gold', { consistencyGroup: 'all' }))
  france.do(protecting(names.slice(20, 21)))
  t.same(spans(france, 'consistency-group-large'), [], 'others are in groups of their own')
  france.do(protecting(names.slice(21), 'gold', { consistencyGroup: 'all' }))
  t.match(france.texts('consistency-group-large'), [/^Consistency group all of protection domain gold has 22 entities/])
  lab.until(10)
  france.do({ type: 'unprotect-vms', name: 'gold', names: names.slice(0, 1) })
  t.same(spans(france, 'consistency-group-large'), [[0, null]])
  france.do({ type: 'unprotect-vms', name: 'gold', names: names.slice(1, 2) })
  t.same(spans(france, 'consistency-group-large'), [[0, 10]])
  t.same(violations(lab.world), [])
})

t.test('what is missing is told once, and no more when it is unprotected', async t => {
  const lab = new TwoSites()
  const { france } = lab
  france.protect(['web', 'app'], { local: 2 })
  lab.until(10)
  france.do({ type: 'delete-vm', vm: france.vm('app').uuid, timestamp: null, snapshotsToo: false })
  lab.until(3 * HOUR)
  for (const type of ['vms-not-found', 'entities-missing']) t.same(spans(france, type), [[HOUR, null]], type)
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['app'] })
  for (const type of ['vms-not-found', 'entities-missing']) t.same(spans(france, type), [[HOUR, 3 * HOUR]], type)
  t.same(violations(lab.world), [])
})

t.test('a name that a restore refuses is told of until the VM is renamed or unprotected', async t => {
  const lab = new TwoSites({ vms: [{ name: 'we?b', disks: [] }] })
  const { france } = lab
  france.protect(['we?b'])
  t.same(spans(france, 'vm-name-restricted'), [[0, null]])
  lab.until(10)
  france.do({ type: 'unprotect-vms', name: 'gold', names: null })
  t.same(spans(france, 'vm-name-restricted'), [[0, 10]])
})

t.test(
  'a snapshot that arrives later than the next is due has missed the promise, until one is in time again',
  async t => {
    const vms = [{ name: 'a', disks: [{ sizeBytes: 1e6, usedBytes: 500_000 }] }]
    const lab = new TwoSites({ vms })
    const { france } = lab
    france.protect(['a'], { local: 8, remote: 8 })
    lab.until(5002)
    t.same(spans(france, 'rpo-missed'), [[5001, 5001]], 'the one behind it was taken at 3600, and has nothing to send')
    t.match(france.texts('rpo-missed'), [/gold cannot meet its recovery point objective at remote site canada/])
    t.same(violations(lab.world), [])
  }
)

t.test('a side that becomes active without a schedule is told of, and so is one that loses its last', async t => {
  const lab = new TwoSites()
  const { france, canada } = lab
  france.protect(['web'], { local: 2, remote: 2 })
  lab.until(HOUR - 1)
  canada.do({ type: 'activate-protection-domain', name: 'gold', snapshotId: null })
  lab.until(HOUR + 10)
  t.same(spans(canada, 'no-schedule'), [[HOUR + 4, null]])
  t.same(spans(france, 'no-schedule'), [])
  canada.do({ type: 'deactivate-protection-domain', name: 'gold' })
  lab.until(HOUR + 20)
  t.same(spans(canada, 'no-schedule'), [[HOUR + 4, HOUR + 15]])
  france.do({ type: 'clear-schedules', name: 'gold' })
  t.same(spans(france, 'no-schedule'), [[HOUR + 20, null]])
  t.same(violations(lab.world), [])
})

t.test('what was told of a side is over when it is the other one', async t => {
  const lab = new TwoSites({ settings: { guestShutdownSeconds: 300 } })
  const { france } = lab
  france.protect(['web'], { local: 2, remote: 2 })
  lab.until(HOUR - 10)
  france.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' })
  lab.until(HOUR + 1)
  t.same(spans(france, 'snapshot-skipped'), [[HOUR, null]], 'a migration was under way')
  lab.until(2 * HOUR)
  const [[, over]] = spans(france, 'snapshot-skipped') as [[number, number | null]]
  t.ok(over !== null && over > HOUR)
  t.notOk(france.domain().active)
  t.same(
    france.cluster.alerts.filter(({ type, resolvedAt }) => type !== 'replication-full' && resolvedAt === null),
    []
  )
  t.same(violations(lab.world), [])
})

t.test('a one-time snapshot that had to wait for the end of a migration is delayed', async t => {
  const lab = new TwoSites({ settings: { replicationTimeoutSeconds: 60 } })
  const { france } = lab
  france.protect(['web'])
  const snapshot = (second: number) =>
    france.do({
      type: 'add-one-time-schedule',
      name: 'gold',
      at: at(second),
      appConsistent: false,
      remoteSites: [],
      retentionSeconds: null
    })
  snapshot(5)
  lab.until(10)
  t.same(spans(france, 'snapshot-delayed'), [])
  snapshot(30)
  france.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' })
  lab.until(20)
  lab.cut()
  lab.until(100)
  t.same(spans(france, 'snapshot-delayed'), [[80, null]], 'given up a minute after the cut')
})

t.test(
  'what is restored in place and belongs to no domain is told of; so is a restore whose snapshot has gone',
  async t => {
    const lab = new TwoSites()
    const { france } = lab
    france.protect(['web', 'app'])
    france.snapshot()
    lab.until(10)
    const restore = () =>
      france.do({
        type: 'restore-entities',
        name: 'gold',
        snapshotId: france.snapshotNames()[0] ?? '',
        vmNames: ['web'],
        vmUuids: [],
        replace: true,
        namePrefix: ''
      })
    france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
    restore()
    lab.until(20)
    t.match(france.texts('restored-unprotected'), [
      /^Entities web of protection domain gold were restored .* not protected/
    ])
    restore()
    france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: france.snapshotNames()[0] ?? '' })
    lab.until(30)
    t.match(france.texts('restore-aborted'), [/gold from snapshot \d+ was aborted\. NotFound/])
    t.same(violations(lab.world), [])
  }
)

t.test('what one command does twice about one thing is told once', async t => {
  const lab = new TwoSites()
  const { france, canada } = lab
  france.protect(['web'])
  canada.protect([])
  france.do({ type: 'add-remote-site', site: siteRequest('again', '10.0.1.1') })
  const oneTime = { at: null, appConsistent: false, remoteSites: ['canada', 'again'], retentionSeconds: null }
  france.do({ type: 'add-one-time-schedule', name: 'gold', ...oneTime })
  lab.until(10)
  const receiveAlerts = canada.cluster.alerts.filter(({ type }) => type === 'receive-failed')
  t.match(receiveAlerts, [{ values: { remote_name: 'france', reason: /active/ }, resolvedAt: null }])
  t.equal(receiveAlerts.length, 1, 'gold is refused to both entries at once')
  t.same(violations(lab.world), [])
})
