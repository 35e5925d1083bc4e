/** Lists of thousands: made of a view that is kept, and filtered, sorted and paged in slices as short lists are at once. */
import t from 'tap'
import { clusterOf } from '../../../server/domain/core/lookup.js'
import { instant } from '../../../server/domain/core/time.js'
import { Engine } from '../../../server/engine/engine.js'
import { randomOf } from '../../../server/explore/random.js'
import { LazyRows, ROWS_PER_SLICE } from '../../../server/http/contract/lazy-rows.js'
import { atOnce } from '../../../server/http/contract/steps.js'
import type { Steps } from '../../../server/http/contract/steps.js'
import { arithmos, cerebroPage } from '../../../server/prism/lists/collection.js'
import { arithmosRows, cerebroRows, selectSources } from '../../../server/prism/lists/rows.js'
import { sortInSteps } from '../../../server/prism/lists/sort-in-steps.js'
import { vms as vmHandlers } from '../../../server/prism/v1/vms.js'
import { worldOf } from '../../../server/seed/world.js'
import type { World } from '../../../server/domain/core/world.js'
import type { Prism } from '../../../server/prism/core/prism.js'
import { prismOf } from '../../support/prism/two-sites.js'

const SEED = Number(process.env['SEED'] ?? 7)
const MANY = 2_500

interface Row {
  name: string
  size: number | null
  tags: string[]
}

function rowsFrom(seed: number): Row[] {
  const random = randomOf(seed)
  const below = (limit: number): number => Math.floor(random.next() * limit)
  return Array.from({ length: MANY }, () => ({
    name: `row-${below(50)}`,
    size: below(4) === 0 ? null : below(9),
    tags: [`t${below(3)}`]
  }))
}

/** The result, and how often others were let in. */
function counted<Result>(steps: Steps<Result>): { result: Result; pauses: number } {
  for (let pauses = 0; ; pauses += 1) {
    const step = steps.next()
    if (step.done === true) return { result: step.value, pauses }
  }
}

t.test('what is asked of a long list is answered as of a short one, with others let in', async t => {
  t.comment(`SEED=${SEED}`)
  const rows = rowsFrom(SEED)
  const queries = [
    {},
    { count: 30, page: 3 },
    { filter_criteria: 'size=gt=3;tags==t1' },
    { sort_criteria: 'size,-name' },
    { sort_criteria: '-size', count: 7, page: 2 },
    { search_string: 'W-1' },
    { search_string: 'nothing' },
    { search_string: 't2', search_attribute_list: ['tags'], filter_criteria: 'name!=row-3', sort_criteria: 'name' }
  ]
  for (const query of queries) {
    const { result, pauses } = counted(
      arithmosRows(
        LazyRows.of(rows, row => ({ ...row })),
        query
      )
    )
    t.same(JSON.parse(JSON.stringify(result)), arithmos(rows, query), JSON.stringify(query))
    const whole = 'filter_criteria' in query || 'sort_criteria' in query || 'search_string' in query
    t.ok(whole ? pauses >= MANY / ROWS_PER_SLICE - 1 : pauses === 0, `${pauses} pauses`)
    const inCerebro = atOnce(
      cerebroRows(
        LazyRows.of(rows, row => row),
        query
      )
    )
    t.same(JSON.parse(JSON.stringify(inCerebro)), cerebroPage(rows, query))
  }
})

t.test('a page makes the rows that it shows, and a query that cannot be read makes none', async t => {
  let made = 0
  const rows = LazyRows.of(rowsFrom(1), row => (made++, row))
  const { entities } = atOnce(arithmosRows(rows, { count: 50, page: 2 }))
  t.equal(made, 0)
  t.equal([...entities].length, 50)
  t.equal(made, 50)
  t.throws(() => atOnce(arithmosRows(rows, { filter_criteria: 'size' })), { name: 'RequestError' })
  t.throws(() => atOnce(arithmosRows(rows, { sort_criteria: '!' })), { name: 'RequestError' })
  t.equal(made, 50)
})

t.test('what is at hand of the sources answers a query of nothing else, as the rows would', async t => {
  const rows = rowsFrom(3)
  const known = ({ name, tags }: Row) => ({ name, tags })
  for (const query of [
    { search_string: 'w-1', search_attribute_list: ['name'] },
    { filter_criteria: 'tags==t1', sort_criteria: '-name' },
    {}
  ]) {
    const found = atOnce(selectSources(rows, query, known))
    t.same(found, arithmos(rows, query).entities, JSON.stringify(query))
  }
  for (const query of [{ sort_criteria: 'size,name' }, { search_string: 'w-1' }, { filter_criteria: 'size==1' }])
    t.equal(atOnce(selectSources(rows, query, known)), undefined, `${JSON.stringify(query)} takes rows`)
  t.throws(() => atOnce(selectSources(rows, { sort_criteria: '!' }, known)), { name: 'RequestError' })
})

