/** The planned fail-over that succeeds: its steps, what it brings across, and the way back. */
import t from 'tap'
import {
  activate,
  alertOn,
  deactivate,
  homesOf,
  migrate,
  protectedGold,
  threeSites,
  alertSpans,
  webAndApp
} from '../../support/failover-worlds.js'
import { TwoSites, keep, sinceStart } from '../../support/two-sites.js'

t.test('a migration takes the documented steps, in their order and in their time', async t => {
  const lab = protectedGold()
  const steps = alertSpans(lab, {
    'mode-change-started': () => 'migration started',
    'monitor-started': ({ monitor }) => `monitor ${monitor.operation}`,
    'snapshot-taken': ({ snapshot }) => `snapshot taken of VMs that are ${snapshot.vms[0]?.powerState}`,
    'replication-started': ({ replication }) => `${replication.totalBytes} bytes to send`,
    'snapshot-received': () => 'snapshot received',
    'vm-power-changed': ({ powerState }) => `VM ${powerState}`,
    'vm-unregistered': () => 'VM removed',
    'protection-domain-deactivated': () => 'inactive',
    'vm-registered': ({ vm }) => `VM ${vm.name} registered`,
    'protection-domain-activated': () => 'active',
    'monitor-ended': ({ status }) => `monitor ${status}`
  })
  migrate(lab.france, 'canada')
  lab.until(4000)
  // web writes 1 byte a second, the link takes 100; the last snapshot was taken at second 3600; guests need 20 seconds
  t.same(steps, [
    '3700 france: migration started',
    '3700 france: monitor deactivate',
    '3700 france: snapshot taken of VMs that are on',
    '3700 france: 100 bytes to send',
    '3701 canada: snapshot received',
    '3701 canada: monitor activate',
    '3721 france: VM off',
    '3721 france: VM off',
    '3721 france: snapshot taken of VMs that are off',
    '3721 france: 21 bytes to send',
    '3721.21 canada: snapshot received',
    '3721.21 france: VM removed',
    '3721.21 france: VM removed',
    '3721.21 france: inactive',
    '3721.21 france: monitor succeeded',
    '3721.21 canada: VM web registered',
    '3721.21 canada: VM app registered',
    '3721.21 canada: active',
    '3721.21 canada: monitor succeeded'
  ])
  t.same(lab.france.snapshotTimes(), [1, 3600, 3700, 3721])
  t.same(lab.canada.snapshotTimes(), [1, 3600, 3700, 3721])
  t.same(lab.france.alerts(), ['replication-full', 'network-mapping-missing'], 'nothing else is wrong')
  t.same(lab.canada.alerts(), ['no-schedule'])
})

t.test('the VMs arrive off, unchanged, and in the state of their last write', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  const before = france.vms()
  france.mark('web', 'before the migration')
  migrate(france, 'canada')
  lab.until(3710)
  france.mark('web', 'between the snapshots')
  france.mark('app', 'between the snapshots', 50)
  const written = france.vm('app').content.writtenBytes
  lab.until(4000)
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
  t.same(
    canada.vms().map(vm => vm.spec.nics.map(nic => nic.mac)),
    before.map(vm => vm.spec.nics.map(nic => nic.mac))
  )
  t.same(canada.marks('web'), ['before the migration', 'between the snapshots'])
  t.same(canada.marks('app'), ['between the snapshots'])
  t.equal(canada.vm('app').content.writtenBytes, written)
  t.same(france.vms(), [])
})

t.test('a VM is registered on one site at every instant, never on both or on none', async t => {
  const lab = protectedGold()
  const uuids = lab.france.vms().map(vm => vm.uuid)
  const homes = new Set<string>()
  lab.engine.subscribe(() => {
    for (const uuid of uuids) homes.add(homesOf(lab, uuid).join())
  })
  migrate(lab.france, 'canada')
  lab.until(4000)
  migrate(lab.canada, 'france')
  lab.until(5000)
  t.same([...homes], ['france', 'canada'])
  t.same(
    uuids.map(uuid => homesOf(lab, uuid).join()),
    ['france', 'france']
  )
})

t.test('guests get the time that they need, at most the limit, and none when they are off', async t => {
  const cases = [
    { settings: { guestShutdownSeconds: 20, guestShutdownLimitSeconds: 300 }, downAfter: 20 },
    { settings: { guestShutdownSeconds: 0, guestShutdownLimitSeconds: 300 }, downAfter: 0 },
    { settings: { guestShutdownSeconds: 900, guestShutdownLimitSeconds: 300 }, downAfter: 300 },
    { settings: { guestShutdownSeconds: 20, guestShutdownLimitSeconds: 300 }, off: true, downAfter: 0 }
  ]
  for (const { settings, off = false, downAfter } of cases) {
    const lab = new TwoSites({ vms: webAndApp, settings })
    lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
    lab.until(3650)
    if (off) for (const vm of ['web', 'app']) lab.france.power(vm, 'OFF')
    lab.until(3700)
    migrate(lab.france, 'canada')
    lab.until(4100)
    const [first = 0, second = 0] = lab.canada
      .domain()
      .snapshots.slice(-2)
      .map(({ receivedAt, createdAt }, i) => sinceStart(i === 0 ? receivedAt : createdAt))
    t.equal(second - first, downAfter)
    t.equal(lab.canada.domain().active, true)
  }
})

