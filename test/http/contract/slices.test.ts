/** Long answers in slices: the bytes that they would have had at once, with others served in between. */
import { request } from 'node:http'
import t from 'tap'
import { LazyRows, ROWS_PER_SLICE, eachRow } from '../../../server/http/contract/lazy-rows.js'
import type { Handler } from '../../../server/http/contract/pipeline.js'
import type { Saving } from '../../../server/http/contract/saving.js'
import type { Steps } from '../../../server/http/contract/steps.js'
import { echoes, library } from '../shelves.js'

const BASE = '/Library/rest/v2'
const MANY = 5 * ROWS_PER_SLICE

const shelf = (index: number) => ({
  name: `Füße "entities":[] ${index}`,
  width: index,
  depth: null,
  tags: [String(index)],
  secret: 1
})
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
const around = { metadata: { text: '"entities":[]' }, open: true }
const collection = (entities: unknown) => ({ metadata: around.metadata, entities, open: around.open })

t.test('a long answer has the bytes and the headers of the same answer made at once', async t => {
  let rows: unknown = []
  const handlers = { getLibrary: () => collection(rows), getNames: () => rows } as Record<string, Handler<string>>
  for (const answersBy of ['schema', 'handler'] as const) {
    const { send } = await library(t, { handlers, mount: { answersBy } })
    for (const path of ['/library', '/names']) {
      for (const count of [0, 1, ROWS_PER_SLICE, ROWS_PER_SLICE + 1, MANY]) {
        rows = numbers(count).map(shelf)
        const whole = await send('GET', BASE + path)
        rows = LazyRows.of(numbers(count), shelf)
        const lazy = await send('GET', BASE + path)
        t.equal(lazy.text, whole.text, `${count} rows of ${path} by the ${answersBy}`)
        t.same({ ...lazy.headers, date: 0 }, { ...whole.headers, date: 0 })
        const head = await send('HEAD', BASE + path)
        t.same([head.status, head.text, head.headers['content-length']], [200, '', whole.headers['content-length']])
      }
    }
  }
})

t.test('others are served between two slices, of making rows as of writing them', async t => {
  let made = 0
  const atOther: number[] = []
  const handlers: Record<string, Handler<string>> = {
    getLibrary: () => collection(LazyRows.of(numbers(MANY), index => (made++, shelf(index)))),
    getNames: function* (): Steps<unknown> {
      const rows: unknown[] = []
      yield* eachRow(numbers(MANY), index => (made++, rows.push(shelf(index))))
      return rows
    },
    getShelf: () => (atOther.push(made), { name: 'oak' })
  }
  const { send } = await library(t, { handlers })
  await send('GET', `${BASE}/shelves/oak`)
  for (const path of ['/library', '/names']) {
    made = 0
    atOther.length = 0
    let over = false
    const long = send('GET', BASE + path).finally(() => (over = true))
    while (!over) await send('GET', `${BASE}/shelves/oak`)
    t.equal((await long).status, 200)
    t.equal(made, MANY, 'each row is made once')
    const between = atOther.filter(count => count > 0 && count < MANY)
    t.ok(between.length > 0, `somebody was served while ${path} was made`)
    t.ok(
      between.every(count => count % ROWS_PER_SLICE === 0),
      'after whole slices'
    )
  }
})

t.test('rows of a short answer are made in the turn of its handler, and it is written as ever', async t => {
  const live = { name: 'oak' }
  const handlers: Record<string, Handler<string>> = {
    getLibrary: () => {
      queueMicrotask(() => (live.name = 'elm'))
      return collection(LazyRows.of(numbers(ROWS_PER_SLICE), () => live))
    },
    getNames: function* (): Steps<unknown> {
      live.name = 'oak'
      queueMicrotask(() => (live.name = 'elm'))
      yield* eachRow([], () => undefined)
      return LazyRows.of([live], row => row)
    }
  }
  const { send } = await library(t, { handlers })
  t.match(
    (await send('GET', `${BASE}/library`)).body.entities,
    numbers(ROWS_PER_SLICE).map(() => ({ name: 'oak' }))
  )
  t.same((await send('GET', `${BASE}/names`)).body, [{ name: 'oak' }])
})

