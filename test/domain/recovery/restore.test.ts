/** Restores: clones beside what is there, or what is there put back, on either side. */
import t from 'tap'
import { decide } from '../../../server/domain/decide.js'
import { eventsOf } from '../../../server/domain/core/tables/scene.js'
import { violations } from '../../../server/domain/invariants/invariants.js'
import type { View, Vm } from '../../../server/domain/core/world.js'
import { activate, alertOn, alertsOn, protectedGold, setPower, webAndApp } from '../../support/failover-worlds.js'
import { TwoSites, protecting } from '../../support/two-sites.js'
import type { ClientRequest, Side } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

type RestoreRequest = Extract<ClientRequest, { type: 'restore-entities' }>

t.test('a clone is a new VM, off and not protected, in the state of the snapshot', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  const web = france.vm('web')
  restore(france, { vmNames: ['web'], namePrefix: 'copy-' })
  lab.pass(4.999)
  t.equal(france.vms().length, 2)
  // 5 seconds
  lab.pass(0.001)
  const copy = france.vm('copy-web')
  t.match(copy, { powerState: 'off', hostUuid: null, protectionDomain: null, changeBytesPerSecond: 1 })
  t.same(france.marks('copy-web'), ['before'])
  // 1 byte a second until second 1, when the snapshot was taken
  t.equal(copy.content.writtenBytes, 1)
  t.not(copy.uuid, web.uuid)
  for (const what of [diskIds, nicIds, macs]) {
    t.equal(what(copy).length, 1)
    t.not(what(copy)[0], what(web)[0], what.name)
  }
  t.match(copy.spec, {
    memoryMb: web.spec.memoryMb,
    disks: [{ usedBytes: 6_000, container: 'pool' }],
    nics: [{ network: 'base' }]
  })
  t.same(france.marks('web'), ['before', 'after'], 'the original is untouched')
  t.same(
    france.domain().members.map(member => member.name),
    ['web', 'app']
  )
  t.same(france.vms().length, 3, 'nobody asked for app')
})

t.test('clones of one restore have MAC addresses of their own, though the same comes up again and again', async t => {
  const lab = new TwoSites({ vms: ['a', 'b', 'c'].map(name => ({ name, networks: ['base'] })) })
  const { france } = lab
  france.protect(['a', 'b', 'c'])
  france.snapshot()
  lab.until(2)
  const restore = { type: 'restore-entities', name: 'gold', vmNames: [], vmUuids: [], replace: false } as const
  france.do({ ...restore, snapshotId: france.snapshotNames()[0] ?? '', namePrefix: 'copy-' })
  const task = Object.values(france.cluster.tasks).find(({ effect }) => effect?.type === 'restore')?.uuid ?? ''
  let issued = 0
  const ids = {
    number: () => ++issued,
    // The first six digits become an address: they are the same thirty times in a row.
    uuid: () =>
      `${String(Math.floor(++issued / 30)).padStart(6, '0')}00-0000-4000-8000-${String(issued).padStart(12, '0')}`
  }
  const events = eventsOf(decide({ world: lab.world, ids }, { type: 'finish-task', cluster: 'france', task }))
  const macs = events.flatMap(event => (event.type === 'vm-registered' ? event.vm.spec.nics.map(({ mac }) => mac) : []))
  t.equal(macs.length, 3)
  t.equal(new Set(macs).size, 3, macs.join(' '))
})

t.test("VMs that are put back in one restore may have each other's old MAC addresses", async t => {
  const lab = new TwoSites({ vms: ['a', 'b'].map(name => ({ name, networks: ['base'] })) })
  const { france } = lab
  const macs = () => ['a', 'b'].map(name => france.vm(name).spec.nics[0]?.mac)
  const [first = '', second = ''] = macs()
  france.protect(['a', 'b'])
  france.snapshot()
  lab.until(2)
  const change = (name: string, mac: string) => {
    const { uuid, spec } = france.vm(name)
    const nic = spec.nics[0]?.uuid ?? ''
    const wish = { network: null, mac, ip: null, connected: null, model: null }
    france.do({ type: 'update-nic', vm: uuid, nic, change: wish, timestamp: null })
    lab.pass(5)
  }
  change('a', '50:6b:8d:00:00:01')
  change('b', first)
  t.same(macs(), ['50:6b:8d:00:00:01', first])
  france.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId: france.snapshotNames()[0] ?? '' })
  lab.pass(10)
  t.equal(macs()[1], second)
  t.equal(new Set(macs()).size, 2, macs().join(' '))
  t.same(violations(lab.world), [])
})

