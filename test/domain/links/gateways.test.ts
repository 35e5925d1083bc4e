/** VMs through which a tunnel passes: what switches them off, removes or replaces them, cuts the line and mends it. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import type { View, Vm, VmSettings } from '../../../server/domain/core/world.js'
import type { VmRequest } from '../../../server/domain/inventory/index.js'
import { linkIsUp } from '../../../server/domain/links/sites/gateways.js'
import { remoteSiteStatus } from '../../../server/domain/links/sites/sites.js'
import type { Fixture } from '../../../server/seed/fixture.js'
import { worldOf } from '../../../server/seed/world.js'
import { spans } from '../../support/alert-spans.js'
import { HOUR, START, TwoSites, protecting } from '../../support/two-sites.js'
import type { Options } from '../../support/two-sites.js'

const NOT_REACHED = 'remote-site-out-of-reach'
const web = { name: 'web', disks: [{ sizeBytes: 10_000, usedBytes: 6_000 }] }
const gateway = { name: 'gw', disks: [{ sizeBytes: 1_000, usedBytes: 500 }] }

function labWithGateway(options: Options = {}): TwoSites {
  return new TwoSites({ vms: [web, gateway], gateways: { france: 'gw' }, ...options })
}

/** A change of a VM that changes nothing but its name. */
const renaming = (name: string): VmSettings => ({
  ...{ name, description: null, vcpus: null, coresPerVcpu: null, memoryMb: null, timezone: null, guestOs: null },
  ...{ haPriority: null, memoryReservationMb: null, vcpuReservationHz: null, agentVm: null, boot: null }
})

const requestOf = ({ spec }: View<Vm>, name: string): VmRequest => ({
  name,
  spec,
  changeBytesPerSecond: 0,
  powerState: 'on'
})

const isUp = (lab: TwoSites): boolean => linkIsUp(lab.world, 'france', 'canada')
const gatewayOf = (lab: TwoSites) => lab.world.links['canada|france']?.gateways?.['france']

t.test('while the gateway is off nothing passes, and a transfer goes on where it was when it is on again', async t => {
  const lab = labWithGateway()
  const { france, canada } = lab
  france.protect(['web'])
  france.snapshot(['canada'])
  lab.until(31) // the transfer has begun at 1: 6000 bytes at 100 a second
  france.power('gw', 'OFF')
  lab.until(33)
  t.notOk(isUp(lab))
  for (const [side, site] of [
    [france, 'canada'],
    [canada, 'france']
  ] as const) {
    const remote = side.cluster.remoteSites[site]
    t.equal(remote && remoteSiteStatus(lab.world, side.cluster, remote), 'UNREACHABLE')
  }
  lab.until(93)
  for (const side of [france, canada]) t.same(spans(side, NOT_REACHED), [[93, null]])
  t.equal(canada.domain().snapshots.length, 0, 'half of it is not there')
  france.power('gw', 'ON')
  lab.until(95)
  t.ok(isUp(lab))
  for (const side of [france, canada]) t.same(spans(side, NOT_REACHED), [[93, 95]])
  lab.until(95 + 27)
  t.equal(canada.domain().snapshots.length, 0)
  lab.until(95 + 28) // 32 seconds were sent before, 28 are left
  t.equal(canada.domain().snapshots.length, 1)
  t.same(violations(lab.world), [])
})

t.test('a transfer that waits too long for the gateway fails, as one that waits for a cut line does', async t => {
  const lab = labWithGateway({ settings: { replicationTimeoutSeconds: 100 } })
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  lab.until(31)
  lab.france.power('gw', 'OFF')
  lab.until(33 + 99)
  t.not(lab.france.outgoing()?.current, null)
  lab.until(33 + 100)
  t.equal(lab.france.outgoing()?.current, null)
  t.same(violations(lab.world), [])
})

t.test('paused or suspended it passes nothing either', async t => {
  for (const [stop, go] of [
    ['PAUSE', 'RESUME'],
    ['SUSPEND', 'RESUME'],
    ['ACPI_SHUTDOWN', 'ON']
  ] as const) {
    const lab = labWithGateway()
    lab.france.power('gw', stop)
    lab.pass(60)
    t.notOk(isUp(lab), stop)
    lab.france.power('gw', go)
    lab.pass(60)
    t.ok(isUp(lab), go)
    t.same(violations(lab.world), [])
  }
})

