/** What a request means that no route takes: an operation that is served on demand, or nothing, or a path of other verbs. */
import { operationsOf } from './contract.js'
import type { Contract, Operation } from './contract.js'
import { HttpRefusal } from './http-refusal.js'

/** A published operation without a route of its own. */
export interface Missed {
  readonly contract: Contract
  readonly operation: Operation
  /** What stands for the parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>
}

interface Published {
  readonly segments: readonly string[]
  readonly contract: Contract
  readonly operation: Operation
}

/** Reads a contract at the first miss below its base, not before. `path` is as routes see it. */
export function unroutedBy(contracts: readonly Contract[]): (method: string, path: string) => HttpRefusal | Missed {
  const known = new Map<Contract, ReadonlyMap<number, readonly Published[]>>()

  return (method, path) => {
    const segments = path.split('/')
    const here = contracts
      .filter(({ bases: [base = ''] }) => path.startsWith(`${base}/`) || path === base)
      .flatMap(contract => publishedIn(contract).get(segments.length) ?? [])
      .filter(({ segments: template }) => matches(template, segments))
      .sort((a, b) => parametersOf(a) - parametersOf(b)) // a name goes before a parameter
    if (here.length === 0) return new HttpRefusal('unknown-path', 404, `There is nothing at ${path}`)
    const asked = here.find(({ operation }) => operation.method === method)
    if (asked !== undefined) return { ...asked, path: parameters(asked.segments, segments, path) }
    const allow = [...new Set(here.flatMap(({ operation }) => verbsOf(operation.method)))].join(', ')
    return new HttpRefusal('wrong-verb', 405, `${path} takes ${allow}, not ${method}`, { allow })
  }

  /** By the number of their segments. */
  function publishedIn(contract: Contract): ReadonlyMap<number, readonly Published[]> {
    const found = known.get(contract)
    if (found !== undefined) return found
    const published = new Map<number, Published[]>()
    for (const operation of operationsOf(contract.document)) {
      const segments = `${contract.bases[0]}${operation.path}`.split('/')
      const alike = published.get(segments.length)
      if (alike === undefined) published.set(segments.length, [{ contract, operation, segments }])
      else alike.push({ contract, operation, segments })
    }
    known.set(contract, published)
    return published
  }
}

const verbsOf = (method: string): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method])

const isParameter = (segment: string): boolean => segment.startsWith('{')

const parametersOf = ({ segments }: Published): number => segments.filter(isParameter).length

function matches(template: readonly string[], path: readonly string[]): boolean {
  return template.every((segment, index) => (isParameter(segment) ? path[index] !== '' : segment === path[index]))
}

function parameters(template: readonly string[], segments: readonly string[], path: string): Record<string, string> {
  try {
    return Object.fromEntries(
      template.flatMap((segment, index) =>
        isParameter(segment) ? [[segment.slice(1, -1), decodeURIComponent(segments[index] ?? '')]] : []
      )
    )
  } catch {
    throw new HttpRefusal('bad-url', 400, `${path} is not encoded as a URL is`)
  }
}
