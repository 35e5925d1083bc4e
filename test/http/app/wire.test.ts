/** What real clients put on the wire: slashes, bases, encodings, bodies where none belong, and what is refused. */
import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import t from 'tap'
import { rewriteUrl } from '../../../server/http/app/rewrite-url.js'
import { library, refuse, shelves } from '../shelves.js'

const BASE = '/Library/rest/v2'
const JSON_TYPE = { 'content-type': 'application/json' }

t.test('every spelling of a path is one route, and none is redirected', async t => {
  const { send } = await library(t)
  const spellings = [
    '/Library/rest/v2/shelves/oak/move',
    '/Library/rest/v2/shelves/oak/move/',
    '/Library/rest/v2//shelves/oak/move',
    '//Library/rest/v2/shelves//oak/move//',
    '/api/library/v2/shelves/oak/move',
    '//api//library/v2/shelves/oak/move/?a=/b//c/'
  ]
  for (const path of spellings) {
    const { status, body } = await send('POST', path, JSON_TYPE, '{"value":"left"}')
    t.match({ status, body }, { status: 201, body: { path: { name: 'oak' }, body: { value: 'left' } } }, path)
  }
  const rewritten = [
    ['/', '/'],
    ['//', '/'],
    ['', '/'],
    ['http://host:1//api/library/v2/?a=1', '/Library/rest/v2?a=1'],
    ['/api/library/v2', '/Library/rest/v2'],
    ['/api/library/v20/shelves', '/api/library/v20/shelves'],
    ['/docs/?q=//', '/docs?q=//']
  ] as const
  for (const [rawUrl, seen] of rewritten) t.equal(rewriteUrl(rawUrl, [shelves.bases]), seen, rawUrl)
})

t.test('a name in a path is decoded once', async t => {
  const { send } = await library(t)
  const names = ['two words', 'a/b', '50%', '50%25', 'ä€', 'a?b#c', 'a+b', 'a:b;c=d', 'x'.repeat(1000)]
  for (const name of names) {
    const { body } = await send('DELETE', `${BASE}/shelves/${encodeURIComponent(name)}/`)
    t.equal(body?.path?.name, name)
  }
  t.match(await send('DELETE', `${BASE}/shelves/50%`), { status: 400, body: { code: 'bad-url' } })
  t.match(await send('DELETE', `${BASE}/shelves/%zz`), { status: 400, body: { code: 'bad-url' } })
})

t.test('an empty body is fine for every verb, whatever its type', async t => {
  const { send } = await library(t)
  const types = ['application/json', 'application/json; charset=utf-8', 'text/plain', 'nonsense', '', undefined]
  for (const type of types) {
    const headers = type === undefined ? {} : { 'content-type': type }
    for (const length of [{}, { 'content-length': '0' }]) {
      const sent = { ...headers, ...length }
      t.match(await send('DELETE', `${BASE}/shelves/oak`, sent), { status: 200 }, `DELETE ${JSON.stringify(sent)}`)
      const { status, body } = await send('POST', `${BASE}/shelves/oak/move`, sent)
      t.same([status, body], [201, { path: { name: 'oak' }, query: {} }], `POST ${JSON.stringify(sent)}`)
    }
  }
  const chunked = { 'transfer-encoding': 'chunked', ...JSON_TYPE }
  t.match(await send('POST', `${BASE}/shelves/oak/move`, chunked, ''), { status: 201 })
  t.match(await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, ' \r\n'), { status: 201 })
  t.match(await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, 'null'), { status: 201 })
})

t.test('a body is JSON, whatever its charset and even without a type', async t => {
  const { send } = await library(t)
  const types = [
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'application/json;charset=ISO-8859-1' },
    { 'content-type': 'Application/JSON' },
    { 'content-type': 'text/json' },
    { 'content-type': 'application/vnd.api+json' },
    {}
  ]
  for (const type of types) {
    for (const body of ['{"value":"ä"}', '\uFEFF{"value":"ä"}']) {
      const answer = await send('POST', `${BASE}/shelves/oak/move`, type, body)
      t.match(answer, { status: 201, body: { body: { value: 'ä' } } }, JSON.stringify(type))
    }
  }
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense'
  ]) {
    const answer = await send('POST', `${BASE}/shelves/oak/move`, { 'content-type': type }, '{}')
    t.match(answer, { status: 415, body: { code: 'media-type' } }, type)
  }
  const polluting = await send('POST', `${BASE}/shelves`, JSON_TYPE, '{"__proto__":{"name":"x"},"constructor":{}}')
  t.match(polluting, { status: 201 })
  t.notOk(({} as { name?: string }).name, 'and it stays data')
})