t.test('healing the line does not start the gateway, and starting it does not heal the line', async t => {
  const lab = labWithGateway()
  lab.cut()
  lab.france.power('gw', 'OFF')
  lab.pass(10)
  lab.cut(true)
  t.notOk(isUp(lab))
  lab.cut()
  lab.france.power('gw', 'ON')
  lab.pass(10)
  t.notOk(isUp(lab))
  lab.cut(true)
  t.ok(isUp(lab))
})

t.test('deleted it is missed until there is a VM of its name; a new name changes nothing', async t => {
  const lab = labWithGateway()
  const { france } = lab
  const former = france.vm('gw')
  france.do({ type: 'update-vm', vm: former.uuid, change: renaming('tunnel'), disks: [], timestamp: null })
  lab.pass(5)
  t.equal(france.vm('tunnel').uuid, former.uuid)
  t.ok(isUp(lab))
  france.do({ type: 'delete-vm', vm: former.uuid, snapshotsToo: false, timestamp: null })
  lab.pass(5)
  t.notOk(isUp(lab))
  t.match(gatewayOf(lab), { name: 'gw', vm: null, up: false })
  lab.do({ type: 'create-vms', cluster: 'france', vms: [requestOf(former, 'other')] })
  t.notOk(isUp(lab))
  lab.do({ type: 'create-vms', cluster: 'canada', vms: [requestOf(former, 'gw')] })
  t.notOk(isUp(lab), 'it is at the wrong end')
  lab.do({ type: 'create-vms', cluster: 'france', vms: [requestOf(former, 'gw')] })
  t.ok(isUp(lab))
  t.equal(gatewayOf(lab)?.vm, france.vm('gw').uuid)
  t.same(violations(lab.world), [])
})

t.test('where another VM of its name is there already, that one takes its place at once', async t => {
  const lab = labWithGateway()
  const former = lab.france.vm('gw')
  lab.do({ type: 'create-vms', cluster: 'france', vms: [requestOf(former, 'gw')] })
  t.equal(gatewayOf(lab)?.vm, former.uuid, 'not while the former is there')
  lab.france.do({ type: 'delete-vm', vm: former.uuid, snapshotsToo: false, timestamp: null })
  lab.pass(5)
  t.ok(isUp(lab))
  t.not(gatewayOf(lab)?.vm, former.uuid)
  t.same(violations(lab.world), [])
})

t.test('a gateway that is protected and migrated takes the line with it: the migration cannot end', async t => {
  const lab = labWithGateway()
  const { france, canada } = lab
  france.protect(['web', 'gw'])
  france.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' })
  lab.pass(5 * HOUR)
  t.notOk(canada.has() && canada.domain().active)
  t.equal(france.domain().change, null, 'it was given up')
  t.same(violations(lab.world), [])
})

t.test('a host that is lost leaves the gateway to the others; with all of them it is off, and stays so', async t => {
  const lab = labWithGateway()
  const lose = (host: string) =>
    lab.do({
      type: 'plan-incident',
      what: { kind: 'host', cluster: 'france', host },
      begins: { kind: 'at', at: lab.world.now },
      lastsUsecs: 10_000_000
    })
  const here = lab.france.cluster.hosts.find(({ uuid }) => uuid === lab.france.vm('gw').hostUuid)
  lose(here?.name ?? '')
  lab.pass(1)
  t.ok(isUp(lab))
  for (const { name } of lab.france.cluster.hosts) if (name !== here?.name) lose(name)
  lab.pass(1)
  t.notOk(isUp(lab))
  lab.pass(60)
  t.notOk(isUp(lab), 'nobody has started it')
  lab.france.power('gw', 'ON')
  lab.pass(10)
  t.ok(isUp(lab))
})

