/** What every reader of the contract relies on: valid documents, words for everything, the spelling of the wire. */
import { join } from 'node:path'
import t from 'tap'
import Ajv from 'ajv'
import { Validator } from '@seriousme/openapi-schema-validator'
import { faultsOf } from '../../scripts/contract/checks.js'
import { assemble } from '../../scripts/contract/assemble.js'
import type { OpenApi, Operation, Schema } from '../../scripts/contract/openapi.js'
import { contracts } from '../../scripts/contract/documents.js'
import { missingIn, unusedReasons } from '../../scripts/contract/completeness.js'
import { operationsOf } from '../../scripts/contract/openapi.js'
import { readPublished } from '../../scripts/contract/published.js'
import { documentOf } from '../../server/contracts/document-in-parts.js'
import {
  contracts as served,
  controlContract,
  stubContracts,
  v1Contract,
  v2Contract
} from '../../server/contracts/contracts.js'

const v2 = v2Contract.document as unknown as OpenApi
const documents = {
  'prism-v2': v2,
  'prism-v1': v1Contract.document as unknown as OpenApi,
  control: controlContract.document as unknown as OpenApi
}

/** Every schema of a document with where it stands, at any depth. */
function schemasOf(document: OpenApi): [where: string, schema: Schema][] {
  return Object.entries(document.components.schemas ?? {}).flatMap(([name, model]) => within(name, model))
}

function within(where: string, schema: Schema): [string, Schema][] {
  const properties = Object.entries(schema.properties ?? {})
  return [[where, schema], ...properties.flatMap(([name, property]) => within(`${where}.${name}`, property))]
}

function successOf(operation: Operation): string[] {
  return Object.keys(operation.responses ?? {}).filter(status => status.startsWith('2'))
}

for (const [name, document] of Object.entries(documents)) {
  t.test(`the document ${name} is valid OpenAPI 3.1`, async t => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) })
    t.equal(document.openapi, '3.1.0')
    t.ok(valid, JSON.stringify(errors))
  })

  t.test(`every operation of ${name} is described, and has one way to succeed and one to fail`, async t => {
    const lacking = operationsOf(document).flatMap(({ where, operation }) => [
      ...(['operationId', 'summary', 'description'] as const)
        .filter(field => !operation[field])
        .map(f => `${where} ${f}`),
      ...(operation.parameters ?? []).filter(({ description }) => !description).map(({ name }) => `${where} ${name}`),
      ...(successOf(operation).length === 1 ? [] : [`${where} success`]),
      ...(operation.responses?.['default'] ? [] : [`${where} error`])
    ])
    t.same(lacking, [])
  })

  t.test(`every model and property of ${name} is described`, async t => {
    const silent = schemasOf(document).filter(([, schema]) => !schema.description)
    t.same(
      silent.map(([where]) => where),
      []
    )
  })
}

const root = join(import.meta.dirname, '..', '..')
const built = contracts(join(root, 'openapi'))

for (const { name, document } of built.filter(({ transcribed }) => transcribed)) {
  t.test(`the document ${name}, made of what the vendor publishes, is valid OpenAPI 3.1`, async t => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) })
    t.ok(valid, JSON.stringify(errors))
    t.same(
      operationsOf(document).flatMap(({ where, operation }) => (successOf(operation).length === 1 ? [] : [where])),
      []
    )
  })
}

t.test('a document that lies there in parts reads as a whole, byte for byte', async t => {
  for (const [name, { document }] of [['prism-v2', v2Contract] as const, ['control', controlContract] as const]) {
    const whole = JSON.stringify(built.find(each => each.name === name)?.document)
    t.ok(JSON.stringify(document) === whole, name)
    t.ok(JSON.stringify({ ...document }) === whole, 'once more, now that all of it has been read')
  }
})

t.test('of a document in parts only what is looked at is parsed, once', async t => {
  const parts = { '/read': { get: '{"operationId":"read"}', put: 'never looked at' }, '/other': { get: 'nor this' } }
  const { openapi, paths } = documentOf({ rest: '{"openapi":"3.1.0","paths":{}}', paths: parts, components: {} })
  t.same([openapi, Object.keys(paths), 'put' in (paths['/read'] ?? {})], ['3.1.0', ['/read', '/other'], true])
  t.same(paths['/read']?.['get'], { operationId: 'read' })
  t.equal(paths['/read']?.['get'], paths['/read']?.['get'])
  t.throws(() => paths['/read']?.['put'], SyntaxError)
})

