/** What goes over one connection, byte by byte: who waits for whom, what follows an error, and who hangs up. */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { library } from '../shelves.js'

const BASE = '/Library/rest/v2'
const TYPE = 'Content-Type: application/json'

interface Conversation {
  /** Lines of a head, and what follows it as it is. */
  sendHead(lines: readonly string[], rest?: string): void
  send(text: string): void
  /** All that was answered since the last time, once it matches; a connection that ends first fails the test. */
  receive(until: RegExp): Promise<string>
  /** All that is answered until the server hangs up. */
  rest(): Promise<string>
}

async function conversation(t: Test): Promise<Conversation> {
  const { url } = await library(t)
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  const parts = socket.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>
  let received = ''
  const taken = (): string => {
    const text = received
    received = ''
    return text
  }
  return {
    sendHead: (lines, rest = '') => void socket.write(`${lines.join('\r\n')}\r\n\r\n${rest}`),
    send: text => void socket.write(text),
    receive: async until => {
      while (!until.test(received)) {
        const { done, value } = await parts.next()
        if (done === true) throw new Error(`The server hung up after ${received}`)
        received += value
      }
      return taken()
    },
    rest: async () => {
      for (let part = await parts.next(); part.done !== true; part = await parts.next()) received += part.value
      return taken()
    }
  }
}

const statusesIn = (text: string): string[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code = '']) => code)

t.test('a client that asks whether it may send its body is told to go on', async t => {
  const { sendHead, send, receive } = await conversation(t)
  sendHead([`POST ${BASE}/shelves/oak/move HTTP/1.1`, 'Host: x', TYPE, 'Content-Length: 16', 'Expect: 100-continue'])
  t.equal(await receive(/\r\n\r\n$/), 'HTTP/1.1 100 Continue\r\n\r\n')
  send('{"value":"left"}')
  t.match(await receive(/\}$/), /^HTTP\/1\.1 201 [\s\S]*"value":"left"/)
})

t.test('a body in chunks is read as a whole, wherever it is cut', async t => {
  const { sendHead, receive } = await conversation(t)
  const chunks = ['{"va', 'lue":"l', 'eft"}'].map(part => `${part.length.toString(16)}\r\n${part}\r\n`).join('')
  sendHead(
    [`POST ${BASE}/shelves/oak/move HTTP/1.1`, 'Host: x', TYPE, 'Transfer-Encoding: chunked'],
    `${chunks}0\r\n\r\n`
  )
  t.match(await receive(/\}$/), /^HTTP\/1\.1 201 [\s\S]*"value":"left"/)
})

t.test('requests that do not wait for answers are answered in their order, errors among them', async t => {
  const { sendHead, rest } = await conversation(t)
  const get = (path: string, ...headers: string[]) => [`GET ${BASE}${path} HTTP/1.1`, 'Host: x', ...headers]
  sendHead(get('/nowhere'))
  sendHead([`POST ${BASE}/nowhere HTTP/1.1`, 'Host: x', TYPE, 'Content-Length: 5'], '"GET"')
  sendHead([`POST ${BASE}/shelves HTTP/1.1`, 'Host: x', TYPE, 'Content-Length: 8'], '{"name":')
  sendHead([`POST ${BASE}/shelves HTTP/1.1`, 'Host: x', 'Content-Type: text/plain', 'Content-Length: 3'], 'oak')
  sendHead([`PATCH ${BASE}/shelves HTTP/1.1`, 'Host: x', TYPE, 'Content-Length: 2'], '{}')
  sendHead(get('/shelves?count=x'))
  sendHead(get('/shelves', 'Connection: close'))
  t.same(statusesIn(await rest()), ['404', '404', '400', '415', '405', '400', '200'])
})

t.test('the server hangs up when it is asked to, and on a client of HTTP/1.0 that does not ask it to stay', async t => {
  for (const head of [
    [`GET ${BASE}/shelves HTTP/1.1`, 'Host: x', 'Connection: close'],
    [`GET ${BASE}/shelves HTTP/1.0`]
  ]) {
    const { sendHead, rest } = await conversation(t)
    sendHead(head)
    const text = await rest()
    t.match(text, /content-length: \d+/i, 'it says how long its answer is')
    t.same(statusesIn(text), ['200'], head.join(', '))
  }
  const { sendHead, receive } = await conversation(t)
  for (let turn = 0; turn < 2; turn += 1) {
    sendHead([`GET ${BASE}/shelves HTTP/1.0`, 'Connection: keep-alive'])
    t.match(await receive(/\}$/), /connection: keep-alive/i, 'and stays with one that does')
  }
})

t.test('HEAD has the length of what GET answers, and nothing after it', async t => {
  const { sendHead, rest } = await conversation(t)
  sendHead([`GET ${BASE}/shelves HTTP/1.1`, 'Host: x'])
  sendHead([`HEAD ${BASE}/shelves HTTP/1.1`, 'Host: x', 'Connection: close'])
  const text = await rest()
  const lengths = [...text.matchAll(/content-length: (\d+)/gi)].map(([, length]) => length)
  t.equal(lengths.length, 2)
  t.equal(lengths[0], lengths[1])
  t.ok(text.endsWith('\r\n\r\n'))
})

