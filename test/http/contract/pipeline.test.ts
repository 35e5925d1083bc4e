/** A mounted contract: what handlers receive, how answers are written, and when anything is compiled. */
import t from 'tap'
import { HttpRefusal } from '../../../server/http/contract/http-refusal.js'
import { serveDocs } from '../../../server/http/contract/docs.js'
import { createApp } from '../../../server/http/app/app.js'
import type { Handler } from '../../../server/http/contract/pipeline.js'
import { echoes, library, refuse, shelves } from '../shelves.js'

const BASE = '/Library/rest/v2'
const JSON_TYPE = { 'content-type': 'application/json' }

t.test('a handler receives what the contract makes of the request', async t => {
  const { send } = await library(t)
  const bodies = [
    { sends: { width: '1700000000000000' }, receives: { width: 1_700_000_000_000_000 } },
    { sends: { built: 'false' }, receives: { built: false } },
    { sends: { name: 7 }, receives: { name: '7' } },
    { sends: { name: null, width: null, built: null }, receives: { name: null, width: null, built: null } },
    { sends: { depth: null, rule: null }, receives: { depth: null, rule: null } },
    { sends: { depth: 0 }, receives: { depth: 0 } },
    { sends: { depth: '4' }, receives: { depth: 4 } },
    { sends: { rule: { max: null } }, receives: { rule: { max: null } } },
    { sends: { name: '' }, receives: { name: '' } },
    { sends: { unknownKey: { deep: [1] } }, receives: { unknownKey: { deep: [1] } } },
    { sends: {}, receives: {} }
  ]
  for (const { sends, receives } of bodies) {
    const text = JSON.stringify(sends)
    const { status, body } = await send('POST', `${BASE}/shelves`, JSON_TYPE, text)
    t.same([status, body], [201, { path: {}, query: {}, body: receives }], text)
  }

  const queries = [
    { sends: '', receives: { count: 10 } },
    { sends: '?names=oak', receives: { count: 10, names: ['oak'] } },
    { sends: '?names=oak&names=elm', receives: { count: 10, names: ['oak', 'elm'] } },
    { sends: '?count=3&full=true&unknown=1', receives: { count: 3, full: true, unknown: '1' } },
    { sends: '?full=True&count=', receives: { count: 10, full: true } },
    { sends: '?full=', receives: { count: 10 } },
    { sends: '?filter%5B0%5D=a%3D%3Db&plus=1+2', receives: { count: 10, 'filter[0]': 'a==b', plus: '1 2' } }
  ]
  for (const { sends, receives } of queries) {
    t.same((await send('GET', `${BASE}/shelves${sends}`)).body.query, receives, sends)
  }
  t.same((await send('PUT', `${BASE}/shelves/oak/books/3`)).body.path, { name: 'oak', position: 3 })
})

t.test('a request that is not as the contract says is refused with the place of the fault', async t => {
  const { send } = await library(t)
  const faults = [
    { verb: 'POST', path: '/shelves', body: { width: 'wide' }, says: /body\/width must be integer/ },
    { verb: 'POST', path: '/shelves', body: { depth: 'deep' }, says: /body\/depth must be integer/ },
    { verb: 'POST', path: '/shelves', body: { rule: {} }, says: /body\/rule must have required property 'max'/ },
    { verb: 'POST', path: '/shelves', body: { rule: false }, says: /body\/rule must be object/ },
    { verb: 'POST', path: '/shelves', body: { tags: 'a' }, says: /body\/tags must be array/ },
    { verb: 'POST', path: '/shelves', body: [], says: /body must be object/ },
    { verb: 'POST', path: '/shelves', body: undefined, says: /body must be object/ },
    { verb: 'GET', path: '/shelves?count=many', body: undefined, says: /querystring\/count must be integer/ },
    { verb: 'PUT', path: '/shelves/oak/books/last', body: undefined, says: /params\/position must be integer/ }
  ]
  for (const { verb, path, body, says } of faults) {
    const answer = await send(verb, BASE + path, JSON_TYPE, body && JSON.stringify(body))
    t.match(
      answer,
      { status: 400, body: { code: 'invalid-request', message: says } },
      `${path} ${JSON.stringify(body)}`
    )
  }
})

