/** Where the emulator listens: addresses, the sites they stand for, TLS and its certificate, and how it all ends. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { get as httpGet } from 'node:http'
import { get as httpsGet } from 'node:https'
import type { RequestListener, ServerResponse } from 'node:http'
import { Server, connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { parseHostName } from '../../../server/http/access/host-name.js'
import { siteOf } from '../../../server/http/listen/address.js'
import { createCertificate } from '../../../server/http/listen/certificate.js'
import { openListeners } from '../../../server/http/listen/listeners.js'
import type { ListenTarget } from '../../../server/http/listen/listeners.js'

const NOON = new Date('2026-11-22T12:00:00Z')
const HOSTS = ['localhost', 'france', '127.0.0.1', '127.0.0.2', '::1', '2001:db8::a:10.0.0.1']

/** Answers with the port it was asked on. */
const handler: RequestListener = ({ socket }, response) => response.end(`port ${socket.localPort}`)

const at = (name: string, address: string, port: number): ListenTarget => ({ name, address, port })

t.test('several addresses, each on a free port, answer until they are closed', async t => {
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0), at('canada', '127.0.0.2', 0)], { handler })
  t.match(open, [
    { name: 'france', address: '127.0.0.1', url: /^http:\/\/127\.0\.0\.1:\d+$/ },
    { name: 'canada', address: '127.0.0.2', url: /^http:\/\/127\.0\.0\.2:\d+$/ }
  ])
  for (const { url, port } of open) t.equal(await (await fetch(url)).text(), `port ${port}`)
  await close()
  for (const { url } of open) await t.rejects(fetch(url))
  await close()
})

t.test('sites with the same address share a listener', async t => {
  const port = await freePort()
  const targets = [at('france', '127.0.0.1', port), at('canada', '127.0.0.1', port)]
  const { open, close } = await openListeners(targets, { handler })
  t.teardown(close)
  t.same(
    open.map(({ name, url }) => [name, url]),
    targets.map(({ name }) => [name, `http://127.0.0.1:${port}`])
  )
})

t.test('an address that cannot be had is named, and nothing stays open', async t => {
  const taken = await openListeners([at('france', '127.0.0.1', 0)], { handler })
  t.teardown(taken.close)
  const { port = 0 } = taken.open[0] ?? {}
  const other = await freePort()
  await t.rejects(openListeners([at('canada', '127.0.0.1', other), at('france', '127.0.0.1', port)], { handler }), {
    name: 'AddressUnavailable',
    code: 'EADDRINUSE',
    address: '127.0.0.1',
    port,
    message: `127.0.0.1:${port} is in use by another process`
  })
  await t.rejects(fetch(`http://127.0.0.1:${other}`), 'the first of the two was closed again')
  await t.rejects(openListeners([at('france', '192.0.2.1', 9440)], { handler }), {
    message: '192.0.2.1:9440 is not an address of this machine'
  })
})

t.test('where 127.0.0.2 is no address, the site gets the next free port of 127.0.0.1', async t => {
  onlyOneLoopbackAddress(t)
  const first = await openListeners([at('france', '127.0.0.1', 0)], { handler })
  t.teardown(first.close)
  const { port = 0 } = first.open[0] ?? {}
  const { open, close } = await openListeners([at('canada', '127.0.0.2', port - 1), at('x', '127.0.0.3', 0)], {
    handler
  })
  t.teardown(close)
  t.match(open, [
    { name: 'canada', address: '127.0.0.1', requested: `127.0.0.2:${port - 1}` },
    { name: 'x', address: '127.0.0.1', requested: '127.0.0.3:0' }
  ])
  t.ok((open[0]?.port ?? 0) > port, 'not the one that is taken')
})

t.test('closing ends every connection, whoever is still connected', async t => {
  const never: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
  }
  for (const tls of [undefined, createCertificate(HOSTS, new Date(Date.now() - 60_000))]) {
    const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], { handler: never, ...(tls && { tls }) })
    const { port = 0 } = open[0] ?? {}
    const silent = connect(port, '127.0.0.1').on('error', () => undefined) // never says a word
    const get = tls ? httpsGet : httpGet
    const stream = get({ host: '127.0.0.1', port, rejectUnauthorized: false }).on('error', () => undefined)
    await new Promise<void>(resolve => {
      stream.on('response', response => response.on('error', () => undefined).once('data', () => resolve()))
    })
    const gone = [silent, stream].map(each => new Promise<void>(resolve => each.once('close', resolve)))
    await close()
    await Promise.all(gone)
    t.pass('both clients were hung up on')
  }
})

t.test('a running request may finish while the listeners close', async t => {
  let arrives: (response: ServerResponse) => void = () => undefined
  const arrived = new Promise<ServerResponse>(resolve => {
    arrives = resolve
  })
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], {
    handler: (_, response) => arrives(response)
  })
  const answer = fetch(open[0]?.url ?? '')
  const response = await arrived
  const closed = close()
  response.end('done')
  t.equal(await (await answer).text(), 'done')
  await closed
})