t.test('encodings that a client would like are its own affair: answers are plain', async t => {
  const { sendHead, receive } = await conversation(t)
  sendHead([
    `GET ${BASE}/shelves HTTP/1.1`,
    'Host: x',
    'Accept-Encoding: gzip, deflate, br',
    'Accept: application/xml, */*;q=0.1'
  ])
  const text = await receive(/\}$/)
  t.match(text, /content-type: application\/json/i)
  t.notMatch(text, /content-encoding/i)
})

t.test('what may be asked once and is asked twice counts as it was asked first', async t => {
  const { send } = await library(t)
  const { status, body } = await send(
    'GET',
    `${BASE}/shelves?count=3&count=x&full=True&full=no&names=a&names=b%2Cc&other=1&other=2`
  )
  t.match({ status, body }, { status: 200, body: { query: { count: 3, full: true, names: ['a', 'b,c'] } } })
})

t.test('a client that asks to close is answered so and hung up on, whatever the answer', async t => {
  const requests = [
    { status: 200, head: `GET ${BASE}/shelves`, body: undefined },
    { status: 404, head: `GET ${BASE}/nowhere`, body: undefined },
    { status: 201, head: `POST ${BASE}/shelves`, body: '{}' },
    { status: 404, head: `POST ${BASE}/nowhere`, body: '{}' },
    { status: 400, head: `POST ${BASE}/shelves`, body: '{"name":[]}' },
    { status: 400, head: `POST ${BASE}/shelves`, body: '{"name":' },
    { status: 415, head: `POST ${BASE}/shelves`, body: 'oak', type: 'Content-Type: text/plain' }
  ]
  for (const { status, head, body, type = TYPE } of requests) {
    for (const close of ['Connection: close', 'Connection: TE, Close']) {
      const { sendHead, rest } = await conversation(t)
      const framed = body === undefined ? [] : [type, `Content-Length: ${body.length}`]
      sendHead([`${head} HTTP/1.1`, 'Host: x', close, ...framed], body)
      const text = await rest()
      t.same(statusesIn(text), [String(status)])
      t.match(text, /\r\nconnection: close\r\n/i, `${head} ${body} with ${close}`)
    }
  }
})

t.test('what Node would refuse without a word is refused in the form of the API, and hung up on', async t => {
  const requests = [
    { status: '417', lines: [`GET ${BASE}/shelves HTTP/1.1`, 'Host: x', 'Expect: miracles'] },
    {
      status: '417',
      lines: [`POST ${BASE}/shelves HTTP/1.1`, 'Host: x', TYPE, 'Expect: miracles', 'Content-Length: 9']
    },
    { status: '400', lines: [`GET ${BASE}/shelves HTTP/1.1`] },
    { status: '400', lines: [`GET ${BASE}/shelves HTTP/1.1`, 'Host: x', 'host: y'] },
    { status: '400', lines: [`GET ${BASE}/shelves HTTP/1.1`, 'HOST: x', 'Accept: */*', 'Host: x'] }
  ]
  for (const { status, lines } of requests) {
    const { sendHead, rest } = await conversation(t)
    sendHead(lines)
    const text = await rest()
    t.same(statusesIn(text), [status])
    t.match(text, /\r\nconnection: close\r\n/i)
    t.match(JSON.parse(text.slice(text.indexOf('\r\n\r\n'))), { code: 'bad-request', message: /Expect|Host/ })
  }
})

t.test('what is no request at all is refused in the form that the listeners were given', async t => {
  const chunked = [`POST ${BASE}/shelves HTTP/1.1`, 'Host: x', TYPE, 'Transfer-Encoding: chunked']
  const requests = [
    { status: '400', lines: ['nonsense'] },
    { status: '400', lines: ['BREW /tea HTTP/1.1', 'Host: x'] },
    { status: '400', lines: chunked, rest: 'zz\r\n' },
    { status: '400', lines: [...chunked, 'Content-Length: 3'], rest: 'oak' },
    { status: '431', lines: [`GET ${BASE}/shelves HTTP/1.1`, 'Host: x', `X-Long: ${'x'.repeat(20_000)}`] }
  ]
  for (const { status, lines, rest: sent } of requests) {
    const { sendHead, rest } = await conversation(t)
    sendHead(lines, sent)
    const text = await rest()
    const [head = '', body = ''] = text.split('\r\n\r\n')
    t.same(statusesIn(text), [status])
    t.match(head, /\r\ncontent-type: application\/json; charset=utf-8\r\n/)
    t.match(head, new RegExp(`\r\ncontent-length: ${body.length}\r\n`))
    t.match(head, /\r\nconnection: close$/)
    t.match(JSON.parse(body), { unreadable: Number(status), message: /not HTTP|too large/ })
  }
})

t.test('a head without end is refused once it has been sent, to a client that reads nothing before', async t => {
  const { url } = await library(t)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
    .pause()
    .setEncoding('utf8')
  t.teardown(() => socket.destroy())
  await new Promise((resolve, reject) => {
    socket.on('error', reject) // as where the server hangs up on what is still under way
    socket.write(`GET ${BASE}/shelves?names=${'x'.repeat(8_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, resolve)
  })
  let text = ''
  for await (const part of socket) text += String(part)
  t.match(text, /^HTTP\/1\.1 431 [^{]*\r\n\r\n\{.*"unreadable":431/)
})
