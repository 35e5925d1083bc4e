/** Changes that take long: made in slices, seen by others before or after, never between. */
import t from 'tap'
import { clusterOf } from '../../../server/domain/core/lookup.js'
import { instant } from '../../../server/domain/core/time.js'
import type { Command } from '../../../server/domain/core/index.js'
import { vms } from '../../../server/control/lab/vms.js'
import { world } from '../../../server/control/lab/world.js'
import { fixtureCatalog } from '../../../server/control/core/fixture-catalog.js'
import { ROWS_PER_SLICE } from '../../../server/http/contract/lazy-rows.js'
import type { Steps } from '../../../server/http/contract/steps.js'
import { JsonTree } from '../../../server/http/contract/json-tree.js'
import { atOnce } from '../../../server/http/contract/steps.js'
import { Lab } from '../../../server/labs/lab.js'
import type { Fixture } from '../../../server/seed/fixture.js'
import { worldInSteps, worldOf } from '../../../server/seed/world.js'

const START = instant(1_704_067_200_000_000)
const DOMAINS = 120
const COUNT = 3 * ROWS_PER_SLICE

function domain(name: string): Command {
  return { type: 'create-protection-domain', cluster: 'france', user: 'admin', name, annotations: [] }
}

const fixture: Fixture = {
  clusters: [
    {
      name: 'france',
      vip: '10.0.0.1',
      subnet: '10.0.0.0/24',
      vms: Array.from({ length: 10 }, (_, index) => ({ name: `vm-${index}` }))
    }
  ],
  steps: [
    ...Array.from({ length: DOMAINS }, (_, index) => ({ command: domain(`gold-${index}`) })),
    { advanceSeconds: 3600 }
  ]
}

function request(body?: object) {
  const lab = new Lab({ name: 'lab', world: worldOf(fixture, START), pace: { mode: 'frozen', rate: 1 } })
  const ctx = { lab, fixture: fixtureCatalog('here', { fixture, source: 'here' }), present: () => START }
  const checks: number[] = []
  const permit = { check: () => checks.push(lab.world.revision), saved: () => Promise.resolve() }
  return { lab, checks, body: { ctx, body, permit, path: { name: 'france' }, query: {} } as never }
}

const made = (body: object) => request({ name_prefix: 'made-', ...body })

t.test('a world is made in slices as it is at once', async t => {
  const steps = worldInSteps(fixture, START)
  let pauses = 0
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done !== true) {
      pauses += 1
      continue
    }
    t.equal(JSON.stringify(step.value), JSON.stringify(worldOf(fixture, START)))
    break
  }
  t.ok(pauses >= 2, `${pauses} pauses`)
})

t.test('a reset shows the old world until the new one is whole, and asks for leave when it puts it there', async t => {
  const { lab, body, checks } = request()
  const fresh = JSON.stringify(lab.world)
  const gold = { cluster: 'france', user: 'admin', name: 'gold-0' }
  lab.engine.dispatch({ type: 'remove-protection-domain', ...gold, skipRemoteCheck: true })
  const steps = world.resetWorld(body) as Steps<unknown>
  let pauses = 0
  while (steps.next().done !== true) {
    pauses += 1
    t.not(clusterOf(lab.world, 'france').protectionDomains['gold-0']?.removedAt, null, 'nothing of it shows')
    lab.engine.dispatch({
      type: 'set-change-rate',
      cluster: 'france',
      vm: Object.keys(clusterOf(lab.world, 'france').vms)[0] ?? '',
      bytesPerSecond: pauses
    })
    t.same(checks, [])
  }
  t.ok(pauses >= 2)
  t.equal(checks.length, 1)
  t.equal(JSON.stringify(lab.world), fresh, 'what was changed meanwhile is gone with the old world')
})

t.test('many VMs are made in slices and there all at once', async t => {
  const whole = made({ count: COUNT })
  const answer = atOnce(vms.createClusterVms(whole.body) as Steps<{ vms: object[] }>)
  t.equal(answer.vms.length, COUNT)

  const { lab, body, checks } = made({ count: COUNT })
  const steps = vms.createClusterVms(body) as Steps<unknown>
  const seen: number[][] = []
  while (steps.next().done !== true) seen.push([Object.keys(clusterOf(lab.world, 'france').vms).length, checks.length])
  const before = Array.from({ length: COUNT / ROWS_PER_SLICE }, () => [10, 0])
  t.same(seen, [...before, [10 + COUNT, 1]], 'none, then all, with leave that was asked in that turn')
  t.equal(checks.length, 1)
  t.equal(JSON.stringify(lab.world), JSON.stringify(whole.lab.world), 'the same as without a pause')
})

t.test('of two who make VMs of one name the second is refused, and all disks differ', async t => {
  const { lab, body } = made({ count: COUNT })
  const first = vms.createClusterVms(body) as Steps<unknown>
  first.next()
  atOnce(
    vms.createClusterVms({ ...(body as object), body: { count: 1, name_prefix: 'made-' } } as never) as Steps<unknown>
  )
  t.throws(() => atOnce(first), { name: 'ControlFault', code: 'vm/exists' })

  const second = vms.createClusterVms({
    ...(body as object),
    body: { count: COUNT, name_prefix: 'more-' }
  } as never) as Steps<unknown>
  second.next()
  atOnce(
    vms.createClusterVms({ ...(body as object), body: { count: 5, name_prefix: 'less-' } } as never) as Steps<unknown>
  )
  atOnce(second)
  const disks = Object.values(clusterOf(lab.world, 'france').vms).flatMap(({ spec }) =>
    spec.disks.map(({ uuid }) => uuid)
  )
  t.equal(disks.length, 10 + 1 + COUNT + 5)
  t.equal(new Set(disks).size, disks.length)
})

t.test('the world is told as it was when it was asked, in the bytes that it has as JSON', async t => {
  const { lab, body } = made({ count: COUNT })
  atOnce(vms.createClusterVms(body) as Steps<unknown>)
  for (const extra of [
    {},
    { empty: [], nothing: undefined, null: null, 'a "key"': [undefined, { deep: [[[[[[1]]]]]] }] }
  ]) {
    const before = JSON.stringify({ ...lab.world, ...extra })
    const tree = new JsonTree({ ...lab.engine.keep(), ...extra })
    const steps = tree.write()
    let step = steps.next()
    lab.engine.dispatch({
      type: 'set-change-rate',
      cluster: 'france',
      vm: Object.keys(clusterOf(lab.world, 'france').vms).at(-1) ?? '',
      bytesPerSecond: 77
    })
    let pauses = 0
    for (; step.done !== true; step = steps.next()) pauses += 1
    t.equal(step.value.toString(), before)
    t.ok(pauses > 0)
  }
  t.ok(world.getWorld(body) instanceof JsonTree)
})
