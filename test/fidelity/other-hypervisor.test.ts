/** What changes for VMs and volume groups that move to a cluster of another hypervisor. */
import t from 'tap'
import { protectedGold } from '../support/failover-worlds.js'
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
