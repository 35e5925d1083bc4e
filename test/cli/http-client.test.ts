/** The HTTP client of the commands: what is an answer, what is none, and what it says of the difference. */
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { httpClient } from '../../server/cli/core/index.js'
import type { HttpClient } from '../../server/cli/core/index.js'

async function clientOf(t: Test, listener: RequestListener, stop?: AbortSignal): Promise<HttpClient> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const client = httpClient({ url, username: 'admin', password: 'pass:word' }, stop)
  t.teardown(() => {
    client[Symbol.dispose]()
    server.close()
  })
  return client
}

t.test('any status is an answer, and a text that is no JSON has no body', async t => {
  const client = await clientOf(t, ({ url, headers }, response) => {
    response.statusCode = Number(url?.slice(1, 4))
    const login = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
    response.end(url?.endsWith('json') ? JSON.stringify({ login }) : '<html>')
  })
  t.match(await client.request('GET', '/200.json'), { status: 200, body: { login: 'admin:pass:word' } })
  t.match(await client.request('GET', '/500.json'), { status: 500, body: { login: 'admin:pass:word' } })
  t.same(await client.request('GET', '/404.html'), { status: 404, text: '<html>', body: undefined })
})

t.test('a body goes as JSON, and one connection serves all calls', async t => {
  const ports = new Set<number | undefined>()
  const client = await clientOf(t, (request, response) => {
    ports.add(request.socket.remotePort)
    response.setHeader('content-type', String(request.headers['content-type']))
    request.pipe(response)
  })
  t.match(await client.request('POST', '/echo', { value: 'é' }), { body: { value: 'é' } })
  t.match(await client.request('PUT', '/echo?a=b', [1]), { body: [1] })
  t.equal(ports.size, 1)
})

t.test('a connection that breaks is no answer, before the answer and in the middle of it', async t => {
  const client = await clientOf(t, ({ url }, response) => {
    if (url === '/before') response.destroy()
    else response.writeHead(200, { 'content-length': '100' }).write('{"half":', () => response.destroy())
  })
  await t.rejects(client.request('GET', '/before'), {
    name: 'NoAnswer',
    message: /^http:\/\/127\.0\.0\.1:\d+ does not answer: socket hang up; is it https:\/\/ that is meant\?$/,
    reason: 'socket hang up; is it https:// that is meant?'
  })
  await t.rejects(client.request('GET', '/middle'), { name: 'NoAnswer', message: /does not answer: aborted$/ })
})

t.test('a call that is told to stop says so: that is nobody’s silence', async t => {
  const stop = new AbortController()
  const client = await clientOf(t, () => stop.abort(), stop.signal)
  const stopped = { name: 'Unreachable', message: /does not answer: told to stop$/ }
  await t.rejects(client.request('GET', '/'), stopped)
  await t.rejects(client.request('GET', '/'), stopped, 'and so does every later one')
})
