/** What changes for VMs and volume groups that move to a cluster of another hypervisor. */
import t from 'tap'
import { activate, deactivate, protectedGold, setPower, tamper } from '../support/failover-worlds.js'
import { refused } from '../support/worlds.js'
import { snapshotName } from '../../server/domain/core/lookup.js'
import type { View, VolumeGroup } from '../../server/domain/core/world.js'
import { violations } from '../../server/domain/invariants/invariants.js'
import { lossOf } from '../../server/domain/ledger/index.js'
import type { TwoSites } from '../support/two-sites.js'

const hypervisors = { esxi: { hypervisor: 'kVMware' }, ahv: { hypervisor: 'kKvm' } } as const
const migrate = { type: 'migrate-protection-domain', name: 'gold', skipMobilityCheck: true } as const

function sides(from: keyof typeof hypervisors, to: keyof typeof hypervisors): TwoSites {
  return protectedGold({ france: hypervisors[from], canada: hypervisors[to] })
}

const uuids = (side: TwoSites['france']) =>
  Object.fromEntries(Object.values(side.cluster.vms).map(({ name, uuid }) => [name, uuid]))

t.test('a migration to another hypervisor and back gives VMs new UUIDs each time, and loses nothing else', async t => {
  for (const [from, to] of [
    ['esxi', 'ahv'],
    ['ahv', 'esxi']
  ] as const) {
    const lab = sides(from, to)
    const { france, canada } = lab
    const before = uuids(france)
    const macs = france.vm('web').spec.nics.map(({ mac }) => mac)
    france.do({ type: 'write-mark', vm: france.vm('web').uuid, mark: 'order 1', bytes: 10 })
    france.do({ ...migrate, remoteSite: 'canada' })
    lab.pass(600)
    const there = uuids(canada)
    // Evidence C [C: product manual]: between ESXi and AHV the VMs get new UUIDs
    t.same(Object.keys(there), Object.keys(before), `${from} to ${to}: the same names`)
    for (const [name, uuid] of Object.entries(before)) t.not(there[name], uuid, name)
    t.same(
      canada.domain().members.map(({ name, uuid }) => [name, uuid]),
      Object.entries(there),
      'the domain protects them'
    )
    t.match(canada.vm('web'), { protectionDomain: 'gold', content: { marks: [{ name: 'order 1' }] } })
    t.same(
      canada.vm('web').spec.nics.map(({ mac }) => mac),
      macs
    )
    const [failover] = lab.world.ledger.failovers
    if (failover === undefined) throw new Error('No fail-over is in the ledger')
    t.match(lossOf(failover), { lostBytes: 0, lostMarks: [], keptMarks: 1 })

    for (const uuid of Object.values(there))
      canada.do({ type: 'set-power-state', vm: uuid, transition: 'ON', host: null })
    lab.pass(60)
    t.type(lab.world.ledger.failovers[0]?.runningAt, 'number', 'the ledger sees them run')

    canada.do({ ...migrate, remoteSite: 'france' })
    const total = canada.domain().outgoing['france']?.current
    t.equal(total?.full, false, 'only what was written since is sent back')
    t.ok((total?.totalBytes ?? Infinity) < 5_000, `${total?.totalBytes} bytes`)
    lab.pass(600)
    const home = uuids(france)
    t.same(Object.keys(home), Object.keys(before))
    for (const name of Object.keys(before)) {
      t.not(home[name], before[name], 'the first UUIDs do not come back')
      t.not(home[name], there[name])
    }
  }
})

t.test('between clusters of one hypervisor UUIDs stay', async t => {
  for (const one of ['esxi', 'ahv'] as const) {
    const lab = sides(one, one)
    const before = uuids(lab.france)
    lab.france.do({ ...migrate, remoteSite: 'canada' })
    lab.pass(600)
    t.same(uuids(lab.canada), before, one)
  }
})

t.test('an activation on another hypervisor gives new UUIDs too, and the ledger follows them', async t => {
  const lab = sides('esxi', 'ahv')
  const { france, canada } = lab
  const before = uuids(france)
  lab.do({
    type: 'plan-incident',
    what: { kind: 'site-power', cluster: 'france' },
    begins: { kind: 'at', at: lab.world.now },
    lastsUsecs: null
  })
  canada.do({ type: 'activate-protection-domain', name: 'gold', snapshotId: null })
  lab.pass(120)
  const there = uuids(canada)
  t.same(Object.keys(there), Object.keys(before))
  for (const [name, uuid] of Object.entries(before)) t.not(there[name], uuid, name)
  const [failover] = lab.world.ledger.failovers
  t.same(
    failover?.vms.map(({ uuid, newUuid }) => [uuid, newUuid]),
    Object.keys(there).map(name => [before[name], there[name]])
  )
})

