/** The gateway over real connections: who gets in, what a dark site does, and the habits of clients that nobody here wrote. */
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import t from 'tap'
import type { Test } from 'tap'
import type { Emulator, EmulatorOptions } from '../../server/index.js'
import { listeningEmulator } from '../support/emulator.js'

const BASIC = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
const V2 = '/PrismGateway/services/rest/v2.0'
const V1 = '/PrismGateway/services/rest/v1'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /* eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are compared, not typed */
  body: any
}

interface Sending {
  method?: string
  headers?: Record<string, string>
  body?: string
}

async function gateway(t: Test, options: EmulatorOptions = {}) {
  const { running: started } = await listeningEmulator(t, options)
  return { started, send: sender(started) }
}

/** Sends exactly what it is given: no header that the test does not name. */
function sender(started: Emulator) {
  return (cluster: string, path: string, { method = 'GET', headers = { authorization: BASIC }, body }: Sending = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const { hostname, port } = new URL(started.clusters[cluster]?.url ?? '')
      const outgoing = request({ hostname, port, path, method, headers, agent: false }, response => {
        let text = ''
        response.setEncoding('utf8').on('data', part => (text += part))
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text === '' ? '' : parsed(text)
          })
        })
      })
      outgoing.on('error', reject).end(body)
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const cookieOf = ({ headers }: Answer, name: string): string =>
  headers['set-cookie']?.find(cookie => cookie.startsWith(`${name}=`))?.split(';')[0] ?? ''

t.test('credentials, or a cookie that they handed out, are needed', async t => {
  const { send } = await gateway(t)
  const first = await send('france', `${V2}/cluster`)
  t.equal(first.status, 200)
  t.match(first.headers, { server: 'Nutanix Prism', 'x-ntnx-env': 'PE' })
  for (const name of ['JSESSIONID', 'NTNX_IGW_SESSION', 'NTNX_MERCURY_IGW_SESSION']) {
    const again = await send('france', `${V2}/cluster`, { headers: { cookie: cookieOf(first, name) } })
    t.equal(again.status, 200, `${name} alone logs in`)
  }
  const elsewhere = await send('canada', `${V2}/cluster`, { headers: { cookie: cookieOf(first, 'JSESSIONID') } })
  t.equal(elsewhere.status, 401, 'the other cluster has never seen the cookie')
  for (const headers of [
    {},
    { authorization: 'Basic bm90OnJpZ2h0' },
    { cookie: 'JSESSIONID=made-up' },
    { authorization: 'Bearer x' }
  ]) {
    const refused = await send('france', `${V2}/cluster`, { headers })
    t.match(refused, { status: 401, body: { message: String, error_code: { code: 401 } } }, JSON.stringify(headers))
  }
  t.match((await send('france', `${V1}/progress_monitors`, { headers: {} })).body, {
    message: String,
    errorCode: { code: 401 }
  })
})

t.test('the login form hands out a session, and the ping needs none', async t => {
  const { send } = await gateway(t)
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  const path = '/PrismGateway/j_spring_security_check'
  const login = await send('france', path, { ...form, body: 'j_username=admin&j_password=nutanix%2F4u' })
  t.equal(login.status, 200)
  const cookie = cookieOf(login, 'JSESSIONID')
  t.equal((await send('france', `${V2}/cluster`, { headers: { cookie } })).status, 200)
  t.equal((await send('france', path, { ...form, body: 'j_username=admin&j_password=wrong' })).status, 401)
  t.equal((await send('france', path, { ...form, body: 'nothing' })).status, 401)
  t.equal((await send('france', '/PrismGateway/services/', { method: 'HEAD', headers: {} })).status, 200)
})

t.test('Prism Central has an address, names and sessions of its own', async t => {
  const { started, send } = await gateway(t)
  const basic = { headers: { authorization: BASIC } }
  const clusters = `${started.central.url}${V1}/clusters`
  const answer = await fetch(clusters, basic)
  t.match([answer.status, answer.headers.get('x-ntnx-env')], [200, 'PC'])
  const { entities } = (await answer.json()) as { entities: { name: string; uuid: string }[] }
  const canada = entities.find(({ name }) => name === 'canada')?.uuid
  const handedOn = await fetch(`${started.central.url}//api/nutanix/v2.0/cluster/?proxyClusterUuid=${canada}`, basic)
  t.match(await handedOn.json(), { name: 'canada' })

  const [cookie = ''] = answer.headers.getSetCookie()
  t.equal((await fetch(clusters, { headers: { cookie } })).status, 200)
  t.equal(
    (await send('france', `${V2}/cluster`, { headers: { cookie } })).status,
    401,
    'its cookie is good for it alone'
  )
  for (const host of ['prism-central', 'central.example.test:9440']) {
    const named = await send('france', `${V2}/cluster`, { headers: { authorization: BASIC, host } })
    t.match(named, { headers: { 'x-ntnx-env': 'PC' }, body: { multicluster: true } }, host)
  }
  t.equal((await fetch(`${started.central.url}/PrismGateway/services/`, { method: 'HEAD' })).status, 200)
  const unknown = await fetch(`${started.central.url}/api/nutanix/v3/nothing`, basic)
  t.match([unknown.status, unknown.headers.get('x-ntnx-env')], [404, 'PC'])
  const state = await send('france', `${V1}/multicluster/cluster_external_state`)
  t.match(state.body, [{ clusterDetails: { ipAddresses: [new URL(started.central.url).hostname] } }])
})

