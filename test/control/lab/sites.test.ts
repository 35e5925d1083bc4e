/** What breaks and is mended, and what is made and written, from outside: links, clusters, VMs, marks. */
import t from 'tap'
import { VMS_PER_REQUEST_MAX } from '../../../server/control/core/vm-creation.js'
import type { Lab } from '../../../server/labs/lab.js'
import type { Fixture } from '../../../server/seed/fixture.js'
import { START, controlApi, protectedSites, refuses, usecs } from '../../support/control.js'

function gatewayOf(lab: Lab): string {
  const vm = Object.values(lab.world.clusters['france']?.vms ?? {}).find(({ name }) => name === 'OVHgateway')
  if (vm === undefined) throw new Error('France has no gateway')
  return vm.uuid
}

const CUT = {
  france: 'the line from france to canada is cut',
  canada: 'the line from canada to france is cut'
}

t.test('links are named in either order, and change in what a request says', async t => {
  const { ask, lab } = await controlApi(t)
  const gateway = gatewayOf(lab)
  const nominal = { latency_milliseconds: 85, bandwidth_bits_per_second: 500_000_000 }
  const lane = { up: true, bandwidth_bits_per_second: 500_000_000, loss: 0 }
  const north = { from: 'canada', to: 'france' }
  const south = { from: 'france', to: 'canada' }
  const whole = {
    a: 'canada',
    b: 'france',
    latency_milliseconds: 85,
    nominal,
    gateways: [{ cluster: 'france', vm_name: 'OVHgateway', vm_uuid: gateway, up: true }],
    obstacles: [],
    lanes: [
      { ...north, ...lane },
      { ...south, ...lane }
    ]
  }
  t.same((await ask('GET', '/links')).body, { links: [whole] })
  t.same((await ask('GET', '/links/canada/france')).body, whole)
  t.same((await ask('GET', '/links/france/canada')).body, whole)

  const steps = [
    { verb: 'PUT', path: '', body: { loss: 0.25 }, north: { loss: 0.25 }, south: { loss: 0.25 } },
    {
      verb: 'PUT',
      path: '',
      body: { up: false, direction: { from: 'france' } },
      north: { loss: 0.25 },
      south: { up: false, loss: 0.25 }
    },
    {
      verb: 'PUT',
      path: '',
      body: { latency_milliseconds: 0.5 },
      latency: 0.5,
      north: { loss: 0.25 },
      south: { up: false, loss: 0.25 }
    },
    { verb: 'POST', path: '/heal', north: {}, south: {} },
    { verb: 'POST', path: '/cut', north: { up: false }, south: { up: false } },
    { verb: 'POST', path: '/heal', body: { direction: { from: 'canada' } }, north: {}, south: { up: false } },
    { verb: 'POST', path: '/cut', body: { direction: { from: 'canada' } }, north: { up: false }, south: { up: false } },
    { verb: 'POST', path: '/heal', body: {}, north: {}, south: {} },
    {
      verb: 'POST',
      path: '/slow',
      body: { bandwidth_bits_per_second: 1000 },
      north: { bandwidth_bits_per_second: 1000 },
      south: { bandwidth_bits_per_second: 1000 }
    },
    {
      verb: 'POST',
      path: '/slow',
      body: { bandwidth_bits_per_second: 9, latency_milliseconds: 300, loss: 0.5, direction: { from: 'france' } },
      latency: 300,
      north: { bandwidth_bits_per_second: 1000 },
      south: { bandwidth_bits_per_second: 9, loss: 0.5 }
    },
    { verb: 'POST', path: '/heal', north: {}, south: {} }
  ] as const
  for (const step of steps) {
    const { verb, path } = step
    const body = 'body' in step ? step.body : undefined
    // No transfer goes on while either direction is down, and each direction says since when.
    const down = [step.north, step.south].some(way => 'up' in way) ? { down_since: START } : {}
    const lanes = [
      { ...north, ...lane, ...step.north, ...down },
      { ...south, ...lane, ...step.south, ...down }
    ]
    const obstacles = lanes.flatMap(({ from, up }) => (up ? [] : [from === 'france' ? CUT.france : CUT.canada]))
    const expected = { ...whole, obstacles, latency_milliseconds: 'latency' in step ? step.latency : 85, lanes }
    const ends = path === '/heal' ? '/links/canada/france' : '/links/france/canada'
    t.same(
      await ask(verb, ends + path, body),
      { status: 200, body: expected },
      `${verb} ${path} ${JSON.stringify(body)}`
    )
  }
})

