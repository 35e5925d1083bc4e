/** Read-only tier: every emulated GET of v2.0 and v1, checked for model, envelope and nulls. */
import { v1Contract, v2Contract } from '../contracts/index.js'
import { operationsOf } from '../http/contract/index.js'
import type { Contract, Operation } from '../http/contract/index.js'
import type { HttpAnswer, HttpClient } from '../cli/core/index.js'
import { differencesIn } from './compare.js'
import type { Result, Report } from './result.js'
import { rowsIn } from '../reading/index.js'
import type { Row } from '../reading/index.js'
import { identifierIn, normalizeName } from './row-identifiers.js'

/** Lists go before what is below them, whose names they give. */
export async function verifyReads(client: HttpClient, report: Report): Promise<void> {
  for (const contract of [v2Contract, v1Contract]) {
    const rows = new Map<string, readonly Row[]>()
    const reads = operationsOf(contract.document)
      .filter(({ method }) => method === 'GET')
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)
    for (const operation of reads) report(await read(client, contract, operation, rows))
  }
}

async function read(
  client: HttpClient,
  contract: Contract,
  operation: Operation,
  rows: Map<string, readonly Row[]>
): Promise<Result> {
  const name = `${contract.name} GET ${operation.path}`
  const needed = operation.parameters.find(({ in: where, required }) => where === 'query' && required)
  if (needed !== undefined) return { operation: name, outcome: 'skipped', notes: [`it needs ${needed.name}`] }
  const path = fillPath(operation.path, rows)
  if (path === undefined) return { operation: name, outcome: 'skipped', notes: ['there is nothing of the kind'] }
  const answer = await client.request('GET', `${contract.bases[0]}${path}`)
  if (answer.status === operation.success.status) {
    const found = rowsIn(answer.body)
    if (found !== undefined) rows.set(operation.path, found)
  }
  return checkAnswer(name, contract, operation, answer)
}

/** Compares an answer with what its operation promises. A refusal has a form of its own. */
export function checkAnswer(
  name: string,
  contract: Contract,
  operation: Operation,
  { status, body }: HttpAnswer
): Result {
  if (status === operation.success.status) {
    const differences = differencesIn(contract.document, operation.success.schema ?? {}, body)
    return { operation: name, outcome: differences.length === 0 ? 'same' : 'differs', notes: differences }
  }
  const { message } = (body ?? {}) as { message?: unknown }
  if (status >= 400 && typeof message === 'string') {
    return { operation: name, outcome: 'refused', notes: [`${status} ${message.slice(0, 200)}`] }
  }
  return { operation: name, outcome: 'differs', notes: [`it answers ${status}, not ${operation.success.status}`] }
}

/** Undefined where a list that would name a part of the path is empty, or there is none. */
export function fillPath(template: string, rows: ReadonlyMap<string, readonly Row[]>): string | undefined {
  const segments = template.split('/')
  const named = segments.map((segment, index) => {
    if (!segment.startsWith('{')) return segment
    const [row] = rows.get(segments.slice(0, index).join('/')) ?? []
    const list = normalizeName(segments[index - 1] ?? '')
    const value = row === undefined ? undefined : identifierIn(row, normalizeName(segment.slice(1, -1)), list)
    return value === undefined ? undefined : encodeURIComponent(String(value))
  })
  return named.includes(undefined) ? undefined : named.join('/')
}
