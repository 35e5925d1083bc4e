/**
 * Goal: whatever a list says that it takes acts, in both dialects.
 * Method: of every emulated list in the documents, each parameter that is there is given a value for which the answer is
 * known from the whole list: a page, a filter on an attribute of its rows, an order, a search, names.
 */
import t from 'tap'
import type { Test } from 'tap'
import { rowsIn } from '../../server/reading/rows.js'
import type { Row } from '../../server/reading/rows.js'
import { emulator } from '../support/emulator.js'
import type { Answer } from '../support/emulator.js'
import { populatedWorld } from './populated-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'

type Get = (query?: string) => Promise<Answer>
/** What is wrong; undefined where the parameter acts, or nothing there can show it. */
type Check = (list: List, name: string) => Promise<string | undefined>

interface List {
  readonly get: Get
  readonly rows: readonly Row[]
  readonly names: readonly string[]
}

const is = (name: string, wanted: string): boolean => name.replaceAll('_', '').toLowerCase() === wanted
const textOf = (rows: readonly Row[] | undefined): string => JSON.stringify(rows ?? null)

/** An attribute that tells rows apart, with its value in the first. */
function telling(
  rows: readonly Row[],
  type: 'string' | 'number'
): { name: string; value: string | number } | undefined {
  const [first = {}] = rows
  for (const [name, value] of Object.entries(first)) {
    const usable = typeof value === type && /^[\w.-]+$/.test(String(value)) && !/time|usecs/i.test(name)
    if (usable && rows.some(row => row[name] !== value)) return { name, value: value as string | number }
  }
  return undefined
}

const countOf = (rows: readonly Row[], holds: (row: Row) => boolean): number => rows.filter(holds).length

