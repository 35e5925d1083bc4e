/** Every x- key of the contract is explained in openapi/README.md, and every one that is explained there is used. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { contracts } from '../../scripts/contract/documents.js'

const folder = join(import.meta.dirname, '../../openapi')
const page = readFileSync(join(folder, 'README.md'), 'utf8')
const rows = [...page.matchAll(/^\| `(x-[\w-]+)` \| [^|]+ \| ([^|]+) \|/gm)].map(([, key = '', written = '']) => ({
  key,
  written
}))

/** Extensions at any depth. Keys of `properties` are names on the wire, and no extensions. */
function extensionsIn(value: unknown, names = false): string[] {
  if (Array.isArray(value)) return value.flatMap(item => extensionsIn(item))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(!names && key.startsWith('x-') ? [key] : []),
    ...extensionsIn(inner, !names && key === 'properties')
  ])
}

function explained(by: RegExp): string[] {
  return rows.flatMap(({ key, written }) => (by.test(written) ? [key] : [])).sort()
}

const once = (keys: readonly string[]): string[] => [...new Set(keys)].sort()

t.test('the x- keys in the sources are those that openapi/README.md calls written by hand', async t => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml'))
  const written = once(files.flatMap(name => extensionsIn(parse(readFileSync(join(folder, name), 'utf8')))))
  t.ok(written.length > 0)
  t.same(written, explained(/by hand/))
})

t.test('the x- keys in the generated documents are all in openapi/README.md, and none is left over', async t => {
  const built = once(contracts(folder).flatMap(({ document }) => extensionsIn(document)))
  t.same(
    built.filter(key => !explained(/./).includes(key)),
    [],
    'unexplained'
  )
  t.same(
    explained(/generated/).filter(key => !built.includes(key)),
    [],
    'left over'
  )
})
