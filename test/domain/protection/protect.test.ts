/** Protection domains: their names, what is put under their protection and taken out again, and how they go. */
import t from 'tap'
import { clusterOf, groupedBy } from '../../../server/domain/core/lookup.js'
import type { View, World } from '../../../server/domain/core/world.js'
import { decide } from '../../../server/domain/decide.js'
import { seededIds } from '../../../server/engine/ids.js'
import type { ClientRequest } from '../../support/two-sites.js'
import { HOUR, TwoSites, at, protecting } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

const on = { cluster: 'france', user: 'admin' } as const
const create = (name: string) => ({ type: 'create-protection-domain', ...on, name, annotations: [] }) as const
const remove = (skipRemoteCheck = false) =>
  ({ type: 'remove-protection-domain', name: 'gold', skipRemoteCheck }) as const

/** Three VMs, two of which have one name, and gold, which protects none. */
function threeVms(): TwoSites {
  const lab = new TwoSites({ vms: [{ name: 'web' }, { name: 'app' }, { name: 'app' }] })
  lab.france.protect([])
  return lab
}

function members(lab: TwoSites, name = 'gold'): [string, string][] {
  return lab.france.domain(name).members.map(member => [member.name, member.consistencyGroup])
}

/** Everything that keeps a domain from being empty. */
function contentsOf(lab: TwoSites): number {
  const { members, schedules, oneTimeSchedules, snapshots } = lab.france.domain()
  return members.length + schedules.length + oneTimeSchedules.length + snapshots.length
}

/** The domain that each VM says that it belongs to. */
function owners(lab: TwoSites): (string | null)[] {
  return lab.france.vms().map(vm => vm.protectionDomain)
}

t.test('names are 1 to 75 letters, digits, dots, dashes, underscores and inner blanks', async t => {
  const lab = new TwoSites({ sites: false })
  for (const name of ['g', 'CE1-CE2', '__curie_test_1_pd', 'Gold 1', 'v1.0', '7', 'x'.repeat(75), 'constructor']) {
    lab.do(create(name))
    t.ok(lab.france.has(name), name)
  }
  const wrong = [
    '',
    'x'.repeat(76),
    'a/b',
    ' gold',
    'gold ',
    'a\tb',
    'a\nb',
    '"a"',
    "a'b",
    'é',
    'a,b',
    '__proto__',
    ' '
  ]
  for (const name of wrong) {
    refused(t, lab.engine, create(name), 'protection-domain/invalid-name', JSON.stringify(name))
  }
})

t.test('names that differ in case are different names', async t => {
  const lab = new TwoSites({ sites: false })
  lab.do(create('gold'))
  lab.do(create('Gold'))
  t.same(Object.keys(lab.france.cluster.protectionDomains), ['gold', 'Gold'])
})

t.test('a new domain is active, empty, and on one side only', async t => {
  const lab = new TwoSites()
  lab.france.protect([])
  t.match(lab.france.domain(), { active: true, createdAt: at(0), removedAt: null, minSnapshotsToRetain: null })
  t.equal(contentsOf(lab), 0)
  t.notOk(lab.canada.has())
})

t.test('each VM gets a consistency group of its own name, unless a group is named', async t => {
  const lab = threeVms()
  lab.france.do(protecting(['web']))
  lab.france.do(protecting(['app'], 'gold', { consistencyGroup: 'both' }))
  t.same(members(lab), [
    ['web', 'web'],
    ['app', 'both'],
    ['app', 'both']
  ])
  t.same(owners(lab), ['gold', 'gold', 'gold'])
})

t.test('a VM that is named twice, by name and by UUID, is protected once', async t => {
  const lab = threeVms()
  const { uuid } = lab.france.vm('web')
  // The second form is that of v1, with the cluster before the VM.
  lab.france.do(protecting(['web', 'web'], 'gold', { uuids: [uuid, `${lab.france.cluster.uuid}::${uuid}`] }))
  t.same(members(lab), [['web', 'web']])
})

t.test('duplicates and missing VMs are skipped where the client says so, and the others are protected', async t => {
  const lab = threeVms()
  const lenient = protecting(['nobody', 'app'], 'gold', { uuids: ['x'], ignoreDuplicateOrMissing: true })
  lab.france.do(lenient)
  t.same(members(lab), [
    ['app', 'app'],
    ['app', 'app']
  ])
  t.same(lab.france.do(lenient), [], 'asking again is harmless')
})

t.test('a VM that another domain protects is refused, whether duplicates are skipped or not', async t => {
  const lab = threeVms()
  lab.do(create('silver'))
  lab.france.do(protecting(['web'], 'silver'))
  const lenient = protecting(['app', 'web'], 'gold', { ignoreDuplicateOrMissing: true })
  t.throws(() => lab.france.do(lenient), { name: 'Refusal', code: 'vm/already-protected' })
  t.same(members(lab), [], 'the whole request is refused')
  t.same(members(lab, 'silver'), [['web', 'web']], 'it stays in the domain that it was in')
})

