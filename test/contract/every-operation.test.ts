/**
 * Goal: no published operation lacks an answer, and no answer leaves its model.
 * Method: call all of them with input that is made from their contract, lax and strict, with answers checked. What
 * changes nothing goes first, so that the world is still there; a refusal in the product's form is an answer.
 */
import { generateSync } from 'json-schema-faker'
import t from 'tap'
import { restContracts, v1Contract, v2Contract } from '../../server/contracts.js'
import { operationsOf } from '../../server/http/contract.js'
import type { Contract, Operation } from '../../server/http/contract.js'
import { plain } from '../../server/prism/stub-schema.js'
import { emulator } from './emulator.js'
import type { Answer, Method } from './emulator.js'

interface Call {
  readonly contract: Contract
  readonly operation: Operation
  readonly emulated: boolean
}

const all: readonly Call[] = [v2Contract, v1Contract, ...restContracts].flatMap(contract =>
  operationsOf(contract.document).map(operation => ({
    contract,
    operation,
    emulated: !restContracts.includes(contract)
  }))
)
const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const calls = [...all].sort((a, b) => order.indexOf(a.operation.method) - order.indexOf(b.operation.method))

/** Names of the fixture where it has the thing, so that handlers get beyond their first guard. */
function pathOf({ path, parameters }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const { schema = {} } = parameters.find(parameter => parameter.in === 'path' && parameter.name === name) ?? {}
    if (schema['type'] === 'integer') return '1'
    if (path.startsWith('/protection_domains/{')) return 'gold'
    return path.startsWith('/remote_sites/{') ? 'canada' : 'some%20thing'
  })
}

function queryOf({ parameters }: Operation): string {
  const query = new URLSearchParams()
  for (const { name, schema, required } of parameters.filter(parameter => parameter.in === 'query')) {
    const type = String(schema['type'])
    if (type === 'boolean') query.set(name, 'false')
    else if (required) query.set(name, type === 'integer' ? '1' : 'some')
    else if (type === 'integer') query.set(name, '2')
  }
  return query.size === 0 ? '' : `?${query}`
}

function bodyOf(contract: Contract, { body }: Operation, seed: number): unknown {
  if (body === undefined) return undefined
  const schema = plain(contract.document, body.schema)
  return generateSync(schema, { seed, alwaysFakeOptionals: true, maxDepth: 100 })
}

/** What is wrong with an answer; undefined when nothing is. */
function faultOf(
  { contract, operation, emulated }: Call,
  { status, headers, body }: Answer,
  strict: boolean
): string | undefined {
  const refusal = (body as { error_code?: unknown; errorCode?: unknown } | undefined) ?? {}
  const code = (contract.name.startsWith('v2') ? refusal.error_code : refusal.errorCode) as
    { code?: unknown } | undefined
  if (headers['exception'] === 'RuntimeException') return `${status} ${JSON.stringify(body)}`
  if (!emulated && strict) return status === 501 && code?.code === 501 ? undefined : `${status} is not 501`
  if (!emulated)
    return status === operation.success.status && headers['x-pesim'] === 'stub'
      ? undefined
      : `${status} ${JSON.stringify(body)}`
  if (status === operation.success.status) return undefined
  return code !== undefined && (status < 500 || status === 500) && status >= 400
    ? undefined
    : `${status} ${JSON.stringify(body)}`
}

for (const strict of [false, true]) {
  t.test(`all published operations answer as published, ${strict ? 'strict' : 'lax'}`, async t => {
    const { ask } = await emulator(t, { strict, strictAnswers: !strict, fixture: 'france-canada-protected' })
    const faults: string[] = []
    const asked = strict ? calls.filter(({ emulated }) => !emulated) : calls // the others are as they are in lax mode
    for (const [seed, call] of asked.entries()) {
      const { contract, operation } = call
      const url = `${contract.bases[0]}${pathOf(operation)}${queryOf(operation)}`
      const answer = await ask('france', operation.method as Method, url, bodyOf(contract, operation, seed))
      const fault = faultOf(call, answer, strict)
      if (fault !== undefined) faults.push(`${operation.method} ${url} (${operation.id}): ${fault.slice(0, 300)}`)
    }
    t.same(faults, [])
    t.ok(calls.length >= 726, `${calls.length} operations`)
  })
}
