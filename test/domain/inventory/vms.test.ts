/** VMs: the transitions of their power, the tasks that make them, what they write, and a site that goes dark. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { writtenAt } from '../../../server/domain/inventory/content.js'
import { transitions } from '../../../server/domain/core/power.js'
import type { PowerState, Task, View } from '../../../server/domain/core/world.js'
import { vmRequest } from '../../../server/seed/vms.js'
import { blankDisk } from '../refusals/refusal-cases-inventory.js'
import { HOUR, TwoSites, at } from '../../support/two-sites.js'
import type { VmRequest } from '../../../server/domain/inventory/index.js'

const QUICK = 2
const GUEST = 20

/** What each word makes of a VM that is on, off, paused or suspended: the new state and after how long; null is a failed task. */
const table: Record<string, Record<PowerState, [PowerState, number] | null>> = {
  ON: { on: null, off: ['on', QUICK], paused: null, suspended: ['on', QUICK] },
  OFF: { on: ['off', QUICK], off: null, paused: ['off', QUICK], suspended: ['off', QUICK] },
  POWERCYCLE: { on: ['on', QUICK], off: null, paused: ['on', QUICK], suspended: null },
  RESET: { on: ['on', QUICK], off: null, paused: ['on', QUICK], suspended: null },
  PAUSE: { on: ['paused', QUICK], off: null, paused: null, suspended: null },
  SUSPEND: { on: ['suspended', QUICK], off: null, paused: null, suspended: null },
  SAVE: { on: ['suspended', QUICK], off: null, paused: null, suspended: null },
  RESUME: { on: null, off: null, paused: ['on', QUICK], suspended: ['on', QUICK] },
  ACPI_SHUTDOWN: { on: ['off', GUEST], off: null, paused: null, suspended: null },
  ACPI_REBOOT: { on: ['on', GUEST], off: null, paused: null, suspended: null }
}

/** The words that bring a VM that is on into each state. */
const ways: Record<PowerState, string | null> = { on: null, off: 'OFF', paused: 'PAUSE', suspended: 'SUSPEND' }

function labWith(state: PowerState): TwoSites {
  const lab = new TwoSites({ sites: false })
  const way = ways[state]
  if (way !== null) lab.france.power('web', way)
  lab.until(10)
  return lab
}

function newestTask(lab: TwoSites): View<Task> | undefined {
  return Object.values(lab.france.cluster.tasks).at(-1)
}

t.test('each word makes of each state what the table says, after its time, by a task', async t => {
  t.same(Object.keys(table), Object.keys(transitions), 'every word is in the table')
  for (const [word, row] of Object.entries(table)) {
    for (const [state, outcome] of Object.entries(row) as [PowerState, [PowerState, number] | null][]) {
      const lab = labWith(state)
      // Clients write it in either case.
      lab.france.power('web', word.toLowerCase())
      const title = `${word} of a VM that is ${state}`
      if (outcome === null) {
        t.match(
          newestTask(lab),
          { status: 'Failed', errorCode: 17, errorDetail: /^InvalidVmState: .* in state [A-Z]/ },
          title
        )
        t.equal(lab.france.vm('web').powerState, state, `${title} leaves it so`)
        continue
      }
      const [becomes, takes] = outcome
      lab.until(10 + takes - 0.000_001)
      t.match([newestTask(lab)?.status, lab.france.vm('web').powerState], ['Running', state], `${title}, just before`)
      lab.until(10 + takes)
      t.match([newestTask(lab)?.status, lab.france.vm('web').powerState], ['Succeeded', becomes], title)
    }
  }
})

t.test('a VM runs on a host, the same each time, and on none while it is off', async t => {
  const lab = labWith('on')
  const host = lab.france.vm('web').hostUuid
  t.ok(lab.france.cluster.hosts.some(({ uuid }) => uuid === host))
  lab.france.power('web', 'OFF')
  lab.pass(QUICK)
  t.equal(lab.france.vm('web').hostUuid, null)
  lab.france.power('web', 'ON')
  lab.pass(QUICK)
  t.equal(lab.france.vm('web').hostUuid, host)
})

t.test('while one task changes a VM another fails at once, and changes nothing', async t => {
  const lab = labWith('on')
  lab.france.power('web', 'ACPI_SHUTDOWN')
  lab.pass(1)
  lab.france.power('web', 'OFF')
  t.match(newestTask(lab), { status: 'Failed', errorDetail: /in state Transition/, endsAt: at(11) })
  lab.pass(GUEST - 1)
  t.equal(lab.france.vm('web').powerState, 'off')
  t.equal(lab.france.vm('web').pendingTask, null)
})