t.test('HTTPS is served with a certificate that clients can verify', async t => {
  const tls = createCertificate(HOSTS, new Date(Date.now() - 60_000))
  const { open, close } = await openListeners([at('france', '127.0.0.2', 0)], { handler, tls })
  t.teardown(close)
  const { port = 0, url = '' } = open[0] ?? {}
  t.match(url, /^https:/)
  const ask = async (ca: string, servername?: string) =>
    new Promise((resolve, reject) => {
      httpsGet({ host: '127.0.0.2', port, ca, agent: false, ...(servername && { servername }) }, response =>
        resolve(response.resume().statusCode)
      ).on('error', reject)
    })
  t.equal(await ask(tls.cert), 200, 'by address')
  t.equal(await ask(tls.cert, 'france'), 200, 'by name')
  await t.rejects(ask(tls.cert, 'canada'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  await t.rejects(ask(createCertificate(HOSTS, NOON).cert), /self-signed|unable to/)

  const folder = t.testdir({ 'ca.pem': tls.cert })
  const curl = async (...args: string[]) => promisify(execFile)('curl', ['-sS', ...args])
  const found = await curl('--version').then(
    () => true,
    () => false
  )
  if (found) t.equal((await curl('--cacert', join(folder, 'ca.pem'), url)).stdout, `port ${port}`, 'and curl agrees')
})

t.test('plain HTTP at a port of HTTPS is told so in one sentence, whatever else there is', async t => {
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], {
    handler,
    tls: createCertificate(HOSTS, NOON),
    limits: { headersTimeoutMs: 50 }
  })
  t.teardown(close)
  const port = open[0]?.port ?? 0
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await fetch(`http://127.0.0.1:${port}/x`, { method })
    t.equal(answer.status, 400)
    t.equal(await answer.text(), 'This port speaks HTTPS: ask for the same with https:// instead of http://.\n')
  }
  for (const bytes of ['', '\x80\x01', 'get']) {
    const socket = connect({ host: '127.0.0.1', port })
    socket.write(bytes)
    t.notMatch(
      Buffer.concat((await socket.toArray()) as Buffer[]).toString('latin1'),
      /HTTP/,
      'and what is neither is let go'
    )
  }
})