t.test('a link says why it is down: cut, its gateway off or gone, an end without power', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  const vm = gatewayOf(lab)
  const onFrance = { cluster: 'france', user: 'admin' }
  const seen = async () => {
    const { lanes, gateways, obstacles } = (await ask('GET', '/links/france/canada')).body
    return { up: lanes.map((lane: { up: boolean }) => lane.up), gateways, obstacles }
  }
  const gateway = { cluster: 'france', vm_name: 'OVHgateway', vm_uuid: vm, up: true }
  t.same(await seen(), { up: [true, true], gateways: [gateway], obstacles: [] })
  lab.engine.dispatch({ type: 'set-power-state', ...onFrance, vm, transition: 'OFF', host: null })
  await ask('POST', '/clock/advance', { seconds: 5 })
  const off = 'the gateway of france, VM OVHgateway, is off'
  t.same(await seen(), { up: [false, false], gateways: [{ ...gateway, up: false }], obstacles: [off] })
  await ask('POST', '/links/france/canada/cut', { direction: { from: 'canada' } })
  await ask('PUT', '/clusters/canada', { power: 'lost' })
  t.same((await seen()).obstacles, ['canada has no power', CUT.canada, off])
  await ask('PUT', '/clusters/canada', { power: 'on' })
  t.same((await ask('POST', '/links/france/canada/heal')).body.obstacles, [off], 'healing starts no VM')
  lab.engine.dispatch({ type: 'delete-vm', ...onFrance, vm, snapshotsToo: false, timestamp: null })
  await ask('POST', '/clock/advance', { seconds: 5 })
  t.same(await seen(), {
    up: [false, false],
    gateways: [{ ...gateway, vm_uuid: null, up: false }],
    obstacles: ['the gateway of france is gone: it has no VM OVHgateway']
  })
  t.same((await ask('GET', '/world/invariants')).body.violations, [])
})

t.test('what travels over a link goes on at its rate', async t => {
  const { ask } = await controlApi(t, protectedSites)
  await ask('POST', '/clock/advance', { until_event: { type: 'replication-admitted' } })
  const [, south] = (await ask('GET', '/links/canada/france')).body.lanes
  t.match(south.transfers, [
    { domain: 'gold', percent: 0, completed_bytes: 0, total_bytes: 5_760_000_000, moving: true }
  ])
  t.match((await ask('GET', '/links')).body.links[0].lanes[0], { from: 'canada', transfers: undefined })
  await ask('POST', '/links/france/canada/slow', { bandwidth_bits_per_second: 250_000_000 })
  t.equal((await ask('POST', '/clock/advance', { until_idle: true })).body.advanced_seconds, 2 * 64.512)
})

t.test('a link that does not exist is refused', async t => {
  const api = await controlApi(t)
  await refuses(t, api, [
    ['GET /links/france/spain', undefined, '404 cluster/not-found', /no cluster spain/],
    ['POST /links/spain/france/cut', undefined, '404 cluster/not-found', /no cluster spain/],
    ['POST /links/canada/france/heal', { direction: { from: 'spain' } }, '404 cluster/not-found', /no cluster spain/],
    ['POST /links/france/france/cut', undefined, '404 link/not-found', /no link between france and france/],
    ['PUT /links/france/canada', {}, '400 invalid-request', /fewer than 1/],
    ['PUT /links/france/canada', { direction: { from: 'france' } }, '400 invalid-request', /says nothing to change/]
  ])
  const site = (name: string, index: number) => ({ name, vip: `10.0.${index}.1`, subnet: `10.0.${index}.0/24` })
  const fixture: Fixture = {
    clusters: [site('spain', 1), site('peru', 2), site('chad', 3)],
    links: [{ between: ['spain', 'peru'], bandwidthBitsPerSecond: 1000 }]
  }
  const three = await controlApi(t, { fixture: 'three', other: { fixture, source: 'three.json' } })
  await refuses(t, three, [
    ['POST /links/peru/chad/cut', undefined, '404 link/not-found', /between peru and chad/],
    ['POST /links/peru/spain/cut', { direction: { from: 'chad' } }, '409 link/invalid', /chad is not an end/]
  ])
})