t.test('an application-consistent group may hold one VM, and each VM may have such a group', async t => {
  const lab = new TwoSites({ vms: [{ name: 'web' }, { name: 'app' }] })
  lab.france.protect([])
  lab.france.do(protecting(['web', 'app'], 'gold', { appConsistent: true }))
  t.same(members(lab), [
    ['web', 'web'],
    ['app', 'app']
  ])
})

t.test('unprotecting takes out the named, or all, and leaves the snapshots that hold them', async t => {
  const lab = threeVms()
  lab.france.do(protecting(['web', 'app']))
  lab.france.snapshot()
  lab.pass(1)
  lab.france.do({ type: 'unprotect-vms', name: 'gold', names: ['app'] })
  t.same(members(lab), [['web', 'web']], 'both VMs of that name')
  t.same(owners(lab), ['gold', null, null])
  lab.france.do({ type: 'unprotect-vms', name: 'gold', names: null })
  t.same(owners(lab), [null, null, null])
  t.equal(lab.france.newest().vms.length, 3)
  t.same(lab.france.do({ type: 'unprotect-vms', name: 'gold', names: null }), [], 'nobody is left')
  lab.france.do(protecting(['web']))
  t.same(members(lab), [['web', 'web']], 'a VM can come back')
})

t.test('a VM whose name a restore would refuse is protected, with an alert', async t => {
  const long = 'x'.repeat(80)
  const vms = [{ name: long }, { name: `${long}x` }, { name: 'a[1]' }, { name: 'plain' }]
  const lab = new TwoSites({ vms })
  lab.france.protect(vms.map(vm => vm.name))
  t.equal(lab.france.domain().members.length, 4)
  t.same(
    lab.france.cluster.alerts.map(({ type, entity }) => [type, entity.name]),
    [
      ['vm-name-restricted', `${long}x`],
      ['vm-name-restricted', 'a[1]']
    ]
  )
})

t.test('a protected VM that is gone stays a member; snapshots go on without it, and say so', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web', 'app'], { local: 2 })
  const world = structuredClone(lab.world) as World
  const web = lab.france.vm('web').uuid
  delete world.clusters['france']?.vms[web]
  lab.engine.replace(world)
  lab.pass(1)
  t.same(
    members(lab).map(([name]) => name),
    ['web', 'app']
  )
  t.same(
    lab.france.newest().vms.map(vm => vm.name),
    ['app']
  )
  t.same(lab.france.newest().missing, [{ name: 'web', consistencyGroup: 'web' }])
  t.same(lab.france.alerts(), ['vms-not-found', 'entities-missing'])
  lab.france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  lab.until(HOUR)
  t.same(lab.france.newest().missing, [], 'until it is unprotected')
})

t.test('a deleted domain is emptied at once, then gone, and later its name is free', async t => {
  const lab = new TwoSites({ settings: { removalSeconds: 5, tombstoneSeconds: 10 } })
  lab.france.protect(['web', 'app'], { local: 2, remote: 2 })
  lab.until(30)
  lab.france.snapshot()
  t.equal(lab.france.sending().phase, 'running')

  lab.france.do(remove())
  t.equal(lab.france.domain().removedAt, at(35))
  t.equal(contentsOf(lab), 0)
  t.equal(lab.france.outgoing()?.current, null, 'what was being sent is aborted')
  t.same(owners(lab), [null, null])
  t.same(lab.france.do(remove()), [], 'deleting it again is no error')
  refused(t, lab.engine, create('gold'), 'protection-domain/tombstoned')

  lab.until(34.999_999)
  t.ok(lab.france.has())
  lab.until(35)
  t.notOk(lab.france.has())
  t.same(lab.france.do(remove()), [], 'nor is deleting what has gone')
  lab.until(44.999_999)
  refused(t, lab.engine, create('gold'), 'protection-domain/tombstoned')
  lab.until(45)
  lab.do(create('gold'))
  t.match(lab.france.domain(), { active: true, removedAt: null })
  t.same(Object.keys(lab.france.cluster.tombstones), [])
})

t.test('names that are free again are forgotten, whatever they look like, with a later removal', async t => {
  const lab = new TwoSites({ settings: { removalSeconds: 5, tombstoneSeconds: 10 } })
  const { france } = lab
  const removed = (second: number, name: string): void => {
    lab.until(second)
    france.do({ type: 'remove-protection-domain', name, skipRemoteCheck: true })
  }
  const names = (): string[] => Object.keys(france.cluster.tombstones).sort()
  for (const name of ['gold', '42', '7', '8']) france.protect([], undefined, name)
  // 5 seconds to be gone, 10 more until the name is free: 15, and 19
  removed(0, 'gold')
  removed(4, '42')
  lab.until(9)
  t.same(names(), ['42', 'gold'])
  removed(12, '7')
  lab.until(17)
  t.same(names(), ['42', '7'])
  removed(30, '8')
  lab.until(35)
  t.same(names(), ['8'])
})

