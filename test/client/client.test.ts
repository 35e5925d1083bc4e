/** The typed client of the control API: what it answers, whom it trusts, and how it says what went wrong. */
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createHttpsServer } from 'node:https'
import t from 'tap'
import type { Test } from 'tap'
import { connect, createFetch } from '../../server/client/index.js'
import type { ControlClient } from '../../server/client/index.js'
import { createCertificate } from '../../server/http/listen/index.js'
import { startEmulator } from '../../server/index.js'

const certificate = createCertificate(['127.0.0.1', 'localhost'], new Date())

async function emulated(t: Test): Promise<ControlClient> {
  const emulator = await startEmulator({ clock: 'frozen', fixture: 'france-canada-protected' })
  const client = connect(emulator.control)
  t.teardown(async () => {
    client.close()
    await emulator.stop()
  })
  return client
}

/** The URL of a server of the test's own; HTTPS with `certificate`. */
async function serverOf(t: Test, listener: RequestListener, scheme: 'http' | 'https' = 'http'): Promise<string> {
  const server = scheme === 'https' ? createHttpsServer(certificate, listener) : createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('calls take path, query and body of the contract and answer its models', async t => {
  const api = await emulated(t)
  const { clusters } = await api.get('/clusters')
  t.same(
    clusters.map(({ name }) => name),
    ['france', 'canada']
  )
  const link = await api.post('/links/{a}/{b}/cut', {
    path: { a: 'france', b: 'canada' },
    body: { direction: { from: 'france' } }
  })
  t.same(Object.fromEntries(link.lanes.map(({ from, up }) => [from, up])), { france: false, canada: true })
  t.match(await api.put('/clock', { body: { rate: 2 } }), { mode: 'frozen', rate: 2 })
  t.same((await api.get('/journal', { query: { site: 'canada' } })).calls, [])
  t.same((await api.delete('/mishaps')).mishaps, [])
})

t.test('a refusal has the code, the status and the words of the control API', async t => {
  const api = await emulated(t)
  await t.rejects(api.get('/clusters/{name}', { path: { name: 'mars' } }), {
    name: 'ControlRefused',
    code: 'cluster/not-found',
    status: 404,
    message: /mars/
  })
  await t.rejects(api.post('/clock/advance', { body: { seconds: -1 } }), { code: 'invalid-request', status: 400 })
})

t.test('events are heard from the moment at which the stream is open, and an abort ends it', async t => {
  const api = await emulated(t)
  const stop = new AbortController()
  const received: string[] = []
  const opened = (): void => void api.put('/clusters/{name}', { path: { name: 'canada' }, body: { power: 'lost' } })
  for await (const event of api.events({ types: ['power-lost'], signal: stop.signal, onOpen: opened })) {
    t.match(event, { type: 'power-lost', cluster: 'canada' })
    received.push(event.type)
    stop.abort()
  }
  t.same(received, ['power-lost'])
  await t.rejects(api.events({ types: ['power-lots'] }).next(), { code: 'event-type/not-found', message: /power-lost/ })
})

t.test('the token is sent, and with a certificate authority only its certificate is trusted', async t => {
  const url = await serverOf(
    t,
    ({ headers }, response) => response.end(JSON.stringify({ ready: headers.authorization === 'Bearer s3cret' })),
    'https'
  )
  using trusting = connect(url, { token: 's3cret', ca: certificate.cert })
  t.same(await trusting.get('/ready'), { ready: true })
  using loopback = connect(url)
  t.same(await loopback.get('/ready'), { ready: false }, 'on loopback any certificate will do')
  const other = createCertificate(['127.0.0.1'], new Date()).cert
  for (const trust of [{ ca: other }, { insecure: false }]) {
    using doubting = connect(url, trust)
    await t.rejects(doubting.get('/ready'), { name: 'EmulatorUnreachable', code: 'untrusted-certificate' })
  }
})

t.test('what gives no answer is told apart', async t => {
  const silent = await serverOf(t, () => undefined)
  const other = await serverOf(t, (_, response) => response.writeHead(404).end('nothing here'))
  const page = await serverOf(t, (_, response) => response.end('<html>'))
  const gone = 'http://127.0.0.1:1'
  const faults: [string, string, RegExp][] = [
    [silent, 'timed-out', /no answer within 0.05 s/],
    [other, 'not-an-emulator', /answers 404/],
    [await serverOf(t, (_, response) => response.writeHead(400).end()), 'not-an-emulator', /https:\/\/ that is meant/],
    [page, 'not-an-emulator', /not as an emulator does/],
    [gone, 'no-connection', /does not answer: .*ECONNREFUSED/],
    [page.replace('http:', 'https:'), 'no-connection', /http:\/\/ that is meant/]
  ]
  for (const [url, code, message] of faults) {
    using api = connect(url, { timeoutMs: code === 'timed-out' ? 50 : 60_000 })
    await t.rejects(api.get('/health'), { name: 'EmulatorUnreachable', code, message }, url)
  }
  const stop = new AbortController()
  using stopped = connect(silent, { signal: stop.signal })
  const call = stopped.get('/health')
  stop.abort(new Error('told to end'))
  await t.rejects(call, { message: 'told to end' })
})

t.test('what cannot be the URL of an emulator is refused before anything is sent', async t => {
  for (const url of ['127.0.0.1:9440', 'ftp://host', 'https://host/other'])
    t.throws(() => connect(url), { name: 'ConfigError' }, url)
  t.equal(connect('https://host:9440/').url, 'https://host:9440/emulator/v1')
  t.equal(connect('https://host/emulator/v1/labs/one/').url, 'https://host/emulator/v1/labs/one')
})

t.test('fetch answers as the global one does', async t => {
  const url = await serverOf(t, (request, response) => {
    const { method, url: path = '', headers } = request
    if (path === '/moved') return response.writeHead(302, { location: '/there' }).end()
    if (path === '/none') return response.writeHead(204).end()
    if (path === '/broken')
      return response.writeHead(200, { 'content-length': 10 }).write('123', () => request.destroy())
    let body = ''
    request.on('data', part => (body += String(part)))
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] })
      response.end(
        JSON.stringify({ method, path, body, type: headers['content-type'], length: headers['content-length'] })
      )
    })
    return undefined
  })
  const { fetch: ours, close } = createFetch()
  t.teardown(close)
  for (const [path, init] of [
    ['/plain', undefined],
    ['/form', { method: 'POST', body: new URLSearchParams({ a: 'ü' }) }],
    ['/bytes', { method: 'PUT', body: new Uint8Array([65, 66]) }],
    ['/empty', { method: 'POST' }],
    ['/moved', { method: 'POST', body: 'x' }],
    ['/none', { method: 'DELETE' }],
    ['/there', { method: 'HEAD' }]
  ] as [string, RequestInit | undefined][]) {
    const [one, other] = await Promise.all([ours(url + path, init), fetch(url + path, init)])
    const partsOf = ({ status, statusText, url, redirected, ok }: Response) => ({
      status,
      statusText,
      url,
      redirected,
      ok
    })
    t.same(partsOf(one), partsOf(other), path)
    t.equal(one.constructor, Response)
    t.same(one.headers.getSetCookie(), other.headers.getSetCookie())
    t.same(await one.text(), await other.text(), path)
  }
  t.equal((await ours(`${url}/moved`, { redirect: 'manual' })).status, 302)
  await t.rejects(ours(`${url}/moved`, { redirect: 'error' }), TypeError)
  await t.rejects(ours(`${url}/broken`), { message: 'fetch failed', cause: { code: 'ECONNRESET' } })
  await t.rejects(ours(`${url}/plain`, { signal: AbortSignal.abort(new Error('early')) }), { message: 'early' })
})