t.test('a restore runs as a task, which names what it restores', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  const { uuid } = france.vm('app')
  restore(france, { vmUuids: [uuid] })
  const task = () => Object.values(france.cluster.tasks).at(-1)
  t.match(task(), { status: 'Running', entities: [{ id: uuid, type: 'VM', name: 'app' }] })
  lab.pass(5)
  t.match(task(), { status: 'Succeeded', errorCode: 0, effect: null })
  t.match(france.cluster.audits.at(-1), {
    type: 'entities-restored',
    user: 'admin',
    values: ['gold', oldest(france), 'app']
  })
})

t.test('a clone without a prefix gets the one of the dialog', async t => {
  const lab = snapshotOfGold()
  restore(lab.france, { vmNames: ['app'] })
  lab.pass(5)
  t.same(names(lab.france), ['web', 'app', 'Nutanix-Clone-app'])
})

t.test('a restore that names no VM is of every VM in the snapshot', async t => {
  const lab = snapshotOfGold()
  restore(lab.france, {})
  lab.pass(5)
  t.same(names(lab.france), ['web', 'app', 'Nutanix-Clone-web', 'Nutanix-Clone-app'])
})

t.test('a clone whose name is taken is numbered, with an alert that says so', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  for (const _ of [1, 2, 3]) {
    restore(france, { vmNames: ['web'] })
    lab.pass(5)
  }
  t.same(names(france).slice(2), ['Nutanix-Clone-web', 'Nutanix-Clone-web-1', 'Nutanix-Clone-web-2'])
  t.same(
    alertsOn(france, 'vm-renamed').map(({ values }) => [values['vm_name'], values['new_name']]),
    [
      ['Nutanix-Clone-web', 'Nutanix-Clone-web-1'],
      ['Nutanix-Clone-web', 'Nutanix-Clone-web-2']
    ]
  )
})

t.test('a restore in place stops the VM and puts it back, the same VM and still protected', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  const before = france.vm('web')
  restore(france, { vmNames: ['web'], replace: true })
  lab.pass(5)
  const web = france.vm('web')
  t.same(
    [web.uuid, web.handle, web.protectionDomain, macs(web), diskIds(web)],
    [before.uuid, before.handle, 'gold', macs(before), diskIds(before)]
  )
  t.match(web, { powerState: 'off', hostUuid: null })
  t.same(france.marks('web'), ['before'])
  // 1 byte a second until 17, when it was put back to the first of them: 17 and 16
  t.equal(web.content.writtenBytes, 33)
  t.same(names(france).sort(), ['app', 'web'])
  t.equal(france.vm('app').powerState, 'on', 'app runs on')
})

t.test('a VM that is not protected any more stays so when it is put back', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  restore(france, { vmNames: ['web'], replace: true })
  lab.pass(5)
  t.equal(france.vm('web').protectionDomain, null)
  t.same(
    france.domain().members.map(member => member.name),
    ['app']
  )
})

t.test('the inactive side can restore a clone while replication goes on', async t => {
  const lab = new TwoSites({
    vms: webAndApp,
    canada: { containers: [{ name: 'pool' }, { name: 'tank' }], networks: [{ name: 'lan', vlanId: 7 }] }
  })
  const { france, canada } = lab
  france.do({ type: 'update-remote-site', site: { name: 'canada', containerMap: { pool: 'tank' } } })
  const row = { source: 'lan', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }
  canada.do({ type: 'update-remote-site', site: { name: 'france', networkMap: [row] } })
  france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(3600)
  restore(canada, { vmNames: ['web'], namePrefix: 'test-' })
  t.match(oldest(canada), /^france:/)
  lab.until(3605)
  t.match(canada.vm('test-web'), {
    powerState: 'off',
    protectionDomain: null,
    spec: { disks: [{ container: 'tank' }], nics: [{ network: 'lan' }] }
  })
  t.match(canada.domain(), { active: false })
  t.same(canada.domain().members, [])
  // the 3599 bytes of second 3600
  lab.until(3635.99)
  t.same(canada.snapshotTimes(), [1, 3600])
})

