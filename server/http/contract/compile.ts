/**
 * Validators and serializers of a contract, each built at its first call: compiling 123 routes at the start costs 0.3 s,
 * and a client uses a handful of them.
 */
import buildValidators from '@fastify/ajv-compiler'
import buildSerializers from '@fastify/fast-json-stringify-compiler'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import type { ErrorObject } from '@fastify/ajv-compiler'
import type { OpenApiDocument, Schema } from './contract.js'
import { requestSchema, serializerSchema, strictParts } from './schemas.js'

type Coercion = true | 'array' | false
type Validate = { (data: unknown): unknown; errors?: ErrorObject[] | null }
type Compile = (route: { schema: unknown }) => unknown

export interface Compilers {
  readonly validatorCompiler: FastifySchemaCompiler<Schema>
  readonly serializerCompiler: FastifySerializerCompiler<Schema>
  /** Finds what is wrong with an answer: undefined when it is what the schema says, and nothing more. */
  answerCheck(schema: Schema): (answer: unknown) => string | undefined
  /** How many functions have been built so far. */
  compiled(): number
  /** Builds everything now, once the app is ready, so that a test finds a schema that does not compile. */
  compileAll(): void
}

const factories = { validators: buildValidators(), serializers: buildSerializers() }
const validators = new Map<Coercion, Compile>()

/** One Ajv for each way to coerce. Defaults count in queries only: in a body, absent is not the same as default. */
function validatorsThat(coerceTypes: Coercion): Compile {
  const known = validators.get(coerceTypes)
  if (known !== undefined) return known
  const made = madeValidators(coerceTypes, {})
  validators.set(coerceTypes, made)
  return made
}

function madeValidators(coerceTypes: Coercion, models: Readonly<Record<string, Schema>>): Compile {
  const customOptions = {
    coerceTypes,
    useDefaults: coerceTypes === 'array',
    removeAdditional: false,
    strict: false,
    code: { optimize: false }, // a client uses a check a few times and waits for its making
    logger: false as const
  }
  return factories.validators(models, { customOptions }) as Compile
}

export interface CompileOptions {
  /** Whether a body may say "1" for 1, as real clients do; an API of our own takes only what it asks for. */
  readonly coerceBodies?: boolean
}

export function compilersOf(document: OpenApiDocument, { coerceBodies = true }: CompileOptions = {}): Compilers {
  const pending = new Set<() => unknown>()
  const checkers = new Map<string, () => Validate>()
  let strict: ReturnType<typeof strictParts> | undefined
  let compileStrict: Compile | undefined
  let compiled = 0

  function onFirstUse<T>(build: () => T): () => T {
    let built: T | undefined
    const use = (): T => {
      if (built === undefined) {
        built = build()
        compiled += 1
        pending.delete(use)
      }
      return built
    }
    pending.add(use)
    return use
  }

  /** Models are compiled once for all the answers that they are part of. */
  function checkAnswer(schema: Schema): Validate {
    strict ??= strictParts(document)
    compileStrict ??= madeValidators(false, strict.models)
    return compileStrict({ schema: strict.root(schema) }) as Validate
  }

  return {
    validatorCompiler: ({ schema, httpPart }) => {
      const validator = onFirstUse(() => {
        const compile = validatorsThat(httpPart === 'body' ? coerceBodies : 'array')
        return compile({ schema: requestSchema(document, schema) }) as Validate
      })
      const tidy = httpPart === 'querystring' ? queryTidier(schema) : undefined
      return (data: unknown) => {
        const validate = validator()
        tidy?.(data as Record<string, unknown>)
        return validate(data) ? {} : { error: validate.errors as unknown as Error }
      }
    },

    serializerCompiler: ({ schema }) => {
      const serializer = onFirstUse(() => {
        const compile = factories.serializers({}, {}) as Compile
        return compile({ schema: serializerSchema(document, schema) }) as (data: unknown) => string
      })
      return data => serializer()(data)
    },

    answerCheck: schema => {
      const text = JSON.stringify(schema) // many operations answer the same model
      let checker = checkers.get(text)
      checker ??= onFirstUse(() => checkAnswer(schema))
      checkers.set(text, checker)
      return answer => {
        const check = checker()
        return check(answer) ? undefined : faultsIn(check.errors ?? [], 'answer')
      }
    },

    compiled: () => compiled,
    compileAll: () => {
      for (const build of [...pending]) build()
    }
  }
}

/**
 * Python says `True`, and a form says `count=` for nothing: what is no text is read as it was meant [C: public clients]. What
 * is asked once and said twice is read as it was said first.
 */
function queryTidier(schema: Schema): (query: Record<string, unknown>) => void {
  const kinds = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    .map(([name, { type }]) => [name, [type].flat()] as const)
    .filter(([, types]) => !types.includes('array'))
  return query => {
    for (const [name, types] of kinds) {
      const given = query[name]
      const value: unknown = Array.isArray(given) ? given[0] : given
      if (value === '' && !types.includes('string')) Reflect.deleteProperty(query, name)
      else if (typeof value === 'string') query[name] = types.includes('boolean') ? value.toLowerCase() : value
    }
  }
}

/** Says what is wrong and where, as `body/retention_policy/local_max_snapshots must be integer`. */
export function faultsIn(errors: readonly ErrorObject[], part: string): string {
  // The branch for null says nothing about what was sent instead.
  const telling = errors.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && !(keyword === 'const' && params['allowedValue'] === null)
  )
  const [first] = telling.length > 0 ? telling : errors
  if (first === undefined) return `${part} is not as the contract says`
  const params = first.params as Record<string, unknown>
  const extra = params['additionalProperty'] ?? params['allowedValues']
  return `${part}${first.instancePath} ${first.message ?? 'is wrong'}${extra === undefined ? '' : `: ${String(extra)}`}`
}