t.test('volume groups get new UUIDs as well, and stay attached to their VMs', async t => {
  const lab = sides('esxi', 'ahv')
  const { france, canada } = lab
  const group = protectGroup(france)
  france.do({ ...migrate, remoteSite: 'canada' })
  lab.pass(600)
  const groups = Object.values(canada.cluster.volumeGroups)
  // Evidence C [C: product manual]: between ESXi and AHV volume groups get new UUIDs
  t.match(groups, [{ name: 'orders', protectionDomain: 'gold', vms: [canada.vm('web').uuid] }])
  t.not(groups[0]?.uuid, group.uuid)
  t.same(
    canada.domain().volumeGroups.map(({ uuid }) => uuid),
    [groups[0]?.uuid]
  )
  canada.do({ ...migrate, remoteSite: 'france' })
  lab.pass(600)
  t.match(Object.values(france.cluster.volumeGroups), [{ name: 'orders', vms: [france.vm('web').uuid] }])
})

/** A volume group on `web`, in the domain. */
function protectGroup(france: TwoSites['france']): View<VolumeGroup> {
  const spec = {
    description: null,
    shared: false,
    flashMode: false,
    iscsiTarget: 'iqn.orders',
    authentication: 'NONE',
    disks: [
      {
        uuid: '00000000-0000-4000-8000-000000000001',
        index: 0,
        sizeBytes: 100,
        usedBytes: 50,
        flashMode: false,
        container: 'pool'
      }
    ]
  } as const
  france.do({
    type: 'create-volume-groups',
    groups: [{ name: 'orders', spec, changeBytesPerSecond: 0, attachedTo: ['web'] }]
  })
  const [group] = Object.values(france.cluster.volumeGroups)
  if (group === undefined) throw new Error('There is no volume group')
  france.do({
    ...{ type: 'protect-vms', name: 'gold', names: [], uuids: [], volumeGroupUuids: [group.uuid] },
    ...{ consistencyGroup: null, appConsistent: false, ignoreDuplicateOrMissing: false }
  })
  return group
}

for (const way of ['a roll-back', 'a restore in place'] as const) {
  t.test(`after a move to another hypervisor ${way} puts back what stands there under its new UUID`, async t => {
    const lab = sides('ahv', 'esxi')
    const { france, canada } = lab
    const group = protectGroup(france)
    france.mark('web', 'before')
    france.snapshot(['canada'])
    lab.pass(600)
    france.do({ ...migrate, remoteSite: 'canada' })
    lab.pass(600)
    const there = canada.vms()
    const [groupThere] = Object.values(canada.cluster.volumeGroups)
    const macs = canada.vm('web').spec.nics.map(({ mac }) => mac)
    canada.power('web', 'ON')
    lab.pass(60)
    canada.mark('web', 'a mistake')
    const held = canada.domain().snapshots.filter(({ volumeGroups }) => volumeGroups.length > 0)[0]
    if (held === undefined) throw new Error('Canada holds no snapshot with the volume group')
    t.same(
      held.volumeGroups.map(({ uuid }) => uuid),
      [group.uuid],
      'it holds the former UUIDs'
    )
    putBack(canada, snapshotName(held), way === 'a roll-back')
    lab.pass(10)
    t.same(
      canada.vms().map(({ uuid, name, handle, protectionDomain }) => [uuid, name, handle, protectionDomain]),
      there.map(({ uuid, name, handle }) => [uuid, name, handle, 'gold'])
    )
    t.match(canada.vm('web'), { powerState: 'off', formerUuid: there.find(({ name }) => name === 'web')?.formerUuid })
    t.same(canada.marks('web'), ['before'])
    t.same(
      canada.vm('web').spec.nics.map(({ mac }) => mac),
      macs
    )
    t.match(Object.values(canada.cluster.volumeGroups), [
      { uuid: groupThere?.uuid, formerUuid: group.uuid, protectionDomain: 'gold', vms: [canada.vm('web').uuid] }
    ])
    t.equal(Object.keys(canada.cluster.volumeGroups).length, 1)
    t.same(canada.texts('vm-alternate-path'), [])
    t.same(canada.texts('restored-unprotected'), [])
    t.same(violations(lab.world), [])
  })
}

function putBack(side: TwoSites['france'], snapshotId: string, all: boolean): void {
  if (all) side.do({ type: 'roll-back-protection-domain', name: 'gold', snapshotId })
  else
    side.do({
      ...{ type: 'restore-entities', name: 'gold', snapshotId, vmNames: [], vmUuids: [] },
      ...{ replace: true, namePrefix: '' }
    })
}

