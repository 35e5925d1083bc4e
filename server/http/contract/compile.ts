/**
 * Validators and serializers of a contract, each built at its first call: compiling 123 routes at the start costs 0.3 s,
 * and a client uses a handful of them.
 */
import validatorCompiler from '@fastify/ajv-compiler'
import serializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { ErrorObject } from '@fastify/ajv-compiler'
import { boundedNode } from './body-bounds.js'
import type { OpenApiDocument, Schema } from './contract.js'
import { plainCheck } from './plain/plain-check.js'
import { NotPlain, plainWriters } from './plain/plain-writer.js'
import type { Write } from './plain/plain-writer.js'
import { requestSchema, rowSchema, serializerSchema, strictParts } from './schemas.js'
import { faultsIn, keysAllowedIn, queryTidier } from './validation.js'

type Coercion = true | 'array' | false
type Validate = { (data: unknown): unknown; errors?: ErrorObject[] | null }
type Compile = (route: { schema: unknown }) => unknown

/** Where in a request something is, as refusals name it. */
export type RequestPart = 'params' | 'querystring' | 'body'

/** Checks and coerces a part of a request in place: returns the fault, undefined without one. */
export interface Validator {
  (data: unknown): string | undefined
  /** Builds it before it is needed; false where it stands already. */
  build(): boolean
}

export interface Compilers {
  validator(part: RequestPart, schema: Schema): Validator
  /** Writes an answer as its schema says: what the schema lacks is left out. */
  serializer(schema: Schema): Write
  /** The same for one row of a list, or of the `entities` of a collection. Throws an `Error` for a schema that has no rows. */
  rowSerializer(schema: Schema): Write
  /** Finds what is wrong with an answer: undefined when it is what the schema says, and nothing more. */
  responseValidator(schema: Schema): (answer: unknown) => string | undefined
  /** Number of functions built so far. */
  compiled(): number
  /** Builds everything that was asked for, so that a test finds a schema that does not compile. */
  compileAll(): void
}

/** Neither is touched before its first use, which is when the bundle loads it. */
let buildValidators: ReturnType<typeof validatorCompiler.default> | undefined
let buildSerializers: ReturnType<typeof serializerCompiler.default> | undefined

/** The same for Fastify, which would make its own at every start: our routes need none, those of the pages do. */
export const compilersFactory = {
  buildValidator: (...models: Parameters<NonNullable<typeof buildValidators>>) =>
    (buildValidators ??= validatorCompiler.default())(...models),
  buildSerializer: (...models: Parameters<NonNullable<typeof buildSerializers>>) =>
    (buildSerializers ??= serializerCompiler.default())(...models)
}

const validators = new Map<Coercion, Compile>()

/** One Ajv for each way to coerce. Defaults count in queries only: in a body, absent is not the same as default. */
function validatorsFor(coerceTypes: Coercion): Compile {
  const known = validators.get(coerceTypes)
  if (known !== undefined) return known
  const made = createValidators(coerceTypes, {})
  validators.set(coerceTypes, made)
  return made
}

function createValidators(coerceTypes: Coercion, models: Readonly<Record<string, Schema>>): Compile {
  const customOptions = {
    coerceTypes,
    useDefaults: coerceTypes === 'array',
    removeAdditional: false,
    strict: false,
    strictNumbers: true, // JSON has 1e400, which is read as a number that none is
    code: { optimize: false }, // a client uses a check a few times and waits for its making
    verbose: coerceTypes === false, // a fault of an API of our own is told with the object that it is about
    validateSchema: false, // that ours are schemas is known by test/contract/documents.test.ts
    logger: false as const
  }
  return compilersFactory.buildValidator(models, { customOptions }) as Compile
}

interface CompileOptions {
  /** Whether a body may say "1" for 1, as real clients do; an API of our own takes only what it asks for. */
  readonly coerceBodies?: boolean
  /** Whether a refusal of an unknown key, or of no body at all, says which keys there are. */
  readonly namesKeys?: boolean
  /** Whether what a body says is limited where its contract says nothing; an API of our own has each limit in its contract. */
  readonly boundsBodies?: boolean
}

export function compilersOf(
  document: OpenApiDocument,
  { coerceBodies = true, namesKeys = false, boundsBodies = true }: CompileOptions = {}
): Compilers {
  const deferred = deferredBuilds()
  const checkResponse = responseValidators(document)
  const checkers = new Map<string, () => Validate>()
  const plainWriterOf = plainWriters(document)
  const serializer = (schema: Schema): Write => {
    const compiled = deferred.build(() => {
      const compile = compilersFactory.buildSerializer({}, {}) as Compile
      return compile({ schema: serializerSchema(document, schema) }) as Write
    })
    return plainAtFirst(plainWriterOf(schema), compiled)
  }
  return {
    validator: (part, schema) => {
      const validator = deferred.build(() => {
        const compile = validatorsFor(part === 'body' ? coerceBodies : 'array')
        const bundled = requestSchema(document, schema, part === 'body' && boundsBodies ? boundedNode : undefined)
        return { validate: compile({ schema: bundled }) as Validate, keys: keysAllowedIn(bundled) }
      })
      const tidy = part === 'querystring' ? queryTidier(schema) : undefined
      const isPlain = part === 'body' ? undefined : plainCheck(schema)
      const faultOf = (data: unknown): string | undefined => {
        tidy?.(data as Record<string, unknown>)
        if (isPlain?.(data as Record<string, unknown>) === true) return undefined
        const { validate, keys } = validator()
        return validate(data) ? undefined : faultsIn(validate.errors ?? [], part, namesKeys ? keys : undefined)
      }
      const build = (): boolean => {
        const before = deferred.built()
        validator()
        return deferred.built() > before
      }
      return Object.assign(faultOf, { build })
    },

    serializer,
    rowSerializer: schema => serializer(rowSchema(document, schema)),

    responseValidator: schema => {
      const text = JSON.stringify(schema) // many operations answer the same model
      const checker = checkers.get(text) ?? deferred.build(() => checkResponse(schema))
      checkers.set(text, checker)
      return answer => {
        const check = checker()
        return check(answer) ? undefined : faultsIn(check.errors ?? [], 'answer')
      }
    },

    compiled: () => deferred.built(),
    compileAll: () => {
      deferred.buildAll()
    }
  }
}

/** Characters that are written before a serializer is compiled for the rest: by then it pays. */
const PLAIN_CHARACTERS = 1_000_000

function plainAtFirst(plain: Write, compiled: () => Write): Write {
  let left = PLAIN_CHARACTERS
  return answer => {
    if (left <= 0) return compiled()(answer)
    try {
      const text = plain(answer)
      left -= text.length
      return text
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error
      left = 0
      return compiled()(answer)
    }
  }
}

/** Functions that are built at their first call, counted. */
function deferredBuilds() {
  const pending = new Set<() => unknown>()
  let count = 0
  return {
    build<T>(make: () => T): () => T {
      let made: T | undefined
      const use = (): T => {
        if (made === undefined) {
          made = make()
          count += 1
          pending.delete(use)
        }
        return made
      }
      pending.add(use)
      return use
    },
    built: () => count,
    buildAll: () => {
      for (const build of [...pending]) build()
    }
  }
}

/** Models are compiled once for all the answers that they are part of. */
function responseValidators(document: OpenApiDocument): (schema: Schema) => Validate {
  let strict: ReturnType<typeof strictParts> | undefined
  let compile: Compile | undefined
  return schema => {
    strict ??= strictParts(document)
    compile ??= createValidators(false, strict.models)
    return compile({ schema: strict.root(schema) }) as Validate
  }
}