t.test('the source keeps its schedules asleep, and wakes them on their grid after the failback', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  const schedules = structuredClone(france.domain().schedules)
  migrate(france, 'canada')
  lab.until(9000)
  t.match(france.domain(), { active: false })
  t.same(france.domain().members, [])
  t.same(france.domain().schedules, schedules, 'with the site that they replicate to')
  t.equal(france.newest().kind, 'migration', 'nothing is taken at 7200')

  migrate(canada, 'france')
  lab.until(10_799)
  t.equal(france.domain().active, true)
  t.equal(france.newest().kind, 'migration', 'what was missed is not made up')
  lab.until(14_400)
  t.same(
    france
      .domain()
      .snapshots.filter(({ kind }) => kind === 'scheduled')
      .map(({ createdAt }) => sinceStart(createdAt))
      .slice(-2),
    [10_800, 14_400]
  )
  t.equal(sinceStart(canada.newest().createdAt), 14_400, 'and sent, as before')
})

t.test('the target gets no schedule: nothing is taken there until somebody makes one', async t => {
  const lab = protectedGold()
  migrate(lab.france, 'canada')
  lab.until(20_000)
  t.same(lab.canada.domain().schedules, [])
  t.equal(lab.canada.newest().kind, 'migration')
})

t.test('the setting carrySchedules gives the target the schedules turned round, once', async t => {
  const lab = protectedGold({ settings: { carrySchedules: true } })
  const { france, canada } = lab
  migrate(france, 'canada')
  lab.until(4000)
  canada.power('web', 'ON')
  t.match(canada.domain().schedules, [
    { recurrence: france.domain().schedules[0]?.recurrence, retention: { local: keep(2), remote: { france: keep(2) } } }
  ])
  lab.until(7200)
  // web writes from second 4002 on
  t.match(canada.sending(), { full: false, totalBytes: 3_198, target: 'france' })
  lab.until(8000)
  migrate(canada, 'france')
  lab.until(9000)
  migrate(france, 'canada')
  lab.until(10_000)
  t.equal(france.domain().schedules.length, 1, 'a side that has schedules of its own gets no others')
  t.equal(canada.domain().schedules.length, 1)
})

t.test('the failback sends what the target has written, not everything', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  migrate(france, 'canada')
  lab.until(4000)
  canada.power('web', 'ON')
  lab.until(5000)
  canada.mark('web', 'on the other side')
  migrate(canada, 'france')
  // web runs from second 4002 on
  t.match(canada.sending(), { full: false, totalBytes: 998 })
  lab.until(5100)
  t.equal(france.domain().active, true)
  t.same(france.marks('web'), ['on the other side'])
  t.same(canada.vms(), [])
  t.same(canada.alerts(), ['no-schedule', 'network-mapping-missing'], 'no full replication')
})

t.test('a schedule that falls due during a migration takes nothing', async t => {
  const lab = new TwoSites({ vms: webAndApp })
  lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(3590)
  const ran = alertSpans(lab, { 'schedule-ran': () => 'ran' })
  migrate(lab.france, 'canada')
  // 3589 bytes, until 3625.89; then 20 seconds
  lab.until(3700)
  t.same(ran, ['3600 france: ran'])
  t.same(lab.canada.snapshotTimes(), [1, 3590, 3645.89])
  t.equal(lab.canada.domain().active, true)
})

t.test('a migration waits for the transfer that runs', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  france.mark('app', 'import', 1_000)
  france.snapshot(['canada'])
  lab.until(3705)
  migrate(france, 'canada')
  // 1101 bytes of second 3701, until 3712.01; then 4 bytes, then 20 seconds, then 24.05 seconds' worth of writes
  t.equal(france.outgoing()?.queue.length, 1)
  lab.until(3712.01)
  t.match(france.domain().change, { step: 'first-replication' })
  lab.until(3712.05)
  t.match(france.domain().change, { step: 'guest-shutdown' })
  lab.until(3800)
  t.equal(canada.domain().active, true)
  t.same(canada.snapshotTimes(), [1, 3600, 3701, 3705, 3732.05])
})

t.test('when somebody aborts the transfer before it, the migration goes on', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  france.mark('app', 'import', 1_000)
  france.snapshot(['canada'])
  lab.until(3705)
  migrate(france, 'canada')
  france.do({ type: 'control-replication', name: 'gold', id: france.sending().id, action: 'abort' })
  // all that the two snapshots hold: 1105 bytes
  t.match(france.sending(), { snapshotId: france.newest().id, totalBytes: 1_105 })
  lab.until(3800)
  t.equal(canada.domain().active, true)
})

