/** The journal: requests are found, counted and verified, with the nearest misses; a filter that names nothing is refused. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator, V2 } from '../../support/emulator.js'
import type { Answer, Emulator, Method } from '../../support/emulator.js'

const BASE = '/emulator/v1'
const MIGRATE = { operation: 'migrateProtectionDomain' }

interface Hands extends Emulator {
  control(method: Method, path: string, body?: unknown): ReturnType<Emulator['ask']>
  verify(body: object): Promise<Answer['body']>
}

/** A client has asked for domains, migrated one, and asked something that is not there. */
async function journalOf(t: Test): Promise<Hands> {
  const started = await emulator(t, { fixture: 'france-canada-protected' })
  const { ask } = started
  await ask('france', 'GET', `${V2}/protection_domains?names=gold&password=open`)
  await started.advance(60)
  await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  await ask('canada', 'GET', `${V2}/protection_domain/gold`)
  const control: Hands['control'] = (method, path, body) => ask('france', method, BASE + path, body)
  return {
    ...started,
    control,
    verify: async body => {
      const { status, text, body: verdict } = await control('POST', '/journal/verify', body)
      if (status !== 200) throw new Error(text)
      return verdict as unknown
    }
  }
}

t.test('requests are found by every field, and counted', async t => {
  const { control } = await journalOf(t)
  const found = async (query: string): Promise<string[]> => {
    const { body } = await control('GET', `/journal?${query}`)
    t.equal(body.count, body.calls.length)
    return body.calls.map(({ method, site }: { method: string; site: string }) => `${method} ${site}`)
  }
  const [get, post, unknown] = ['GET france', 'POST france', 'GET canada']
  t.same(await found(''), [get, post, unknown])
  t.same(await found('operation=migrateProtectionDomain'), [post])
  t.same(await found('method=GET'), [get, unknown])
  t.same(await found('cluster=canada'), [unknown])
  t.same(await found('site=france&method=GET'), [get])
  t.same(await found('path=/protection_domains/*/migrate'), [post])
  t.same(await found('path=/protection_domain/gold'), [unknown], 'also what no API has')
  t.same(await found('user=admin'), [get, post])
  t.same(await found('status=404'), [unknown])
  t.same(await found('from=2024-01-01T00:00:30Z'), [post, unknown])
  t.same(await found('to=2024-01-01T00:00:30Z'), [get])
})

t.test('what was expected is verified, by count and by the body', async t => {
  const { verify } = await journalOf(t)
  t.match(await verify({ expect: MIGRATE }), { holds: true, count: 1, matches: [{ method: 'POST' }], misses: [] })
  t.match(await verify({ expect: MIGRATE, times: 1 }), { holds: true })
  t.match(await verify({ expect: { ...MIGRATE, cluster: 'canada' }, times: 0 }), { holds: true, count: 0 })
  t.match(await verify({ expect: { ...MIGRATE, body: { value: 'canada' } } }), { holds: true })
  t.match(await verify({ expect: { status: 404 } }), { holds: true })
  t.match(await verify({ expect: MIGRATE, times: 2 }), {
    holds: false,
    count: 1,
    says: '1 of 3 requests matches, 2 were expected'
  })
  t.match(await verify({ expect: { method: 'GET' }, times: 1 }), { holds: false, count: 2, misses: [] })
})

t.test('where it does not hold the nearest misses are told, field by field', async t => {
  const { verify } = await journalOf(t)
  const { holds, misses } = await verify({
    expect: { ...MIGRATE, cluster: 'canada', body: { value: 'france' } }
  })
  t.equal(holds, false)
  t.match(misses[0], { call: { operation: 'migrateProtectionDomain', site: 'france' } })
  t.same(misses[0].differs, [
    { field: 'cluster', expected: 'canada', actual: 'france' },
    { field: 'body/value', expected: 'france', actual: 'canada' }
  ])
  const last = misses.at(-1)
  t.match(last.call, { method: 'GET', operation: 'getProtectionDomains' })
  t.same(last.differs[0], { field: 'operation', expected: 'migrateProtectionDomain', actual: 'getProtectionDomains' })
  const nobody = await verify({ expect: { status: 200, cluster: 'canada' } })
  t.match(
    nobody.misses[0].differs,
    [{ field: 'status', actual: 404 }],
    'of as many differences the latest request comes first'
  )
})