t.test('a VM of the domain that was deleted after the move comes back under its new UUID, protected', async t => {
  const lab = sides('ahv', 'esxi')
  const { france, canada } = lab
  france.do({ ...migrate, remoteSite: 'canada' })
  lab.pass(600)
  const { uuid, handle } = canada.vm('app')
  canada.do({ type: 'delete-vm', vm: uuid, snapshotsToo: false, timestamp: null })
  lab.pass(10)
  putBack(canada, canada.snapshotNames()[0] ?? '', true)
  lab.pass(10)
  t.match(canada.vm('app'), { uuid, handle, protectionDomain: 'gold' })
  t.equal(canada.vms().length, 2)
})

t.test('a copy beside a VM that has moved to another hypervisor is no recovery at an alternate path', async t => {
  const lab = sides('ahv', 'esxi')
  const { france, canada } = lab
  france.do({ ...migrate, remoteSite: 'canada' })
  lab.pass(600)
  canada.do({
    ...{ type: 'restore-entities', name: 'gold', snapshotId: canada.snapshotNames()[0] ?? '', vmNames: ['web'] },
    ...{ vmUuids: [], replace: false, namePrefix: '' }
  })
  lab.pass(10)
  t.equal(canada.vms().length, 3)
  t.same(canada.texts('vm-alternate-path'), [])
})

t.test('a volume group that has moved is not replaced while external clients have it attached', async t => {
  const lab = sides('ahv', 'esxi')
  const { france, canada } = lab
  protectGroup(france)
  france.do({ ...migrate, remoteSite: 'canada' })
  lab.pass(600)
  tamper(lab, world => {
    for (const group of Object.values(world.clusters['canada']?.volumeGroups ?? {})) group.clients = ['somebody']
  })
  const snapshotId = canada.snapshotNames().at(-1) ?? ''
  const rollBack = { type: 'roll-back-protection-domain', cluster: 'canada', user: 'admin', name: 'gold' } as const
  refused(t, lab.engine, { ...rollBack, snapshotId }, 'volume-group/attached')
})

t.test(
  'what was unprotected stays after a deactivation, and the next activation skips it under its new UUID',
  async t => {
    const lab = sides('ahv', 'esxi')
    const { france, canada } = lab
    const group = protectGroup(france)
    france.snapshot(['canada'])
    lab.pass(600)
    setPower(france, 'lost')
    activate(canada)
    lab.pass(60)
    const there = uuids(canada)
    const groupsThere = Object.keys(canada.cluster.volumeGroups)
    t.equal(groupsThere.length, 1)
    t.not(groupsThere[0], group.uuid)
    canada.do({ type: 'unprotect-vms', name: 'gold', names: ['web'], volumeGroupUuids: groupsThere })
    deactivate(canada)
    lab.pass(60)
    t.same(uuids(canada), { web: there['web'] }, 'what is not protected is not deleted')
    t.match(canada.texts('activation-conflict'), [new RegExp(canada.vm('web').spec.disks[0]?.uuid ?? 'no disk')])
    activate(canada)
    lab.pass(60)
    t.same(
      canada.vms().map(({ name, protectionDomain }) => [name, protectionDomain]),
      [
        ['web', null],
        ['app', 'gold']
      ]
    )
    t.equal(canada.vm('web').uuid, there['web'])
    t.same(Object.keys(canada.cluster.volumeGroups), groupsThere)
    t.match(canada.texts('entity-skipped'), [/web/, /orders/])
    t.same(canada.texts('vm-alternate-path'), [])
    t.same(violations(lab.world), [])
  }
)

t.test('a group that is recovered is attached to the VM that was skipped', async t => {
  const lab = sides('ahv', 'esxi')
  const { france, canada } = lab
  protectGroup(france)
  france.snapshot(['canada'])
  lab.pass(600)
  setPower(france, 'lost')
  activate(canada)
  lab.pass(60)
  canada.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  deactivate(canada)
  lab.pass(60)
  activate(canada)
  lab.pass(60)
  t.match(Object.values(canada.cluster.volumeGroups), [{ name: 'orders', vms: [canada.vm('web').uuid] }])
  t.equal(canada.vms().length, 2)
})

t.test('a clone of a group that has moved is not taken for it', async t => {
  const lab = sides('ahv', 'esxi')
  const { france, canada } = lab
  protectGroup(france)
  france.do({ ...migrate, remoteSite: 'canada' })
  lab.pass(600)
  const [group] = Object.values(canada.cluster.volumeGroups)
  if (group === undefined) throw new Error('No volume group has moved')
  canada.do({ type: 'clone-volume-group', group: group.uuid, name: 'copy', iscsiTarget: null, seen: null })
  lab.pass(10)
  const copy = Object.values(canada.cluster.volumeGroups).find(({ name }) => name === 'copy')
  t.match(copy, { name: 'copy' })
  t.notOk(Object.hasOwn(copy ?? {}, 'formerUuid'))
})