t.test('an adapter that finds no network is lost on a clone too, with the alert', async t => {
  const lab = new TwoSites({ vms: webAndApp, canada: { networks: [{ name: 'lan', vlanId: 7 }] } })
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(100)
  restore(lab.canada, { vmNames: ['web'] })
  lab.pass(5)
  t.same(lab.canada.vm('Nutanix-Clone-web').spec.nics, [])
  t.match(alertOn(lab.canada, 'network-mapping-invalid').values, { remote_name: 'france', reason: /web.*base/ })
})

t.test(
  'in place on the inactive side makes a new VM: the one that the active side runs stays the only one',
  async t => {
    const lab = protectedGold()
    const { france, canada } = lab
    restore(canada, { vmNames: ['web'], replace: true })
    lab.pass(5)
    const copy = canada.vm('web')
    t.not(copy.uuid, france.vm('web').uuid)
    t.match(copy, { protectionDomain: null, powerState: 'off' })
  }
)

t.test('a roll-back puts every VM back, off, and leaves the domain active', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  const before = france.vms().map(vm => vm.uuid)
  france.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId: oldest(france) })
  lab.pass(5)
  t.same(
    france.vms().map(vm => [vm.uuid, vm.powerState, vm.protectionDomain]),
    before.map(uuid => [uuid, 'off', 'gold'])
  )
  t.same(france.marks('web'), ['before'])
  t.match(france.domain(), { active: true, change: null })
})

t.test('a VM that joined after the snapshot is left alone by a roll-back', async t => {
  const lab = new TwoSites({ vms: webAndApp })
  const { france } = lab
  france.protect(['web'])
  france.snapshot()
  lab.until(10)
  france.do(protecting(['app']))
  france.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId: oldest(france) })
  lab.pass(5)
  t.same([france.vm('web').powerState, france.vm('app').powerState], ['off', 'on'])
  t.same(
    france.domain().members.map(member => member.name),
    ['web', 'app']
  )
})

t.test('a roll-back of an activated side uses what it has received', async t => {
  const lab = protectedGold()
  const { canada } = lab
  activate(canada)
  lab.pass(5)
  canada.power('web', 'ON')
  lab.pass(10)
  canada.mark('web', 'a mistake')
  canada.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId: canada.snapshotNames().at(-1) ?? '' })
  lab.pass(5)
  t.same(canada.marks('web'), [])
  t.match(canada.vm('web'), { powerState: 'off', protectionDomain: 'gold' })
})

for (const gone of ['is deleted', 'is collected', 'goes with its domain'] as const) {
  t.test(`when the snapshot ${gone} before the restore is done, its task fails and nothing is restored`, async t => {
    // collected at 21, the restore is done at 23
    const lab = gone === 'is collected' ? snapshotOfGold({ retention: 20, until: 18 }) : snapshotOfGold()
    const { france } = lab
    restore(france, { vmNames: ['web'], replace: true })
    if (gone === 'is deleted') france.do({ type: 'remove-snapshot', name: 'gold', snapshotId: oldest(france) })
    if (gone === 'goes with its domain') {
      france.do({ type: 'remove-protection-domain', name: 'gold', skipRemoteCheck: false })
    }
    lab.pass(5)
    t.match(Object.values(france.cluster.tasks).at(-1), { status: 'Failed', effect: null, errorDetail: /has gone/ })
    t.equal(france.vm('web').powerState, 'on')
    t.same(france.marks('web'), ['before', 'after'])
  })
}

t.test('a restore that its site has no power for is done when the power is back', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  restore(france, { vmNames: ['web'] })
  setPower(france, 'lost')
  lab.pass(100)
  t.equal(france.vms().length, 2)
  setPower(france, 'on')
  lab.pass(0)
  t.same(names(france), ['web', 'app', 'Nutanix-Clone-web'])
})

