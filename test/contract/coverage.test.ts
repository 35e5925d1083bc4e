/** The coverage that is claimed is the coverage that is counted, and nothing that was published has lost its answer. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { coverageFile, coveragePage, withoutDriven } from '../../scripts/coverage.js'
import { drivenIn } from '../../scripts/driven.js'
import { coverage } from '../../server/contracts/coverage.js'
import { prismV1Handlers, prismV1CanonicalHandlers, prismV2Handlers } from '../../server/prism/index.js'
import { refuse } from '../../server/prism/core/index.js'
import { emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'

const { answerOf } = createRequire(import.meta.url)('../support/record-driven.cjs') as {
  answerOf: (status: number, text: string) => { readonly answered: boolean; readonly code: string | undefined }
}

t.test('docs/coverage.md is what npm run coverage writes, but for what depends on a run of the tests', async t => {
  t.equal(withoutDriven(readFileSync(coverageFile, 'utf8')), withoutDriven(coveragePage(new Map())))
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

t.test(
  'a test drives the operations whose requests succeeded and whose handlers it called, in every version',
  async t => {
    const file = 'test/one.test.ts'
    const requests = [
      'GET /api/nutanix/v2.0/vms/some-uuid/',
      'POST //PrismGateway/services/rest/v1/protection_domains//gold/migrate',
      'HEAD /api/nutanix/v0.8/vms',
      'GET /api/nutanix/v2.0/nothing/of/the/kind',
      'GET /docs'
    ]
    const driven = drivenIn([
      { file, requests, handlers: ['getHaConfig', 'getHardwareAlerts', 'nobody'], refusals: [] }
    ])
    t.same([...driven.keys()].sort(), [
      'v0.8 getHaConfig',
      'v0.8 getVM',
      'v0.8 getVMs',
      'v1 getHardwareAlerts',
      'v1 getVM',
      'v1 migrateProtectionDomain',
      'v2.0 getHaConfig',
      'v2.0 getVM'
    ])
    for (const files of driven.values()) t.same([...files], [file])
  }
)

t.test(
  'a refusal of the product drives an operation; a crash, a mishap and a request that is wrong do not',
  async t => {
    const { ask } = await emulator(t)
    const V2 = '/api/nutanix/v2.0'
    const recorded = async (method: Method, path: string, body?: unknown): Promise<unknown> => {
      const { status, text } = await ask('france', method, path, body)
      return { status, ...answerOf(status, text) }
    }
    t.same(await recorded('GET', `${V2}/hosts`), { status: 200, answered: true, code: undefined })
    t.same(await recorded('GET', `${V2}/vms/none`), { status: 500, answered: true, code: 'vm/not-found' })
    t.same(await recorded('GET', '/PrismGateway/services/rest/v1/vms/none'), {
      status: 500,
      answered: true,
      code: 'vm/not-found'
    })
    t.same(await recorded('POST', `${V2}/vms`, { memory_mb: 'much' }), {
      status: 400,
      answered: false,
      code: undefined
    })
    await ask('france', 'POST', '/emulator/v1/mishaps', { operation: 'getHosts', status: 503, afterwards: true })
    t.same(await recorded('GET', `${V2}/hosts`), { status: 503, answered: false, code: undefined })
    for (const dialect of ['v1', 'v2'] as const) {
      const { status, body } = refuse(new TypeError('of undefined'), dialect)
      t.same({ status, ...answerOf(status, JSON.stringify(body)) }, { status: 500, answered: false, code: undefined })
    }
  }
)

t.test('the control API tells the coverage of each operation', async t => {
  const { ask } = await emulator(t)
  const { status, body } = await ask('france', 'GET', '/emulator/v1/coverage')
  t.equal(status, 200)
  t.same(body, { versions: coverage() })
})
