/** Both ends of a connection: what is known of them is what the kernel said when it came in. */
import { createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Socket, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import { connectionEndsOf, isLocal, noteConnectionEnds } from '../../../server/http/access/connection-ends.js'

t.test('a client that has reset its connection is still where it was', async t => {
  const server = createServer()
  noteConnectionEnds(server)
  server.listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined)
  const incoming = once(server, 'request') as Promise<[IncomingMessage]>
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n')
  const [request] = await incoming
  const gone = new Promise(resolve => request.socket.on('error', () => undefined).on('close', resolve))
  client.resetAndDestroy()
  await gone
  t.same(connectionEndsOf(request), { remote: '127.0.0.1', local: '127.0.0.1' })
  t.ok(isLocal(connectionEndsOf(request)))
})

t.test('a connection that nobody looked at when it came in may be from anywhere', async t => {
  const unseen = { socket: new Socket() } as unknown as IncomingMessage
  t.same(connectionEndsOf(unseen), { remote: undefined, local: undefined })
  t.notOk(isLocal(connectionEndsOf(unseen)))

  const server = createServer((request, response) => response.end(String(isLocal(connectionEndsOf(request)))))
  server.listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sent = httpRequest({ port, host: '127.0.0.1', agent: false }).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  t.equal(String(await response.setEncoding('utf8').toArray()), 'false')
})

t.test('one end that is elsewhere is enough', async t => {
  t.notOk(isLocal({ remote: '127.0.0.1', local: '10.0.0.1' }))
  t.notOk(isLocal({ remote: '10.0.0.1', local: '127.0.0.1' }))
  t.notOk(isLocal({ remote: '127.0.0.1', local: undefined }))
})