t.test('a certificate names its hosts, lasts, and signs with its own key', async t => {
  const { cert, key } = createCertificate(HOSTS, NOON)
  const certificate = new X509Certificate(cert)
  t.equal(
    certificate.subjectAltName,
    'DNS:localhost, DNS:france, IP Address:127.0.0.1, IP Address:127.0.0.2, IP Address:0:0:0:0:0:0:0:1, ' +
      'IP Address:2001:DB8:0:0:0:A:A00:1'
  )
  t.equal(certificate.subject, 'CN=pesim')
  t.equal(certificate.issuer, certificate.subject)
  t.equal(certificate.ca, false)
  t.same(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1'])
  t.same([new Date(certificate.validFrom), new Date(certificate.validTo)], [NOON, new Date('2029-02-19T12:00:00Z')])
  t.ok(certificate.verify(certificate.publicKey))
  t.ok(certificate.checkPrivateKey(createPrivateKey(key)))
  t.match(certificate.publicKey.asymmetricKeyDetails, { namedCurve: 'prime256v1' })
  const again = new X509Certificate(createCertificate(HOSTS, NOON).cert)
  t.not(again.serialNumber, certificate.serialNumber)
  const late = new X509Certificate(createCertificate(['x'], new Date('2060-01-01T00:00:00Z')).cert)
  t.same(new Date(late.validFrom), new Date('2060-01-01T00:00:00Z'), 'also after 2049')
  t.equal(new X509Certificate(createCertificate(many(500), NOON).cert).subjectAltName?.split(',').length, 500)
})

t.test('a site is found by Host name, or else by the address that was asked', async t => {
  const table = {
    names: ['france', 'Canada'],
    knownHosts: ['*.known.invalid', 'not-france.canada'],
    listeners: [
      { address: '127.0.0.1', port: 9440, name: 'france' },
      { address: '127.0.0.2', port: 9440, name: 'Canada' },
      { address: '0.0.0.0', port: 8000, name: 'france' },
      { address: '127.0.0.2', port: 8000, name: 'Canada' },
      { address: '::', port: 7000, name: 'Canada' }
    ]
  }
  const requests = [
    { to: ['127.0.0.1', 9440], host: '127.0.0.1:9440', means: 'france' },
    { to: ['127.0.0.2', 9440], host: '127.0.0.2', means: 'Canada' },
    { to: ['127.0.0.1', 9440], host: 'canada:9440', means: 'Canada' },
    { to: ['127.0.0.1', 9440], host: 'canada.example.test:9440', means: 'Canada' },
    { to: ['127.0.0.2', 9440], host: 'FRANCE', means: 'france' },
    { to: ['127.0.0.2', 9440], host: 'not-france.canada', means: 'Canada' },
    { to: ['127.0.0.1', 9440], host: 'localhost:9440', means: 'france' },
    { to: ['127.0.0.1', 9440], host: undefined, means: 'france' },
    { to: ['::ffff:127.0.0.2', 9440], host: 'localhost', means: 'Canada' },
    { to: ['172.17.0.2', 8000], host: 'emulator:8000', means: 'france' },
    { to: ['127.0.0.2', 8000], host: 'emulator:8000', means: 'Canada' },
    { to: ['::1', 7000], host: '[::1]:7000', means: 'Canada' },
    { to: ['127.0.0.3', 9440], host: 'localhost', means: undefined },
    { to: ['127.0.0.1', 9441], host: 'localhost', means: undefined },
    { to: [undefined, undefined], host: 'france', means: 'france' },
    { to: ['127.0.0.1', 9440], host: 'canada.evil.invalid', means: 'france' },
    { to: ['127.0.0.1', 9440], host: 'canada.known.invalid.', means: 'Canada' }
  ] as const
  for (const { to, host, means } of requests) {
    t.equal(siteOf(to[0], to[1], parseHostName(host), table), means, `${to.join(':')} as ${host}`)
  }
  t.equal(
    siteOf('127.0.0.1', 1, parseHostName('127.0.0.1'), { names: ['127'], knownHosts: [], listeners: [] }),
    undefined
  )
})

async function freePort(): Promise<number> {
  const { open, close } = await openListeners([at('x', '127.0.0.1', 0)], { handler })
  await close()
  return open[0]?.port ?? 0
}

/** As it is on other systems than Linux. */
function onlyOneLoopbackAddress(t: { teardown(restore: () => void): void }): void {
  const { listen } = Server.prototype
  t.teardown(() => {
    Server.prototype.listen = listen
  })
  Server.prototype.listen = function (this: Server, options: { host: string }, ...rest: []) {
    if (options.host === '127.0.0.1') return Reflect.apply(listen, this, [options, ...rest])
    const error = Object.assign(new Error('listen'), { code: 'EADDRNOTAVAIL', syscall: 'listen' })
    process.nextTick(() => this.emit('error', error))
    return this
  } as typeof listen
}

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `host-${index}`)

/** What a client is sent, until the connection ends, that says this and no more. */
async function answerTo(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let answer = ''
  for await (const part of socket.setEncoding('utf8')) answer += part as string
  return answer
}

t.test('a request that is half sent is given up after its time', async t => {
  const limits = { headersTimeoutMs: 20, requestTimeoutMs: 40, timeoutCheckMs: 5 }
  const reading: RequestListener = (request, response) => {
    request.resume().on('end', () => response.end('all of it'))
  }
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], { handler: reading, limits })
  t.teardown(close)
  const { port } = open[0] ?? at('', '', 0)
  t.match(await answerTo(port, 'POST / HTTP/1.1\r\nHost: fra'), /^HTTP\/1.1 408 /, 'half a head')
  const head = 'POST / HTTP/1.1\r\nHost: france\r\nConnection: close\r\nContent-Length: 4\r\n\r\n'
  t.match(await answerTo(port, `${head}ab`), /^HTTP\/1.1 408 /, 'half a body')
  t.match(await answerTo(port, `${head}abcd`), /all of it/, 'and a whole one is answered')
})

t.test('a listener has so many connections, and one more is closed', async t => {
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], {
    handler,
    limits: { connectionsMax: 2 }
  })
  t.teardown(close)
  const { port } = open[0] ?? at('', '', 0)
  const whole = 'GET / HTTP/1.1\r\nHost: france\r\n\r\n'
  const kept = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  t.teardown(() => kept.forEach(socket => socket.destroy()))
  for (const socket of kept) {
    socket.write(whole)
    await once(socket, 'data')
  }
  t.equal(await answerTo(port, ''), '')
})

t.test('a field beyond the 2000th of a head is seen as every other', async t => {
  const echo: RequestListener = ({ headers }, response) => response.end(`origin ${headers.origin}`)
  const { open, close } = await openListeners([at('france', '127.0.0.1', 0)], { handler: echo })
  t.teardown(close)
  const socket = connect(open[0]?.port ?? 0, '127.0.0.1')
  socket.end(
    `GET / HTTP/1.1\r\nHost: x\r\n${'a:\r\n'.repeat(2100)}Origin: http://evil.example\r\nConnection: close\r\n\r\n`
  )
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  t.match(text, /origin http:\/\/evil\.example/)
})
