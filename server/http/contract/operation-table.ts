/**
 * The operations of a contract by verb and path. It is read at the first request below its base: putting the 294
 * operations of v2.0 into a router takes 46 ms of a start, this table less than 1.
 */
import { operationAt, verbs } from './contract.js'
import type { OpenApiDocument, Operation } from './contract.js'
import { HttpRefusal } from './http-refusal.js'

/** Characters of one name in a path, decoded. Longer than any name the product takes, so that it can refuse it itself. */
const PATH_PARAMETER_LENGTH_MAX = 4096

/** An operation that a path leads to. */
export interface FoundOperation {
  readonly operation: Operation
  /** Decoded path parameters. */
  readonly path: Readonly<Record<string, string>>
}

export interface OperationTable {
  /** The operation, or every verb that the path takes; none where it leads to nothing. Throws an `HttpRefusal` for names that cannot be read. */
  find(method: string, segments: readonly string[]): FoundOperation | readonly string[]
  /** All of them. */
  all(): Operation[]
}

/** What each verb does at a template; `elsewhere`, where another contract has the path. */
type Verbs = Map<string, (() => Operation) | 'elsewhere'>

interface Node {
  readonly names: Map<string, Node>
  parameter: Node | undefined
  readonly verbs: Verbs
}

export function operationTable(document: OpenApiDocument): OperationTable {
  const root = emptyNode()
  const all: (() => Operation)[] = []
  for (const [template, item] of Object.entries(document.paths)) {
    for (const verb of verbs) {
      if (!(verb in item)) continue // its own content is read when it is asked for
      const operation = lazy(() => operationAt(document, template, verb))
      all.push(operation)
      nodeAt(root, template).verbs.set(verb.toUpperCase(), operation)
    }
  }
  for (const shadowed of document['x-shadowed'] ?? []) {
    const [method = '', template = ''] = shadowed.split(' ')
    nodeAt(root, template).verbs.set(method, 'elsewhere')
  }

  return {
    find: (method, segments) => {
      const taken = new Set<string>()
      for (const operations of verbsAt(root, segments, 0)) {
        const found = operations.get(method)
        if (found === 'elsewhere') break
        if (found !== undefined) return foundOperation(found(), segments)
        for (const [verb, operation] of operations) if (operation !== 'elsewhere') taken.add(verb)
      }
      return [...taken]
    },
    all: () => all.map(operation => operation())
  }
}

const emptyNode = (): Node => ({ names: new Map(), parameter: undefined, verbs: new Map() })

function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** Segments of `/vms/{uuid}`: `vms` and `{uuid}`. */
const segmentsOf = (template: string): string[] => template.split('/').slice(1)

const isParameter = (segment: string): boolean => segment.startsWith('{')

function nodeAt(root: Node, template: string): Node {
  let node = root
  for (const segment of segmentsOf(template)) {
    if (isParameter(segment)) {
      node = node.parameter ??= emptyNode()
      continue
    }
    const next = node.names.get(segment) ?? emptyNode()
    node.names.set(segment, next)
    node = next
  }
  return node
}

/** Yields the verbs of every template that matches a path, literal segments before parameters. */
function* verbsAt(node: Node, segments: readonly string[], depth: number): Generator<Verbs> {
  const segment = segments[depth]
  if (segment === undefined) {
    if (node.verbs.size > 0) yield node.verbs
    return
  }
  const named = node.names.get(segment.includes('%') ? decodeSegment(segment, segment) : segment)
  if (named !== undefined) yield* verbsAt(named, segments, depth + 1)
  if (node.parameter !== undefined && segment !== '') yield* verbsAt(node.parameter, segments, depth + 1)
}

function foundOperation(operation: Operation, segments: readonly string[]): FoundOperation {
  const parameters: Record<string, string> = {}
  segmentsOf(operation.path).forEach((name, index) => {
    if (!isParameter(name)) return
    const value = decodeSegment(segments[index] ?? '')
    if (value === undefined) throw new HttpRefusal('bad-url', 400, `/${segments.join('/')} is not encoded as a URL is`)
    if (value.length > PATH_PARAMETER_LENGTH_MAX)
      throw new HttpRefusal('bad-url', 414, `A name in a path has ${PATH_PARAMETER_LENGTH_MAX} characters at most`)
    parameters[name.slice(1, -1)] = value
  })
  return { operation, path: parameters }
}

function decodeSegment(segment: string, otherwise: string): string
function decodeSegment(segment: string): string | undefined
function decodeSegment(segment: string, otherwise?: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return otherwise
  }
}
