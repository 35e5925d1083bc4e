/** The documents of Prism: of each version what is emulated, and apart from it the rest of what the vendor publishes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { assemble } from './assemble.js'
import type { BuiltContract } from './assemble.js'
import type { Derived, Differences } from './dialect.js'
import { olderModel, olderOperation } from './dialect.js'
import type { Components, OpenApi, Operation, Parameter, Schema } from './openapi.js'
import { poolOf } from './pool.js'
import type { Models, Pool } from './pool.js'
import { keyOf, operationOf, readPublished } from './published.js'
import type { Published, PublishedOperation } from './published.js'
import type { Head, TagFile } from './sources.js'
import { readHead, readNamed, readTags } from './sources.js'

export function prismContracts(folder: string): BuiltContract[] {
  const read = (...path: string[]): TagFile[] => readTags(join(folder, ...path))
  const published = (version: string): Published => readPublished(join(folder, 'published', version))
  const head = (version: string): Head => readHead(join(folder, `${version}.yaml`))
  const shared = {
    schemas: readNamed<Schema>(join(folder, 'models')),
    parameters: readNamed<Parameter>(join(folder, 'parameters'))
  }
  const [theirV2, theirV1] = [published('v2.0'), published('v1')]
  const declined = declinedIn(folder)
  const differences = differencesIn(folder, 'v1')

  const v2 = assemble('prism-v2', head('v2.0'), read('v2.0'), shared)
  const v2Pool = poolOf(shared.schemas, theirV2.models)
  const v2Stubs = stubContractOf('prism-v2-stubs', head('v2.0'), theirV2, v2Pool, [v2.document])

  // Operations that only v1 has, over models that v2.0 has too, are written in v2.0's words and derived like its own.
  const canonical = assemble('prism-v1-canonical', head('v2.0'), read('v1', 'canonical'), shared)
  const native = assemble('prism-v1-native', head('v1'), read('v1', 'native'), shared)
  const undocumented = [
    ...operationsIn(canonical.document, true),
    ...operationsIn(v2.document).filter(isAlsoInV1)
  ].filter(({ key }) => !theirV1.operations.some(row => row.key === key))
  const derived = [
    ...derivedFrom(
      [...operationsIn(v2.document), ...operationsIn(canonical.document, true)],
      theirV1,
      theirV2,
      differences
    ),
    ...undocumented.map(source => olderOperation(source, undefined, differences))
  ]
  const models = together(derivedModels(v2Pool.models(), differences), native.document.components.schemas ?? {})
  const v1 = assemble('prism-v1', head('v1'), [...read('v1', 'native'), ...tagFiles(derived)], {
    ...shared,
    schemas: models
  })
  const derivedStubs = derivedFrom(operationsIn(v2Stubs.document), theirV1, theirV2, differences)
  const v1Stubs = stubContractOf(
    'prism-v1-stubs',
    head('v1'),
    theirV1,
    poolOf(models, theirV1.models),
    [v1.document],
    derivedStubs
  )

  const documents: BuiltContract[] = [
    withShadowed(v2, operationsIn(v2Stubs.document), absentIn(v2.document, theirV2, theirV1)),
    v2Stubs,
    { ...canonical, typesOnly: true },
    {
      ...withShadowed(v1, operationsIn(v1Stubs.document)),
      packed: true,
      models: native.document.components.schemas ?? {},
      typed: native.document
    },
    v1Stubs,
    ...v08(folder, v2.document, v2Pool.models(), theirV2, shared)
  ]
  return documents.map(built => (built.transcribed ? withDeclined(built, declined) : built))
}

/** v0.8, Acropolis's own first API: derived where it asks and answers as v2.0 does, else written in v2.0's words and then derived. */
function v08(folder: string, v2: OpenApi, v2Models: Models, theirV2: Published, shared: Shared): BuiltContract[] {
  const theirs = readPublished(join(folder, 'published', 'v0.8'))
  const head = readHead(join(folder, 'v0.8.yaml'))
  const differences = differencesIn(folder, 'v0.8')
  const canonical = assemble(
    'prism-v0.8-canonical',
    readHead(join(folder, 'v2.0.yaml')),
    readTags(join(folder, 'v0.8', 'canonical')),
    shared
  )
  const written = operationsIn(canonical.document, true)
  const sources = [...written, ...operationsIn(v2).filter(({ key }) => !written.some(other => other.key === key))]
  const schemas = {
    ...derivedModels(v2Models, differences),
    ...pick(shared.schemas, ['PrismErrorV1', 'ErrorCodeV1'])
  }
  const unpublished = written.filter(({ key }) => !theirs.operations.some(row => row.key === key))
  const derived = [
    ...derivedFrom(sources, theirs, theirV2, differences),
    ...unpublished.map(source => olderOperation(source, undefined, differences))
  ]
  const emulated = assemble('prism-v0.8', head, tagFiles(derived), { ...shared, schemas })
  const pool = poolOf(pick(schemas, ['PrismErrorV1', 'ErrorCodeV1']), theirs.models)
  const rest = stubContractOf('prism-v0.8-stubs', head, theirs, pool, [emulated.document])
  return [
    { ...canonical, typesOnly: true },
    { ...withShadowed(emulated, operationsIn(rest.document)), models: {}, packed: true, typed: null },
    rest
  ]
}

