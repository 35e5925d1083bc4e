/** The coverage that is claimed is the coverage that is counted, and nothing that was published has lost its answer. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { coverageFile, coveragePage } from '../../scripts/coverage.js'
import { testsByOperation } from '../../scripts/contract/driven.js'
import { coverage } from '../../server/contracts/coverage.js'
import { prismV1Handlers, prismV1CanonicalHandlers, prismV2Handlers } from '../../server/prism/index.js'
import { emulator } from '../support/emulator.js'

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
  for (const { version, tags, published, emulated, stub, declined, unpublished } of versions) {
    const operations = tags.flatMap(tag => tag.operations)
    t.equal(new Set(operations.map(({ id }) => id)).size, operations.length, `${version} has no id twice`)
    t.equal(emulated + stub + declined, published)
    t.equal(published + unpublished, operations.length)
  }
  const [v2, v1] = versions.map(({ tags }) =>
    tags.flatMap(({ operations }) => operations.flatMap(({ id, state }) => (state === 'emulated' ? [id] : [])))
  )
  t.same([...(v2 ?? [])].sort(), Object.keys(prismV2Handlers).sort())
  for (const id of Object.keys({ ...prismV1Handlers, ...prismV1CanonicalHandlers })) t.ok(v1?.includes(id), `v1 ${id}`)
})

t.test('an emulated operation is driven by a test that names it, not only by those that call everything', async t => {
  const alone = coverage().flatMap(({ version, tags }) =>
    tags.flatMap(({ operations }) =>
      operations.flatMap(({ id, method, path, state, tests }) =>
        state === 'emulated' && tests.length === 0 ? [`${version} ${id}: ${method} ${path}`] : []
      )
    )
  )
  t.same(alone, [])
})

t.test('a test drives what it spells out: by verb and path, in one version or in all, or by operation id', async t => {
  const root = t.testdir({
    test: {
      'one.test.ts': `const V2 = '/api/nutanix/v2.0'
        ask('france', 'GET', \`\${V2}/vms/\${uuid}/\`); const step = { at: 'POST /vms/some/clone', on: 'canada' }
        const rows = [['DELETE', \`\${base}/vms/\${uuid}\`]]; request.put('/api/nutanix/v1/vms/x'); give(t, 'getThings')`
    }
  })
  const versions = ['v2.0', 'v1'].flatMap(version =>
    ['GET /vms', 'GET /vms/alerts', 'GET /vms/{id}', 'PUT /vms/{id}', 'DELETE /vms/{id}', 'POST /vms/{id}/clone'].map(
      at => {
        const [method = '', path = ''] = at.split(' ')
        return { version, id: at, method, path }
      }
    )
  )
  const things = [
    { version: 'v2.0', id: 'getThings', method: 'GET', path: '/things' },
    { version: 'v1', id: 'getThing', method: 'GET', path: '/things', origin: 'getThings' }
  ]
  t.same(Object.keys(testsByOperation([...versions, ...things], root)).sort(), [
    'v1 DELETE /vms/{id}',
    'v1 POST /vms/{id}/clone',
    'v1 PUT /vms/{id}',
    'v1 getThing',
    'v2.0 DELETE /vms/{id}',
    'v2.0 GET /vms/{id}',
    'v2.0 POST /vms/{id}/clone',
    'v2.0 getThings'
  ])
})

t.test('the control API tells the coverage of each operation', async t => {
  const { ask } = await emulator(t)
  const { status, body } = await ask('france', 'GET', '/emulator/v1/coverage')
  t.equal(status, 200)
  t.same(body, { versions: coverage() })
})
