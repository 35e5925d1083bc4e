/** The models that a document may use: those that are written, and the vendor's beside them. */
import type { Schema } from './openapi.js'
import { componentName } from './published.js'

export type Models = Readonly<Record<string, Schema>>

export interface Pool {
  /** A value in which models go by the vendor's names, with the names of components instead. */
  named<T>(value: T): T
  /** All so far: collections join as they are named. */
  models(): Models
}

const COLLECTION = /^(?:patch\.)?EntityCollection<(.*)>$/
const PREFIX = '#/components/schemas/'

/** A model that is written stands for the vendor's of its `x-vendor-model`; the first one does, where several could. */
export function poolOf(written: Models, published: Models): Pool {
  const pool: Record<string, Schema> = { ...written }
  const components = new Map<string, string>()
  for (const [name, model] of Object.entries(written)) {
    const vendorName = String(model['x-vendor-model'] ?? name)
    if (!components.has(vendorName)) components.set(vendorName, name)
  }
  const added = Object.entries(published).filter(([vendorName]) => !components.has(vendorName))
  for (const [vendorName] of added) components.set(vendorName, componentName(vendorName))
  for (const [vendorName, model] of added) {
    pool[componentName(vendorName)] = { 'x-vendor-model': vendorName, ...named(model) }
  }
  return { named, models: () => pool }

  function named<T>(value: T): T {
    if (Array.isArray(value)) return value.map(named) as T
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === '$ref' ? reference(String(inner)) : named(inner as unknown)
      ])
    ) as T
  }

  function reference(ref: string): string {
    if (!ref.startsWith(PREFIX)) return ref
    const vendorName = ref.slice(PREFIX.length)
    return `${PREFIX}${components.get(vendorName) ?? join(vendorName)}`
  }

  /** A collection of something, or a model of which the vendor published no more than the name. */
  function join(vendorName: string): string {
    const name = componentName(vendorName)
    components.set(vendorName, name)
    const entity = COLLECTION.exec(vendorName)?.[1]
    pool[name] =
      entity === undefined
        ? { 'x-vendor-model': vendorName, type: 'object', additionalProperties: true }
        : { 'x-vendor-model': vendorName, ...named(collectionOf(entity)) }
    return name
  }
}

function collectionOf(entity: string): Schema {
  const model = (name: string): Schema => ({ $ref: `${PREFIX}${name}` })
  return {
    type: 'object',
    properties: {
      metadata: model('Metadata'),
      entities: { type: 'array', items: model(entity) },
      error_info: { anyOf: [model('ErrorInfo'), { type: 'null' }] }
    }
  }
}
