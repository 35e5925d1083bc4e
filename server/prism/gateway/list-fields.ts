/**
 * Attributes that filters and orders of a list may name. One that no row can have is refused, as the product does [C: clients]: a typo
 * must not read as "nothing found".
 */
import { resolveRef } from '../../http/contract/index.js'
import type { Contract, Operation, Schema } from '../../http/contract/index.js'
import { figureNames } from '../figures/index.js'
import { RequestError } from '../core/index.js'
import { attributeSpellings, entityNames, filteredAttributes, sortedAttributes } from '../lists/index.js'

/**
 * Names that public clients filter by and that stand in no answer, or under another name there [C: clients]. Rows without such an
 * attribute do not match it.
 */
const namesOfClients = [
  'is_cvm',
  'is_control_domain',
  'component',
  'internal_task',
  'status',
  'operation',
  'entity',
  'entity_id',
  'entity_type',
  'id',
  'uuid',
  'name',
  'vm_name',
  'vm_uuid',
  'cluster_uuid',
  'create_time_usecs',
  'last_updated_time_usecs'
]

type Query = Readonly<Record<string, unknown>>

/**
 * A check of the query of a list, or undefined for an operation that takes neither filter nor order. It throws a
 * `RequestError` for an attribute that the list does not know.
 */
export function fieldCheck(
  { document }: Pick<Contract, 'document'>,
  { parameters, success, extra }: Operation
): ((query: Query) => void) | undefined {
  const named = (names: readonly string[]): string | undefined =>
    parameters.find(({ name }) => names.includes(name))?.name
  const filter = named(['filter_criteria', 'filterCriteria', 'filter'])
  const sort = named(['sort_criteria', 'sortCriteria'])
  if (filter === undefined && sort === undefined) return undefined
  let known: ReadonlySet<string> | undefined
  return query => {
    const text = (name: string | undefined): string => {
      const value = name === undefined ? undefined : query[name]
      return typeof value === 'string' ? value : ''
    }
    const wanted = [...filteredAttributes(text(filter)), ...sortedAttributes(text(sort))]
    if (wanted.length === 0) return
    known ??= new Set([
      ...namesOfClients,
      ...figureNames,
      ...rowFields(document, success.schema),
      ...fieldsOf(document, extra['x-pesim-rows'])
    ])
    for (const name of wanted) {
      const here = known
      if (!attributeSpellings(name).some(spelling => here.has(spelling)))
        throw new RequestError('invalid', `Unrecognized field: ${name}`)
    }
  }
}

/** The properties of the rows of a list, or of the elements of a bare array, as v2.0 spells them. */
function rowFields(document: Contract['document'], schema: Schema | undefined): string[] {
  if (schema === undefined) return []
  const list = resolveRef<Schema>(document, schema)
  const entities = (list['properties'] as Record<string, Schema> | undefined)?.['entities'] ?? list
  const items = resolveRef<Schema>(document, entities)['items'] as Schema | undefined
  return items === undefined ? [] : fieldNames(resolveRef<Schema>(document, items))
}

/** The same of a model by name: where an answer sums up rows that it does not have. */
function fieldsOf(document: Contract['document'], model: unknown): string[] {
  if (typeof model !== 'string') return []
  return fieldNames(resolveRef<Schema>(document, { $ref: `#/components/schemas/${model}` }))
}

const fieldNames = (row: Schema): string[] => [
  ...Object.keys((row['properties'] as object | undefined) ?? {}).flatMap(attributeSpellings),
  ...entityNames(String(row['x-vendor-model']))
]