t.test('a restore is refused where it makes no sense', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  const ask = (change: object) => ({ ...request(oldest(france)), cluster: 'france', user: 'admin', ...change }) as const
  const rollBack = { type: 'roll-back-protection-domain', user: 'admin', name: 'gold' } as const
  refused(t, lab.engine, ask({ vmNames: ['file'] }), 'restore/invalid', 'the VM is not in the snapshot')
  refused(t, lab.engine, ask({ vmNames: [], others: ['vg-1'] }), 'restore/invalid', 'no snapshot holds volume groups')
  refused(t, lab.engine, ask({ vmNames: ['web'], snapshotId: '7' }), 'snapshot/not-found', 'there is no such snapshot')
  refused(t, lab.engine, { ...rollBack, cluster: 'canada', snapshotId: oldest(canada) }, 'protection-domain/not-active')
  activate(canada)
  const there = { cluster: 'canada', vmNames: ['web'], snapshotId: oldest(canada) }
  refused(t, lab.engine, ask(there), 'protection-domain/busy', 'the domain is being activated')
})

t.test('an expired snapshot cannot be restored, though it is still listed', async t => {
  const lab = snapshotOfGold({ retention: 60 })
  const { france } = lab
  lab.until(61)
  t.equal(france.snapshotNames().length, 1)
  const command = { ...request(oldest(france)), cluster: 'france', user: 'admin', vmNames: ['web'] }
  refused(t, lab.engine, command, 'snapshot/expired')
})

/** The domain's only snapshot was taken at second 1, between the two marks; now it is second 12. */
function snapshotOfGold({
  retention = null,
  until = 12
}: { retention?: number | null; until?: number } = {}): TwoSites {
  const lab = new TwoSites({ vms: webAndApp, settings: { snapshotCollectionSeconds: until > 12 ? 0 : 300 } })
  const { france } = lab
  france.protect(['web', 'app'])
  france.mark('web', 'before')
  france.snapshot([], retention)
  lab.until(10)
  france.mark('web', 'after')
  lab.until(until)
  return lab
}

function request(snapshotId: string): RestoreRequest {
  return {
    type: 'restore-entities',
    name: 'gold',
    snapshotId,
    vmNames: [],
    vmUuids: [],
    replace: false,
    namePrefix: ''
  }
}

/** From the oldest snapshot of the side. */
function restore(side: Side, change: Partial<RestoreRequest>): void {
  side.do({ ...request(oldest(side)), ...change })
}

function oldest(side: Side): string {
  return side.snapshotNames()[0] ?? ''
}

function names(side: Side): string[] {
  return side.vms().map(vm => vm.name)
}

function diskIds(vm: View<Vm>): string[] {
  return vm.spec.disks.map(disk => disk.uuid)
}

function nicIds(vm: View<Vm>): string[] {
  return vm.spec.nics.map(nic => nic.uuid)
}

function macs(vm: View<Vm>): string[] {
  return vm.spec.nics.map(nic => nic.mac)
}

t.test('a VM whose disk another one has meanwhile is recovered at an alternate path, and that is told', async t => {
  const lab = snapshotOfGold()
  const { france } = lab
  const { uuid: vm, spec } = france.vm('web')
  france.do({ type: 'delete-vm', vm, snapshotsToo: false, timestamp: null })
  lab.pass(5)
  lab.do({
    type: 'create-vms',
    cluster: 'france',
    vms: [{ name: 'other', spec: { ...spec, nics: [] }, changeBytesPerSecond: 0, powerState: 'off' }]
  })
  const [disk] = spec.disks
  t.equal(france.vm('other').spec.disks[0]?.uuid, disk?.uuid)
  restore(france, { vmNames: ['web'], replace: true })
  lab.pass(5)
  t.match(france.vm('web').spec.disks, [{ source: disk?.uuid }])
  t.match(alertOn(france, 'vm-alternate-path').values, { vm_name: 'web', reason: new RegExp(disk?.uuid ?? 'no disk') })
})