t.test('requests are verified in their order', async t => {
  const { verify } = await journalOf(t)
  const list = { operation: 'getProtectionDomains' }
  t.match(await verify({ in_order: [list, MIGRATE, { status: 404 }] }), {
    holds: true,
    count: 3,
    matches: [{ method: 'GET' }, { method: 'POST' }, { status: 404 }]
  })
  t.match(await verify({ in_order: [list, { status: 404 }] }), { holds: true }, 'whatever came between')
  t.match(await verify({ in_order: [MIGRATE, list] }), {
    holds: false,
    count: 1,
    says: 'Nothing matches number 2 of 2 after the request for 1',
    misses: [{ call: { status: 404 }, differs: [{ field: 'operation', expected: 'getProtectionDomains' }] }]
  })
  t.match(await verify({ in_order: [list, list] }), { holds: false, count: 1 }, 'one request is one')
})

t.test('a filter that names nothing is refused, with the nearest name', async t => {
  const { control } = await journalOf(t)
  const refusals: [object, string, RegExp][] = [
    [{ method: 'GETT' }, '404 method/not-found', /There is no method GETT. Did you mean GET/],
    [{ cluster: 'frence' }, '404 cluster/not-found', /Did you mean france/],
    [{ operation: 'migrateProtectionDomian' }, '404 operation/not-found', /Did you mean migrateProtectionDomain/],
    [{ path: '/protection_domians/gold' }, '404 path/not-found', /protection_domians/],
    [{ user: 'amdin' }, '404 user/not-found', /Did you mean admin/],
    [{ from: '2024-13-01T00:00:00Z' }, '400 invalid-request', /from/],
    [{ urll: 'x' }, '400 invalid-request', /urll/],
    [{}, '400 invalid-request', /fewer than 1/]
  ]
  for (const [filter, code, message] of refusals) {
    for (const body of [{ expect: filter, times: 0 }, { in_order: [filter] }]) {
      const { status, body: answer } = await control('POST', '/journal/verify', body)
      t.equal(`${status} ${answer.error.code}`, code)
      t.match(answer.error.message, message)
    }
    const query = new URLSearchParams(filter as Record<string, string>)
    if (Object.keys(filter).length > 0) t.not((await control('GET', `/journal?${query}`)).status, 200)
  }
  for (const body of [{}, { expect: MIGRATE, in_order: [MIGRATE] }, { in_order: [MIGRATE], times: 1 }]) {
    t.equal((await control('POST', '/journal/verify', body)).status, 400)
  }
})

t.test('no secret is in it, and it leaves as an HTTP archive', async t => {
  const started = await journalOf(t)
  const { control, ask } = started
  const users = '/PrismGateway/services/rest/v1/users'
  const profile = { username: 'eve', password: 'Secret/1', firstName: 'E', lastName: 'E', emailId: 'e@x.test' }
  await ask('france', 'POST', users, { profile, note: 'x'.repeat(20_000) })
  await ask('france', 'POST', users, { profile })
  const { text, body } = await control('GET', '/journal')
  t.notMatch(text, /Secret\/1|open|nutanix/)
  t.match(body.calls[0].url, /names=gold&password=\*\*\*$/)
  t.notOk('body' in body.calls[3], 'a long body is left out')
  t.match(body.calls[4].body.profile, { username: 'eve', password: '***' })

  const { text: archive, body: har } = await control('GET', '/journal/har')
  t.notMatch(archive, /Secret\/1|password=open/)
  t.match(har.log, { version: '1.2', creator: { name: 'pesim', version: /./ } })
  t.equal(har.log.entries.length, 5)
  t.match(har.log.entries[1], {
    startedDateTime: '2024-01-01T00:01:00.000Z',
    request: {
      method: 'POST',
      url: `https://france${V2}/protection_domains/gold/migrate`,
      httpVersion: 'HTTP/1.1',
      queryString: [],
      postData: { mimeType: 'application/json', text: '{"value":"canada"}' },
      headersSize: -1
    },
    response: { status: 201, statusText: 'Created', content: { mimeType: 'application/json' }, redirectURL: '' },
    timings: { send: 0, wait: 0, receive: 0 },
    cache: {},
    _operation: 'migrateProtectionDomain'
  })
  t.same(har.log.entries[0].request.queryString[0], { name: 'names', value: 'gold' })
})
