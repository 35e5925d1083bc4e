/**
 * Checks a value against the part of JSON Schema that the outline of a world uses. ajv would compile that outline for most
 * of a second, at a start that looks at one document.
 */

export interface Schema {
  readonly $ref?: string
  readonly type?: 'null' | 'string' | 'boolean' | 'number' | 'integer' | 'array' | 'object'
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMaximum?: number
  readonly minItems?: number
  readonly minProperties?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | false
  readonly items?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly definitions?: Readonly<Record<string, Schema>>
}

interface Fault {
  /** A JSON pointer; `/` is the value itself. */
  readonly place: string
  /** Completes "at PLACE: ". */
  readonly what: string
}

/** The first fault of a value; undefined where it has none. */
export function faultOf(root: Schema, value: unknown): Fault | undefined {
  const fault = check(root, value)
  return fault?.place === '' ? { ...fault, place: '/' } : fault

  function check(schema: Schema, at: unknown): Fault | undefined {
    const what = valueFault(schema, at)
    if (what !== undefined) return { place: '', what }
    return (
      (schema.$ref === undefined ? undefined : check(definition(root, schema.$ref), at)) ??
      faultInParts(schema, at) ??
      inConditions(schema, at)
    )
  }

  function faultInParts({ items, properties, additionalProperties }: Schema, at: unknown): Fault | undefined {
    if (Array.isArray(at)) return items && inItems(items, at)
    if (!isObject(at) || (properties === undefined && additionalProperties === undefined)) return undefined
    for (const key of Object.keys(at)) {
      const known = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : additionalProperties
      if (known === undefined) continue
      const fault = known === false ? { place: '', what: 'nothing of that name belongs here' } : check(known, at[key])
      if (fault !== undefined) return atPlace(key, fault)
    }
    return undefined
  }

  function inItems(items: Schema, at: readonly unknown[]): Fault | undefined {
    for (let index = 0; index < at.length; index += 1) {
      const fault = check(items, at[index])
      if (fault !== undefined) return atPlace(String(index), fault)
    }
    return undefined
  }

  function inConditions(
    { if: condition, then, else: otherwise, allOf, anyOf }: Schema,
    at: unknown
  ): Fault | undefined {
    if (condition !== undefined) {
      const branch = check(condition, at) === undefined ? then : otherwise
      const fault = branch && check(branch, at)
      if (fault !== undefined) return fault
    }
    for (const each of allOf ?? []) {
      const fault = check(each, at)
      if (fault !== undefined) return fault
    }
    if (anyOf === undefined) return undefined
    const faults = anyOf.map(each => check(each, at))
    return faults.includes(undefined) ? undefined : faults[0]
  }
}

/** The place is put together on the way back: most values have no fault. */
function atPlace(key: string, { place, what }: Fault): Fault {
  return { place: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${place}`, what }
}

function definition({ definitions = {} }: Schema, reference: string): Schema {
  const found = definitions[reference.replace('#/definitions/', '')]
  if (found === undefined) throw new Error(`The outline has no ${reference}`)
  return found
}

/** What is wrong with a value whatever its parts are. */
function valueFault(schema: Schema, value: unknown): string | undefined {
  const { type, enum: values } = schema
  if (type !== undefined && !isOf(type, value)) return `must be ${type}`
  if ('const' in schema && value !== schema.const) return `must be ${JSON.stringify(schema.const)}`
  if (values !== undefined && !values.includes(value)) return `must be one of ${values.join(', ')}`
  if (typeof value === 'number') return numberFault(schema, value)
  if (typeof value === 'string') {
    const { pattern } = schema
    return pattern !== undefined && !new RegExp(pattern).test(value) ? `must match ${pattern}` : undefined
  }
  if (Array.isArray(value)) return value.length < (schema.minItems ?? 0) ? 'must not be empty' : undefined
  if (!isObject(value)) return undefined
  const missing = schema.required?.find(key => !Object.hasOwn(value, key))
  if (missing !== undefined) return `${missing} is missing`
  const { minProperties = 0 } = schema
  return minProperties > 0 && Object.keys(value).length < minProperties ? 'must not be empty' : undefined
}

function numberFault({ minimum, maximum, exclusiveMaximum }: Schema, value: number): string | undefined {
  if (minimum !== undefined && value < minimum) return `must be ${minimum} at least`
  if (maximum !== undefined && value > maximum) return `must be ${maximum} at most`
  return exclusiveMaximum !== undefined && value >= exclusiveMaximum ? `must be below ${exclusiveMaximum}` : undefined
}

function isOf(type: NonNullable<Schema['type']>, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isInteger(value)
  return type === 'number' ? Number.isFinite(value) : typeof value === type
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