t.test('clusters lose their power and get it back', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  const { lab: name, clusters } = (await ask('GET', '/clusters')).body
  t.equal(name, lab.name)
  const counts = { vms: 7, remote_sites: 1, protection_domains: 1, snapshots: 2, replications: 0 }
  t.match(clusters, [
    { name: 'france', vip: '192.168.0.100', version: '6.5.5.7', addresses: [], power: 'on', pack: 'starter', counts },
    { name: 'canada' }
  ])
  t.same((await ask('GET', '/clusters/france')).body, clusters[0])
  await ask('POST', '/clock/advance', { until_event: { type: 'replication-admitted' } })
  t.equal((await ask('GET', '/clusters/france')).body.counts.replications, 1)

  const dark = (await ask('PUT', '/clusters/canada', { power: 'lost', pack: 'ultimate' })).body
  t.match(dark, { name: 'canada', power: 'lost', pack: 'ultimate' })
  t.match(lab.world.clusters['canada'], { power: 'lost', pack: 'ultimate' })
  t.match((await ask('PUT', '/clusters/canada', { power: 'on' })).body, { power: 'on', pack: 'ultimate' })
  await refuses(t, { ask, lab }, [
    ['GET /clusters/France', undefined, '404 cluster/not-found', /no cluster France/],
    ['PUT /clusters/France', { power: 'lost' }, '404 cluster/not-found', /no cluster France/],
    ['GET /clusters/France/vms', undefined, '404 cluster/not-found', /no cluster France/],
    ['POST /clusters/France/vms', { count: 1, name_prefix: 'x' }, '404 cluster/not-found', /no cluster France/],
    ['PUT /clusters/france', {}, '400 invalid-request', /fewer than 1/]
  ])
})

t.test('VMs are made in bulk, alike or by name', async t => {
  const { ask, lab } = await controlApi(t)
  const path = '/clusters/canada/vms'
  t.same((await ask('GET', path)).body, { vms: [] })
  const shared = {
    disk_bytes: 1000,
    used_bytes: 400,
    change_rate_bytes_per_second: 3,
    network: 'base',
    vcpus: 8,
    memory_mb: 512
  }
  const alike = (await ask('POST', path, { count: 3, name_prefix: 'web-', ...shared })).body.vms
  t.match(alike, [{ name: 'web-1' }, { name: 'web-2' }, { name: 'web-3' }])
  const named = (
    await ask('POST', path, { vms: [{ name: 'db', used_bytes: 5, power: 'off' }, { name: 'app' }], ...shared })
  ).body.vms
  await ask('POST', '/clock/advance', { seconds: 10 })
  const vm = {
    power: 'on',
    protection_domain: null,
    used_bytes: 400,
    written_bytes: 30,
    change_rate_bytes_per_second: 3
  }
  t.same((await ask('GET', path)).body.vms, [
    ...alike.map((made: object) => ({ ...made, ...vm })),
    { ...named[0], ...vm, power: 'off', used_bytes: 5, written_bytes: 0 },
    { ...named[1], ...vm }
  ])
  const made = Object.values(lab.world.clusters['canada']?.vms ?? {})
  t.match(made[0]?.spec, { vcpus: 8, memoryMb: 512, disks: [{ sizeBytes: 1000 }], nics: [{ network: 'base' }] })
  t.equal(
    new Set(made.flatMap(({ spec }) => [...spec.disks, ...spec.nics].map(({ uuid }) => uuid))).size,
    10,
    'no disk twice'
  )
  const plain = (await ask('POST', path, { vms: [{ name: 'plain' }] })).body.vms[0]
  t.match((await ask('GET', path)).body.vms.at(-1), {
    ...plain,
    used_bytes: 20 * 1024 ** 3,
    change_rate_bytes_per_second: 0
  })
  t.equal(
    (await ask('POST', path, { count: VMS_PER_REQUEST_MAX, name_prefix: 'many' })).body.vms.length,
    VMS_PER_REQUEST_MAX,
    'up to the limit'
  )
})

t.test('VMs that cannot be made are refused, all of them', async t => {
  const api = await controlApi(t)
  const path = '/clusters/france/vms'
  await refuses(t, api, [
    [`POST ${path}`, { vcpus: 2 }, '400 invalid-request', /either count and name_prefix, or vms/],
    [`POST ${path}`, { count: 2 }, '400 invalid-request', /either count and name_prefix, or vms/],
    [`POST ${path}`, { name_prefix: 'x' }, '400 invalid-request', /either count and name_prefix, or vms/],
    [`POST ${path}`, { count: 2, name_prefix: 'x', vms: [{ name: 'y' }] }, '400 invalid-request', /neither count nor/],
    [`POST ${path}`, { vms: [] }, '400 invalid-request', /fewer than 1/],
    [`POST ${path}`, { vms: [{ name: 'new' }, { name: 'web01' }] }, '409 vm/exists', /VM web01 on france already/],
    [`POST ${path}`, { vms: [{ name: 'new' }, { name: 'new' }] }, '409 vm/exists', /new/],
    [`POST ${path}`, { count: 1, name_prefix: 'web0' }, '409 vm/exists', /web01/],
    [
      `POST ${path}`,
      { vms: [{ name: 'new' }], disk_bytes: 10, used_bytes: 11 },
      '400 invalid-request',
      /VM new cannot use 11 bytes of a disk of 10/
    ],
    [`POST ${path}`, { vms: [{ name: 'new', used_bytes: 1e12 }] }, '400 invalid-request', /cannot use/],
    [`POST ${path}`, { vms: [{ name: 'new', cpus: 1 }] }, '400 invalid-request', /additional properties: cpus/],
    [`POST ${path}`, { vms: [{ name: 'new', network: 'VLAN9' }] }, '404 network/not-found', /VLAN9/]
  ])
})

