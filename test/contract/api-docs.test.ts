/** The product's own documents of its API: each resource of each version is declared, and nothing in it names nothing. */
import t from 'tap'
import { contracts, stubContracts } from '../../server/contracts/contracts.js'
import { operationsOf } from '../../server/http/contract/contract.js'
import { emulator } from '../support/emulator.js'

const DOCS = '/PrismGateway/services/rest/api/api-docs'
const versions = Object.fromEntries(
  ['v2.0', 'v1', 'v0.8'].map(version => [
    version,
    [...contracts, ...stubContracts].filter(({ name }) => name === version || name === `${version}-rest`)
  ])
)
const plain = ['string', 'integer', 'number', 'boolean', 'object', 'void', 'array']

interface Typed {
  type?: string
  $ref?: string
  items?: Typed
}

interface Declaration {
  basePath: string
  resourcePath: string
  apis: {
    path: string
    operations: (Typed & {
      method: string
      nickname: string
      parameters: (Typed & { name: string; paramType: string; required: boolean; allowMultiple?: boolean })[]
    })[]
  }[]
  models: Record<string, { id: string; properties: Record<string, Typed> }>
}

/** What is not as Swagger 1.2 has it. */
function faultsIn({ apis, models }: Declaration): string[] {
  const unknown = (where: string, { type, $ref, items }: Typed, inModel: boolean): string[] => {
    const name = $ref ?? type ?? 'nothing'
    const good = $ref === undefined ? plain.includes(name) || (!inModel && name in models) : name in models
    const bare = type === 'array' && items === undefined
    return [
      ...(good && !bare ? [] : [`${where} is ${name}`]),
      ...(items === undefined ? [] : unknown(`${where}[]`, items, true))
    ]
  }
  return [
    ...apis.flatMap(({ path, operations }) =>
      operations.flatMap(operation => [
        ...unknown(`${operation.nickname}`, operation, false),
        ...operation.parameters.flatMap(parameter => [
          ...unknown(`${operation.nickname}.${parameter.name}`, parameter, false),
          ...(['path', 'query', 'header', 'body'].includes(parameter.paramType)
            ? []
            : [`${parameter.name} is nowhere`]),
          ...(parameter.paramType === 'path' && !path.includes(`{${parameter.name}}`) ? [`${path} lacks it`] : [])
        ])
      ])
    ),
    ...Object.entries(models).flatMap(([name, { id, properties }]) => [
      ...(id === name ? [] : [`${name} is ${id}`]),
      ...Object.entries(properties).flatMap(([key, property]) => unknown(`${name}.${key}`, property, true))
    ])
  ]
}

t.test('every operation of every version is declared once, with all that it refers to', async t => {
  const { ask } = await emulator(t)
  for (const [version, published] of Object.entries(versions)) {
    const listing = await ask('france', 'GET', `${DOCS}/${version}`)
    t.match(listing, { status: 200, body: { swaggerVersion: '1.2', apiVersion: version } })
    const declared: string[] = []
    for (const { path } of listing.body.apis as { path: string }[]) {
      const { status, body } = await ask('france', 'GET', `${DOCS}/${version}${path}/`)
      const declaration = body as Declaration
      t.equal(status, 200)
      t.same(faultsIn(declaration), [], `${version}${path}`)
      t.equal(declaration.resourcePath, path)
      t.match(declaration.basePath, new RegExp(`^http://france/.*/${version}$`))
      for (const api of declaration.apis)
        for (const { method, nickname } of api.operations) declared.push(`${method} ${api.path} ${nickname}`)
    }
    const all = published.flatMap(({ document }) =>
      operationsOf(document).map(({ method, path, id }) => `${method} ${path} ${id}`)
    )
    t.same(declared.sort(), all.sort(), `all of ${version}`)
  }
})

t.test('a declaration reads as the product’s', async t => {
  const { ask } = await emulator(t)
  const { body } = await ask('france', 'GET', `${DOCS}/v2.0/protection_domains`)
  const { apis, models } = body as Declaration
  const create = apis
    .find(({ path }) => path === '/protection_domains')
    ?.operations.find(each => each.method === 'POST')
  t.match(create, {
    nickname: 'addProtectionDomain',
    type: 'ProtectionDomain',
    parameters: [{ name: 'body', paramType: 'body', required: true }]
  })
  t.match(models['ProtectionDomain']?.properties, {
    name: { type: 'string' },
    vms: { type: 'array', items: { $ref: String } }
  })
})

t.test('what is not documented is refused, and the explorer leads to the reference page', async t => {
  const { ask, send } = await emulator(t)
  for (const path of ['v3', 'v2.0/nothing', 'constructor', 'v1/constructor']) {
    t.match(await ask('france', 'GET', `${DOCS}/${path}`), { status: 404, body: { message: /no documents of/ } }, path)
  }
  const open = await send('france', { method: 'GET', url: `${DOCS}/v1`, headers: { authorization: '' } })
  t.equal(open.status, 200, 'without credentials')
  for (const url of ['/api/nutanix/v2/api_explorer/', '/api/nutanix/v2/api_explorer/index.html']) {
    t.match(await ask('france', 'GET', url), { status: 302, headers: { location: '/docs' } })
  }
  const names = [...contracts, ...stubContracts].map(({ name }) => name.replace('-rest', ''))
  t.same([...new Set(names)].sort(), ['central', 'control', 'v0.8', 'v1', 'v2.0'])
  for (const { name } of [...contracts, ...stubContracts]) {
    t.match(await ask('france', 'GET', `/docs/${name}.json`), { status: 200, body: { openapi: '3.1.0' } }, name)
    t.match(await ask('france', 'GET', `/docs/${name}`), { headers: { location: `/docs?urls.primaryName=${name}` } })
  }
  const setup = (await ask('france', 'GET', '/docs/static/swagger-initializer.js')).text
  t.match(setup, /"urls":\[\{"name":"control"/, 'the control API is what the page opens with')
  const nowhere = await send('france', { method: 'GET', url: '/docs/contrl', headers: { accept: 'text/html' } })
  t.match(nowhere, { status: 404, text: /There is no document contrl\. There are control, v2\.0/ })
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  for (const [url, status] of Object.entries({ '/docs/control': 302, '/docs/contrl': 403 }))
    t.equal((await send('france', { method: 'GET', url, headers: link })).status, status, `${url} from elsewhere`)
})
