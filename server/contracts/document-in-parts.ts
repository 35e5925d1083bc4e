/** A contract's document whose operations and models are texts until they are read: most of them never are. */
import type { OpenApiDocument } from '../http/contract/index.js'

/** JSON texts by group, as a path or a kind of components, and by name in it. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface DocumentInParts {
  /** JSON of the document with these two empty. */
  readonly rest: string
  readonly paths: Texts
  readonly components: Texts
}

/** Reads as the whole document: whatever is looked at is parsed then, once. */
export function documentOf({ rest, paths, components }: DocumentInParts): OpenApiDocument {
  const whole = { ...(JSON.parse(rest) as object), paths: parsedOnNeed(paths), components: parsedOnNeed(components) }
  return whole as unknown as OpenApiDocument
}

function parsedOnNeed(texts: Texts): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.entries(texts).map(([name, group]) => [name, groupOf(group)]))
}

function groupOf(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const group: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(texts)) {
    const known = { enumerable: true, configurable: true }
    Object.defineProperty(group, name, {
      ...known,
      get: () => {
        const value: unknown = JSON.parse(text)
        Object.defineProperty(group, name, { ...known, value })
        return value
      }
    })
  }
  return group
}
