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
  const known = new Map<Contract, readonly Published[]>()

  return (method, path) => {
    const segments = path.split('/')
    const here = contracts
      .filter(({ bases: [base = ''] }) => path.startsWith(`${base}/`) || path === base)
      .flatMap(publishedIn)
      .filter(({ segments: template }) => matches(template, segments))
      .sort((a, b) => parametersOf(a) - parametersOf(b)) // a name goes before a parameter
    if (here.length === 0) return new HttpRefusal('unknown-path', 404, `There is nothing at ${path}`)
    const asked = here.find(({ operation }) => operation.method === method)
    if (asked !== undefined) return { ...asked, path: parameters(asked.segments, segments, path) }
    const allow = [...new Set(here.flatMap(({ operation }) => verbsOf(operation.method)))].join(', ')
    return new HttpRefusal('wrong-verb', 405, `${path} takes ${allow}, not ${method}`, { allow })
  }

  function publishedIn(contract: Contract): readonly Published[] {
    const found = known.get(contract)
    if (found !== undefined) return found
    const published = operationsOf(contract.document).map(operation => ({
      contract,
      operation,
      segments: `${contract.bases[0]}${operation.path}`.split('/')
    }))
    known.set(contract, published)
    return published
  }
}

const verbsOf = (method: string): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method])

const isParameter = (segment: string): boolean => segment.startsWith('{')

const parametersOf = ({ segments }: Published): number => segments.filter(isParameter).length

function matches(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => (isParameter(segment) ? path[index] !== '' : segment === path[index]))
  )
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
