/** Lists of v3: filter, order, offset and length of a request, and the metadata that answers it. */
import { select } from '../prism/lists/index.js'

export interface ListRequest {
  readonly length?: number | null
  readonly offset?: number | null
  readonly filter?: string | null
  readonly sort_attribute?: string | null
  readonly sort_order?: 'ASCENDING' | 'DESCENDING' | null
}

/** An entity, and what a filter or an order may name of it. */
export interface Listed<Intent> {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly intent: Intent
}

/**
 * One page of a list. `length` of the answer is what it shows; filter and order are told again where they were asked
 * [C: recorded, vms/list]. Throws a `RequestError` for a filter or an order that cannot be read.
 */
export function v3List<Intent>(kind: string, rows: readonly Listed<Intent>[], request: ListRequest | null) {
  const { filter, sort_attribute: attribute, sort_order: direction } = request ?? {}
  const matching = ordered(rows, filter, attribute, direction)
  const offset = request?.offset ?? 0
  const entities = matching.slice(offset, offset + (request?.length ?? rows.length)).map(({ intent }) => intent)
  return {
    api_version: '3.1',
    metadata: {
      total_matches: matching.length,
      kind,
      length: entities.length,
      offset,
      ...(filter && { filter }),
      ...(attribute && { sort_attribute: attribute }),
      ...(direction && { sort_order: direction })
    },
    entities
  }
}

/** Those that match a filter, in an order; rows of equal value stay as they are. */
export function ordered<Row extends { readonly attributes: Readonly<Record<string, unknown>> }>(
  rows: readonly Row[],
  filter: string | null | undefined,
  attribute: string | null | undefined,
  direction: string | null | undefined
): readonly Row[] {
  return select(
    rows,
    {
      filter_criteria: filter ?? undefined,
      sort_criteria: attribute ? `${direction === 'DESCENDING' ? '-' : '+'}${attribute}` : undefined
    },
    ({ attributes }) => attributes
  )
}
