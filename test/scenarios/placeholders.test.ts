/** Names that stand in scenarios for identifiers, and identifiers for which names are put. */
import t from 'tap'
import { fillPlaceholders, insertPlaceholders } from '../../server/scenarios/placeholders.js'
import { TwoSites, protecting } from '../support/two-sites.js'

/** Two VMs of one name, a third with a name that cannot stand in a placeholder, snapshots, and one of them on its way. */
function lab(): TwoSites {
  const made = new TwoSites({
    vms: ['web', 'web', 'odd}'].map(name => ({ name, disks: [{ sizeBytes: 9_000, usedBytes: 9_000 }] })),
    france: { volumeGroups: [{ name: 'logs' }, { name: 'data' }] }
  })
  const { france } = made
  france.protect([], {})
  france.do(protecting([], 'gold', { uuids: [france.vms()[0]?.uuid ?? ''] }))
  for (const sites of [[], ['canada']]) {
    france.snapshot(sites)
    made.pass(2)
  }
  return made
}

t.test(
  'a placeholder stands for the first of its name, the second by its number; of snapshots the newest is first',
  async t => {
    const { world, france } = lab()
    const [first, second] = france.vms()
    const [newest, older] = france.snapshotNames().reverse()
    const group = Object.values(france.cluster.volumeGroups).find(({ name }) => name === 'data')
    const meanings: Record<string, string | undefined> = {
      '{vm:web}': first?.uuid,
      '{vm:web#1}': first?.uuid,
      '{vm:web#2}': second?.uuid,
      '{network:base@canada}': world.clusters['canada']?.networks[0]?.uuid,
      '{volume-group:data@france}': group?.uuid,
      '{snapshot:gold@france}': newest,
      '{snapshot:gold@france#2}': older,
      '{schedule:gold@france}': france.domain().schedules[0]?.id,
      '{replication:gold@france}': String(france.sending().id),
      '/vms/{vm:web}/x': `/vms/${first?.uuid}/x`
    }
    for (const [placeholder, expected] of Object.entries(meanings)) {
      t.type(expected, 'string')
      t.same(fillPlaceholders({ call: [placeholder] }, world), { call: [expected] }, placeholder)
    }
    for (const nothing of ['{vm:web#3}', '{vm:app}', '{snapshot:gold@france#9}', '{network:base@brazil}', '{vm:web#0}'])
      t.throws(() => fillPlaceholders([nothing], world), { message: `${nothing} names nothing` })
    t.same(fillPlaceholders(['{host:one}'], world), ['{host:one}'], 'what is none stays')
  }
)

t.test('identifiers are named, and mean the same by their names', async t => {
  const { world, france } = lab()
  const [first, second, odd] = france.vms()
  const [newest, older] = france.snapshotNames().reverse()
  const ids = { vms: [first?.uuid, second?.uuid], snapshots: [newest, older], other: 'web' }
  t.same(insertPlaceholders(ids, world), {
    vms: ['{vm:web}', '{vm:web#2}'],
    snapshots: ['{snapshot:gold@france}', '{snapshot:gold@france#2}'],
    other: 'web'
  })
  t.same(fillPlaceholders(insertPlaceholders(ids, world), world), ids)
  const unnameable = { vm: odd?.uuid }
  t.same(insertPlaceholders(unnameable, world), unnameable)
})
