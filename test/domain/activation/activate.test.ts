/** The unplanned fail-over: what it brings back, what it leaves on the other side, and the way out of a split brain. */
import t from 'tap'
import { alertText } from '../../../server/domain/notices/alerts.js'
import { violations } from '../../../server/domain/invariants/invariants.js'
import {
  activate,
  alertOn,
  alertsOn,
  deactivate,
  homesOf,
  migrate,
  protectedGold,
  setPower,
  tamper,
  webAndApp
} from '../../support/failover-worlds.js'
import { TwoSites, sinceStart } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

t.test('an activation brings back the last fully received snapshot, with exactly its marks', async t => {
  const lab = markedGold()
  const { france, canada } = lab
  const before = france.vms()
  lab.until(3700)
  activate(canada)
  lab.until(3704.999)
  t.same(canada.vms(), [])
  // 5 seconds
  lab.until(3705)
  t.match(canada.domain(), { active: true, change: null })
  t.same(
    canada.vms().map(({ uuid, name, powerState, hostUuid, protectionDomain }) => ({
      uuid,
      name,
      powerState,
      hostUuid,
      protectionDomain
    })),
    before.map(({ uuid, name }) => ({ uuid, name, powerState: 'off', hostUuid: null, protectionDomain: 'gold' }))
  )
  // web wrote 1 byte a second from second 0 on
  t.equal(canada.vm('web').content.writtenBytes, 3600)
  t.same(canada.marks('web'), ['before the first', 'before the second'])
  t.same(
    canada.domain().members.map(({ name, consistencyGroup }) => [name, consistencyGroup]),
    [
      ['web', 'web'],
      ['app', 'app']
    ]
  )
  t.match(canada.cluster.monitors, [{ operation: 'activate', status: 'succeeded', errorCode: 0 }])
  t.same(
    france.marks('web'),
    ['before the first', 'before the second', 'after the second'],
    'the other side is untouched'
  )
})

t.test('an activation takes the snapshot that it is told to, by its name here', async t => {
  const lab = markedGold()
  const { canada } = lab
  const [first = ''] = canada.snapshotNames()
  t.match(first, /^france:/)
  activate(canada, first)
  lab.pass(5)
  t.same(canada.marks('web'), ['before the first'])
  t.equal(canada.vm('web').content.writtenBytes, 1)
})

t.test('an activation brings VMs to the mapped container and network', async t => {
  const lab = new TwoSites({
    vms: webAndApp,
    canada: { containers: [{ name: 'pool' }, { name: 'tank' }], networks: [{ name: 'lan', vlanId: 7 }] }
  })
  const { france, canada } = lab
  france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'tank' } } })
  const row = { source: 'lan', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }
  canada.do({ type: 'update-remote-site', site: { name: 'france', networkMap: [row] } })
  france.protect(['web', 'app'])
  france.snapshot(['canada'])
  lab.until(100)
  setPower(france, 'lost')
  activate(canada)
  lab.until(200)
  t.match(canada.vm('web').spec, { disks: [{ container: 'tank' }], nics: [{ network: 'lan' }] })
})

t.test(
  'an activation is refused without a snapshot, of a snapshot that is not there, and where it is active',
  async t => {
    const lab = new TwoSites({ vms: webAndApp })
    lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
    const command = { type: 'activate-protection-domain', cluster: 'canada', user: 'admin', name: 'gold' } as const
    const ask = { ...command, snapshotId: null }
    refused(t, lab.engine, ask, 'protection-domain/not-found', 'nothing was ever sent')
    lab.until(50)
    refused(t, lab.engine, ask, 'protection-domain/no-snapshot', 'the first snapshot is still on its way')
    lab.until(100)
    const local = lab.france.snapshotNames()[0] ?? ''
    refused(t, lab.engine, { ...ask, snapshotId: local }, 'snapshot/not-found', 'that is its name on the other side')
    refused(t, lab.engine, { ...ask, cluster: 'france' }, 'protection-domain/active')
    activate(lab.canada)
    refused(t, lab.engine, ask, 'protection-domain/busy', 'it is being activated')
    lab.pass(5)
    refused(t, lab.engine, ask, 'protection-domain/active', 'it is active by now')
  }
)

