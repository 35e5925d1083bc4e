/** docs/fidelity.md is a page that can be trusted: each line graded, guesses first, no setting that does not exist. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/fidelity.md'), 'utf8')
/** Guesses first, recordings last. */
const ORDER = 'DBCA'

const topics = page
  .split(/^## /m)
  .slice(1)
  .map(text => {
    const [title = '', ...lines] = text.split('\n')
    const rows = lines.filter(line => line.startsWith('| ') && !line.startsWith('| behaviour'))
    return { title, rows: rows.map(row => row.split(' | ').map(cell => cell.replace(/^\| | \|$/g, ''))) }
  })

t.test('every line has a behaviour, what pesim does, a grade and a setting', async t => {
  t.ok(topics.length > 10)
  for (const { title, rows } of topics) {
    t.ok(rows.length > 0, title)
    t.same(
      rows.filter(cells => cells.length !== 4 || cells.includes('') || !/^[A-D]$/.test(cells[2] ?? '')),
      [],
      title
    )
  }
})

t.test('within a topic the guesses come first', async t => {
  for (const { title, rows } of topics) {
    const grades = rows.map(([, , grade = '']) => grade)
    t.same(
      grades,
      [...grades].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
      title
    )
  }
})

t.test('no behaviour stands twice in a topic', async t => {
  for (const { title, rows } of topics) t.equal(new Set(rows.map(([behaviour]) => behaviour)).size, rows.length, title)
})

t.test('the settings of a fixture are all on the page, and the page names no others', async t => {
  const schema = JSON.parse(readFileSync(join(root, 'fixtures/fixture.schema.json'), 'utf8')) as {
    definitions: { settings: { properties: Record<string, unknown> } }
  }
  const settings = Object.keys(schema.definitions.settings.properties)
  const column = topics.flatMap(({ rows }) => rows.map(cells => cells[3] ?? '')).join(' ')
  const named = new Set([...column.matchAll(/`([A-Za-z]+)(?::[^`]*)?`/g)].map(([, name = '']) => name))
  t.same(
    settings.filter(name => !named.has(name)),
    [],
    'missing on the page'
  )
  t.same(
    [...named].filter(name => !settings.includes(name)),
    ['pack'],
    'a field of a cluster, and nothing else'
  )
})
