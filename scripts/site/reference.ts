/** Pages of the site that are written by no hand: the control API, incidents, fixtures and the list of decisions. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { incidentFields } from '../../server/control/trouble/incident-request.js'
import { assemble } from '../contract/assemble.js'
import { readHead, readTags } from '../contract/sources.js'
import { cell, fieldsTable, nameOf, typeOf } from './schema.js'
import type { Schema } from './schema.js'

const root = join(import.meta.dirname, '../..')

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly description?: string; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Document {
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
  }
}

const verbs = ['get', 'post', 'put', 'patch', 'delete']
const modelsPage = '/reference/control-models'
const toModel = (name: string): string => `${modelsPage}#${name.toLowerCase()}`

/** Its own contract alone: those of the product take many times as long. */
function control(): Document {
  const folder = join(root, 'openapi')
  const { document } = assemble(
    'control',
    readHead(join(folder, 'control.yaml')),
    readTags(join(folder, 'control')),
    {}
  )
  return document as unknown as Document
}

function controlPage(): string {
  const document = control()
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    verbs.flatMap(verb => (item[verb] === undefined ? [] : [{ path, verb, operation: item[verb] }]))
  )
  const tags = [...new Set(all.flatMap(({ operation }) => operation.tags ?? []))]
  const chapters = tags.flatMap(tag => [
    `## ${tag}`,
    '',
    document.tags?.find(({ name }) => name === tag)?.description ?? '',
    '',
    ...all
      .filter(({ operation }) => operation.tags?.includes(tag))
      .flatMap(({ path, verb, operation }) => operationText(document, `${verb.toUpperCase()} ${path}`, operation))
  ])
  return [
    '# Control API',
    '',
    `Everything that Prism Element has no button for is done here: time, links, lost sites, proof of what was kept. It is at \`/emulator/v1\` on
every listener, and a started emulator shows this page with forms to try it at \`/docs\`. Bodies are described in
[models](${modelsPage}); a field with \\* must be there. What goes wrong is answered with an [ControlError](${toModel('ControlError')}).`,
    '',
    ...chapters
  ].join('\n')
}

function operationText(document: Document, title: string, operation: Operation): string[] {
  const parameters = (operation.parameters ?? []).map(each =>
    each.$ref === undefined ? each : (document.components.parameters?.[nameOf(each.$ref)] ?? each)
  )
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const answers = Object.entries(operation.responses).flatMap(([status, { description = '', content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema
    const form = schema === undefined ? '' : `: ${typeOf(schema, toModel)}`
    return status === 'default' ? [] : [`- ${status}${form}. ${cell(description)}`]
  })
  return [
    `### \`${title}\``,
    '',
    `${operation.summary}. ${operation.description ?? ''}`,
    '',
    ...parameters.map(({ name, in: where, required, description = '', schema }) =>
      cell(`- \`${name}\`${required === true ? ' *' : ''}, in the ${where}: ${typeOf(schema, toModel)}. ${description}`)
    ),
    ...(body === undefined ? [] : [`- body: ${typeOf(body, toModel)}`]),
    ...answers,
    ''
  ]
}

function modelsOfControl(): string {
  const models = Object.entries(control().components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '# Models of the control API',
    '',
    'What requests to the [control API](/reference/control-api) carry, and what it answers. A field with \\* must be there.',
    '',
    ...models.flatMap(([name, schema]) => [`## ${name}`, '', ...modelText(schema, toModel)])
  ].join('\n')
}

function modelText(schema: Schema, linkTo: (name: string) => string): string[] {
  const table = fieldsTable(schema, linkTo)
  const says = schema.description ?? ''
  if (table.length > 0) return [says, '', ...table]
  return [says, '', `Type: ${typeOf(schema, linkTo)}`, '']
}

/** Each kind stands, with others of its meaning, before a colon in the description of their type. */
function incidentsPage(): string {
  const { IncidentKind: kinds, IncidentRequest: request, IncidentBegin: begin } = control().components.schemas
  const meanings = [
    ...(kinds?.description ?? '').replace(/\s+/g, ' ').matchAll(/((?:`[\w-]+`(?:, )?)+): ([^`]+?)\.(?= |$)/g)
  ]
  const rows = Object.entries(incidentFields).map(([kind, { needed, possible = [] }]) => {
    const [, , meaning] = meanings.find(([, names = '']) => names.includes(`\`${kind}\``)) ?? []
    if (meaning === undefined) throw new Error(`The contract does not say what the incident ${kind} is`)
    const fields = [...needed.map(name => `\`${name}\` *`), ...possible.map(name => `\`${name}\``)]
    return `| \`${kind}\` | ${cell(meaning)} | ${fields.join(', ')} |`
  })
  return [
    '# Incidents',
    '',
    `Something breaks at the moment that you choose, and is whole again when you say so. \`pesim incident plan\` and
[\`POST /incidents\`](/reference/control-api#post-incidents) plan one of these; a field with \\* must be there.`,
    '',
    '| kind | what breaks | fields |',
    '|---|---|---|',
    ...rows,
    '',
    '## Fields',
    '',
    ...fieldsTable(request ?? {}, toModel),
    '## When it begins',
    '',
    'Without `begins` it begins now. Otherwise exactly one of these:',
    '',
    ...fieldsTable(begin ?? {}, toModel)
  ].join('\n')
}

function fixturesPage(): string {
  const schema = JSON.parse(readFileSync(join(root, 'fixtures/fixture.schema.json'), 'utf8')) as Schema & {
    readonly definitions: Readonly<Record<string, Schema>>
  }
  const toDefinition = (name: string): string => `#${name.toLowerCase()}`
  return [
    '# Fixtures',
    '',
    'A fixture says how a lab begins: its clusters, what they hold, the links between them, and what has happened before. `pesim start --fixture` takes one of these by name, or a file of your own.',
    '',
    '<!-- include: docs/manual.md#fixtures -->',
    '',
    '## A file of your own',
    '',
    schema.description ?? '',
    '',
    ...fieldsTable(schema, toDefinition),
    ...Object.entries(schema.definitions).flatMap(([name, definition]) => [
      `## ${name}`,
      '',
      ...modelText(definition, toDefinition)
    ])
  ].join('\n')
}

function decisionsPage(): string {
  const folder = join(root, 'docs/decisions')
  const names = readdirSync(folder).filter(name => name.endsWith('.md'))
  const rows = names.sort().map(name => {
    const [, heading = name] = /^# (.+)$/m.exec(readFileSync(join(folder, name), 'utf8')) ?? []
    return `- [${heading}](/decisions/${name.replace(/\.md$/, '')})`
  })
  return [
    '# Decisions',
    '',
    'Why pesim is as it is: one page for each decision that a later reader would question.',
    '',
    ...rows,
    ''
  ].join('\n')
}

/** Page by the name under which docs/site/pages.json lists it; each is written in the terms of a file at the root. */
export const references: Readonly<Record<string, () => string>> = {
  'control-api': controlPage,
  'control-models': modelsOfControl,
  incidents: incidentsPage,
  fixtures: fixturesPage,
  decisions: decisionsPage
}
