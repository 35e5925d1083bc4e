/**
 * Writes openapi/prism/published/ from the vendor's operations and models: names and types as they travel, nothing else.
 *
 *   npx tsx scripts/transcribe.ts FOLDER    which holds prism-v2.0.json, prism-v1.json and prism-v0.8.json
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { v2Spelling, camelCase, snakeCase } from './contract/spelling.js'

interface Field {
  readonly type: string
  readonly enum?: readonly string[]
  readonly required?: boolean
}

interface ModelField {
  readonly operations: readonly {
    readonly tag: string
    readonly method: string
    readonly path: string
    readonly id: string
    readonly params?: readonly {
      readonly in: string
      readonly name: string
      readonly type: string
      readonly required?: boolean
    }[]
    readonly body?: string
    readonly bodyRequired?: boolean
    readonly response: string
  }[]
  readonly models: Readonly<Record<string, Readonly<Record<string, Field>>>>
}

const VERSIONS = ['v2.0', 'v1', 'v0.8'] as const
const CAPTION = '# What the vendor publishes: names and types. Written by scripts/transcribe.ts.\n'

/** Classes of the virtual machine that the vendor's generator ran into; nothing of them is on the wire. */
const machinery =
  /^(\[L|(java|javax|sun|reflect|org|ref|concurrent|annotation|security)\.|Map<|Locale|(Class|ClassLoader|ClassValueMap|HashMap|Map\$Entry|Object|Package|Provider|String|char|unknown)\b)/

const [from] = process.argv.slice(2)
if (from === undefined) throw new Error('Name the folder that holds the vendor’s operations and models')
const to = join(import.meta.dirname, '..', 'openapi', 'prism', 'published')
const fields = Object.fromEntries(
  VERSIONS.map(version => [
    version,
    JSON.parse(readFileSync(join(from, `prism-${version}.json`), 'utf8')) as ModelField
  ])
) as Record<(typeof VERSIONS)[number], ModelField>

rmSync(to, { recursive: true, force: true })
for (const version of VERSIONS) {
  const folder = join(to, version)
  mkdirSync(folder, { recursive: true })
  writeYaml(join(folder, 'operations.yaml'), operationsOf(version))
  writeYaml(join(folder, 'models.yaml'), modelsOf(version))
}
for (const version of ['v1', 'v0.8'] as const) {
  writeYaml(join(to, version, 'spelling.yaml'), spelling(version))
  writeYaml(join(to, version, 'differences.yaml'), differences(version))
}

function writeYaml(path: string, value: unknown): void {
  writeFileSync(path, CAPTION + stringify(value, { lineWidth: 0, flowCollectionPadding: true }))
}

/** By tag and id. v2.0 has one id twice. */
function operationsOf(version: string): unknown {
  const tags: Record<string, Record<string, unknown>> = {}
  for (const { tag, method, path, id, params = [], body, bodyRequired, response } of fields[version as 'v1']
    .operations) {
    const operations = (tags[tag] ??= {})
    const parameters = (where: string): Record<string, string> | undefined => {
      const named = params.filter(parameter => parameter.in === where)
      if (named.length === 0) return undefined
      return Object.fromEntries(
        named.map(({ name, type, required }) => [name, shorthand(type) + (required ? '!' : '')])
      )
    }
    operations[id] = {
      at: `${method} ${path.replace(/:\.\+\}/, '}').replace(/(?<=.)\/$/, '')}`,
      ...(parameters('path') && { path: parameters('path') }),
      ...(parameters('query') && { query: parameters('query') }),
      ...(parameters('header') && { header: parameters('header') }),
      ...(body !== undefined && { body: shorthand(body) + (bodyRequired ? '!' : '') }),
      answer: shorthand(response)
    }
  }
  return tags
}

/** Those that an operation reaches, but for collections, which are all alike; of v1 only those that v2.0 lacks. */
function modelsOf(version: string): unknown {
  const { operations, models } = fields[version as 'v1']
  const reached = new Set<string>()
  const waiting = operations.flatMap(({ response, body }) => namesIn(`${response} ${body ?? ''}`))
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name) || models[name] === undefined || machinery.test(name)) continue
    reached.add(name)
    waiting.push(...Object.values(models[name] ?? {}).flatMap(({ type }) => namesIn(type)))
  }
  const answers = new Set(operations.flatMap(({ response }) => namesIn(response)))
  const own = [...reached].filter(
    name => !name.includes('EntityCollection<') && (version !== 'v1' || fields['v2.0'].models[name] === undefined)
  )
  return Object.fromEntries(own.sort().map(name => [name, fieldsOf(version, name, !answers.has(name))]))

  function namesIn(type: string): string[] {
    const names = [type, ...type.split(' ')].flatMap(part => [part, ...parts(part)])
    return names.filter(name => models[name] !== undefined)
  }
  function parts(type: string): string[] {
    const inner = /^(?:array|List)<(.*)>$/.exec(type)?.[1] ?? /^(?:java\.util\.)?Map<[^,]+, (.*)>$/.exec(type)?.[1]
    return inner === undefined ? [] : [inner, ...parts(inner)]
  }
}

