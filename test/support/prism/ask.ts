/** Asks handlers without a server, and checks every answer against the contract. */
import { channel } from 'node:diagnostics_channel'
import type { Test } from 'tap'
import { Refusal } from '../../../server/domain/core/index.js'
import { v1Contract, v2Contract } from '../../../server/contracts/contracts.js'
import { compilersOf } from '../../../server/http/contract/compile.js'
import { operationsOf } from '../../../server/http/contract/contract.js'
import { lazyRowsIn, withRows } from '../../../server/http/contract/lazy-rows.js'
import { atOnce, isSteps } from '../../../server/http/contract/steps.js'
import { prismV1Handlers, prismV2Handlers } from '../../../server/prism/index.js'
import type { Prism } from '../../../server/prism/index.js'

type AnyHandler = (request: { prism: Prism; path: unknown; query: unknown; body: unknown }) => unknown

export type Row = Record<string, unknown>
export type Answer = { metadata: Row; entities: Row[] } & Row

const documents = [v1Contract.document, v2Contract.document]
const checks = new Map(
  documents.flatMap(document => {
    const compilers = compilersOf(document)
    return operationsOf(document).map(
      ({ id, success }) => [id, compilers.responseValidator(success.schema ?? {})] as const
    )
  })
)
const handlers = { ...prismV2Handlers, ...prismV1Handlers } as unknown as Record<string, AnyHandler>

/** What a handler answers; a key that its model lacks fails the test. */
export function ask(t: Test, prism: Prism, id: string, path: Row = {}, query: Row = {}, body?: unknown): Answer {
  const answer = answered(id, { prism, path, query, body })
  const wire = JSON.parse(JSON.stringify(answer ?? null)) as unknown
  t.equal(checks.get(id)?.(wire), undefined, `${id} answers as the contract says`)
  return withMadeRows(answer) as Answer
}

/** Notes that the operation was driven, by an answer or by a refusal of the product: test/support/record-driven.cjs. */
function answered(id: string, call: Parameters<AnyHandler>[0]): unknown {
  const note = (): void => channel('pesim.test.handler').publish(id)
  try {
    const made = handlers[id]?.(call)
    const answer = isSteps(made) ? atOnce(made) : made
    note()
    return answer
  } catch (error) {
    if (error instanceof Refusal) note()
    throw error
  }
}

function withMadeRows(answer: unknown): unknown {
  const rows = lazyRowsIn(answer)
  return rows === undefined ? answer : withRows(answer, [...rows])
}

export const keys = (value: unknown): string[] => Object.keys(value as object).sort()