t.test('the body of a GET is ignored, and the connection stays usable', async t => {
  const { url } = await library(t)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const bodies = [
    { type: 'application/json', body: '[]' },
    { type: 'application/json', body: '{broken' },
    { type: 'application/x-www-form-urlencoded', body: 'fulldetails=True' },
    { type: 'nonsense', body: 'x'.repeat(100_000) }
  ]
  for (const { type, body } of bodies) {
    for (const method of ['GET', 'HEAD']) {
      const status = await new Promise((resolve, reject) => {
        const headers = { 'content-type': type, 'content-length': String(body.length) }
        const sent = httpRequest(`${url}${BASE}/shelves`, { method, headers, agent }, response => {
          response.resume().on('end', () => resolve(response.statusCode))
        })
        sent.on('error', reject).end(body)
      })
      t.equal(status, 200, `${method} with ${type}`)
    }
  }
})

t.test('malformed JSON is refused with what the parser found', async t => {
  const { send } = await library(t)
  for (const [text, fault] of [
    ['{"name": "oak",\n "width": }', /not JSON: Unexpected token '}'/],
    ['{"name": "oak"', /not JSON: .* at position 14/],
    [`"${'x'.repeat(1_000_000)}`, /not JSON: .{1,200}$/]
  ] as const) {
    const { status, body } = await send('POST', `${BASE}/shelves`, JSON_TYPE, text)
    t.same([status, body.code], [400, 'malformed-json'])
    t.match(body.message, fault)
  }
})

t.test('a body of more levels than anything needs is refused, and brackets in its texts are none', async t => {
  const { send } = await library(t)
  const nested = (levels: number) => `{"value": "oak", "more": ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
  t.match(await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, nested(1_000)), { status: 201 })
  for (const text of [nested(1_001), nested(200_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`]) {
    const { status, body } = await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, text)
    t.match({ status, ...body }, { status: 400, code: 'malformed-json', message: /deeper than 1000 levels/ })
  }
  const texts = JSON.stringify({
    value: '[{'.repeat(5_000),
    more: ['"[', '\\[', '\\"['].map(text => text.repeat(1_000))
  })
  t.match(await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, texts), { status: 201 })
})

t.test('a body over the limit is refused', async t => {
  const { send, url } = await library(t)
  const sized = (bytes: number): string => '{"value":"x"}'.padEnd(bytes) // blanks, since a text has a limit of its own
  const limit = 1024 * 1024
  t.match(await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, sized(limit)), { status: 201 })
  const over = await send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, sized(limit + 1))
  t.match(over, { status: 413, body: { code: 'body-too-large' } })
  const chunked = { 'transfer-encoding': 'chunked', ...JSON_TYPE }
  t.match(await send('POST', `${BASE}/shelves/oak/move`, chunked, sized(limit + 1)), { status: 413 })

  t.match(
    await deafWhileSending(8 * limit),
    /^HTTP\/1\.1 413 /,
    'also for a client that reads only what follows its body'
  )

  const small = await library(t, { app: { bodyLimitBytes: 20 } })
  t.match(await small.send('POST', `${BASE}/shelves/oak/move`, JSON_TYPE, sized(21)), { status: 413 })

  async function deafWhileSending(bytes: number): Promise<string> {
    const head = `POST ${BASE}/shelves HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytes}`
    const socket = connect(Number(new URL(url).port), '127.0.0.1').pause()
    await new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.write(`${head}\r\n\r\n${'x'.repeat(bytes)}`, resolve)
    })
    let text = ''
    for await (const part of socket.setEncoding('utf8')) text += part
    return text
  }
})

t.test('what no operation takes is refused in the form of the API', async t => {
  const { send } = await library(t)
  const refusals = [
    { verb: 'GET', path: '/nowhere', status: 404, code: 'unknown-path' },
    { verb: 'GET', path: `${BASE}/nowhere`, status: 404, code: 'unknown-path' },
    { verb: 'POST', path: '/', status: 404, code: 'unknown-path' },
    { verb: 'PATCH', path: `${BASE}/shelves`, status: 405, code: 'wrong-verb', allow: 'GET, HEAD, POST' },
    { verb: 'PUT', path: '/api/library/v2//shelves/oak/', status: 405, code: 'wrong-verb', allow: 'GET, HEAD, DELETE' },
    { verb: 'OPTIONS', path: `${BASE}/shelves/oak/move`, status: 405, code: 'wrong-verb', allow: 'POST' },
    { verb: 'PROPFIND', path: `${BASE}/label`, status: 405, code: 'wrong-verb', allow: 'GET, HEAD' },
    { verb: 'GET', path: `${BASE}/unserved`, status: 501, code: 'not-served' }
  ]
  for (const { verb, path, status, code, allow } of refusals) {
    const answer = await send(verb, path, JSON_TYPE, verb === 'GET' ? undefined : '{}')
    t.match(answer, { status, body: { code } }, `${verb} ${path}`)
    t.equal(answer.headers['allow'], allow)
  }
  const bare = await send('QUERY', `${BASE}/label`, {})
  t.match(bare, { status: 405, body: { code: 'wrong-verb' } }, 'with nothing that it usually has')
  t.equal(bare.headers['allow'], 'GET, HEAD')
  const teapot = await library(t, { app: { refuse: (error, ...rest) => ({ ...refuse(error, ...rest), status: 418 }) } })
  t.match(await teapot.send('GET', '/nowhere'), { status: 418 })
})
