/** Who may ask at all: each line of the rule, as browsers, tools and attackers send it. */
import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { createGuard, isLocalRequest } from '../../../server/http/access/access.js'
import { isKnownHost, parseHostName } from '../../../server/http/access/host-name.js'
import { HttpRefusal } from '../../../server/http/contract/http-refusal.js'

interface RequestHead {
  readonly url?: string
  readonly method?: string
  readonly protocol?: 'http' | 'https'
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly remote?: string
}

const request = ({
  url = '/emulator/v1/clock',
  method = 'GET',
  protocol = 'https',
  headers,
  remote = '127.0.0.1'
}: RequestHead) =>
  ({
    url,
    method,
    protocol,
    headers: Object.fromEntries(
      Object.entries({ host: 'localhost:9440', ...headers }).filter(([, value]) => value !== undefined)
    ),
    raw: { socket: { remoteAddress: remote } }
  }) as unknown as FastifyRequest

const guard = createGuard({
  names: () => ['laptop.corp.invalid', '*.let.in', 'certified.invalid'],
  allowed: ['*.let.in'],
  guarded: '/emulator',
  pages: ['/', '/docs', '/console']
})

/** The code of the refusal; undefined where the request passes. */
function refusal(head: RequestHead): string | undefined {
  try {
    guard(request(head))
    return undefined
  } catch (error) {
    if (error instanceof HttpRefusal && error.status === 403) return error.code
    throw error
  }
}

t.test('a Host name is read without case, port and trailing dot, and nonsense is none', async t => {
  const readable = {
    'localhost:32768': { kind: 'name', text: 'localhost' },
    'FRANCE.Example.': { kind: 'name', text: 'france.example' },
    '192.168.0.50:9440': { kind: 'address', text: '192.168.0.50' },
    '[::1]:9440': { kind: 'address', text: '::1' },
    my_service: { kind: 'name', text: 'my_service' }
  }
  for (const [header, means] of Object.entries(readable)) t.same(parseHostName(header), means, header)
  t.same(parseHostName(undefined), { kind: 'none' })
  t.same(parseHostName(''), { kind: 'none' })
  const nonsense = [
    'a b',
    'a/b',
    'a@b',
    '[::1',
    '[1.2.3.4]',
    '::1',
    'a:b',
    'a:99999',
    'a..b',
    '-a',
    '.',
    'x'.repeat(300)
  ]
  for (const header of nonsense) t.equal(parseHostName(header).kind, 'unreadable', header)
})

t.test('known are addresses, names without a dot, private endings, and what was named', async t => {
  const known = [
    ...[undefined, '127.0.0.1', '10.1.2.3:9440', '[::1]', 'localhost:32768', 'pesim', 'prism-france:9440', 'canada'],
    ...[
      'lab.localhost',
      'a.test',
      'a.b.example',
      'x.internal',
      'nas.home.arpa',
      'pesim.ns.svc',
      'pesim.ns.svc.cluster.local'
    ],
    ...['laptop.corp.invalid', 'LAPTOP.corp.invalid.:9440', 'any.thing.let.in', 'certified.invalid']
  ]
  const names = ['laptop.corp.invalid', '*.let.in', 'certified.invalid']
  for (const host of known) t.ok(isKnownHost(parseHostName(host), names), String(host))
  const foreign = [
    'evil.invalid',
    'canada.evil.invalid',
    'let.in',
    'localhost.evil.invalid',
    'xtest.invalid',
    'a.testing',
    'a b'
  ]
  for (const host of foreign) t.notOk(isKnownHost(parseHostName(host), names), host)
})

t.test('an unknown Host name reads nothing, save the emulated API over TLS where no browser asks', async t => {
  const host = 'canada.evil.invalid'
  const product = '/PrismGateway/services/rest/v2.0/cluster'
  t.equal(refusal({ headers: { host } }), 'host-not-allowed', 'the control API')
  t.equal(refusal({ headers: { host }, url: product, protocol: 'http' }), 'host-not-allowed', 'plain HTTP')
  t.equal(refusal({ headers: { host, 'sec-fetch-mode': 'cors' }, url: product }), 'host-not-allowed', 'a browser')
  t.equal(
    refusal({ headers: { host, origin: `https://${host}` }, url: product }),
    'host-not-allowed',
    'a page of its own'
  )
  t.equal(refusal({ headers: { host }, url: product }), undefined)
  t.throws(() => guard(request({ headers: { host } })), /canada\.evil\.invalid.*--allow-host/)
})

t.test('where a browser says whose page asks, only its own and the user’s may', async t => {
  for (const site of ['same-origin', 'none']) t.equal(refusal({ headers: { 'sec-fetch-site': site } }), undefined, site)
  for (const site of ['cross-site', 'same-site', 'nonsense', '']) {
    for (const method of ['GET', 'POST'])
      t.equal(refusal({ method, headers: { 'sec-fetch-site': site } }), 'cross-site', `${method} ${site}`)
  }
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  for (const url of ['/', '/docs', '/console', '/docs?x=1']) t.equal(refusal({ url, headers: link }), undefined, url)
  t.equal(refusal({ url: '/', method: 'POST', headers: link }), 'cross-site', 'a form that is sent loads a page too')
  t.equal(refusal({ url: '/emulator/v1/world', headers: link }), 'cross-site')
  t.equal(refusal({ url: '/', headers: { ...link, 'sec-fetch-dest': 'iframe' } }), 'cross-site')
  t.equal(refusal({ url: '/', headers: { ...link, 'sec-fetch-mode': 'no-cors' } }), 'cross-site')
})

t.test('an origin is that of the page’s own server, or was let in', async t => {
  const own = [
    { origin: 'https://localhost:9440' },
    { origin: 'https://LOCALHOST:9440' },
    { origin: 'https://console.let.in' },
    { origin: 'https://127.0.0.2:9440', host: '127.0.0.2:9440' },
    { origin: 'https://pesim', host: 'pesim' }
  ]
  for (const headers of own) t.equal(refusal({ method: 'POST', headers }), undefined, headers.origin)
  const foreign = [
    'null',
    'https://localhost:3000',
    'http://localhost:9440',
    'https://evil.invalid',
    'https://certified.invalid',
    'nonsense'
  ]
  for (const origin of foreign) t.equal(refusal({ method: 'POST', headers: { origin } }), 'cross-site', origin)
})

t.test('local is what begins and ends on this machine, by a known name, handed on by nobody', async t => {
  const local = (head: RequestHead): boolean => isLocalRequest(request(head), [])
  for (const remote of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) t.ok(local({ remote }), remote)
  for (const remote of ['10.0.0.1', '::ffff:10.0.0.1', '128.0.0.1', 'fe80::1', '']) t.notOk(local({ remote }), remote)
  for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'])
    t.notOk(local({ headers: { [name]: '127.0.0.1' } }), name)
  t.notOk(local({ headers: { host: 'evil.invalid' } }))
})
