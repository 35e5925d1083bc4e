/** What every operation of the emulator's own API keeps to, and those on the world as a whole. */
import t from 'tap'
import { controlContract } from '../../server/contracts/contracts.js'
import { EVENT_WAIT_DAYS, IDLE_WAIT_DAYS } from '../../server/control/lab/clock.js'
import { RATE_MAX } from '../../server/engine/pace.js'
import { VMS_PER_REQUEST_MAX } from '../../server/control/core/vm-creation.js'
import type { World } from '../../server/domain/core/world.js'
import { ADVANCE_DAYS_MAX } from '../../server/labs/lab.js'
import type { Fixture } from '../../server/seed/fixture.js'
import { START, controlApi, protectedSites, refuses } from '../support/control.js'

const DAY = 86_400

t.test('health and version answer', async t => {
  const { ask } = await controlApi(t)
  t.same(await ask('GET', '/health'), { status: 200, body: { status: 'ok', ready: true, storage: 'ok' } })
  const body = { name: 'pesim', version: '1.2.3', api: { control: '/emulator/v1' } }
  t.same(await ask('GET', '/version'), { status: 200, body })
})

t.test('every schema of the contract compiles', async t => {
  const { api } = await controlApi(t)
  t.equal(api.compiled(), 0, 'on first use')
  t.doesNotThrow(() => api.compileAll())
})

t.test('the limits in the contract are those of the code', async t => {
  const schemas = controlContract.document.components?.['schemas'] as Record<
    string,
    { properties: Record<string, Record<string, unknown>> }
  >
  const limit = (model: string, property: string, keyword: string) => schemas[model]?.properties[property]?.[keyword]
  t.equal(limit('ClockChange', 'rate', 'maximum'), RATE_MAX)
  t.equal(limit('Advance', 'seconds', 'maximum'), ADVANCE_DAYS_MAX * DAY)
  t.equal(limit('EventPattern', 'within_seconds', 'maximum'), ADVANCE_DAYS_MAX * DAY)
  t.equal(limit('VmCreation', 'count', 'maximum'), VMS_PER_REQUEST_MAX)
  t.equal(limit('VmCreation', 'vms', 'maxItems'), VMS_PER_REQUEST_MAX)
  t.match(limit('EventPattern', 'within_seconds', 'description'), new RegExp(`\\b${EVENT_WAIT_DAYS} day\\b`))
  t.match(limit('Advance', 'until_idle', 'description'), new RegExp(`\\b${IDLE_WAIT_DAYS} days`))
})

t.test('what the contract forbids is refused with its place, and what no query takes too', async t => {
  const api = await controlApi(t)
  await refuses(t, api, [
    ['PUT /clock', { speed: 2 }, '400 invalid-request', /additional properties: speed; allowed are mode, rate$/],
    ['PUT /clock', {}, '400 invalid-request', /fewer than 1/],
    ['PUT /clock', undefined, '400 invalid-request', /body must be object, and there is none; allowed are mode, rate$/],
    ['PUT /clock', [], '400 invalid-request', /body must be object$/],
    [
      'POST /clock/advance',
      { hours: 2 },
      '400 invalid-request',
      /hours; allowed are seconds, until, until_event, until/
    ],
    ['PUT /clock', { rate: 0 }, '400 invalid-request', /body\/rate must be > 0/],
    ['PUT /clock', { rate: RATE_MAX + 1 }, '400 invalid-request', /<= 1000000/],
    ['PUT /clock', { mode: 'fast' }, '400 invalid-request', /body\/mode/],
    ['POST /clock/advance', { seconds: null }, '400 invalid-request', /body\/seconds must be number/],
    ['POST /clock/advance', { seconds: '60' }, '400 invalid-request', /body\/seconds must be number/],
    ['PUT /links/france/canada', { up: null }, '400 invalid-request', /body\/up must be boolean/],
    ['GET /clock?verbose=1', undefined, '400 invalid-request', /additional properties: verbose; none is allowed/],
    ['POST /world/reset?now=1', undefined, '400 invalid-request', /additional properties: now/],
    ['GET /events?type=power-lost&cluster=x', undefined, '400 invalid-request', /: cluster/],
    ['POST /clusters/france/vms', { count: 10_001, name_prefix: 'x' }, '400 invalid-request', /<= 10000/],
    ['PUT /links/france/canada', { loss: 1 }, '400 invalid-request', /body\/loss must be < 1/],
    ['POST /links/france/canada/slow', { bandwidth_bits_per_second: 0 }, '400 invalid-request', /must be >= 1/],
    ['POST /clock/advance', { until: 'noon' }, '400 invalid-request', /until must be a date .* for example 2026-/],
    ['POST /labs', { name: 'A b' }, '400 invalid-request', /name must match pattern .*: .*small letters, digits/],
    ['PUT /clusters/france', { power: 'dim' }, '400 invalid-request', /body\/power/],
    [
      'POST /clock/advance',
      { until_event: { type: 'x', names: 'y' } },
      '400 invalid-request',
      /names; allowed are type, cluster, name/
    ],
    ['GET /events?types=x', undefined, '400 invalid-request', /types; allowed are type$/],
    ['GET /clusters/frnace', undefined, '404 cluster/not-found', /no cluster frnace. Did you mean france\?/],
    [
      'POST /clock/advance',
      { until_event: { type: 'power-lost', cluster: 'canda' } },
      '404 cluster/not-found',
      /Did you mean canada\?/
    ],
    ['GET /clusters/france/vms/web01/marks', undefined, '404 vm/not-found', /The VM web01 has [0-9a-f-]{36}$/],
    ['GET /clusters/france/vms/web1/marks', undefined, '404 vm/not-found', /Did you mean web01/],
    ['GET /clocks', undefined, '404 unknown-path', /clocks/],
    ['PUT /world', undefined, '400 invalid-request', /body must be object/],
    ['PUT /world/invariants', undefined, '405 wrong-verb', /takes GET/]
  ])
})