t.test('a VM writes at the rate that it is given, while it runs', async t => {
  const { ask, lab } = await controlApi(t)
  type Listed = { uuid: string; name: string; written_bytes: number; change_rate_bytes_per_second: number }
  const listed = async (name: string): Promise<Listed | undefined> =>
    ((await ask('GET', '/clusters/france/vms')).body.vms as Listed[]).find(vm => vm.name === name)
  const [web, off] = [await listed('web01'), await listed('build01')]
  await ask('POST', '/clock/advance', { seconds: 1 })
  const before = (await listed('web01'))?.written_bytes ?? 0

  for (const vm of [web, off]) {
    const change = { change_rate_bytes_per_second: 7_000_000 }
    t.match((await ask('PUT', `/clusters/france/vms/${vm?.uuid}`, change)).body, { name: vm?.name, ...change })
  }
  await ask('POST', '/clock/advance', { seconds: 10 })

  t.equal((await listed('web01'))?.written_bytes, before + 70_000_000)
  t.equal((await listed('build01'))?.written_bytes, off?.written_bytes, 'it is off')
  const path = `PUT /clusters/france/vms/${web?.uuid}`
  await refuses(t, { ask, lab }, [
    [path, {}, '400 invalid-request', /change_rate_bytes_per_second/],
    [path, { change_rate_bytes_per_second: -1 }, '400 invalid-request', />= 0/],
    [path, { change_rate_bytes_per_second: 1, power: 'off' }, '400 invalid-request', /power/],
    ['PUT /clusters/france/vms/nobody', { change_rate_bytes_per_second: 1 }, '404 vm/not-found', /nobody/]
  ])
})

t.test('a mark is written now, and read where the VM is', async t => {
  const { ask, lab } = await controlApi(t)
  const vms = (await ask('GET', '/clusters/france/vms')).body.vms as {
    uuid: string
    name: string
    power: string
    written_bytes: number
  }[]
  const [web, off] = [vms.find(({ name }) => name === 'web01'), vms.find(({ power }) => power === 'off')]
  const path = `/clusters/france/vms/${web?.uuid}/marks`
  t.same((await ask('GET', path)).body, { marks: [] })
  const first = { name: 'before', at: START, at_usecs: usecs(START) }
  t.same((await ask('POST', path, { name: 'before' })).body, { marks: [first] })
  await ask('POST', '/clock/advance', { seconds: 1 })
  const second = { name: 'after', at: '2026-03-02T10:00:01.000Z', at_usecs: usecs(START) + 1e6 }
  t.same((await ask('POST', path, { name: 'after', bytes: 5000 })).body, { marks: [first, second] })
  t.same((await ask('GET', path)).body, { marks: [first, second] })
  t.equal(
    (await ask('GET', '/clusters/france/vms')).body.vms[0].written_bytes,
    200_000 + 5000,
    'its own writes and those of the mark'
  )

  await refuses(t, { ask, lab }, [
    [
      `POST /clusters/france/vms/${off?.uuid}/marks`,
      { name: 'x' },
      '409 vm/invalid-transition',
      /build01 on france is not running/
    ],
    [`POST /clusters/canada/vms/${web?.uuid}/marks`, { name: 'x' }, '404 vm/not-found', /does not exist on canada/],
    [`GET /clusters/canada/vms/${web?.uuid}/marks`, undefined, '404 vm/not-found', /canada/],
    [`GET /clusters/spain/vms/${web?.uuid}/marks`, undefined, '404 cluster/not-found', /spain/],
    [`POST ${path}`, { bytes: 1 }, '400 invalid-request', /required property 'name'/],
    [`POST ${path}`, { name: 'x', bytes: -1 }, '400 invalid-request', />= 0/]
  ])
})
