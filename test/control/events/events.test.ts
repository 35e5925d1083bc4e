/** Server-sent events over a real connection: what is told, to whom, and how a stream ends. */
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { parse } from 'yaml'
import { WORLD_RESET } from '../../../server/control/core/index.js'
import { eventTypes } from '../../../server/domain/facts.js'
import { START, controlApi, protectedSites, usecs } from '../../support/control.js'

interface Models {
  readonly models: { readonly EventType: { readonly enum: readonly string[] } }
}

t.test('what happens is told in order, with the facts of each kind', async t => {
  const { ask, follow } = await controlApi(t, protectedSites)
  const stream = await follow()
  t.match(stream.response.headers, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
  await ask('POST', '/clock/advance', { seconds: 1865 })
  const at = '2026-03-02T10:30:00.000Z'
  const common = { at, at_usecs: usecs(at), cluster: 'france', name: 'gold' }
  const expected = [
    ['schedule-ran', { ...common, next: '2026-03-02T11:30:00.000Z', next_usecs: usecs('2026-03-02T11:30:00Z') }],
    ['snapshot-taken', { ...common, kind: 'scheduled', vms: ['web01', 'app01', 'db01'], remote_sites: ['canada'] }],
    ['audit-recorded', { ...common, text: /^Snapshot \d+ created/ }],
    ['replication-started', { ...common, remote_site: 'canada', full: false, bytes: 5_760_000_000 }],
    ['replication-admitted', { cluster: 'france', target: 'canada', at: '2026-03-02T10:30:00.085Z' }],
    ['replication-ended', { cluster: 'france', outcome: 'succeeded', at: '2026-03-02T10:31:04.597Z' }],
    ['snapshot-received', { cluster: 'canada', name: 'gold', snapshot_id: /^france:\d+$/ }]
  ] as const
  let last = [0, 0]
  for (const [event, data] of expected) {
    const message = await stream.next()
    t.match(message, { event, data: { type: event, ...data } })
    const [revision = 0, number = 0] = (message?.id ?? '').split('.').map(Number)
    t.equal(revision, message?.data['revision'])
    t.ok(revision > (last[0] ?? 0) || number > (last[1] ?? 0), 'ids grow')
    last = [revision, number]
  }
})

t.test('what clients and incidents do is told too, and a VM that has gone keeps its name', async t => {
  const { ask, follow, lab } = await controlApi(t, protectedSites)
  const stream = await follow('?type=vm-unregistered&type=lane-changed&type=power-lost&type=mark-written')
  await ask('POST', '/links/france/canada/cut', { direction: { from: 'canada' } })
  t.match(await stream.next(), { event: 'lane-changed', data: { from: 'canada', to: 'france', up: false, at: START } })
  const { uuid } = (await ask('GET', '/clusters/france/vms')).body.vms[0]
  await ask('POST', `/clusters/france/vms/${uuid}/marks`, { name: 'proof', bytes: 7 })
  t.match(await stream.next(), { event: 'mark-written', data: { name: 'web01', uuid, mark: 'proof', bytes: 7 } })
  lab.engine.dispatch({ type: 'deactivate-protection-domain', cluster: 'france', user: 'admin', name: 'gold' })
  await ask('POST', '/clock/advance', { until_idle: true })
  for (const name of ['web01', 'app01', 'db01']) {
    t.match(await stream.next(), { event: 'vm-unregistered', data: { name, cluster: 'france' } })
  }
  await ask('PUT', '/clusters/france', { power: 'lost' })
  t.match(
    await stream.next(),
    { event: 'power-lost', data: { cluster: 'france' } },
    'and nothing that was not asked for'
  )
})

t.test('the six steps of a migration are told in their order, and each can be waited for', async t => {
  const { ask, follow, lab } = await controlApi(t, protectedSites)
  const steps = [
    ['france', 'migration-vms-stopped'],
    ['france', 'migration-data-replicated'],
    ['france', 'migration-vms-deleted'],
    ['france', 'migration-schedules-disabled'],
    ['canada', 'migration-vms-registered'],
    ['canada', 'migration-direction-reversed']
  ] as const
  const stream = await follow(`?${steps.map(([, type]) => `type=${type}`).join('&')}`)
  const command = { cluster: 'france', user: 'admin', name: 'gold', remoteSite: 'canada' } as const
  await ask('POST', '/clock/advance', { seconds: 1200 })
  lab.engine.dispatch({ type: 'migrate-protection-domain', ...command })
  for (const [cluster, type] of steps.slice(0, 2)) {
    const { body } = await ask('POST', '/clock/advance', { until_event: { type, cluster, name: 'gold' } })
    t.match(body, { event: { type, cluster, name: 'gold' } })
  }
  for (const [cluster, event] of steps) {
    const data = { cluster, name: 'gold', from: 'france', to: 'canada' }
    t.match(await stream.next(), {
      event,
      data: /vms-/.test(event) ? { ...data, vms: ['web01', 'app01', 'db01'] } : data
    })
  }
})

t.test('the contract names every kind of event', async t => {
  const { models } = parse(await readFile('openapi/control/emulator.yaml', 'utf8')) as Models
  t.same(models.EventType.enum, [...eventTypes, WORLD_RESET].sort())
})

t.test('while somebody follows, a running clock passes without being asked', async t => {
  const { ask, follow } = await controlApi(t, { ...protectedSites, streams: { pollMs: 1 } })
  await ask('PUT', '/clock', { mode: 'running', rate: 100_000 })
  const stream = await follow('?type=snapshot-received')
  t.match(await stream.next(), { event: 'snapshot-received', data: { cluster: 'canada', name: 'gold' } })
  await ask('PUT', '/clock', { mode: 'frozen' })
})

t.test('a stream with nothing to tell shows that it lives', async t => {
  const { follow } = await controlApi(t, { streams: { heartbeatMs: 1 } })
  const stream = await follow()
  t.equal(await stream.block(), ':')
  t.equal(await stream.block(), ':')
})

t.test('a reset is told, and what happens after it', async t => {
  const { ask, follow } = await controlApi(t, protectedSites)
  const stream = await follow('?type=world-reset&type=pack-changed')
  const other = await follow('?type=pack-changed')
  await ask('POST', '/clock/advance', { seconds: 10 })
  await ask('POST', '/world/reset')
  await ask('PUT', '/clusters/france', { pack: 'pro' })
  t.match(await stream.next(), { event: 'world-reset', data: { type: 'world-reset', at: START } })
  t.match(await stream.next(), { event: 'pack-changed', data: { pack: 'pro' } })
  t.match(await other.next(), { event: 'pack-changed' }, 'to those who want to know')
})

t.test('a client that leaves is forgotten, and with the last one the timers', async t => {
  const { ask, follow, streams } = await controlApi(t)
  const streamsOpen = [await follow(), await follow()]
  t.equal(streams.size, 2)
  for (const { response } of streamsOpen) response.destroy()
  while (streams.size > 0) await new Promise(resolve => setImmediate(resolve))
  t.match(await ask('PUT', '/clusters/france', { pack: 'pro' }), { status: 200 })
})

t.test('a reader that is too slow is told, and cut', async t => {
  const { ask, follow, streams } = await controlApi(t, { streams: { backlogBytesMax: 100_000 } })
  const stream = await follow()
  await ask('POST', '/clusters/france/vms', { count: 1, name_prefix: 'few' })
  t.equal(streams.size, 1)
  t.match(await stream.next(), { event: 'vm-registered', data: { name: 'few1' } })
  await ask('POST', '/clusters/france/vms', { count: 1000, name_prefix: 'many' })
  let last: unknown
  for (let next = await stream.next(); next !== undefined; next = await stream.next()) last = next
  t.match(last, { event: 'stream-cut', data: { type: 'stream-cut', message: /^More than 100000 bytes/ } })
  while (streams.size > 0) await new Promise(resolve => setImmediate(resolve))
})

t.test('closing ends every stream in order', async t => {
  const { ask, follow, streams } = await controlApi(t)
  const stream = await follow()
  await ask('PUT', '/clusters/france', { pack: 'pro' })
  streams.close()
  t.match(await stream.next(), { event: 'pack-changed' }, 'what was told before arrives')
  t.equal(await stream.next(), undefined)
  t.ok(stream.response.complete)
})

t.test('a stream that cannot be is refused', async t => {
  const { ask, follow, streams } = await controlApi(t, { streams: { streamsMax: 1 } })
  const misspelled = await ask('GET', '/events?type=power-lost&type=snapshot-token')
  t.match(misspelled, {
    status: 404,
    body: { error: { code: 'event-type/not-found', message: /snapshot-token.*snapshot-taken/ } }
  })
  t.match(await ask('GET', '/events?type='), { status: 400 })
  t.same(await ask('HEAD', '/events'), { status: 200, body: undefined }, 'HEAD does not wait')
  t.equal(streams.size, 0)
  await follow()
  t.match(await ask('GET', '/events'), {
    status: 503,
    body: { error: { code: 'streams/too-many', message: /^1 streams/ } }
  })
})

t.test('a bug in the world ends a stream, not the emulator', async t => {
  const { ask, follow, lab } = await controlApi(t, { streams: { pollMs: 1 } })
  const stream = await follow()
  lab.pace.catchUp = () => {
    throw new Error('the world broke')
  }
  await t.rejects(stream.next())
  delete (lab.pace as Partial<typeof lab.pace>).catchUp
  t.match(await ask('GET', '/health'), { status: 200 })
})

t.test('a bug in the telling ends a stream, not what it tells of', async t => {
  const { follow, lab, streams } = await controlApi(t)
  await follow()
  const broken = 1n as unknown as 'pro' // no JSON
  lab.engine.dispatch({ type: 'set-pack', cluster: 'france', pack: broken })
  t.equal(lab.world.clusters['france']?.pack, broken)
  while (streams.size > 0) await new Promise(resolve => setImmediate(resolve))
  lab.engine.dispatch({ type: 'set-pack', cluster: 'france', pack: 'pro' })
})

t.test('what happens is told once it is saved, and never where it was taken back', async t => {
  const saves: { done(): void; fail(): void }[] = []
  const settled = (): Promise<void> =>
    new Promise((resolve, reject) => saves.push({ done: resolve, fail: () => reject(new Error('the disk is full')) }))
  const { ask, follow } = await controlApi(t, { streams: { settled } })
  const stream = await follow('?type=power-lost&type=power-restored')
  const saving = async (): Promise<{ done(): void; fail(): void } | undefined> => {
    while (saves.length === 0) await new Promise(resolve => setImmediate(resolve))
    return saves.shift()
  }
  await ask('PUT', '/clusters/france', { power: 'lost' })
  const refused = await saving()
  refused?.fail()
  await ask('PUT', '/clusters/france', { power: 'on' })
  const saved = await saving()
  saved?.done()
  t.match(await stream.next(), { event: 'power-restored' }, 'the first was taken back')
})
