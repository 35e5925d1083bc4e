/**
 * Which test drives which operation, read from the tests themselves: from the verbs and URLs that they spell out, and from
 * the operation ids that they name. What takes its calls from the contract names none, and does not count.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { BuiltContract } from './assemble.js'
import { versions } from './completeness.js'
import { operationsOf } from './openapi.js'
import { literal } from './output.js'
import { keyOf } from './published.js'

export interface NamedOperation {
  readonly version: string
  readonly id: string
  /** Id of the operation of v2.0 at the same place whose handler answers this one of an older version (older-dialects.test.ts). */
  readonly origin?: string | undefined
  readonly method: string
  /** Template without its base. */
  readonly path: string
}

/** Files of tests by version and id, as `v2.0 getVMs`. */
export type TestsByOperation = Readonly<Record<string, readonly string[]>>

/** The operations of the built documents, as tests may speak of them. */
export function namedOperations(built: readonly BuiltContract[]): NamedOperation[] {
  return Object.entries(versions).flatMap(([version, names]) =>
    built
      .filter(({ name }) => (names as readonly string[]).includes(name))
      .flatMap(({ document }) => operationsOf(document))
      .map(({ where, operation }) => {
        const [method = '', path = ''] = where.split(' ')
        const { operation: origin } = (operation['x-v2'] ?? {}) as { operation?: string }
        return { version, id: String(operation.operationId), method, path, origin }
      })
  )
}

/** Writes it as a module that a start does not have to read. */
export function writeDriven(built: readonly BuiltContract[], root: string, folder: string): void {
  const text = JSON.stringify(testsByOperation(namedOperations(built), root))
  writeFileSync(join(folder, 'driven.js'), `export default ${literal(text)}\n`)
  writeFileSync(join(folder, 'driven.d.ts'), 'declare const text: string\nexport default text\n')
}

/** What stands where a template puts in something that is not known here. */
const HOLE = '\u0000'

/** One call that a test spells out. */
interface Mention {
  readonly text: string
  readonly method: string | undefined
}

export function testsByOperation(operations: readonly NamedOperation[], root: string): TestsByOperation {
  const driven: Record<string, string[]> = {}
  const named = new Map([...operations].reverse().map(operation => [operation.id, operation]))
  for (const file of testFiles(root)) {
    const found = new Set<NamedOperation>()
    for (const mention of mentionsIn(file, readFileSync(join(root, file), 'utf8'))) {
      // An id names an operation of v2.0, by whose words handlers are asked; v1 alone where only v1 has it.
      const byId = named.get(mention.text)
      if (byId !== undefined) found.add(byId)
      for (const operation of operationsMentioned(mention, operations)) found.add(operation)
    }
    for (const { version, id } of found) (driven[`${version} ${id}`] ??= []).push(file)
  }
  const places = new Set(operations.map(operation => placeIn(operation)))
  for (const operation of operations) {
    const { version, id, origin } = operation
    const derived = origin !== undefined && places.has(placeIn({ ...operation, version: 'v2.0', id: origin }))
    const files = [...(driven[`${version} ${id}`] ?? []), ...((derived && driven[`v2.0 ${origin}`]) || [])]
    if (files.length > 0) driven[`${version} ${id}`] = [...new Set(files)].sort()
  }
  return driven
}

const placeIn = ({ version, id, method, path }: NamedOperation): string => `${version} ${id} ${keyOf(method, path)}`

function testFiles(root: string): string[] {
  if (!existsSync(join(root, 'test'))) return []
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `test/${name.replaceAll('\\', '/')}`)
    .sort()
}

const verbs = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const
const base = /^(?:https?:\/\/[^/]*)?\/+(?:PrismGateway\/services\/rest|api\/nutanix)\/+(v1|v2\.0|v0\.8)(?=\/|$)/

/** The operations of a call: of the version that its base names, or of every one that has the path. */
function operationsMentioned({ text, method }: Mention, operations: readonly NamedOperation[]): NamedOperation[] {
  if (!text.includes('/')) return []
  const [url = ''] = text.split('?')
  const version = base.exec(url)?.[1]
  const path = (version === undefined ? url.replace(new RegExp(`^${HOLE}+(?=/)`), '') : url.replace(base, ''))
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
  if (!/^\/[a-z]/.test(path)) return []
  const segments = path.split('/')
  const there = operations.filter(
    operation =>
      (version === undefined || operation.version === version) &&
      operation.method === (method ?? 'GET') &&
      matchesTemplate(operation.path.split('/'), segments)
  )
  // The plainest of each version: a name goes before a parameter.
  const plainest = new Map<string, NamedOperation>()
  for (const operation of there.sort((a, b) => parameterCount(b.path) - parameterCount(a.path)))
    plainest.set(operation.version, operation)
  return [...plainest.values()]
}

const parameterCount = (path: string): number => path.split('{').length

function matchesTemplate(template: readonly string[], segments: readonly string[]): boolean {
  if (template.length !== segments.length) return false
  return template.every((part, index) => {
    const segment = segments[index] ?? ''
    if (part.startsWith('{')) return segment !== ''
    const last = index === template.length - 1
    return segment === part || (last && segment.replace(new RegExp(`${HOLE}$`), '') === part) // a query may follow
  })
}

function mentionsIn(file: string, source: string): Mention[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const constants = constantsIn(tree)
  const mentions: Mention[] = []
  visit(tree)
  return mentions

  function visit(node: ts.Node): void {
    const text = textOf(node, constants)
    if (text !== undefined) mentions.push(mentionOf(node, text))
    else node.forEachChild(visit)
  }
}

/** Texts that a file gives names to, such as the bases of its URLs. */
function constantsIn(tree: ts.SourceFile): ReadonlyMap<string, string> {
  const constants = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      const text = textOf(node.initializer, constants)
      if (text !== undefined) constants.set(node.name.text, text)
    }
    node.forEachChild(visit)
  }
  visit(tree)
  return constants
}

function textOf(node: ts.Node, constants: ReadonlyMap<string, string>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.templateSpans.reduce((text, { expression, literal }) => {
    const known = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined
    return text + (known ?? HOLE) + literal.text
  }, node.head.text)
}

/** A verb before the path, beside it, or in the name of what is called with it. */
function mentionOf(node: ts.Node, text: string): Mention {
  const [, before, after] = /^(GET|PUT|POST|DELETE|PATCH) +(.*)$/s.exec(text) ?? []
  if (before !== undefined && after !== undefined) return { method: before, text: after }
  for (let at: ts.Node = node.parent, depth = 0; depth < 3 && !ts.isBlock(at); at = at.parent, depth += 1) {
    const method = remarkOf(at)
    if (method !== undefined) return { method, text }
    if (ts.isStatement(at)) break
  }
  return { method: undefined, text }
}

function remarkOf(parent: ts.Node): string | undefined {
  if (ts.isCallExpression(parent)) {
    const called = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name : parent.expression
    const name = called.getText().toUpperCase()
    return (
      parent.arguments.map(verbIn).find(Boolean) ?? verbs.find(verb => name === verb || name.startsWith(`${verb}_`))
    )
  }
  if (ts.isArrayLiteralExpression(parent)) return parent.elements.map(verbIn).find(Boolean)
  if (!ts.isObjectLiteralExpression(parent)) return undefined
  return parent.properties
    .map(property => (ts.isPropertyAssignment(property) ? verbIn(property.initializer) : undefined))
    .find(Boolean)
}

function verbIn(node: ts.Node): string | undefined {
  if (!ts.isStringLiteralLike(node)) return undefined
  return verbs.find(verb => verb === node.text.toUpperCase())
}
