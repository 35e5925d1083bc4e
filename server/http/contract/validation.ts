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

/** Says what is wrong and where, as `body/retention_policy/local_max_snapshots must be integer`. */
export function faultsIn(
  errors: readonly ErrorObject[],
  part: string,
  allowedKeys: (error: ErrorObject) => readonly string[] = () => []
): string {
  // The branch for null says nothing about what was sent instead.
  const telling = errors.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && !(keyword === 'const' && params['allowedValue'] === null)
  )
  const [first] = telling.length > 0 ? telling : errors
  if (first === undefined) return `${part} is not as the contract says`
  const params = first.params as Record<string, unknown>
  const extra = params['additionalProperty'] ?? params['allowedValues']
  const said = `${part}${first.instancePath} ${first.message ?? 'is wrong'}${extra === undefined ? '' : `: ${String(extra)}`}`
  const allowed = params['additionalProperty'] === undefined ? [] : allowedKeys(first)
  return allowed.length === 0 ? said : `${said}; allowed are ${allowed.join(', ')}`
}

/** The keys of the object in a schema that an error of an unknown key is about; none where it cannot be found. */
export function keysAllowedIn(schema: Schema): (error: ErrorObject) => readonly string[] {
  return ({ schemaPath }) => {
    const steps = schemaPath.split('/').slice(1, -1)
    const found = steps.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
      schema
    )
    return Object.keys((found as Schema | undefined)?.['properties'] ?? {})
  }
}