t.test('a task whose VM has gone in the meantime fails', async t => {
  const lab = new TwoSites({ settings: { deactivationSeconds: 5 } })
  lab.france.protect(['web'])
  lab.france.do({ type: 'deactivate-protection-domain', name: 'gold' })
  lab.france.power('web', 'ACPI_SHUTDOWN')
  lab.pass(GUEST)
  t.match(newestTask(lab), { status: 'Failed', errorDetail: /^NotFound/ })
})

t.test('a VM writes while it is on, and only then', async t => {
  const lab = labWith('on')
  const written = () => writtenAt(lab.france.vm('web').content, lab.world.now)
  // one byte a second from the start
  t.equal(written(), 10)
  lab.france.power('web', 'PAUSE')
  lab.until(100)
  t.equal(written(), 12, 'it went on for the two seconds that the pause took')
  lab.france.power('web', 'RESUME')
  lab.until(112)
  // 12, and 112 - 102 since it is back
  t.equal(written(), 22)
})

t.test('a mark is a write at an instant, with its bytes on top of the others', async t => {
  const lab = labWith('on')
  lab.france.mark('web', 'first', 500)
  lab.until(20)
  lab.france.mark('web', 'second')
  t.same(lab.france.vm('web').content.marks, [
    { name: 'first', at: at(10) },
    { name: 'second', at: at(20) }
  ])
  // 20 seconds of one byte, and 500
  t.equal(writtenAt(lab.france.vm('web').content, lab.world.now), 520)
})

t.test('VMs are made in any number at once, and no two things get one identifier', async t => {
  const lab = new TwoSites({ sites: false })
  const count = 1_000
  const vms: VmRequest[] = Array.from({ length: count }, (_, n) =>
    vmRequest({ name: `bulk-${n}`, power: n % 2 === 0 ? 'on' : 'off' }, 'pool', `bulk/${n}`, 'test')
  )
  lab.do({ type: 'create-vms', cluster: 'france', vms })
  lab.do({ type: 'create-vms', cluster: 'france', vms: vms.slice(0, 1) })
  const made = lab.france.vms()
  t.equal(made.length, 2 + count + 1)
  t.equal(new Set(made.map(({ uuid }) => uuid)).size, made.length)
  t.equal(new Set(made.map(({ handle }) => handle)).size, made.length)
  t.equal(new Set(made.flatMap(({ hostUuid }) => hostUuid ?? [])).size, 3, 'every host runs some')
  t.equal(made.filter(({ powerState, hostUuid }) => (powerState === 'on') !== (hostUuid !== null)).length, 0)
})

t.test('in the dark nothing is written, no task ends and no schedule fires; nothing of it is made up', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 9 })
  lab.until(HOUR + 10)
  lab.france.power('app', 'OFF')
  lab.pass(1)
  lab.do({ type: 'set-power', cluster: 'france', power: 'lost' })
  lab.until(3 * HOUR + 600)
  t.same(lab.france.snapshotTimes(), [1, HOUR])
  t.equal(newestTask(lab)?.status, 'Running', 'the task waits')
  // one byte a second until 3611
  t.equal(writtenAt(lab.france.vm('web').content, lab.world.now), HOUR + 11)

  lab.do({ type: 'set-power', cluster: 'france', power: 'on' })
  t.equal(lab.france.vm('web').powerState, 'on', 'a guest that was running runs again')
  lab.pass(10)
  t.match(newestTask(lab), { status: 'Succeeded', endsAt: at(3 * HOUR + 600) })
  t.equal(lab.france.vm('app').powerState, 'off')
  t.equal(writtenAt(lab.france.vm('web').content, lab.world.now), HOUR + 11 + 10)
  lab.until(5 * HOUR)
  t.same(lab.france.snapshotTimes(), [1, HOUR, 4 * HOUR, 5 * HOUR], 'the points of hours 2 and 3 are lost')
})

t.test('a point of the grid at which the power comes back still counts', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 9 })
  lab.until(10)
  lab.do({ type: 'set-power', cluster: 'france', power: 'lost' })
  lab.until(HOUR)
  lab.do({ type: 'set-power', cluster: 'france', power: 'on' })
  lab.pass(0)
  t.same(lab.france.snapshotTimes(), [1, HOUR])
})