t.test('a transfer that comes in is dropped, and what had arrived of it is not used', async t => {
  const lab = markedGold(3610)
  const { france, canada } = lab
  // 3599 bytes from second 3600 on: a quarter is there
  t.equal(france.sending().target, 'canada')
  activate(canada)
  t.equal(france.outgoing()?.current, null)
  t.match(alertText(alertOn(france, 'replication-failed')), /might be active/)
  lab.until(3700)
  t.same(canada.snapshotTimes(), [1])
  t.same(canada.marks('web'), ['before the first'])
})

for (const power of ['on', 'lost'] as const) {
  t.test(`an activation is one by force when the peer is active, its power ${power}`, async t => {
    const lab = protectedGold()
    const { france, canada } = lab
    if (power === 'lost') setPower(france, 'lost')
    activate(canada)
    lab.pass(5)
    t.equal(canada.domain().forced, true)
    t.same(
      canada.vms().map(vm => [homesOf(lab, vm.uuid), vm.contested]),
      [
        [['france', 'canada'], true],
        [['france', 'canada'], true]
      ]
    )
    t.match(france.domain(), { active: true, forced: false })
  })
}

t.test('an activation is one by force though the peer that is active has no power and no VM left', async t => {
  const lab = protectedGold()
  tamper(lab, world => {
    const france = world.clusters['france']
    if (france !== undefined) france.vms = {}
  })
  setPower(lab.france, 'lost')
  activate(lab.canada)
  lab.pass(5)
  t.equal(lab.canada.domain().forced, true)
})

t.test('an activation is not one by force when the other side is inactive', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  deactivate(france)
  lab.pass(5)
  activate(canada)
  lab.pass(5)
  t.equal(canada.domain().forced, false)
  t.same(
    canada.vms().map(vm => homesOf(lab, vm.uuid)),
    [['canada'], ['canada']]
  )
})

t.test('in a split brain the old side goes on with its snapshots, and cannot send them', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  activate(canada)
  lab.until(7200)
  t.equal(sinceStart(france.newest().createdAt), 7200)
  t.match(alertText(alertOn(france, 'replication-failed')), /same name might be active on remote site canada/)
  t.match(alertText(alertOn(canada, 'receive-failed')), /from the remote site france/)
  t.same(canada.snapshotTimes(), [1, 3600])
  t.match(france.domain(), { active: true })
})

t.test('deactivating the old side deletes its VMs and keeps its snapshots, and the failback is a delta', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  activate(canada)
  lab.until(3800)
  const snapshots = france.snapshotNames()
  deactivate(france)
  t.equal(france.vms().length, 2)
  lab.until(3805)
  t.match(france.domain(), { active: false, change: null })
  t.same(france.vms(), [])
  t.same(france.domain().members, [])
  t.same(france.snapshotNames(), snapshots)
  t.match(france.cluster.monitors, [{ operation: 'deactivate', status: 'succeeded' }])
  t.equal(canada.vms().length, 2, 'the new side is untouched')

  canada.power('web', 'ON')
  lab.until(4000)
  canada.mark('web', 'after the disaster')
  migrate(canada, 'france')
  // both hold the snapshot of second 3600; web has run from second 3807 on
  t.match(canada.sending(), { full: false, totalBytes: 193 })
  lab.until(4100)
  t.match(france.domain(), { active: true, forced: false })
  t.same(france.marks('web'), ['after the disaster'])
  t.same(canada.vms(), [])
  t.same(
    france.vms().map(vm => vm.contested),
    [undefined, undefined]
  )
  lab.until(7300)
  t.equal(sinceStart(canada.newest().createdAt), 7200, 'and the schedule of before the disaster goes on')
})

t.test('an old primary comes back active, with its VMs running and its schedules on their grid', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  setPower(france, 'lost')
  activate(canada)
  lab.until(9000)
  t.same(france.snapshotTimes(), [1, 3600])
  setPower(france, 'on')
  t.match(france.domain(), { active: true })
  t.same(
    france.vms().map(vm => vm.powerState),
    ['on', 'on']
  )
  // written until the power went at 3700, and from 9000 on
  lab.until(9100)
  t.doesNotThrow(() => france.mark('web', 'again'))
  t.equal(france.vm('web').content.writtenBytes, 3_800)
  t.same(alertsOn(france, 'replication-failed'), [])
  lab.until(10_800)
  t.equal(sinceStart(france.newest().createdAt), 10_800)
  t.match(alertText(alertOn(france, 'replication-failed')), /might be active/)
  t.match(canada.domain(), { active: true, forced: true })
})

