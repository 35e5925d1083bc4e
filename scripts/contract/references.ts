/** Following `$ref`s through a document: what a part of it needs, and what it names that does not exist. */
import type { Components } from './openapi.js'

const COMPONENT = /^#\/components\/([^/]+)\/([^/]+)$/

/** Every `$ref` within a value, in the order in which they are met. */
export function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner)
  )
}

/** What a `$ref` points at; undefined where it points at nothing. */
export function resolve(ref: string, components: Components): unknown {
  const [, kind, name] = COMPONENT.exec(ref) ?? []
  return kind === undefined || name === undefined ? undefined : components[kind]?.[name]
}

/** The `$ref`s that a value needs, directly or through others, those included that point at nothing. */
export function reachableFrom(value: unknown, components: Components): Set<string> {
  const reached = new Set<string>()
  const waiting = refsIn(value)
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref)) continue
    reached.add(ref)
    waiting.push(...refsIn(resolve(ref, components)))
  }
  return reached
}
