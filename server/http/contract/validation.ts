/** Query normalization before validation, and formatting of validation errors. */
import type { ErrorObject } from '@fastify/ajv-compiler'
import type { Schema } from './contract.js'

/**
 * Python says `True`, and a form says `count=` for nothing: what is no text is read as it was meant [C: clients]. What
 * is asked once and said twice is read as it was said first.
 */
export function queryTidier(schema: Schema): (query: Record<string, unknown>) => void {
  const kinds = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    .map(([name, { type }]) => [name, [type].flat()] as const)
    .filter(([, types]) => !types.includes('array'))
  return query => {
    for (const [name, types] of kinds) {
      const values = query[name]
      const value: unknown = Array.isArray(values) ? values[0] : values
      if (value === '' && !types.includes('string')) Reflect.deleteProperty(query, name)
      else if (typeof value === 'string') query[name] = types.includes('boolean') ? value.toLowerCase() : value
    }
  }
}

/**
 * Says what is wrong and where, as `body/retention_policy/local_max_snapshots must be integer`. With `namesKeys`, errors that
 * carry their schema tell which keys an object may have.
 */
export function faultsIn(errors: readonly ErrorObject[], part: string, namesKeys = false): string {
  // The branch for null says nothing about what was sent instead.
  const telling = errors.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && !(keyword === 'const' && params['allowedValue'] === null)
  )
  const [first] = telling.length > 0 ? telling : errors
  if (first === undefined) return `${part} is not as the contract says`
  const params = first.params as Record<string, unknown>
  const extra = params['additionalProperty'] ?? params['allowedValues']
  const said = `${part}${first.instancePath} ${first.message ?? 'is wrong'}${extra === undefined ? '' : `: ${String(extra)}`}`
  const keys = namesKeys ? allowedKeys(first) : []
  if (keys.length === 0) return said
  if (params['additionalProperty'] !== undefined) return `${said}; allowed are ${keys.join(', ')}`
  return first.data === null && first.instancePath === ''
    ? `${said}, and there is none; allowed are ${keys.join(', ')}`
    : said
}

function allowedKeys({ parentSchema }: ErrorObject): readonly string[] {
  return Object.keys((parentSchema as Schema | undefined)?.['properties'] ?? {})
}