t.test('a strict mount checks every row of a long answer', async t => {
  const handlers = {
    getLibrary: () => collection(LazyRows.of(numbers(MANY), index => (index < MANY - 1 ? {} : { width: 'wide' }))),
    getNames: () => LazyRows.of(numbers(MANY), () => ({ name: 'oak' }))
  }
  const { send } = await library(t, { handlers, mount: { validateResponses: true } })
  t.match(await send('GET', `${BASE}/library`), {
    status: 500,
    body: { message: new RegExp(`${MANY - 1}/width must`) }
  })
  t.equal((await send('GET', `${BASE}/names`)).body.length, MANY)
})

t.test('a row that cannot be made, or written, is refused as any answer', async t => {
  const fails = (): never => {
    throw new Error('no such shelf')
  }
  const handlers: Record<string, Handler<string>> = {
    getLibrary: () => collection(LazyRows.of(numbers(MANY), index => (index < MANY - 1 ? {} : fails()))),
    getNames: function* (): Steps<unknown> {
      yield
      return fails()
    }
  }
  const { send } = await library(t, { handlers })
  for (const path of ['/library', '/names'])
    t.match(await send('GET', BASE + path), { status: 500, body: { message: 'no such shelf' } })
})

t.test('no more rows are made for a reader who has hung up, and the work is told; a change goes on', async t => {
  const rows = 2_000 * ROWS_PER_SLICE
  let made = 0
  let answers = false
  let changed = false
  let begin = (): void => undefined
  let end = (): void => undefined
  const handlers: Record<string, Handler<string>> = {
    getLibrary: () => collection(LazyRows.of(numbers(rows), () => (made++, begin(), {}))),
    getNames: function* (): Steps<unknown> {
      try {
        for (let slice = 0; slice < rows; slice += 1) {
          begin()
          yield
        }
        return []
      } finally {
        answers = true
      }
    },
    deleteShelf: function* (): Steps<unknown> {
      begin()
      for (let slice = 0; slice < 500; slice += 1) yield
      changed = true
      end()
      return {}
    }
  }
  const after = async (): Promise<void> => end()
  const { url } = await library(t, { handlers: { ...echoes, ...handlers }, mount: { after, saving: () => saved } })

  async function hangUp(method: string, path: string): Promise<void> {
    const begun = new Promise<void>(resolve => (begin = resolve))
    const ended = new Promise<void>(resolve => (end = resolve))
    const sent = request(`${url}${BASE}${path}`, { method, agent: false })
    sent.on('error', () => undefined).end()
    await begun // before the first slice is over
    sent.destroy()
    await ended
  }
  await hangUp('GET', '/library')
  t.ok(made > 0 && made < rows, `${made} rows of ${rows} were made`)
  await hangUp('GET', '/names')
  t.ok(answers)
  await hangUp('DELETE', '/shelves/oak')
  t.ok(changed)
})

const saved: Saving = {
  permit: async () => ({ check: () => undefined, saved: () => Promise.resolve() }),
  settled: () => Promise.resolve()
}

t.test(
  'what a long answer has seen is asked to be saved before others are let in, and refused where it is not',
  async t => {
    const order: string[] = []
    const saving: Saving = {
      ...saved,
      settled: () => {
        order.push('settled')
        return Promise.reject(new Error('disk full'))
      }
    }
    const handlers: Record<string, Handler<string>> = {
      getLibrary: () =>
        collection(LazyRows.of(numbers(MANY), index => (index === MANY - 1 && order.push('last row'), {}))),
      getNames: function* (): Steps<unknown> {
        order.push('first slice')
        yield
        order.push('second slice')
        return []
      }
    }
    const { send } = await library(t, { handlers, mount: { saving: () => saving } })
    t.match(await send('GET', `${BASE}/library`), { status: 500, body: { message: 'disk full' } })
    t.same(order.splice(0), ['settled', 'last row'])
    t.match(await send('GET', `${BASE}/names`), { status: 500, body: { message: 'disk full' } })
    t.same(order, ['first slice', 'settled', 'second slice'])
  }
)
