/** Lists of v3: filter, order, offset and length of a request, and the metadata that answers it. */
import { closest } from 'fastest-levenshtein'
import { RequestError } from '../prism/core/index.js'
import { attributeSpellings, filteredAttributes, select } from '../prism/lists/index.js'

export interface ListRequest {
  readonly length?: number | null
  readonly offset?: number | null
  readonly filter?: string | null
  readonly sort_attribute?: string | null
  readonly sort_order?: 'ASCENDING' | 'DESCENDING' | null
}

/** An entity, and what a filter or an order may name of it. */
export interface Listed<Intent, Attribute extends string = string> {
  readonly attributes: Readonly<Record<Attribute, unknown>>
  readonly intent: Intent
}

/** What is listed, and the attributes that a filter or an order may name. */
export interface ListKind<Attribute extends string> {
  readonly kind: string
  readonly attributes: readonly Attribute[]
}

/** Scripts order every list by them [C: clients]; here no entity has them, and rows stay as they are. */
const timesOfClients = ['creation_time', 'last_update_time']

/** Characters of an unknown name that are compared and repeated. */
const NAME_LENGTH_MAX = 128

/**
 * One page of a list. `length` of the answer is what it shows; filter and order are told again where they were asked
 * [C: recorded, vms/list]. Throws a `RequestError` for a filter or an order that cannot be read, or names what no entity of
 * the kind has.
 */
export function v3List<Intent, Attribute extends string>(
  { kind, attributes: known }: ListKind<Attribute>,
  rows: readonly Listed<Intent, Attribute>[],
  request: ListRequest | null
) {
  const { filter, sort_attribute: attribute, sort_order: direction } = request ?? {}
  refuseUnknown([...filteredAttributes(filter ?? ''), ...(attribute ? [attribute] : [])], known)
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

function refuseUnknown(names: Iterable<string>, attributes: readonly string[]): void {
  const known = [...attributes, ...timesOfClients]
  for (const name of names) {
    if (attributeSpellings(name).some(spelling => known.includes(spelling))) continue
    const quoted = name.slice(0, NAME_LENGTH_MAX)
    throw new RequestError('invalid', `Unrecognized field: ${quoted}. The nearest is ${closest(quoted, known)}`)
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