/** Names as on the wire. What a model of requests alone asks for is asked for; a model of both is made for answers. */
function fieldsOf(version: string, model: string, requestsOnly: boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields[version as 'v1'].models[model] ?? {})
      .filter(([name]) => !isConstant(name))
      .map(([name, { type, enum: values, required }]) => {
        const wire = version === 'v2.0' ? wireName(name) : name
        const short = values === undefined ? shorthand(type) : `string(${values.join('|')})`
        return [wire, short + (required === true && requestsOnly ? '!' : '')]
      })
  )
}

function isConstant(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name) || /^(\w_)+\w?$/.test(name.replace(/__/g, '_'))
}

/** The vendor's generator splits every capital; the wire does not split runs of them. */
function wireName(published: string): string {
  return snakeCase(camelCase(published))
}

/** `array<X>` as `X[]`, maps as `map<X>`, downloads and uploads as `file`. */
function shorthand(type: string): string {
  const list = /^(?:array|List)<(.*)>$/.exec(type)?.[1]
  if (list !== undefined) return `${shorthand(list)}[]`
  const map = /^(?:java\.util\.)?Map<[^,]+, (.*)>$/.exec(type)?.[1]
  if (map !== undefined) return `map<${shorthand(map)}>`
  if (/^(DataHandler|javax\.ws\.rs\.core\.Response|org\.apache\.cxf\.jaxrs\.ext\.multipart\.Attachment)$/.test(type))
    return 'file'
  const plain: Record<string, string> = {
    Integer: 'int32',
    Long: 'int64',
    Boolean: 'boolean',
    String: 'string',
    integer: 'int64'
  }
  if (plain[type] !== undefined) return plain[type]
  return machinery.test(type) ? 'object' : type
}

interface Pair {
  readonly model: string
  /** v2.0's wire name, or undefined where the older version alone has the field; and the other way round. */
  readonly wire: string | undefined
  readonly older: string | undefined
  readonly type: string
}

/** Versions in camelCase. */
type Older = 'v1' | 'v0.8'

/** The fields of models that both versions have, paired by their letters. */
function pairs(version: Older): Pair[] {
  return Object.keys(fields[version].models).flatMap((model): Pair[] => {
    const [mine, theirs] = [fields[version].models[model], fields['v2.0'].models[model]]
    if (theirs === undefined || machinery.test(model)) return []
    const wires = new Map(
      Object.keys(theirs)
        .filter(name => !isConstant(name))
        .map(name => [v2Spelling(name), wireName(name)])
    )
    const own = Object.entries(mine ?? {}).filter(([name]) => !isConstant(name))
    const paired = own.map(([older, field]): Pair => {
      const wire = wires.get(v2Spelling(older))
      wires.delete(v2Spelling(older))
      return { model, wire, older, type: field.enum ? `string(${field.enum.join('|')})` : shorthand(field.type) }
    })
    return [...paired, ...[...wires.values()].map((wire): Pair => ({ model, wire, older: undefined, type: '' }))]
  })
}

/** Wire names of v2.0 whose older spelling is more than camelCase; `model.name` where one model goes its own way. */
function spelling(version: Older): Record<string, string> {
  const known: Record<string, string> = {}
  const own: Record<string, string> = {}
  const all = pairs(version)
  for (const { model, wire, older } of all) {
    if (wire === undefined || older === undefined) continue
    const usual = known[wire] ?? camelCase(wire)
    if (older === usual) continue
    const everywhere = all.filter(pair => pair.wire === wire && pair.older !== undefined)
    if (everywhere.every(pair => pair.older === older)) known[wire] = older
    else own[`${model}.${wire}`] = older
  }
  return Object.fromEntries(Object.entries({ ...known, ...own }).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Of models that both versions have: fields of the older one alone with their types, fields of v2.0 alone with none. */
function differences(version: Older): Record<string, Record<string, string | null>> {
  const found: Record<string, Record<string, string | null>> = {}
  for (const { model, wire, older, type } of pairs(version)) {
    if (wire !== undefined && older !== undefined) continue
    const fields = (found[model] ??= {})
    if (older !== undefined) fields[older] = type
    else if (wire !== undefined) fields[wire] = null
  }
  return found
}