t.test('copies of one restore get names of their own', async t => {
  const two = [{ name: 'web' }, { name: 'web' }, { name: 'web-1' }]
  const lab = new TwoSites({ vms: two })
  const { france } = lab
  france.protect([])
  france.do(protecting([], 'gold', { uuids: france.vms().map(({ uuid }) => uuid) }))
  for (const name of ['orders', 'orders-1'])
    france.do({
      type: 'create-volume-groups',
      groups: [ordersGroup(name), ordersGroup(`copy-${name}`)].slice(0, name === 'orders' ? 2 : 1)
    })
  const groups = Object.values(france.cluster.volumeGroups).filter(({ name }) => !name.startsWith('copy-'))
  france.do(protecting([], 'gold', { volumeGroupUuids: groups.map(({ uuid }) => uuid) }))
  france.snapshot()
  lab.until(2)
  restore(france, { namePrefix: 'copy-', volumeGroupPrefix: 'copy-' })
  lab.pass(5)
  t.same(names(france).slice(3), ['copy-web', 'copy-web-1', 'copy-web-1-1'])
  t.same(
    alertsOn(france, 'vm-renamed').map(({ values }) => [values['vm_name'], values['new_name']]),
    [
      ['copy-web', 'copy-web-1'],
      ['copy-web-1', 'copy-web-1-1']
    ]
  )
  t.same(
    Object.values(france.cluster.volumeGroups).map(({ name }) => name),
    ['orders', 'copy-orders', 'orders-1', 'copy-orders-1', 'copy-orders-1-1']
  )
})

t.test('what comes back unprotected in place is told of, volume groups too', async t => {
  const lab = new TwoSites()
  const { france } = lab
  france.protect(['web', 'app'])
  france.do({ type: 'create-volume-groups', groups: ['orders', 'bills', 'kept'].map(ordersGroup) })
  const uuid = (name: string) =>
    Object.values(france.cluster.volumeGroups).find(group => group.name === name)?.uuid ?? ''
  france.do(protecting([], 'gold', { volumeGroupUuids: Object.keys(france.cluster.volumeGroups) }))
  france.snapshot()
  lab.until(2)
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'], volumeGroupUuids: [uuid('orders'), uuid('bills')] })
  // one of them is gone, the other is there
  france.do({ type: 'remove-volume-group', group: uuid('bills'), seen: null })
  lab.pass(5)
  restore(france, { replace: true })
  lab.pass(5)
  t.match(france.texts('restored-unprotected'), [/web, orders, bills/])
  t.notMatch(france.texts('restored-unprotected')[0], /kept|app/)
})

for (const way of ['a VM', 'a volume group'] as const) {
  t.test(`what is written after the roll-back of ${way} is sent, though it is as much as was lost`, async t => {
    const lab = new TwoSites({ vms: [{ name: 'web', disks: [{ sizeBytes: 100_000, usedBytes: 60_000 }] }] })
    const { france, canada } = lab
    france.protect(way === 'a VM' ? ['web'] : [])
    if (way === 'a volume group') {
      france.do({ type: 'create-volume-groups', groups: [{ ...ordersGroup('orders'), changeBytesPerSecond: 10 }] })
      france.do(protecting([], 'gold', { volumeGroupUuids: Object.keys(france.cluster.volumeGroups) }))
    }
    // the VM writes 20 000 bytes at once, the group in 2000 seconds
    const write = (mark: string) => {
      if (way === 'a VM') france.mark('web', mark, 20_000)
      lab.pass(1999)
    }
    france.snapshot(['canada'])
    lab.until(2)
    const [first = ''] = france.snapshotNames()
    write('lost')
    france.snapshot(['canada'])
    lab.pass(1000)
    france.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId: first })
    lab.pass(5)
    if (way === 'a VM') {
      france.power('web', 'ON')
      lab.pass(10)
    }
    write('kept')
    france.snapshot(['canada'])
    lab.pass(1)
    t.ok(france.sending().totalBytes >= 20_000, `${france.sending().totalBytes} bytes`)
    lab.pass(1000)
    t.equal(canada.snapshotNames().length, 3)
    t.same(violations(lab.world), [])
  })
}

function ordersGroup(name: string) {
  const disk = { uuid: `${name}-disk`, index: 0, sizeBytes: 100_000, usedBytes: 50_000, flashMode: false }
  return {
    name,
    spec: {
      ...{ description: null, shared: false, flashMode: false, iscsiTarget: `iqn.${name}` },
      ...{ authentication: 'NONE' as const, disks: [{ ...disk, container: 'pool' }] }
    },
    changeBytesPerSecond: 0,
    attachedTo: []
  }
}