t.test('a deactivation drops what the domain was sending, and is refused where it is not active', async t => {
  const lab = markedGold(3610)
  const { france, canada } = lab
  const command = { type: 'deactivate-protection-domain', cluster: 'canada', user: 'admin', name: 'gold' } as const
  refused(t, lab.engine, command, 'protection-domain/not-active')
  deactivate(france)
  t.equal(france.outgoing()?.current, null)
  lab.until(3700)
  t.same(canada.snapshotTimes(), [1])
  refused(t, lab.engine, { ...command, cluster: 'france' }, 'protection-domain/not-active', 'it is done')
})

t.test('a deactivated side can be activated again from what it kept', async t => {
  const lab = markedGold()
  const { france } = lab
  deactivate(france)
  lab.pass(5)
  activate(france)
  lab.pass(5)
  t.same(france.marks('web'), ['before the first', 'before the second'])
  t.same(
    france.vms().map(vm => vm.powerState),
    ['off', 'off']
  )
})

t.test('a site that loses power in the middle of an activation is inactive afterwards, and can try again', async t => {
  const lab = protectedGold()
  const { canada } = lab
  activate(canada)
  lab.until(3702)
  setPower(canada, 'lost')
  lab.until(3800)
  setPower(canada, 'on')
  t.match(canada.domain(), { active: false, change: null })
  t.same(canada.vms(), [])
  t.match(alertText(alertOn(canada, 'change-mode-failed')), /Site canada lost power/)
  t.match(canada.cluster.monitors, [{ operation: 'activate', status: 'aborted', errorCode: 1 }])
  activate(canada)
  lab.pass(5)
  t.match(canada.domain(), { active: true })
})

t.test('a VM that is on the surviving side already is skipped, with the alert', async t => {
  const lab = protectedGold()
  const { canada } = lab
  activate(canada)
  lab.pass(5)
  canada.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  deactivate(canada)
  lab.pass(5)
  t.same(
    canada.vms().map(vm => vm.name),
    ['web'],
    'only members are deleted'
  )
  activate(canada)
  lab.pass(5)
  t.match(alertOn(canada, 'entity-skipped').values, { count: '1', reason: /web/ })
  t.same(
    canada.domain().members.map(member => member.name),
    ['app']
  )
  t.equal(canada.vm('web').protectionDomain, null)
})

/** `gold` as `protectedGold` has it, with a mark before each of its two snapshots and one after them. */
function markedGold(second = 3700): TwoSites {
  const lab = new TwoSites({ vms: webAndApp })
  const { france } = lab
  france.protect(['web', 'app'], { local: 2, remote: 2 })
  france.mark('web', 'before the first')
  lab.until(3599)
  france.mark('web', 'before the second')
  lab.until(3601)
  france.mark('web', 'after the second')
  lab.until(second)
  return lab
}

t.test(
  'a VM that was deleted and still stands in another domain leaves it for the one that brings it back',
  async t => {
    const lab = protectedGold()
    const { france, canada } = lab
    const { uuid } = france.vm('web')
    france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
    france.protect(['web'], undefined, 'silver')
    france.do({ type: 'delete-vm', vm: uuid, snapshotsToo: false, timestamp: null })
    lab.pass(10)
    t.same(
      france.domain('silver').members.map(({ name }) => name),
      ['web'],
      'it stands there, as nobody has taken it out'
    )
    france.do({ type: 'deactivate-protection-domain', name: 'gold' })
    lab.pass(10)
    france.do({ type: 'activate-protection-domain', name: 'gold', snapshotId: null })
    lab.pass(10)
    t.match([france.vm('web').uuid, france.vm('web').protectionDomain], [uuid, 'gold'])
    t.same(france.domain('silver').members, [])
    t.same(violations(lab.world), [])
    t.ok(canada.has())
  }
)

t.test('an activation passes over what has expired, and goes back to the last snapshot that has not', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  const scheduled = canada.newest()
  france.mark('web', 'only in the expired one')
  france.snapshot(['canada'], 60)
  lab.until(3800)
  t.not(canada.newest().id, scheduled.id, 'it is listed still')
  refused(
    t,
    lab.engine,
    {
      type: 'activate-protection-domain',
      cluster: 'canada',
      user: 'admin',
      name: 'gold',
      snapshotId: canada.snapshotNames().at(-1) ?? ''
    },
    'snapshot/expired'
  )
  activate(canada)
  t.match(canada.domain().change, { kind: 'activate', snapshotId: scheduled.id })
  lab.pass(10)
  t.same(
    canada.vm('web').content.marks.map(({ name }) => name),
    []
  )
  t.same(violations(lab.world), [])
})