t.test('every published operation is in a document, under its id and with its answer', async t => {
  t.same(missingIn(built, join(root, 'openapi')), [])
  const counts = ['v2.0', 'v1', 'v0.8'].map(
    version => readPublished(join(root, 'openapi', 'prism', 'published', version)).operations.length
  )
  t.same(counts, [297, 370, 59])
  const [first] = built.filter(({ name }) => name === 'prism-v2-stubs')
  const poorer = built.map(contract =>
    contract === first ? { ...contract, document: { ...contract.document, paths: {} } } : contract
  )
  t.match(missingIn(poorer, join(root, 'openapi'))[0], /^v2\.0: \w+ \S+ is missing$/, 'one that is missing is named')
})

t.test('every reason to decline an operation is that of one which is declined', async t => {
  const folder = join(root, 'openapi')
  t.same(unusedReasons(built, folder), [])
  const none = unusedReasons(
    built.filter(({ transcribed }) => !transcribed),
    folder
  )
  t.ok(none.includes('declined.yaml: migrateVM is no operation or tag that is declined'))
})

t.test('v1 speaks camelCase: what it shares with v2.0 is derived from it', async t => {
  const names = schemasOf(documents['prism-v1']).map(([where]) => where)
  const spelled = [
    'Cluster.clusterExternalIPAddress',
    'RemoteSite.remoteVStoreInfo',
    'RemoteSitePatch.genericDTO',
    'Host.serviceVMId',
    'Host.numVMs',
    'MetroAvailability.container',
    'VmSummary.numVCpus',
    'VmSummary.containerUuids',
    'StorageContainer.containerUuid',
    'SessionInfo.userDTO'
  ]
  for (const name of spelled) t.ok(names.includes(name), name)
  // The vendor's own models of licences have underscores in v1 too.
  const { models } = readPublished(join(root, 'openapi/prism/published/v1'))
  const underscored = new Set(Object.values(models).flatMap(model => Object.keys(model.properties ?? {})))
  t.same(
    names.filter(name => name.includes('_') && !underscored.has(name.slice(name.indexOf('.') + 1))),
    []
  )
  const answers = operationsOf(documents['prism-v1']).map(({ operation }) => successOf(operation))
  t.ok(answers.every(([status]) => status === '200'))
})

t.test('POST of v2.0 answers 201, but for questions about tasks; so does a DELETE that starts a task', async t => {
  const created = operationsOf(v2).filter(
    ({ where, operation }) => !where.startsWith('DELETE') && successOf(operation)[0] === '201'
  )
  const posts = operationsOf(v2).filter(({ where }) => /^POST (?!\/tasks\/)/.test(where))
  t.ok(posts.length > 0)
  t.same(created, posts)
  const deletes = operationsOf(v2).filter(({ where }) => where.startsWith('DELETE'))
  const starting = deletes.filter(({ operation }) => JSON.stringify(operation.responses).includes('TaskUuid'))
  t.ok(starting.length > 0)
  t.same(
    deletes.filter(({ operation }) => successOf(operation)[0] === '201'),
    starting
  )
})

t.test('v2.0 does not split runs of capitals in names', async t => {
  const names = schemasOf(v2).map(([where]) => where)
  const spelled = [
    'Cluster.cluster_external_ipaddress',
    'Cluster.cluster_external_data_services_ipaddress',
    'RemoteSite.cluster_external_data_services_ipaddress',
    'RemoteSite.remote_vstore_info',
    'RemoteSitePatch.generic_dto',
    'Host.service_vmid',
    'Host.service_vmexternal_ip',
    'Host.num_vms',
    'Alert.service_vmid',
    'VmSummary.num_vcpus',
    'SecurityCompliance.enable_snmpv3_only'
  ]
  for (const name of spelled) t.ok(names.includes(name), name)
  const letters = /\.(\w*_)?[a-z]_[a-z](_|$)/
  t.same(
    names.filter(name => letters.test(name)),
    []
  )
})

t.test('Prism requests meet the rules of the product, not those of a schema', async t => {
  const rules = ['enum', 'minimum', 'maximum', 'exclusiveMinimum', 'minLength', 'maxLength', 'pattern', 'minItems']
  const strict = schemasOf(v2).filter(
    ([, schema]) => rules.some(rule => rule in schema) || schema['additionalProperties'] === false
  )
  t.same(
    strict.map(([where]) => where),
    []
  )
})

