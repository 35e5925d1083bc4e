/** What is expected of the journal, and what is said where it does not hold. */
import t from 'tap'
import { startEmulator } from '../../server/index.js'

const V2 = '/api/nutanix/v2.0'

t.test('requests are found, counted, and missed with the reasons', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', fixture: 'france-canada-protected', http: true })
  const { journal, clusters } = emulator
  const migrate = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"value":"canada"}' }
  await clusters.canada.fetch(`${V2}/protection_domains/gold/migrate?x=1`, migrate)
  await clusters.canada.fetch(`${V2}/vms`)
  await clusters.canada.fetch(`${V2}/vms`, { headers: { authorization: 'Basic eDp5' } })

  const [call] = await journal.expect({ path: '/protection_domains/*/migrate', method: 'POST' }, { times: 1 })
  t.match(call, { site: 'canada', method: 'POST' })
  t.equal((await journal.find({ path: `${V2}/vms` })).length, 2, 'by either of the base paths')
  t.equal((await journal.expect({ operation: 'getVMs' })).length, 2)
  await journal.expect({ operation: 'getVMs', status: 401 }, { times: 1 })
  await journal.expect({ operation: 'migrateProtectionDomain', cluster: 'france' }, { times: 0 }).catch(() => undefined)
  t.equal((await journal.find({ cluster: 'canada', user: 'admin' })).length, 2)

  const missed = await journal
    .expect({ operation: call?.operation ?? '', cluster: 'france', user: 'admin' })
    .catch((error: unknown) => error)
  t.match(missed, { name: 'JournalMismatch', code: 'journal-mismatch', found: 0 })
  const lines = (missed as Error).message.split('\n')
  t.equal(lines[0], 'The journal is not as expected: 0 of 3 requests match, at least 1 was expected.')
  t.match(lines[1], /^ {2}expected: .*"cluster":"france"/)
  t.equal(lines[2], 'The nearest misses:')
  t.match(
    lines[3],
    /POST \/PrismGateway\/services\/rest\/v2\.0\/protection_domains\/gold\/migrate\?x=1 on canada, \d+$/
  )
  t.equal(lines[4], '    cluster is "canada", not "france"')
  await t.rejects(journal.expect({ operation: 'getVMs' }, { times: 1 }), {
    found: 2,
    message: /2 of 3 requests match, 1 was expected[^]*These match:\n.*vms on canada, 200/
  })

  await journal.clear()
  await journal.expect({}, { times: 0 })
  await t.rejects(journal.expect({}), { message: /0 of 0 requests match/ })
})

t.test('by body, in a span of time, and one after the other', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', fixture: 'france-canada-protected', http: true })
  const { journal, clusters, clock } = emulator
  const headers = { 'content-type': 'application/json' }
  const post = async (path: string, body: object): Promise<Response> =>
    clusters.france.fetch(V2 + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await post('/protection_domains', { value: 'lead' })
  await clock.advance('1h')
  const later = await clock.now()
  await post('/protection_domains/lead/protect_vms', { names: ['web02', 'app01'], ignore_dup_or_missing_vms: true })
  await clusters.canada.fetch(`${V2}/vms`)

  const protect = { path: '/protection_domains/*/protect_vms' }
  t.match(await journal.expect({ ...protect, body: { names: ['web02', 'app01'] } }, { times: 1 }), [{ method: 'POST' }])
  await t.rejects(journal.expect({ ...protect, body: { names: ['web02', 'db01'] } }), {
    message: /protect_vms on france, \d+\n {4}body\/names\/1 is "app01", not "db01"/
  })
  await t.rejects(journal.expect({ ...protect, body: { name: 'web02' } }), {
    message: /body\/name is absent, not "web02"/
  })
  t.equal((await journal.find({}, { from: later })).length, 2)
  await t.rejects(journal.expect({ body: { value: 'lead' } }, { from: later }), { found: 0, message: /from is/ })
  await journal.expect({ body: { value: 'lead' } }, { to: later, times: 1 })

  const create = { operation: 'addProtectionDomain' }
  const list = { operation: 'getVMs', cluster: 'canada' } as const
  t.match(await journal.expect({ in_order: [create, list] }), [{ site: 'france' }, { site: 'canada' }])
  const misordered = journal.expect({ in_order: [create, list, protect] })
  await t.rejects(misordered, { found: 2, message: /Nothing matches number 3 of 3 after the request for 2/ })
  await t.rejects(journal.expect({ in_order: [create] }, { times: 1 }), {
    code: 'invalid-argument',
    message: /times has no meaning/
  })
  await t.rejects(journal.expect({ in_order: [create], time: 1 } as object), { message: /no field time of a sequence/ })
})

t.test('a request that got no answer has no status', async () => {
  await using emulator = await startEmulator({ clock: 'frozen', http: true })
  const { journal, clusters } = emulator
  await emulator.mishaps.add({ operation: 'getVMs', reset: true, count: 1 })
  await clusters.france.fetch(`${V2}/vms`).catch(() => undefined)
  await clusters.france.fetch(`${V2}/vms`)
  await journal.expect({ operation: 'getVMs', status: null }, { times: 1 })
  await journal.expect({ operation: 'getVMs', status: 200 }, { times: 1 })
})

t.test('a pattern that can fit nothing is refused with the nearest name', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', http: true })
  await t.rejects(emulator.journal.expect({ in_order: [{ method: 'GETT' as 'GET' }] }), {
    code: 'invalid-argument',
    message: 'There is no method GETT. Did you mean GET?'
  })
  for (const [pattern, options, message] of [
    [{ method: 'GETT' }, {}, 'There is no method GETT. Did you mean GET?'],
    [{ cluster: 'cannada' }, {}, 'There is no cluster cannada. Did you mean canada?'],
    [{ operation: 'getVmz' }, {}, /getVmz.*getVMs/],
    [{ metod: 'GET' }, {}, 'There is no field metod of a request. Did you mean method?'],
    [{ path: 'vms' }, {}, /path must match pattern/],
    [{ path: '/vmz' }, {}, /No operation is \/vmz/],
    [{ user: 'amdin' }, {}, /There is no user amdin. Did you mean admin/],
    [{ operation: 'getVMs', path: '/hosts' }, {}, /No operation getVMs is \/hosts/],
    [{ status: 1000 }, {}, /status must be <= 599/],
    [{}, { time: 0 }, 'There is no field time of an expectation. Did you mean times?']
  ] as const) {
    await t.rejects(emulator.journal.expect(pattern as object, { times: 0, ...options }), {
      code: 'invalid-argument',
      message
    })
  }
})
