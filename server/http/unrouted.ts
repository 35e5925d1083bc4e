/** What is wrong with a request that no route takes: its path, its verb, or that nobody serves the operation. */
import { operationsOf } from './contract.js'
import type { Contract } from './contract.js'
import { HttpRefusal } from './http-refusal.js'

interface Published {
  readonly segments: readonly string[]
  readonly method: string
  readonly id: string
}

/** Reads the contracts at the first miss, not before. `path` is as routes see it. */
export function unroutedBy(contracts: readonly Contract[]): (method: string, path: string) => HttpRefusal {
  let published: readonly Published[] | undefined

  return (method, path) => {
    published ??= contracts.flatMap(({ bases, document }) =>
      operationsOf(document).map(({ id, method, path }) => ({ id, method, segments: `${bases[0]}${path}`.split('/') }))
    )
    const segments = path.split('/')
    const here = published.filter(operation => matches(operation.segments, segments))
    if (here.length === 0) return new HttpRefusal('unknown-path', 404, `There is nothing at ${path}`)
    const asked = here.find(operation => operation.method === method)
    if (asked !== undefined) return new HttpRefusal('not-served', 501, `${asked.id} is published but not emulated`)
    const allow = [...new Set(here.flatMap(operation => verbsOf(operation.method)))].join(', ')
    return new HttpRefusal('wrong-verb', 405, `${path} takes ${allow}, not ${method}`, { allow })
  }
}

const verbsOf = (method: string): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method])

function matches(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => (segment.startsWith('{') ? path[index] !== '' : segment === path[index]))
  )
}