t.test('off loopback the token is needed, and without one nobody gets in', async t => {
  const open = await controlApi(t)
  const guarded = await controlApi(t, { token: 'sesame' })
  const exposed = await controlApi(t, { token: 'sesame', exposed: true })
  const disposable = await controlApi(t, { open: true, exposed: true })
  const requests = [
    { api: open, address: '127.0.0.1', status: 200 },
    { api: open, address: '127.0.0.9', status: 200 },
    { api: open, address: '::1', status: 200 },
    { api: open, address: '::ffff:127.0.0.1', status: 200 },
    { api: open, address: '10.1.2.3', status: 403 },
    { api: open, address: '10.1.2.3', shown: 'sesame', status: 403 },
    { api: guarded, address: '127.0.0.1', status: 200 },
    { api: guarded, address: '10.1.2.3', status: 403 },
    { api: guarded, address: '10.1.2.3', shown: 'sesam', status: 403 },
    { api: guarded, address: '10.1.2.3', shown: 'sesame', status: 200 },
    { api: guarded, address: '::ffff:10.1.2.3', shown: 'sesame', status: 200 },
    { api: exposed, address: '127.0.0.1', status: 403 },
    { api: exposed, address: '127.0.0.1', shown: 'sesame', status: 200 },
    { api: disposable, address: '10.1.2.3', status: 200 }
  ]
  for (const { api, address, shown, status } of requests) {
    t.equal(await api.from(address, shown), status, `${address} with ${shown ?? 'no token'}`)
  }
  for (const path of ['/health', '/version'])
    t.equal(await exposed.from('10.1.2.3', undefined, path), 200, `${path} is for whoever watches over the process`)
})

t.test('a bug is told as one', async t => {
  const { ask, lab } = await controlApi(t)
  lab.engine.subscribe(() => {
    throw new Error('a listener broke')
  })
  const message = 'Internal error of the emulator: a listener broke'
  t.same(await ask('PUT', '/clusters/france', { pack: 'pro' }), {
    status: 500,
    body: { error: { code: 'internal', message } }
  })
})

t.test('the world is read whole, checked, and put back', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  t.same((await ask('GET', '/world')).body, JSON.parse(JSON.stringify(lab.world)))
  t.same((await ask('GET', '/world/invariants')).body, { holds: true, violations: [] })

  t.match((await ask('POST', '/world/reset')).body, { now: START, mode: 'frozen', rate: 1 })
  const first = JSON.stringify(lab.world)
  await ask('POST', '/clock/advance', { seconds: DAY })
  await ask('PUT', '/clock', { rate: 7 })
  t.match((await ask('POST', '/world/reset')).body, { now: START, mode: 'frozen', rate: 7 })
  t.equal(JSON.stringify(lab.world), first, 'as it began, to the byte')
  await ask('POST', '/world/reset', { fixture: 'france-canada' })
  t.same(lab.world.clusters['france']?.protectionDomains, {}, 'or from another fixture')
  await ask('POST', '/world/reset', {})
  t.ok(lab.world.clusters['france']?.protectionDomains['gold'], 'and back to the first')
})

t.test('what does not hold is named', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  const broken = structuredClone(lab.world) as World
  const [france, canada] = [broken.clusters['france'], broken.clusters['canada']]
  if (france && canada) canada.vms = structuredClone(france.vms)
  lab.reset(broken)
  const { holds, violations } = (await ask('GET', '/world/invariants')).body
  t.equal(holds, false)
  t.ok(violations.length > 0)
})

t.test('a reset to what cannot be is refused', async t => {
  const api = await controlApi(t, protectedSites)
  await refuses(t, api, [
    [
      'POST /world/reset',
      { fixture: 'spain' },
      '404 fixture/not-found',
      /no fixture spain. There are france-canada-protected, france-canada-esxi, france-canada-files, france-canada$/
    ],
    ['POST /world/reset', { fixture: 'constructor' }, '404 fixture/not-found', /constructor/]
  ])
  const clusters = ['spain', 'peru'].map((name, index) => ({
    name,
    vip: `10.0.${index}.1`,
    subnet: `10.0.${index}.0/24`
  }))
  const other = await controlApi(t, {
    fixture: 'mine',
    other: { fixture: { clusters } satisfies Fixture, source: 'mine.json' }
  })
  await refuses(t, other, [
    [
      'POST /world/reset',
      { fixture: 'france-canada' },
      '409 fixture/other-clusters',
      /france, canada, but spain, peru are served/
    ]
  ])
  t.match(await other.ask('POST', '/world/reset', { fixture: 'mine' }), { status: 200 })
})