t.test('a site that loses power and gets it back has its gateway again', async t => {
  const lab = labWithGateway()
  lab.france.do({ type: 'set-power', power: 'lost' })
  lab.pass(100)
  lab.france.do({ type: 'set-power', power: 'on' })
  lab.pass(60)
  const remote = lab.canada.cluster.remoteSites['france']
  t.equal(remote && remoteSiteStatus(lab.world, lab.canada.cluster, remote), 'RELATIONSHIP_ESTABLISHED')
  t.same(violations(lab.world), [])
})

t.test(
  'a fixture names a VM that is there, once, at an end of the link; one that is off starts a link that is down',
  async t => {
    const fixture = (gateways: Record<string, string>, vms = [gateway]): Fixture => ({
      clusters: [
        { name: 'france', vip: '10.0.0.1', subnet: '10.0.0.0/24', vms },
        { name: 'canada', vip: '10.0.1.1', subnet: '10.0.1.0/24' },
        { name: 'brazil', vip: '10.0.2.1', subnet: '10.0.2.0/24' }
      ],
      links: [{ between: ['france', 'canada'], bandwidthBitsPerSecond: 800, gateways }]
    })
    const worldWith = (...args: Parameters<typeof fixture>) => worldOf(fixture(...args), START, 'mine.json')
    t.throws(() => worldWith({ france: 'gone' }), {
      message: 'mine.json, at /links/0/gateways/france: there is no VM gone on france'
    })
    t.throws(() => worldWith({ canada: 'gw' }), { message: /there is no VM gw on canada/ })
    t.throws(() => worldWith({ brazil: 'gw' }), { message: /gateways: brazil is not an end of the link/ })
    t.throws(() => worldWith({ france: 'gw' }, [gateway, gateway]), { message: /2 VMs on france are named gw/ })
    const off = worldWith({ france: 'gw' }, [{ ...gateway, power: 'off' as const } as typeof gateway])
    t.notOk(linkIsUp(off, 'france', 'canada'))
    t.same(violations(off), [])
  }
)

function mirroredWithGateway(): TwoSites {
  const esxi = { hypervisor: 'kVMware' as const, containers: [{ name: 'pool' }, { name: 'other' }] }
  const lab = labWithGateway({ france: esxi, canada: esxi })
  const { france } = lab
  france.do({ type: 'create-protection-domain', name: 'gold', annotations: [] })
  france.do(protecting(['web', 'gw']))
  france.do({
    type: 'enable-metro',
    name: 'gold',
    container: 'pool',
    remoteSite: 'canada',
    failureHandling: 'Manual',
    breakAfterSeconds: 10,
    reEnable: false,
    force: false
  })
  lab.pass(HOUR)
  return lab
}

t.test('metro availability is parted by a gateway as by a cut line', async t => {
  const lab = mirroredWithGateway()
  const { france, canada } = lab
  const states = () => [france, canada].map(side => side.domain().metro?.isolatedSince !== null)
  t.same(states(), [false, false])
  france.power('gw', 'OFF')
  lab.pass(10)
  t.same(states(), [true, true])
  t.same(violations(lab.world), [])
  france.power('gw', 'ON')
  lab.pass(10)
  t.same(states(), [false, false])
  t.same(violations(lab.world), [])
})

t.test('a new mirror that drops the VMs of the old side, its gateway among them, is parted as it begins', async t => {
  const lab = mirroredWithGateway()
  const { france, canada } = lab
  canada.do({ type: 'promote-metro', name: 'gold', skipRemoteCheck: false, force: true })
  france.do({ type: 'disable-metro', name: 'gold', skipRemoteCheck: false })
  canada.do({
    type: 'enable-metro',
    name: 'gold',
    container: null,
    remoteSite: null,
    failureHandling: null,
    breakAfterSeconds: null,
    reEnable: true,
    force: true
  })
  t.notOk(isUp(lab), 'there is no gateway in France any more')
  const parted = { status: 'Synchronizing', isolatedSince: lab.world.now }
  t.match(canada.domain(), { active: true, metro: { role: 'Active', ...parted } })
  t.match(france.domain(), { active: false, metro: { role: 'Standby', ...parted } })
  t.same(violations(lab.world), [])
})