t.test('a one-time schedule that fell due in the dark is taken once the light is back', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot()
  lab.do({ type: 'set-power', cluster: 'france', power: 'lost' })
  lab.until(100)
  lab.do({ type: 'set-power', cluster: 'france', power: 'on' })
  lab.pass(0)
  t.same(lab.france.snapshotTimes(), [100])
})

t.test('power that is lost or restored again changes nothing', async t => {
  const lab = new TwoSites()
  t.same(lab.do({ type: 'set-power', cluster: 'france', power: 'on' }), [])
  lab.do({ type: 'set-power', cluster: 'france', power: 'lost' })
  t.same(lab.do({ type: 'set-power', cluster: 'france', power: 'lost' }), [])
})

t.test('a disk that is attached or grows is sent with the next snapshot, one that goes is not', async t => {
  const lab = new TwoSites()
  lab.france.protect(['app'])
  const vm = lab.france.vm('app').uuid
  const sent = (): number => {
    lab.france.snapshot(['canada'])
    lab.pass(2)
    const bytes = lab.france.outgoing()?.current?.totalBytes ?? 0
    lab.pass(1_000)
    return bytes
  }
  t.equal(sent(), 3_000, 'the whole VM')
  const held = lab.france.newest().vms[0]?.spec
  lab.france.do({ type: 'attach-disks', vm, disks: [{ ...blankDisk, create: { sizeBytes: 8_000, container: null } }] })
  lab.pass(1)
  t.equal(sent(), 4_000, 'the share of the new disk that is filled')
  const place = { uuid: null, bus: 'scsi', index: 1 }
  const grown = { ...blankDisk, ...place, create: { sizeBytes: 10_000, container: null } }
  lab.france.do({ type: 'update-disks', vm, disks: [grown] })
  lab.pass(1)
  t.equal(sent(), 1_000, 'the share of what it has grown by')
  lab.france.do({ type: 'snapshot-vms', snapshots: [{ vm, name: 'full' }] })
  lab.pass(1)
  lab.france.do({ type: 'detach-disks', vm, disks: [place] })
  lab.pass(1)
  t.equal(sent(), 0)
  const snapshot = Object.keys(lab.france.cluster.vmSnapshots)[0] ?? ''
  lab.france.do({ type: 'restore-vm', vm, snapshot, networksToo: false })
  lab.pass(1)
  t.equal(sent(), 5_000, 'what a restore brings back')
  t.equal(held?.disks.length, 1, 'the first snapshot is as it was')
})

t.test('from its shutdown to the cut-over nothing about a VM that is migrated can change', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  const vm = lab.france.vm('web').uuid
  lab.france.do({ type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' })
  lab.until(75)
  lab.france.power('web', 'ACPI_REBOOT') // would end after the shutdown, and turn the VM on
  for (let second = 75; second < 200 && lab.france.vm('web').powerState === 'on'; second++) lab.pass(1)
  lab.cut()
  lab.pass(30)
  t.equal(lab.france.vm('web').powerState, 'off')
  for (const give of [
    () => lab.france.power('web', 'ON'),
    () => lab.france.do({ type: 'delete-vm', vm, snapshotsToo: false, timestamp: null }),
    () => lab.france.do({ type: 'attach-disks', vm, disks: [blankDisk] })
  ]) {
    give()
    t.match(newestTask(lab), { status: 'Failed', errorDetail: /web is being migrated to remote site canada/ })
  }
})

t.test('a disk that comes back with a snapshot gets another UUID where its own is taken meanwhile', async t => {
  const lab = new TwoSites()
  const { uuid: vm, spec } = lab.france.vm('web')
  lab.france.do({ type: 'snapshot-vms', snapshots: [{ vm, name: 'full' }] })
  lab.pass(1)
  lab.france.do({ type: 'detach-disks', vm, disks: [{ uuid: spec.disks[0]?.uuid ?? '', bus: null, index: null }] })
  lab.pass(1)
  lab.do({
    type: 'create-vms',
    cluster: 'france',
    vms: [{ name: 'other', spec: { ...spec, nics: [] }, changeBytesPerSecond: 0, powerState: 'off' }]
  })
  t.equal(lab.france.vm('other').spec.disks[0]?.uuid, spec.disks[0]?.uuid)
  const snapshot = Object.keys(lab.france.cluster.vmSnapshots)[0] ?? ''
  lab.france.do({ type: 'restore-vm', vm, snapshot, networksToo: false })
  lab.pass(1)
  t.match(lab.france.vm('web').spec.disks, [{ source: spec.disks[0]?.uuid }])
  t.same(violations(lab.world), [])
})
