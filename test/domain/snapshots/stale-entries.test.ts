/** Entries of VMs that are not there any more: deleted, made anew under the old name, come back by another domain. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { vmRequest } from '../../../server/seed/vms.js'
import { activate, deactivate, webAndApp } from '../../support/failover-worlds.js'
import { TwoSites, protecting } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'

/** `gold` protects web and app; app was deleted. */
function withStaleApp(): TwoSites {
  const lab = new TwoSites({ vms: webAndApp })
  lab.france.protect(['web', 'app'])
  lab.france.snapshot()
  lab.pass(10)
  lab.france.do({ type: 'delete-vm', vm: lab.france.vm('app').uuid, snapshotsToo: false, timestamp: null })
  lab.pass(10)
  return lab
}

function recreateVm(side: Side, name: string): void {
  const [disk] = side.vm('web').spec.disks
  const vm = vmRequest({ name }, disk?.container ?? '', `anew/${name}`, 'test')
  side.lab.do({ type: 'create-vms', cluster: side.name, vms: [vm] })
}

const entries = (side: Side, name = 'gold'): string[] => side.domain(name).members.map(member => member.name)

t.test(
  'a protected VM that was made anew under its name is told of with the next snapshot, until its entry is gone',
  async t => {
    const lab = withStaleApp()
    const { france } = lab
    france.snapshot()
    lab.pass(10)
    t.same(france.texts('stale-vm'), [], 'a VM that was only deleted is missing, not stale')
    recreateVm(france, 'app')
    france.snapshot()
    lab.pass(10)
    t.match(france.texts('stale-vm'), [
      /^VM app is stale in protection domain gold: a VM of that name was created since/
    ])
    t.same(
      france.newest().vms.map(({ name }) => name),
      ['web'],
      'the new one is not protected'
    )

    france.do({ type: 'unprotect-vms', name: 'gold', names: ['app'] })
    france.do(protecting(['app']))
    france.snapshot()
    lab.pass(10)
    t.same(
      france.newest().vms.map(({ name }) => name),
      ['web', 'app']
    )
    t.same(france.newest().missing, [])
    t.equal(france.texts('stale-vm').length, 1)
  }
)

t.test('a restore in place brings the deleted VM back beside the one that was made anew, and tells', async t => {
  const lab = withStaleApp()
  const { france } = lab
  const [entry] = france.domain().members.filter(({ name }) => name === 'app')
  recreateVm(france, 'app')
  const restore = { type: 'restore-entities', name: 'gold', replace: true, vmNames: ['app'], vmUuids: [] } as const
  france.do({ ...restore, snapshotId: france.snapshotNames()[0] ?? '', namePrefix: '' })
  lab.pass(10)
  const both = france.vms().filter(({ name }) => name === 'app')
  t.same(
    both.map(({ uuid, protectionDomain }) => [uuid === entry?.uuid, protectionDomain]),
    [
      [false, null],
      [true, 'gold']
    ]
  )
  t.equal(france.texts('stale-vm').length, 1)
})

t.test('a VM that comes back in one domain leaves the other, which still lists it', async t => {
  const lab = new TwoSites({ vms: webAndApp })
  const { france } = lab
  // gold keeps app in a snapshot, silver gets it next; it is deleted there, and gold is activated again
  france.protect(['app'])
  france.snapshot()
  lab.pass(10)
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['app'] })
  deactivate(france)
  lab.pass(10)
  france.protect(['app', 'web'], undefined, 'silver')
  france.do({ type: 'delete-vm', vm: france.vm('app').uuid, snapshotsToo: false, timestamp: null })
  lab.pass(10)
  t.same(entries(france, 'silver'), ['app', 'web'])
  activate(france)
  lab.pass(10)
  t.same(entries(france), ['app'])
  t.same(entries(france, 'silver'), ['web'])
  t.equal(france.vm('app').protectionDomain, 'gold')
  t.same(france.texts('stale-vm'), [
    'VM app is stale in protection domain silver: it was recovered in protection domain gold.'
  ])
  t.same(violations(lab.world), [])
})
