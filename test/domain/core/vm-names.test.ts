/**
 * Goal: the names of a cluster's VMs are listed once, and are those of their table ever after.
 * Method: a draft of a small world, VMs put in, put in again, taken out.
 */
import t from 'tap'
import { Draft } from '../../../server/domain/core/draft.js'
import { cluster } from '../../../server/domain/core/context.js'
import type { Vm, World } from '../../../server/domain/core/world.js'
import { TwoSites } from '../../support/two-sites.js'

t.test('a VM that is put in again stays where it is, one that is taken out and comes back is the last', t => {
  const { engine, france } = new TwoSites()
  const draft = new Draft(structuredClone(engine.world) as World)
  const { vms } = cluster(draft, { cluster: 'france' })
  const [first = '', second = ''] = Object.keys(vms)
  const vm: Vm = structuredClone(france.vm('web'))
  const table = draft.table(cluster(draft, { cluster: 'france' }), 'vms')
  t.same(draft.namesOf(vms), Object.keys(vms))
  draft.put(table, first, vm)
  t.same(draft.namesOf(vms), Object.keys(vms), 'the same name once')
  draft.drop(table, 'nobody')
  t.same(draft.namesOf(vms), Object.keys(vms), 'nobody was not there')
  draft.drop(table, first)
  draft.put(table, first, vm)
  t.same(draft.namesOf(vms).slice(0, 1), [second])
  t.same(draft.namesOf(vms), Object.keys(vms), 'the first has become the last')
  t.end()
})
