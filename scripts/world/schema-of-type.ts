/** Makes the JSON Schema of a TypeScript type, so that what a saved world must look like cannot drift from its types. */
import ts from 'typescript'

export type Schema = Readonly<Record<string, unknown>>

/** What a type does not say of a value: by `Type.property`, or `property` for those of any type. */
export type Narrowings = Readonly<Record<string, Schema>>

const INSTANT: Schema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
/** Nothing that a world counts or measures is below zero. */
const NUMBER: Schema = { type: 'number', minimum: 0 }

export class SchemaOfType {
  readonly #checker: ts.TypeChecker
  readonly #narrowings: Narrowings
  readonly #used = new Set<string>()
  readonly #names = new Map<ts.Type, string>()
  readonly definitions: Record<string, Schema> = {}

  constructor(checker: ts.TypeChecker, narrowings: Narrowings) {
    this.#checker = checker
    this.#narrowings = narrowings
  }

  /** Those that met no property: what they were for has gone, or has another name. */
  get unusedNarrowings(): string[] {
    return Object.keys(this.#narrowings).filter(key => !this.#used.has(key))
  }

  /** Throws where a type has no form in JSON. `place` is for the message. */
  of(type: ts.Type, place: string): Schema {
    if (type.isIntersection() && type.types.some(part => part.flags & ts.TypeFlags.NumberLike)) return INSTANT
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
    if (type.flags & ts.TypeFlags.String) return { type: 'string' }
    if (type.flags & ts.TypeFlags.Number) return NUMBER
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.#checker.typeToString(type) === 'true' }
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
    if (type.isUnion()) return this.#ofUnion(type, place)
    if (this.#checker.isArrayType(type)) return this.#ofArray(type, place)
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#ofObject(type, place)
    throw new Error(`${place}: ${this.#checker.typeToString(type)} has no form in JSON`)
  }

  #ofArray(type: ts.Type, place: string): Schema {
    const [item] = this.#checker.getTypeArguments(type as ts.TypeReference)
    if (item === undefined) throw new Error(`${place}: an array of nothing`)
    return { type: 'array', items: this.of(item, `${place}[]`) }
  }

  #ofUnion(type: ts.UnionType, place: string): Schema {
    const parts = type.types.filter(part => !(part.flags & ts.TypeFlags.Undefined))
    const literals = parts.flatMap(part => (part.isStringLiteral() || part.isNumberLiteral() ? [part.value] : []))
    const booleans = parts.filter(part => part.flags & ts.TypeFlags.BooleanLiteral)
    const nulls = parts.filter(part => part.flags & ts.TypeFlags.Null)
    const others = parts.filter(
      part => !part.isStringLiteral() && !part.isNumberLiteral() && !booleans.includes(part) && !nulls.includes(part)
    )
    const plain = others.filter(part => part.flags & (ts.TypeFlags.String | ts.TypeFlags.Number))
    const objects = others.filter(part => !plain.includes(part))
    const schemas = [
      ...(literals.length > 0 ? [{ enum: literals }] : []),
      ...(booleans.length > 1 ? [{ type: 'boolean' }] : booleans.map(part => this.of(part, place))),
      ...plain.map(part => this.of(part, place)),
      ...(objects.length > 1 ? [this.#ofVariants(objects, place)] : objects.map(part => this.of(part, place)))
    ]
    const [only] = schemas
    const some = schemas.length === 1 && only !== undefined ? only : { anyOf: schemas }
    if (nulls.length === 0) return some
    // Not `anyOf`: what is wrong with a value that is not null is then told of that value.
    return { if: { type: 'null' }, else: some }
  }

  /** Objects that a property of each tells apart. */
  #ofVariants(variants: readonly ts.Type[], place: string): Schema {
    const tags = ['type', 'kind'].filter(name => variants.every(variant => this.#tagOf(variant, name) !== undefined))
    const [tag] = tags
    if (tag === undefined) throw new Error(`${place}: nothing tells the variants apart`)
    const values = variants.map(variant => this.#tagOf(variant, tag))
    return {
      type: 'object',
      required: [tag],
      properties: { [tag]: { enum: values } },
      allOf: variants.map((variant, index) => ({
        if: { properties: { [tag]: { const: values[index] } } },
        then: this.of(variant, `${place}(${values[index]})`)
      }))
    }
  }

  #tagOf(type: ts.Type, name: string): string | undefined {
    const property = type.getProperty(name)
    const tag = property && this.#checker.getTypeOfSymbol(property)
    return tag?.isStringLiteral() ? tag.value : undefined
  }

  #ofObject(type: ts.Type, place: string): Schema {
    const name = this.#nameOf(type)
    if (name === undefined) return this.#shapeOf(type, place)
    const reference = { $ref: `#/definitions/${name}` }
    if (this.#names.get(type) === undefined) {
      if (Object.hasOwn(this.definitions, name)) throw new Error(`${place}: two types are called ${name}`)
      this.#names.set(type, name)
      this.definitions[name] = {} // it may hold itself
      this.definitions[name] = this.#shapeOf(type, name)
    }
    return reference
  }

  #nameOf(type: ts.Type): string | undefined {
    const symbol = type.aliasSymbol ?? type.symbol
    const named = symbol && !symbol.name.startsWith('__') && (type.aliasTypeArguments ?? []).length === 0
    return named ? symbol.name : undefined
  }

  #shapeOf(type: ts.Type, place: string): Schema {
    const values = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String)
    if (values !== undefined) return { type: 'object', additionalProperties: this.of(values, `${place}{}`) }
    const properties = this.#checker.getPropertiesOfType(type)
    return {
      type: 'object',
      required: properties.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(property => property.name),
      properties: Object.fromEntries(
        properties.map(property => {
          const { name } = property
          const schema = this.of(this.#checker.getTypeOfSymbol(property), `${place}.${name}`)
          return [name, this.#narrowed(schema, name, place)]
        })
      ),
      additionalProperties: false
    }
  }

  #narrowed(schema: Schema, name: string, place: string): Schema {
    const key = [`${place}.${name}`, name].find(candidate => Object.hasOwn(this.#narrowings, candidate))
    if (key === undefined) return schema
    this.#used.add(key)
    return { ...schema, ...this.#narrowings[key] }
  }
}
