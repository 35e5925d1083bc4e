/** Lists are read to their end, however a cluster pages them, or it is said that they have none. */
import t from 'tap'
import { NoAnswer } from '../../server/cli/core/http-client.js'
import type { HttpAnswer, HttpClient } from '../../server/cli/core/http-client.js'
import { listClient } from '../../server/reading/lists.js'
import { patientClient } from '../../server/reading/patience.js'

const VMS = 10_000
const rows = Array.from({ length: VMS }, (_, index) => ({ uuid: `vm-${index}` }))

/** A cluster that answers a list as it will, and how often it was asked. */
function cluster(
  answer: (query: URLSearchParams, requests: number) => unknown
): HttpClient & { requests: () => number } {
  let requests = 0
  return {
    request: (_method, path) => {
      const body = answer(new URL(path, 'http://cluster').searchParams, requests++)
      return Promise.resolve({ status: 200, text: JSON.stringify(body), body })
    },
    requests: () => requests,
    [Symbol.dispose]: () => undefined
  }
}

const whole = (entities: unknown[], total: number = VMS) => ({ metadata: { grand_total_entities: total }, entities })
const number = (query: URLSearchParams, name: string): number => Number(query.get(name))

t.test('ten thousand rows, in pages of what was asked for, or of less, or all at once', async t => {
  const page = (query: URLSearchParams, most: number): unknown[] => {
    const [size, at] = [Math.min(most, number(query, 'count')), number(query, 'page') - 1]
    return rows.slice(at * size, (at + 1) * size)
  }
  for (const [title, answer, requests] of [
    ['as asked', (query: URLSearchParams) => whole(page(query, 500)), 20],
    ['a hundred at a time', (query: URLSearchParams) => whole(page(query, 100)), 100],
    ['all at once', () => whole(rows), 1],
    ['without a number of all', (query: URLSearchParams) => ({ entities: page(query, 500) }), 21]
  ] as const) {
    const client = cluster(answer)
    t.equal((await listClient(client, '/').rows('v1/vms', 'page')).length, VMS, title)
    t.equal(client.requests(), requests, title)
  }
  const offsets = cluster(query => whole(rows.slice(number(query, 'offset')).slice(0, number(query, 'length') / 2)))
  t.equal((await listClient(offsets, '/').rows('v2.0/vms?include=all', 'offset')).length, VMS)
  t.equal(offsets.requests(), 40)
})

t.test('a VM that is made between two pages is read once', async t => {
  const client = cluster((query, requests) => {
    const all = requests === 0 ? rows : [{ uuid: 'new' }, ...rows]
    const at = (number(query, 'page') - 1) * 500
    return whole(all.slice(at, at + 500), all.length - (requests === 0 ? 0 : 1))
  })
  const read = await listClient(client, '/').rows('v1/vms', 'page')
  t.equal(new Set(read.map(({ uuid }) => uuid)).size, read.length)
})

t.test('a list without an end is refused in words', async t => {
  const says = async (style: 'page' | 'whole', answer: (query: URLSearchParams, requests: number) => unknown) => {
    const list = listClient(cluster(answer), '/').rows('v1/vms', style)
    return list.then(
      read => `${read.length} rows`,
      (error: Error) => `${error.name}: ${error.message}`
    )
  }
  const short = 'Unreachable: The list v1/vms says that it has 10000 rows, and gives 9500: it was not read to its end'
  t.equal(await says('page', () => whole(rows.slice(0, 9500))), short)
  t.equal(await says('whole', () => whole(rows.slice(0, 9500))), short)
  t.equal(
    await says('page', (_, requests) => whole([{ uuid: `endless-${requests}` }], requests + 2)),
    'Unreachable: The list v1/vms does not end: it was not read to its end'
  )
  t.equal(await says('whole', () => ({ fault: 'no list' })), 'NotReadable: 200 without a list')
  t.equal(await says('whole', () => null), 'NotReadable: 200 without JSON')
})

t.test('what only reads is asked three times where nobody answers, what changes something once', async t => {
  const waits: number[] = []
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds)
    return Promise.resolve()
  }
  const requests: string[] = []
  const patient = (answers: readonly (number | 'silent')[]): HttpClient => {
    const left = [...answers]
    const request = (method: string): Promise<HttpAnswer> => {
      requests.push(method)
      const status = left.shift() ?? 200
      if (status === 'silent') return Promise.reject(new NoAnswer('nobody', 'silence'))
      return Promise.resolve({ status, text: '', body: undefined })
    }
    return patientClient({ request, [Symbol.dispose]: () => undefined }, undefined, wait)
  }
  t.match(await patient(['silent', 503, 200]).request('GET', '/'), { status: 200 })
  t.same(waits, [200, 1000])
  t.match(await patient([503, 429, 503]).request('GET', '/'), { status: 503 })
  await t.rejects(patient(['silent', 'silent', 'silent']).request('GET', '/'), { name: 'NoAnswer' })
  t.match(await patient([403]).request('GET', '/'), { status: 403 })
  t.equal(requests.length, 10)
  await t.rejects(patient(['silent']).request('POST', '/'), { name: 'NoAnswer' })
  t.equal(requests.length, 11)
})
