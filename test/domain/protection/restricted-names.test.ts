/** VMs whose names a restore cannot give back: protected and sent like others, and never brought to life under them. */
import t from 'tap'
import { activate, alertOn } from '../../support/failover-worlds.js'
import { TwoSites } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

const NAME = 'app [old]'
const migration = { type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada' } as const

/** `gold` protects web and a VM with brackets in its name; both are in Canada. */
function oddNames(): TwoSites {
  const disks = [{ sizeBytes: 2_000, usedBytes: 1_000 }]
  const lab = new TwoSites({ vms: ['web', NAME].map(name => ({ name, disks })) })
  lab.france.protect(['web', NAME])
  lab.france.snapshot(['canada'])
  lab.pass(60)
  return lab
}

t.test('an activation leaves them in the snapshot, and tells', async t => {
  const lab = oddNames()
  const { canada } = lab
  activate(canada)
  lab.pass(10)
  t.same(
    canada.vms().map(({ name }) => name),
    ['web']
  )
  t.same(
    canada.domain().members.map(({ name }) => name),
    ['web']
  )
  t.match(alertOn(canada, 'entity-skipped').values, { count: '1', reason: /restricted characters: app \[old\]/ })
  t.same(
    canada.newest().vms.map(({ name }) => name),
    ['web', NAME]
  )
})

t.test('a migration lists them and does not start; without the check they stay behind in the snapshot', async t => {
  const lab = oddNames()
  const { france, canada } = lab
  const [first] = france.do(migration)
  t.match(first, {
    type: 'migration-declined',
    immobile: [{ vm: { name: NAME }, because: [{ symbol: 'kVmNameRestricted' }] }]
  })
  t.equal(france.domain().active, true)
  france.do({ ...migration, skipMobilityCheck: true })
  lab.pass(300)
  t.same(
    canada.vms().map(({ name }) => name),
    ['web']
  )
  t.same(france.vms(), [])
  t.same(
    canada.newest().vms.map(({ name }) => name),
    ['web', NAME]
  )
  t.equal(alertOn(canada, 'entity-skipped').values['count'], '1')
})

t.test('a copy is refused such a name; in place the VM keeps the one that it has', async t => {
  const lab = oddNames()
  const { france } = lab
  const restore = {
    type: 'restore-entities',
    cluster: 'france',
    user: 'admin',
    name: 'gold',
    namePrefix: '',
    vmUuids: [],
    snapshotId: france.snapshotNames()[0] ?? ''
  } as const
  refused(t, lab.engine, { ...restore, vmNames: [NAME], replace: false }, 'restore/invalid', 'brackets')
  const long = { ...restore, vmNames: ['web'], namePrefix: 'x'.repeat(78) }
  refused(t, lab.engine, { ...long, replace: false }, 'restore/invalid', 'more than 80 characters')
  lab.do({ ...restore, vmNames: [NAME], replace: true })
  lab.pass(10)
  t.match(france.vm(NAME), { powerState: 'off', protectionDomain: 'gold' })
})
