/** The coverage that is claimed is the coverage that is counted, and nothing that was published has lost its answer. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { coverageFile, coveragePage } from '../../scripts/coverage.js'
import { coverage } from '../../server/coverage.js'
import { prismV1Handlers, prismV1WordsHandlers, prismV2Handlers } from '../../server/prism/index.js'
import { emulator } from './emulator.js'

t.test('docs/coverage.md is what npm run coverage writes', async t => {
  t.equal(readFileSync(coverageFile, 'utf8'), coveragePage())
})

t.test('all of 726 published operations are counted once, and those with a handler are emulated', async t => {
  const versions = coverage()
  t.same(
    versions.map(({ version, published }) => [version, published]),
    [
      ['v2.0', 297],
      ['v1', 370],
      ['v0.8', 59]
    ]
  )
  for (const { version, tags, published, emulated, stub, unpublished } of versions) {
    const operations = tags.flatMap(tag => tag.operations)
    t.equal(new Set(operations.map(({ id }) => id)).size, operations.length, `${version} has no id twice`)
    t.equal(emulated + stub, published)
    t.equal(published + unpublished, operations.length)
  }
  const [v2, v1] = versions.map(({ tags }) =>
    tags.flatMap(({ operations }) => operations.flatMap(({ id, state }) => (state === 'emulated' ? [id] : [])))
  )
  t.same([...(v2 ?? [])].sort(), Object.keys(prismV2Handlers).sort())
  for (const id of Object.keys({ ...prismV1Handlers, ...prismV1WordsHandlers })) t.ok(v1?.includes(id), `v1 ${id}`)
})

t.test('the control API tells the coverage of each operation', async t => {
  const { ask } = await emulator(t)
  const { status, body } = await ask('france', 'GET', '/emulator/v1/coverage')
  t.equal(status, 200)
  t.same(body, { versions: coverage() })
})