t.test('an answer is written with its nulls as nulls, and nothing for what is absent', async t => {
  const shelf = {
    name: null,
    width: 12,
    rule: { max: null },
    above: { name: 'elm', above: null, tags: [] },
    counts: { red: 2 },
    owner: { name: 'ada', since: 3 }
  }
  const { send } = await library(t, { handlers: { ...echoes, getShelf: () => ({ ...shelf, secret: 1 }) } })
  const answer = await send('GET', `${BASE}/shelves/oak`)
  t.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  t.same(JSON.parse(answer.text), shelf, 'and without what the model lacks')
  const empty = await library(t, { handlers: { getShelf: () => ({ rule: {}, depth: null, owner: null }) } })
  t.equal((await empty.send('GET', `${BASE}/shelves/oak`)).text, '{"depth":null,"rule":{},"owner":null}')
  t.equal((await send('GET', `${BASE}/anything`)).text, '{"at":{"all":[1,null]}}', 'an open object is written whole')
  t.match(await send('GET', `${BASE}/label`), {
    text: 'oak, 3 m',
    headers: { 'content-type': 'text/plain; charset=utf-8' }
  })
  const head = await send('HEAD', `${BASE}/shelves/oak`)
  t.same([head.status, head.text, head.headers['content-length']], [200, '', answer.headers['content-length']])
})

t.test('a strict mount finds every answer that is not as published', async t => {
  const answers: Record<string, { answer: unknown; says: RegExp | undefined }> = {
    unknown: { answer: { name: 'oak', colour: 'red' }, says: /getShelf .*answer must NOT have additional.*: colour/ },
    deep: { answer: { above: { above: { x: 1 } } }, says: /answer\/above\/above must NOT have additional.*: x/ },
    merged: { answer: { owner: { name: 'ada', since: 3, age: 4 } }, says: /answer\/owner .*: age/ },
    wrong: { answer: { width: '12' }, says: /answer\/width must be integer,null/ },
    missing: { answer: { rule: {} }, says: /answer\/rule must have required property 'max'/ },
    null: { answer: { tags: null }, says: /answer\/tags must be array/ },
    nothing: { answer: undefined, says: /answer must be object/ },
    right: { answer: { depth: null, owner: { name: 'ada', since: 3 }, above: { tags: [] } }, says: undefined }
  }
  const getShelf: Handler<string> = ({ path }) => answers[path.name]?.answer
  const { send } = await library(t, { handlers: { getShelf }, mount: { validateResponses: true } })
  for (const [name, { says }] of Object.entries(answers)) {
    const { status, body } = await send('GET', `${BASE}/shelves/${name}`)
    t.equal(status, says === undefined ? 200 : 500, name)
    if (says !== undefined) t.match(body.message, says, name)
  }

  const failing = await library(t, {
    handlers: { getShelf: () => Promise.reject(new Error('no')) },
    mount: { validateResponses: true, refuse: () => ({ status: 418, body: { message: 'no', reason: 'tea' } }) }
  })
  const { status, body } = await failing.send('GET', `${BASE}/shelves/oak`)
  t.match([status, body.message], [500, /getShelf .*: reason/], 'and every error that is not')
})

t.test('nothing is compiled before it is used, and each thing once', async t => {
  const { api, send } = await library(t)
  t.equal(api.compiled(), 0)
  await send('POST', `${BASE}/shelves`, JSON_TYPE, '{}')
  t.equal(api.compiled(), 1, 'the body’s validator: short answers need no serializer')
  await send('POST', `${BASE}/shelves`, JSON_TYPE, '{}')
  t.equal(api.compiled(), 1)
  api.compileAll()
  const all = api.compiled()
  t.ok(all > 10)
  await send('GET', `${BASE}/shelves/oak`)
  t.equal(api.compiled(), all)
})

t.test(
  'the check of a body is built in a round of its own: others are served before its first request changes anything',
  async t => {
    const builtAtTurn: number[] = []
    let isHandled = false
    const watch = (): void => {
      if (isHandled) return
      builtAtTurn.push(api.compiled())
      setImmediate(watch)
    }
    const saving = {
      permit: async () => ({ check: () => undefined, saved: () => Promise.resolve() }),
      settled: () => Promise.resolve(),
      isSettled: () => true
    }
    const createShelf: Handler<string> = call => {
      isHandled = true
      return echoes.createShelf(call)
    }
    const { api, send } = await library(t, {
      handlers: { ...echoes, createShelf },
      mount: { saving: () => saving, before: watch }
    })
    t.equal((await send('POST', `${BASE}/shelves`, JSON_TYPE, '{}')).status, 201)
    t.equal(builtAtTurn[0], 0)
    t.same(builtAtTurn.slice(-2), [1, 1], 'the turn that ends the round in which it was built, and one of the next')
  }
)