t.test('control requests refuse unknown keys', async t => {
  const open = schemasOf(documents.control)
    .filter(([, schema]) => schema.type === 'object' && schema['additionalProperties'] !== false)
    .map(([where]) => where)
  // maps by name; what is told in full elsewhere; and a state, whose world is checked as a saved one is
  const maps = ['Version.api', 'Lab.clusters', 'MishapRequest.headers']
  t.same(open.sort(), [...maps, 'WorldEvent', 'HttpArchive.log', 'StateFile.state', 'World'].sort())
})

t.test('a contract is not built', async t => {
  const operation = (more: Operation = {}): Operation => ({
    operationId: 'getThing',
    summary: 'Get the thing',
    description: 'All of it.',
    responses: { '200': { description: 'The thing.', schema: { $ref: '#/components/schemas/Thing' } } },
    ...more
  })
  const thing: Schema = { description: 'A thing.', type: 'object', properties: { id: { description: 'Its name.' } } }
  const build = (paths: OpenApi['paths'], schemas: Record<string, Schema> = { Thing: thing }) => {
    const head = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, components: {} }
    return faultsOf([assemble('things', head, [{ tag: 'things', description: 'Things.', paths }], { schemas })])
  }
  t.same(build({ '/things': { get: operation() } }), [], 'unless something is wrong')

  const faults = [
    {
      because: 'a reference points at nothing',
      built: () => build({ '/things': { get: operation() } }, {}),
      says: 'things: $ref #/components/schemas/Thing points at nothing'
    },
    {
      because: 'two operations share an id',
      built: () => build({ '/things': { get: operation(), post: operation() } }),
      says: "things: POST /things and GET /things share the operation id 'getThing'"
    },
    {
      because: 'a property has no description',
      built: () => build({ '/things': { get: operation() } }, { Thing: { ...thing, properties: { id: {} } } }),
      says: 'things: property Thing.id has no description'
    },
    {
      because: 'a model is never used',
      built: () => build({ '/things': { get: operation() } }, { Thing: thing, Other: { description: 'Other.' } }),
      says: 'model Other is never used'
    },
    {
      because: 'an operation has no summary',
      built: () => build({ '/things': { get: operation({ summary: '' }) } }),
      says: 'things: GET /things has no summary'
    },
    {
      because: 'an operation can succeed in no way',
      built: () => build({ '/things': { get: operation({ responses: {} }) } }, {}),
      says: 'things: GET /things has 0 success responses instead of one'
    }
  ]
  for (const { because, built, says } of faults) t.same(built(), [says], `because ${because}`)

  const tag = { tag: 'things', description: 'Things.', paths: { '/things': { get: operation() } } }
  const head = { openapi: '3.1.0', info: {}, components: {} }
  t.throws(() => assemble('things', head, [tag, tag], { schemas: { Thing: thing } }), {
    message: 'GET /things is written twice'
  })
  const models = { ...tag, paths: {}, models: { Thing: thing } }
  t.throws(() => assemble('things', head, [tag, models], { schemas: { Thing: thing } }), {
    message: 'Thing is written twice'
  })
})

/** What stands under `schema` or `schemas` anywhere in a part of a document. */
function* schemasIn(part: unknown, where: string): Generator<[where: string, schema: object]> {
  if (typeof part !== 'object' || part === null) return
  for (const [key, held] of Object.entries(part) as [string, object][]) {
    if (key === 'schema') yield [where, held]
    else if (key === 'schemas') for (const [name, schema] of Object.entries(held)) yield [name, schema as object]
    else yield* schemasIn(held, `${where} ${key}`)
  }
}

t.test('whatever a validator is made of is a JSON Schema, since no request looks at that', t => {
  const ajv = new Ajv.default({ strict: false, logger: false })
  const schemas = [...served, ...stubContracts].flatMap(({ name, document: { paths, components } }) => [
    ...schemasIn({ paths, components }, name)
  ])
  const faulty = schemas.filter(([, schema]) => ajv.validateSchema(schema) !== true)
  t.same(
    faulty.map(([where]) => where),
    []
  )
  t.ok(schemas.length > 1000, `${schemas.length} schemas`)
  t.not(ajv.validateSchema({ type: 'strange' }), true)
  t.end()
})