/** Of a tag, or of an operation of it, why it is not emulated and will not be. */
type Declined = Readonly<Record<string, string>>

export function declinedIn(folder: string): Declined {
  return parse(readFileSync(join(folder, 'declined.yaml'), 'utf8')) as Declined
}

/** Says of each operation that is declined why: by its id, or its tag. What is emulated is in no rest. */
function withDeclined(built: BuiltContract, declined: Declined): BuiltContract {
  const paths = Object.entries(built.document.paths).map(([url, item]) => [
    url,
    Object.fromEntries(
      Object.entries(item).map(([verb, operation]) => {
        const { operationId = '', tags = [] } = operation as { operationId?: string; tags?: string[] }
        const reason = declined[operationId] ?? declined[tags[0] ?? '']
        return [verb, reason === undefined ? operation : { ...operation, 'x-pesim-declined': reason }]
      })
    )
  ])
  return { ...built, document: { ...built.document, paths: Object.fromEntries(paths) as OpenApi['paths'] } }
}

/** Of an operation that the vendor publishes for neither version, whether clients ask v1 for it too. */
function isAlsoInV1({ operation }: Located): boolean {
  return ((operation['x-pesim-versions'] ?? []) as string[]).includes('v1')
}

/** Names in the one document which paths of the other its own templates would take: `/vms/alerts` is no `/vms/{uuid}`. */
function withShadowed(
  contract: BuiltContract,
  rest: readonly Located[],
  absent: readonly Address[] = []
): BuiltContract {
  const templates = operationsIn(contract.document).map(({ verb, url }) => ({
    verb,
    taking: new RegExp(`^${url.replace(/\{[^}]*\}/g, '[^/]+')}$`)
  }))
  const shadowed = [...rest, ...absent]
    .filter(({ verb, url }) => templates.some(template => template.verb === verb && template.taking.test(url)))
    .map(({ verb, url }) => `${verb.toUpperCase()} ${url}`)
  return { ...contract, document: { ...contract.document, 'x-shadowed': shadowed } }
}

type Address = Pick<Located, 'verb' | 'url'>

/**
 * Paths that lead nowhere, though a template would take them: what v1 alone publishes, and summaries of health checks,
 * which no collection of v2.0 has [C: Swagger].
 */
function absentIn(document: OpenApi, published: Published, older: Published): Address[] {
  const here = new Set([...published.operations.map(({ key }) => key), ...operationsIn(document).map(({ key }) => key)])
  const summaries = operationsIn(document).flatMap(({ verb, url }) =>
    verb === 'get' && /^\/[a-z_]+\/\{[^}]*\}$/.test(url)
      ? [{ verb, url: url.replace(/\{.*/, 'health_check_summary') }]
      : []
  )
  return [...older.operations.filter(({ key }) => !here.has(key)), ...summaries]
}

interface Shared extends Components {
  readonly schemas: Models
  readonly parameters: Readonly<Record<string, Parameter>>
}

interface Located {
  readonly key: string
  readonly url: string
  readonly verb: string
  readonly operation: Operation
  readonly models: Models
  /** Written for v1, though in v2.0's words. */
  readonly canonical: boolean
}