t.test('a migration waits while the link is cut, and goes on when it heals', async t => {
  const lab = protectedGold()
  migrate(lab.france, 'canada')
  lab.until(3700.5)
  lab.cut()
  lab.until(4000)
  t.match(lab.france.domain().change, { step: 'first-replication' })
  lab.cut(true)
  // half a second is left; guests are down at 4020.5; 320.5 bytes since 3700, rounded down
  lab.until(4023.69)
  t.equal(lab.canada.domain().active, false)
  lab.until(4023.7)
  t.equal(lab.canada.domain().active, true)
})

t.test('what the domain still sends to another site is dropped when the sides change', async t => {
  const { lab, france, canada, brazil } = threeSites()
  france.protect(['web', 'app'])
  france.snapshot(['brazil'])
  lab.until(2)
  migrate(france, 'canada')
  // 9000 bytes to Canada until second 92, guests down at 112, 110 bytes more; to Brazil until second 181
  lab.until(113)
  t.notOk(canada.domain().active)
  t.ok(france.domain().outgoing['brazil']?.current)
  lab.until(113.1)
  t.ok(canada.domain().active)
  t.equal(france.domain().outgoing['brazil']?.current, null)
  t.equal(france.cluster.audits.filter(audit => audit.type === 'replication-aborted').length, 1)
  lab.until(300)
  t.same(brazil.snapshotNames(), [])
})

t.test('a VM that the target has already is skipped, with the alert, and the others come', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  // Canada keeps a copy of web from an activation that was undone
  activate(canada)
  lab.until(3710)
  canada.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  deactivate(canada)
  lab.until(3720)
  t.same(
    canada.vms().map(vm => vm.name),
    ['web']
  )

  migrate(france, 'canada')
  lab.until(4000)
  t.match(alertOn(canada, 'entity-skipped').values, { protection_domain_name: 'gold', count: '1', reason: /web/ })
  t.same(
    canada.domain().members.map(member => member.name),
    ['app']
  )
  t.equal(canada.domain().active, true)
  t.same(france.vms(), [])
})

t.test('VMs that cannot move are listed, and nothing begins, unless the client leaves the check out', async t => {
  const command = { type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' } as const
  const [web, app] = webAndApp
  if (web === undefined || app === undefined) throw new Error('web and app are there')
  const vms = [{ ...web, guestTools: true }, app]
  const tools = 'kGuestToolsNotInstalled'
  const deltas = 'kVmHasDeltaDisks'
  const cases = [
    { from: 'kKvm', to: 'kKvm', kept: [] },
    { from: 'kKvm', to: 'kVMware', kept: [['app', tools]] },
    {
      from: 'kVMware',
      to: 'kKvm',
      kept: [
        ['web', deltas],
        ['app', tools]
      ]
    },
    { from: 'kVMware', to: 'kVMware', kept: [['web', deltas]] }
  ] as const
  for (const { from, to, kept } of cases) {
    const lab = protectedGold({ vms, france: { hypervisor: from }, canada: { hypervisor: to } })
    const { france, canada } = lab
    france.do({ type: 'snapshot-vms', snapshots: [{ vm: france.vm('web').uuid, name: 'before the update' }] })
    lab.pass(10)
    const what = `${from} to ${to}`
    const [first, ...others] = france.do(command)
    const immobile = first?.type === 'migration-declined' ? first.immobile : []
    t.same(
      immobile.flatMap(({ vm, because }) => because.map(({ symbol }) => [vm.name, symbol])),
      kept,
      what
    )
    if (kept.length > 0) {
      t.same(others, [], `${what}: nothing else happens`)
      t.equal(france.domain().change, null)
      france.do({ ...command, skipMobilityCheck: true })
    }
    lab.pass(300)
    t.ok(canada.domain().active, `${what}: it starts regardless`)
  }
})

t.test('a VM moves again once what kept it is gone', async t => {
  const lab = protectedGold({ france: { hypervisor: 'kVMware' } })
  const { france, canada } = lab
  france.do({ type: 'snapshot-vms', snapshots: [{ vm: france.vm('web').uuid, name: 'before the update' }] })
  lab.pass(10)
  for (const uuid of [france.vm('web').uuid, france.vm('app').uuid])
    france.do({ type: 'switch-guest-tools', vm: uuid, enabled: true })
  const [snapshot] = Object.keys(france.cluster.vmSnapshots)
  if (snapshot === undefined) throw new Error('No snapshot was taken')
  france.do({ type: 'delete-vm-snapshot', snapshot, timestamp: null })
  lab.pass(10)
  migrate(france, 'canada')
  lab.pass(300)
  t.ok(canada.domain().active)
})