t.test('Prism Central without an address gets one, and is reached by its name at any other', async t => {
  const listen = [{ name: 'france', address: '127.0.0.1', port: 0 }]
  const { started, send } = await gateway(t, { listen })
  t.not(started.central.url, started.clusters['france']?.url)
  const named = await send('france', `${V2}/clusters`, { headers: { authorization: BASIC, host: 'central' } })
  t.match(named.body.entities, [{ name: 'france' }, { name: 'canada' }])
})

t.test('logging out ends the session, by either path', async t => {
  const { send } = await gateway(t)
  for (const [method, path] of [
    ['GET', '/PrismGateway/j_spring_security_logout'],
    ['POST', '/PrismGateway/j_spring_security_logout'],
    ['POST', '/api/nutanix/v1/utils/logout']
  ] as const) {
    const cookie = cookieOf(await send('france', `${V2}/cluster`), 'NTNX_MERCURY_IGW_SESSION')
    t.equal((await send('france', `${V2}/cluster`, { headers: { cookie } })).status, 200)
    const left = await send('france', path, { method, headers: { cookie } })
    t.match([left.status, left.headers['set-cookie']?.length], [200, 3], `${method} ${path}`)
    t.equal((await send('france', `${V2}/cluster`, { headers: { cookie } })).status, 401)
  }
})