function operationsIn({ paths, components }: OpenApi, canonical = false): Located[] {
  return Object.entries(paths).flatMap(([url, item]) =>
    Object.entries(item).map(([verb, operation]) => ({
      key: keyOf(verb, url),
      url,
      verb,
      operation,
      models: components.schemas ?? {},
      canonical
    }))
  )
}

/** The rest of a version: what no other document of it has, answered from its model alone. */
function stubContractOf(
  name: string,
  head: Head,
  { operations }: Published,
  pool: Pool,
  done: readonly OpenApi[],
  derived: readonly Derived[] = []
): BuiltContract {
  const known = new Set([
    ...done.flatMap(document => operationsIn(document)).map(({ key }) => key),
    ...derived.map(({ verb, url }) => keyOf(verb, url))
  ])
  const rest = operations
    .filter(({ key }) => !known.has(key))
    .map((row): Derived => {
      const created = row.verb === 'post' && head.info['version'] !== 'v1'
      return {
        tag: row.tag,
        url: row.url,
        verb: row.verb,
        operation: pool.named(operationOf(row, created ? '201' : '200'))
      }
    })
  const built = assemble(name, head, tagFiles([...derived, ...rest]), { schemas: pool.models() })
  return { ...built, models: {}, typed: null, transcribed: true, packed: true }
}

/** Operations of v1 that are those of v2.0 in other words. */
function derivedFrom(sources: readonly Located[], v1: Published, v2: Published, differences: Differences): Derived[] {
  const rows = new Map(v1.operations.map(row => [row.key, row]))
  const others = new Map(v2.operations.map(row => [row.key, row]))
  return sources.flatMap(source => {
    const row = rows.get(source.key)
    const other = source.canonical ? undefined : others.get(source.key)
    return row === undefined || (other !== undefined && !sameModels(row, other))
      ? []
      : [olderOperation(source, row, differences)]
  })
}

/** Whether both versions are asked and answer in the same models, a list perhaps bare in one of them. */
function sameModels(one: PublishedOperation, other: PublishedOperation): boolean {
  const base = (answer: string): string =>
    /^(?:EntityCollection<(.*)>|(.*)\[\])$/.exec(answer)?.slice(1).join('') ?? answer
  return base(one.answer) === base(other.answer) && one.body === other.body
}

function tagFiles(derived: readonly Derived[]): TagFile[] {
  return derived.map(({ tag, url, verb, operation }) => ({ tag, paths: { [url]: { [verb]: operation } } }))
}

function derivedModels(models: Models, differences: Differences): Models {
  return Object.fromEntries(Object.entries(models).map(([name, model]) => [name, olderModel(name, model, differences)]))
}

/** Models in v1's words beside v1's own, which may say the same but nothing else under the same name. */
function together(derived: Models, own: Models): Models {
  const clash = Object.keys(own).find(
    name => name in derived && snakeIn(own[name]) && !isDeepStrictEqual(own[name], derived[name])
  )
  if (clash !== undefined) throw new Error(`Model ${clash} is spelled as in v2.0 and cannot serve v1 as it is`)
  return { ...derived, ...own }
}

function snakeIn(model: Schema | undefined): boolean {
  return Object.keys(model?.properties ?? {}).some(name => name.includes('_'))
}

/** What the vendor's names tell, and what they cannot: that two fields of quite different names are one. */
function differencesIn(folder: string, version: 'v1' | 'v0.8'): Differences {
  const read = <T>(path: string): T => parse(readFileSync(path, 'utf8')) as T
  const fields = read<Record<string, Record<string, string | null>>>(
    join(folder, 'published', version, 'differences.yaml')
  )
  const own = join(folder, version, 'spelling.yaml')
  const same = existsSync(own) ? read<Record<string, string>>(own) : {}
  for (const [name, older] of Object.entries(same)) {
    const [model, wire] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]
    delete fields[model]?.[wire]
    delete fields[model]?.[older]
  }
  const spelling = read<Record<string, string>>(join(folder, 'published', version, 'spelling.yaml'))
  return { version, spelling: { ...spelling, ...same }, fields }
}

function pick(models: Models, names: readonly string[]): Models {
  return Object.fromEntries(names.flatMap(name => (models[name] === undefined ? [] : [[name, models[name]]])))
}