t.test(
  'before, handler, after, answer: in this order, and the answer is what it was when the handler ended',
  async t => {
    const order: string[] = []
    const live = { name: 'oak' }
    const { send } = await library(t, {
      handlers: {
        getShelf: ({ ctx }) => {
          order.push(`handler in ${ctx}`)
          return live
        },
        createShelf: echoes.createShelf
      },
      mount: {
        before: async ({ headers }, reply, ctx) => {
          order.push(`before in ${ctx}`)
          if (headers['x-trouble'] === 'answer') await reply.code(503).send('busy')
          if (headers['x-trouble'] === 'error') throw new Error('no')
        },
        after: async () => {
          order.push('after')
          live.name = 'elm'
        }
      }
    })
    t.same((await send('GET', `${BASE}/shelves/oak`)).body, { name: 'oak' })
    t.same(order, ['before in here', 'handler in here', 'after'])
    order.length = 0
    t.match(await send('GET', `${BASE}/shelves/oak`, { 'x-trouble': 'answer' }), { status: 503, text: 'busy' })
    t.match(await send('POST', `${BASE}/shelves`, { 'x-trouble': 'error', ...JSON_TYPE }, '{'), { status: 500 })
    t.same(order, ['before in here', 'before in here'], 'trouble comes before the body is read')
  }
)

t.test('an operation without a handler is not served, and nothing else is there', async t => {
  const { send } = await library(t)
  t.match(await send('GET', `${BASE}/unserved`), { status: 501, body: { code: 'not-served' } })
  t.match(await send('GET', `${BASE}/nowhere`), { status: 404, body: { code: 'unknown-path' } })
  const wrong = await send('PUT', `${BASE}/shelves`)
  t.match(wrong, { status: 405, body: { code: 'wrong-verb' }, headers: { allow: 'GET, HEAD, POST' } })
})

t.test('one place refuses before anything else, whatever is asked', async t => {
  const requested: string[] = []
  const { send } = await library(t, {
    mount: { before: ({ url }) => void requested.push(url) },
    app: {
      guard: ({ headers }) => {
        if (headers['x-stranger'] !== undefined) throw new HttpRefusal('bad-request', 403, 'not you')
      }
    }
  })
  const stranger = { 'x-stranger': '1' }
  for (const path of [`${BASE}/shelves`, `${BASE}/nowhere`, '/nothing', '/']) {
    t.match(await send('GET', path, stranger), { status: 403, body: { message: 'not you' } }, path)
  }
  t.match(await send('POST', `${BASE}/shelves`, { ...stranger, ...JSON_TYPE }, '{'), { status: 403 })
  t.same(requested, [], 'nothing of an API has begun')
  t.match(await send('GET', `${BASE}/shelves`), { status: 200 })
})

t.test('the reference page shows every document', async t => {
  const { listen, loads } = await docs()
  t.same(loads, [], 'and loads none before it is asked for')
  const page = await listen('/docs/')
  t.match(page, { statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
  t.match(page.body, /<script src="\/docs\/static\/swagger-ui-bundle\.js"/)
  t.match(page.headers['content-security-policy'], /frame-ancestors 'none'/, "in nobody's frame")
  t.equal((await listen('/docs/static/swagger-ui.css')).statusCode, 200)
  const setup = (await listen('/docs/static/swagger-initializer.js')).body
  t.match(setup, /"urls":\[.*\/docs\/shelves\.json.*\/docs\/other\.json/)
  const logo = Buffer.from(/data:image\/svg\+xml;base64,([\w+/=]+)/.exec(setup)?.[1] ?? '', 'base64').toString()
  t.match(logo, />Shelves<\/text>/, 'the page has the name of what it documents')
  t.match(await listen('/docs/static/theme/icon.svg'), {
    statusCode: 200,
    headers: { 'content-type': 'image/svg+xml' }
  })
  t.same((await listen('/docs/shelves.json')).json(), shelves.document)
  t.same((await listen('/docs/other.json')).json(), { openapi: '3.1.0' })
  t.match(await listen('/docs/other'), { statusCode: 302, headers: { location: '/docs?urls.primaryName=other' } })
  t.match(setup, /"deepLinking":true/, 'and each operation has an address')
  for (const name of ['none', 'none.json'])
    t.match((await listen(`/docs/${name}`)).json(), {
      message: `There is no document ${name}. There are shelves, other`
    })
  t.equal((await listen('/docs/static/none.css')).statusCode, 404)

  async function docs() {
    const loads: string[] = []
    const app = createApp({ apis: [], refuse })
    const documents = { shelves: shelves.document, other: { openapi: '3.1.0' } }
    serveDocs(
      app,
      'Shelves',
      Object.entries(documents).map(([name, document]) => ({
        name,
        load: () => {
          loads.push(name)
          return document
        }
      }))
    )
    t.teardown(() => app.close())
    return { loads, listen: async (url: string) => app.inject(url) }
  }
})