const checks: readonly (readonly [string, Check])[] = [
  [
    'count',
    async ({ get, rows }, name) => {
      const [one, none] = [rowsIn((await get(`${name}=1`)).body), rowsIn((await get(`${name}=-3`)).body)]
      if (one?.length !== Math.min(1, rows.length)) return `count=1 gives ${one?.length} of ${rows.length}`
      return none !== undefined && none.length > 0 ? 'a count below zero gives rows' : undefined
    }
  ],
  [
    'page',
    async ({ get, rows, names }, name) => {
      const alone = await get(`${name}=1`)
      if (
        alone.status !== 500 ||
        !/Page number cannot be specified without count/.test(alone.text) ||
        !/1202/.test(alone.text)
      )
        return `a page without a count answers ${alone.status} ${alone.text.slice(0, 120)}`
      const count = names.find(other => is(other, 'count'))
      const [first, second] = [await get(`${count}=1&${name}=1`), await get(`${count}=1&${name}=2`)].map(({ body }) =>
        rowsIn(body)
      )
      if (textOf(first) !== textOf(rows.slice(0, 1))) return 'page 1 is not the first'
      return textOf(second) === textOf(rows.slice(1, 2)) ? undefined : 'page 2 is not the second'
    }
  ],
  [
    'filtercriteria',
    async ({ get, rows }, name) => {
      const broken = await get(`${name}=${encodeURIComponent('a==1;(b')}`)
      if (broken.status !== 400 || !/position 8/.test(broken.text))
        return `a filter that stops answers ${broken.text.slice(0, 150)}`
      const [text, number] = [telling(rows, 'string'), telling(rows, 'number')]
      const wanted: [string, (row: Row) => boolean][] = []
      if (text !== undefined) {
        const { name: key, value } = text
        wanted.push([`${key}==${value}`, row => row[key] === value])
        wanted.push([`${key}!=${value}`, row => row[key] !== value])
        wanted.push([`(${key}==${value};${key}!=${value}),${key}==nothing`, () => false])
        wanted.push([`${key}==nothing,(${key}==${value})`, row => row[key] === value])
      }
      if (number !== undefined) {
        const { name: key, value } = number
        const there = (row: Row): boolean => typeof row[key] === 'number'
        wanted.push([`${key}=gt=${value}`, row => there(row) && Number(row[key]) > Number(value)])
        wanted.push([`${key}=ge=${value}`, row => there(row) && Number(row[key]) >= Number(value)])
        wanted.push([`${key}=lt=${value}`, row => there(row) && Number(row[key]) < Number(value)])
        wanted.push([`${key}=le=${value}`, row => there(row) && Number(row[key]) <= Number(value)])
      }
      for (const [filter, holds] of wanted) {
        const { body, text: said } = await get(`${name}=${encodeURIComponent(filter)}`)
        const found = rowsIn(body)?.length
        if (found !== countOf(rows, holds))
          return `${filter} gives ${found}, not ${countOf(rows, holds)}: ${said.slice(0, 80)}`
      }
      return undefined
    }
  ],
  [
    'sortcriteria',
    async ({ get, rows }, name) => {
      const by = telling(rows, 'string')
      if (by === undefined) return undefined
      const sorted = rowsIn((await get(`${name}=${encodeURIComponent(`-${by.name}`)}`)).body)?.map(row =>
        String(row[by.name] ?? '')
      )
      const wanted = rows.map(row => String(row[by.name] ?? '')).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
      return JSON.stringify(sorted) === JSON.stringify(wanted)
        ? undefined
        : `-${by.name} gives ${JSON.stringify(sorted)}`
    }
  ],
  [
    'searchstring',
    async ({ get }, name) => {
      const found = rowsIn((await get(`${name}=no+such+text+anywhere`)).body)
      return found?.length === 0 ? undefined : `a text that is nowhere gives ${found?.length}`
    }
  ],
  [
    'names',
    async ({ get, rows }, name) => {
      const [first] = rows
      if (typeof first?.['name'] !== 'string') return undefined
      const [one, none] = [
        rowsIn((await get(`${name}=${encodeURIComponent(first['name'])}`)).body),
        rowsIn((await get(`${name}=no-such-name`)).body)
      ]
      return one?.length === 1 && none?.length === 0
        ? undefined
        : `one name gives ${one?.length}, an unknown one ${none?.length}`
    }
  ],
  [
    'fulldetails',
    async ({ get }, name) => {
      const [yes, no] = [await get(`${name}=true`), await get(`${name}=false`)]
      return yes.status === 200 && no.status === 200 && yes.text.length >= no.text.length
        ? undefined
        : 'details are fewer than none'
    }
  ],
  [
    'includedeleted',
    async ({ get, rows }, name) => {
      const all = rowsIn((await get(`${name}=true`)).body)
      return (all?.length ?? -1) >= rows.length
        ? undefined
        : `with what is deleted there are ${all?.length} of ${rows.length}`
    }
  ],
  [
    'projection',
    async ({ get, rows }, name) => {
      const all = await get(`${name}=stats,alerts`)
      return all.status === 200 && rowsIn(all.body)?.length === rows.length
        ? undefined
        : `${all.status} ${all.text.slice(0, 100)}`
    }
  ]
]

t.test('what a list says that it takes acts, in both dialects', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  const known = await populatedWorld(instance)
  const lists = served.filter(
    ({ emulated, operation: { method, parameters } }) =>
      emulated &&
      method === 'GET' &&
      !parameters.some(({ in: where, required }) => where === 'query' && required) &&
      parameters.some(({ name }) => checks.some(([wanted]) => is(name, wanted)))
  )
  const faults: string[] = []
  let checked = 0
  for (const list of lists) checked += await checkList(t, list, faults)
  t.comment(`${checked} parameters of ${lists.length} lists`)
  t.same(faults, [])
  t.ok(checked > 100)

  async function checkList(_t: Test, list: Served, faults: string[]): Promise<number> {
    const url = `${list.contract.bases[0]}${known.pathOf(list, 0)}`
    const get: Get = query => instance.ask('france', 'GET', query === undefined ? url : `${url}?${query}`)
    const rows = rowsIn((await get()).body)
    if (rows === undefined) return 0
    const names = list.operation.parameters.map(({ name }) => name)
    let done = 0
    for (const name of names) {
      const check = checks.find(([wanted]) => is(name, wanted))?.[1]
      if (check === undefined) continue
      const fault = await check({ get, rows, names }, name)
      if (fault !== undefined) faults.push(`${labelOf(list)} ${name}: ${fault}`)
      done += 1
    }
    return done
  }
})
