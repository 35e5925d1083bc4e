/** Which published properties answers have: read off the answers themselves, model by model. */
import { resolveRef } from '../../server/http/contract/contract.js'
import type { OpenApiDocument, Schema } from '../../server/http/contract/contract.js'

/** Properties by the place of their model in an answer, such as `entities[].vms[]`: those that are published, and those that were seen. */
export type PropertiesSeen = Map<string, { readonly published: ReadonlySet<string>; readonly seen: Set<string> }>

/** Notes which properties an answer has, of every object whose model is published. */
export function noteProperties(
  document: OpenApiDocument,
  schema: Schema,
  answer: unknown,
  places: PropertiesSeen,
  place = ''
): void {
  const model = resolved(document, schema)
  if (Array.isArray(answer)) {
    const items = model['items'] as Schema | undefined
    if (items !== undefined) for (const each of answer) noteProperties(document, items, each, places, `${place}[]`)
    return
  }
  if (typeof answer !== 'object' || answer === null) return
  const properties = (model['properties'] ?? {}) as Readonly<Record<string, Schema>>
  if (model['x-vendor-model'] !== undefined) {
    const entry = places.get(place) ?? { published: publishedIn(properties), seen: new Set<string>() }
    places.set(place, entry)
    for (const name of Object.keys(answer)) entry.seen.add(name)
  }
  for (const [name, value] of Object.entries(answer)) {
    const inner = properties[name]
    if (inner !== undefined) noteProperties(document, inner, value, places, place === '' ? name : `${place}.${name}`)
  }
}

/** Properties that were published and never seen, as `place.name`. */
export function missingIn(places: PropertiesSeen): string[] {
  return [...places].flatMap(([place, { published, seen }]) =>
    [...published].filter(name => !seen.has(name)).map(name => (place === '' ? name : `${place}.${name}`))
  )
}

function publishedIn(properties: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  return new Set(Object.entries(properties).flatMap(([name, schema]) => ('x-pesim-source' in schema ? [] : [name])))
}

/** Behind references, and the alternative to null. */
function resolved(document: OpenApiDocument, schema: Schema): Schema {
  const model = resolveRef<Schema>(document, schema)
  const choice = (model['anyOf'] as readonly Schema[] | undefined)?.find(each => each['type'] !== 'null')
  return choice === undefined ? model : resolved(document, choice)
}