t.test('VMs and controller VMs are found by name, power and domain as by their rows', async t => {
  const { vms, protect } = france(130)
  protect('vm-7')
  interface Listed {
    readonly entities: Iterable<object>
  }
  const ask = (query: Parameters<typeof vms>[0]): Listed => JSON.parse(JSON.stringify(atOnce(vms(query)))) as Listed
  const all = [...ask({}).entities].map((row: { uuid?: string; controller_vm?: boolean }) => ({
    ...row,
    vm_uuid: row.uuid,
    is_cvm: row.controller_vm
  }))
  for (const query of [
    { filter_criteria: 'is_cvm==0', count: 20, page: 2, sort_criteria: '-vm_name' },
    { filter_criteria: 'controller_vm==true' },
    { search_string: '7', search_attribute_list: ['vm_name'], sort_criteria: 'protection_domain_name,-power_state' },
    { filter_criteria: 'protection_domain_name==[no_val]', sort_criteria: 'memory_capacity_in_bytes,num_vcpus' }
  ]) {
    const { metadata, entities } = arithmos(all, query)
    const rows = entities.map(({ vm_uuid: _uuid, is_cvm: _cvm, ...row }) => row)
    t.same(ask(query), { metadata, entities: rows }, JSON.stringify(query))
  }
})

t.test('a sort in steps is the stable sort of the platform', async t => {
  t.comment(`SEED=${SEED}`)
  for (const count of [0, 1, 999, 1_000, 1_001, 2_500, 5_003]) {
    const random = randomOf(SEED + count)
    const rows = Array.from({ length: count }, (_, index) => ({ key: Math.floor(random.next() * 40), index }))
    const order = (a: { key: number }, b: { key: number }): number => a.key - b.key
    const { result, pauses } = counted(sortInSteps(rows, order))
    t.strictSame(result, rows.toSorted(order), `${count} rows`)
    t.ok(pauses >= Math.floor(Math.max(0, count - 1) / 1_000))
  }
})

type VmQuery = Parameters<typeof vmHandlers.getVMs>[0]['query']

/** France with VMs alone, and how often somebody has kept it. */
function france(count: number) {
  const vms = Array.from({ length: count }, (_, index) => ({ name: `vm-${index}` }))
  const fixture = { clusters: [{ name: 'france', vip: '10.0.0.1', subnet: '10.0.0.0/24', vms }] }
  const engine = new Engine(worldOf(fixture, instant(1_704_067_200_000_000)))
  const kept = { times: 0 }
  const prism: Prism = {
    ...prismOf(engine.world as World),
    get cluster() {
      return clusterOf(engine.world, 'france')
    },
    kept: () => {
      kept.times += 1
      const world = engine.keep()
      return { world, cluster: clusterOf(world, 'france') }
    }
  }
  const on = { cluster: 'france', user: 'admin', name: 'gold' }
  engine.dispatch({ type: 'create-protection-domain', ...on, annotations: [] })
  return {
    kept,
    /** All VMs by name, asked for now, made when it is gone through. */
    vms: (query: VmQuery = { sort_criteria: 'host_name' }): Steps<unknown> =>
      vmHandlers.getVMs({ prism, path: undefined, body: undefined, query }),
    protect: (name: string) =>
      engine.dispatch({
        ...{ type: 'protect-vms', ...on, names: [name], uuids: [] },
        ...{ consistencyGroup: null, appConsistent: false, ignoreDuplicateOrMissing: false }
      })
  }
}

t.test('what is written between two slices does not show in a long list', async t => {
  const { vms, protect, kept } = france(3 * ROWS_PER_SLICE)
  const shown = (steps: Steps<unknown>): string => JSON.stringify(atOnce(steps))
  const before = shown(vms())
  const steps = vms()
  t.not(steps.next().done, true)
  protect(`vm-${3 * ROWS_PER_SLICE - 1}`)
  t.ok(shown(steps) === before, 'the world is that of the first slice')
  t.equal(kept.times, 2)
  t.ok(!before.includes('"gold"'))
  t.ok(shown(vms()).includes('"gold"'), 'and whoever asks later sees what was written')
})

t.test('a short list keeps nothing and is made at once', async t => {
  const { vms, kept } = france(10)
  t.equal(counted(vms()).pauses, 0)
  t.equal(kept.times, 0)
})
