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
  t.match(lines[0], /^Expected at least one request with .*"france".*, and there are 0\. The nearest misses:$/)
  t.match(
    lines[1],
    /POST \/PrismGateway\/services\/rest\/v2\.0\/protection_domains\/gold\/migrate\?x=1 on canada, \d+: cluster is canada, not france$/
  )
  await t.rejects(journal.expect({ operation: 'getVMs' }, { times: 1 }), {
    found: 2,
    message: /there are 2:\n.*vms on canada, 200/
  })

  await journal.clear()
  await journal.expect({}, { times: 0 })
  await t.rejects(journal.expect({}), { message: /no request was received/ })
})

t.test('a pattern that can fit nothing is refused with the nearest name', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', http: true })
  for (const [pattern, options, message] of [
    [{ method: 'GETT' }, {}, 'There is no method GETT. Did you mean GET?'],
    [{ cluster: 'cannada' }, {}, 'There is no cluster cannada. Did you mean canada?'],
    [{ operation: 'getVmz' }, {}, /getVmz.*getVMs/],
    [{ metod: 'GET' }, {}, 'There is no field metod of a request. Did you mean method?'],
    [{ path: 'vms' }, {}, /begin with a slash/],
    [{ status: 1000 }, {}, /none that an answer can have/],
    [{}, { time: 0 }, 'There is no field time of an expectation. Did you mean times?']
  ] as const) {
    await t.rejects(emulator.journal.expect(pattern as object, { times: 0, ...options }), {
      code: 'invalid-argument',
      message
    })
  }
})