t.test('deleting one side leaves the other, with what it received', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(30)
  lab.france.do(remove())
  lab.pass(10)
  t.notOk(lab.france.has())
  t.equal(lab.canada.domain().snapshots.length, 1)
  lab.canada.do(remove())
  lab.pass(10)
  t.notOk(lab.canada.has(), 'nobody replicates to it any more')
})

t.test('a receiving side that is deleted without a look at the sender is made again by the next snapshot', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(30)
  lab.canada.do(remove(true))
  lab.until(60)
  t.notOk(lab.canada.has())
  lab.until(HOUR + 30)
  t.match(lab.canada.domain(), { active: false, removedAt: null })
  t.same(lab.canada.snapshotTimes(), [HOUR])
  t.equal(lab.france.alerts().filter(type => type === 'replication-full').length, 2, 'everything is sent again')
})

t.test('a receiving side is not held by a sender that cannot be reached', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(30)
  refused(t, lab.engine, { ...remove(), cluster: 'canada', user: 'admin' }, 'protection-domain/in-use')
  lab.cut()
  lab.canada.do(remove())
  lab.pass(10)
  t.notOk(lab.canada.has())
})

t.test('a receiving side is not held by schedules that sleep', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(30)
  lab.france.do({ type: 'deactivate-protection-domain', name: 'gold' })
  lab.pass(10)
  lab.canada.do(remove())
  lab.pass(10)
  t.notOk(lab.canada.has())
})

t.test('where the setting wants it empty a domain goes once it is', async t => {
  const empty: [string, ClientRequest | ((lab: TwoSites) => ClientRequest)][] = [
    ['a VM', { type: 'unprotect-vms', name: 'gold', names: null }],
    ['a schedule', { type: 'clear-schedules', name: 'gold' }],
    ['a snapshot', lab => ({ type: 'remove-snapshot', name: 'gold', snapshotId: lab.france.snapshotNames()[0] ?? '' })]
  ]
  for (const [left] of empty) {
    const lab = new TwoSites({ settings: { deleteNeedsEmpty: true } })
    lab.france.protect(['web'], { local: 2 })
    lab.until(1)
    for (const [what, command] of empty) {
      if (what !== left) lab.france.do(typeof command === 'function' ? command(lab) : command)
    }
    refused(t, lab.engine, { ...remove(), ...on }, 'protection-domain/in-use', `it has ${left}`)
    for (const [what, command] of empty) {
      if (what === left) lab.france.do(typeof command === 'function' ? command(lab) : command)
    }
    lab.france.do(remove())
    lab.pass(5)
    t.notOk(lab.france.has(), `${left} was all that it had`)
  }
})

t.test('each of these is written down with who did it', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  lab.france.do(remove())
  const audits = lab.france.cluster.audits
    .filter(audit => audit.entity.name === 'gold')
    .map(({ type, user }) => [type, user])
  t.same(audits, [
    ['protection-domain-created', 'admin'],
    ['entities-protected', 'admin'],
    ['entities-unprotected', 'admin'],
    ['protection-domain-removed', 'admin']
  ])
})

/** The same world, in which it is counted how often all VMs of France are gone through. */
function countedVms(world: View<World>): { world: View<World>; turns: () => number } {
  let turns = 0
  const france = clusterOf(world, 'france')
  const vms = new Proxy(france.vms, {
    ownKeys: target => {
      turns += 1
      return Reflect.ownKeys(target)
    }
  })
  return { world: { ...world, clusters: { ...world.clusters, france: { ...france, vms } } }, turns: () => turns }
}

t.test('naming many VMs goes through the VMs of the cluster as often as naming one', async t => {
  const vms = Array.from({ length: 200 }, (_, index) => ({ name: `vm-${index}` }))
  const lab = new TwoSites({ vms })
  lab.france.protect([])
  const protect = (names: readonly string[]): number => {
    const { world, turns } = countedVms(lab.engine.world)
    decide(
      { world, ids: seededIds('test')(1) },
      {
        type: 'protect-vms',
        ...on,
        name: 'gold',
        names: [...names],
        uuids: [],
        consistencyGroup: null,
        appConsistent: true,
        ignoreDuplicateOrMissing: true
      }
    )
    return turns()
  }
  const one = protect(['vm-0'])
  t.equal(protect(vms.map(({ name }) => name)), one)
  t.equal(protect(vms.map(({ name }) => `no-${name}`)), one, 'names that nothing has')
})

t.test('each member is looked at once to tell consistency groups, and to find those that are named', async t => {
  const many = Array.from({ length: 200 }, (_, index) => index)
  let looked = 0
  const groups = groupedBy(many, index => {
    looked += 1
    return String(index % 7)
  })
  t.equal(looked, many.length)
  t.same(groups.get('6')?.slice(0, 3), [6, 13, 20])
})