t.test('the consoles of two clusters in one browser do not log each other out', async t => {
  const { started, send } = await gateway(t)
  const form = 'application/x-www-form-urlencoded'
  /** As a browser keeps them: by name, whatever the port. */
  const jar = new Map<string, string>()
  const browse = async (cluster: string, path: string, sending: Sending = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await send(cluster, path, { ...sending, headers: { 'content-type': form, cookie } })
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^(\w+)=([^;]*);/.exec(line) ?? []
      if (line.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  const logIn = (cluster: string) =>
    browse(cluster, '/PrismGateway/j_spring_security_check', {
      method: 'POST',
      body: 'j_username=admin&j_password=nutanix%2F4u'
    })
  const reached = async () => [
    (await browse('france', `${V2}/cluster`)).status,
    (await browse('canada', `${V2}/cluster`)).status
  ]
  await logIn('france')
  t.same(await reached(), [200, 401])
  await logIn('canada')
  t.same(await reached(), [200, 200])
  await browse('france', '/PrismGateway/j_spring_security_logout')
  t.same(await reached(), [401, 200], 'leaving one leaves the other alone')
  await logIn('france')
  const change = { oldPassword: 'nutanix/4u', newPassword: 'an0ther' }
  const headers = { authorization: BASIC, 'content-type': 'application/json' }
  const body = JSON.stringify(change)
  t.equal((await send('canada', `${V1}/users/change_password`, { method: 'PUT', headers, body })).status, 200)
  t.same(await reached(), [200, 401], 'a changed password ends what was granted at its site')
  await browse('france', '/PrismGateway/j_spring_security_logout')
  t.equal(jar.size, 0, 'the last one takes the cookies along')
  t.not(started.clusters['france']?.url, started.clusters['canada']?.url)
})

t.test('every spelling of a path is one operation, and none is a redirect', async t => {
  const { send } = await gateway(t, { fixture: 'france-canada-protected' })
  const spellings = [
    `${V2}/protection_domains`,
    `${V2}/protection_domains/`,
    `${V2}//protection_domains`,
    '//PrismGateway/services/rest/v2.0/protection_domains/',
    '/api/nutanix/v2.0/protection_domains',
    '/api/nutanix/v2.0//protection_domains/?proxyClusterUuid=x&_=17',
    `${V2}/protection_domains/?names=gold`,
    `${V2}/protection_domains?include_deleted=False&projection=stats,alerts&count=`
  ]
  for (const path of spellings) {
    t.match(await send('france', path), { status: 200, body: { entities: [{ name: 'gold' }] } }, path)
  }
  t.match(await send('france', `${V2}/protection_domains/gold/?fullDetails=true`), {
    status: 200,
    body: { name: 'gold' }
  })
})

t.test('bodies are read as real clients send them', async t => {
  const { send } = await gateway(t)
  const json = { authorization: BASIC, 'content-type': 'application/json; charset=utf-8' }
  t.equal(
    (await send('france', `${V2}/protection_domains`, { method: 'POST', headers: json, body: '{"value":"a b"}' }))
      .status,
    201
  )
  t.match((await send('france', `${V2}/protection_domains/a%20b/`)).body, { name: 'a b' }, 'a name with a blank')
  const protect = { names: ['web01'], app_consistent_snapshots: 'false', whatever: 1 }
  const answer = await send('france', `${V2}/protection_domains/a%20b/protect_vms`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(protect)
  })
  t.match(answer, { status: 201, body: { vms: [{ vm_name: 'web01', app_consistent_snapshots: false }] } })
  const empty = await send('france', `${V2}/protection_domains/a%20b/unprotect_vms`, {
    method: 'POST',
    headers: { authorization: BASIC }
  })
  t.match(empty, { status: 201, body: { vms: [] } }, 'an empty POST without content type unprotects all')
  t.equal(
    (await send('france', `${V2}/cluster`, { headers: { ...json, 'content-length': '2' }, body: '[]' })).status,
    200,
    'the body of a GET is ignored'
  )
  t.same((await send('france', `${V2}/protection_domains/a%20b`, { method: 'DELETE', headers: json })).body, {
    value: true
  })
})

t.test('what cannot be read is refused in the product’s form and changes nothing', async t => {
  const { send } = await gateway(t)
  const json = { authorization: BASIC, 'content-type': 'application/json' }
  const before = await send('france', '/emulator/v1/world', { headers: {} })
  const refused: [string, Sending, number][] = [
    ['/protection_domains', { method: 'POST', headers: json, body: '{"value":' }, 400],
    ['/protection_domains', { method: 'POST', headers: json, body: '{"value":{"a":1}}' }, 400],
    ['/protection_domains', { method: 'POST', headers: json, body: '{}' }, 500],
    ['/protection_domains', { method: 'POST', headers: json, body: '{"value":"no/slash"}' }, 500],
    ['/protection_domains', { method: 'POST', headers: { ...json, 'content-type': 'text/plain' }, body: 'gold' }, 415],
    [
      '/protection_domains',
      { method: 'POST', headers: json, body: JSON.stringify({ value: 'x'.repeat(2 ** 20) }) },
      413
    ],
    ['/protection_domains/none', {}, 500],
    ['/protection_domains/constructor', {}, 500],
    ['/protection_domains', { method: 'PUT', headers: json, body: '{}' }, 405],
    ['/nothing', {}, 404],
    ['/hosts?count=many', {}, 400],
    ['/hosts?page=2', {}, 500],
    ['/hosts?filter_criteria=((name', {}, 400]
  ]
  for (const [path, sending, status] of refused) {
    const answer = await send('france', V2 + path, sending)
    t.match(
      answer,
      { status, body: { message: /./, error_code: { code: Number, help_url: String } } },
      `${path}: ${status}`
    )
  }
  t.match((await send('france', `${V2}/protection_domains/none`)).body, { message: /does not exist/ })
  t.same((await send('france', '/emulator/v1/world', { headers: {} })).body, before.body, 'the world is as it was')
})

t.test('a site without power does not answer, its control API does, and it comes back', async t => {
  const { send } = await gateway(t, { fixture: 'france-canada-protected' })
  const power = (to: string) =>
    send('france', '/emulator/v1/clusters/france', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ power: to })
    })
  t.equal((await power('lost')).status, 200)
  await t.rejects(send('france', `${V2}/cluster`), { code: 'ECONNRESET' })
  await t.rejects(send('france', '/PrismGateway/services/', { method: 'HEAD', headers: {} }), { code: 'ECONNRESET' })
  t.match((await send('canada', `${V2}/remote_sites/france`)).body, { status: 'UNREACHABLE' })
  t.equal((await power('on')).status, 200)
  t.equal((await send('france', `${V2}/cluster`)).status, 200)
})

t.test('a Host name selects its cluster on any listener', async t => {
  const { send } = await gateway(t)
  const named = await send('france', `${V2}/cluster`, {
    headers: { authorization: BASIC, host: 'canada.example.test:9440' }
  })
  t.equal(named.body.name, 'canada')
  t.equal((await send('france', `${V2}/cluster`)).body.name, 'france')
})
