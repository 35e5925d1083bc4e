/**
 * v1 and v0.8 as dialects of v2.0: the same handlers, asked and answered in camelCase. Which operation of v2.0 is behind
 * an older one, and what that calls its parameters, is in the older document (`x-v2`), which was derived from v2.0's.
 */
import { getOwn } from '../../domain/core/index.js'
import { mapResult } from '../../http/contract/index.js'
import type { OpenApiDocument, Operation } from '../../http/contract/index.js'
import type { PrismHandlers } from '../core/index.js'
import { mapView } from '../reads/index.js'
import type { Spelling } from '../reads/index.js'
import { translators, wireName } from './translate.js'
import type { OlderOnlyFields } from './translate.js'

interface Origin {
  readonly operation: string
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** True where the entities of a collection are answered alone. */
  readonly bare?: boolean
}

interface DialectRequest {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: object | undefined
}

type AnyHandler = (request: unknown) => unknown

export interface TranslatedApi {
  /**
   * What is behind an operation among handlers of v2.0, translated; undefined for one that is the older version's own. Throws an
   * `Error` where there is none.
   */
  handlerOf(operation: Operation, handlers: PrismHandlers): PrismHandlers[string] | undefined
  /** A body with every key in the older spelling: clients send v2.0's to v1 too [C: nutanix_prism]. */
  normalizeBody(operation: Operation): ((body: unknown) => unknown) | undefined
  /** What the handler behind an operation calls its fields; undefined for one that is answered in the older version's names. */
  spellingOf(operation: Operation): Spelling | undefined
}

/** Translates v2.0 to an older version. Of its operations, hundreds, each is looked at when it is asked for. */
export function dialectOf(document: OpenApiDocument, olderOnly: OlderOnlyFields): TranslatedApi {
  const { canonical, toOlder, toV2 } = translators(document, olderOnly)
  return {
    handlerOf: (operation, handlers) => {
      const origin = operation.extra['x-v2'] as Origin | undefined
      if (origin === undefined) return undefined
      const handler = handlers[origin.operation] as AnyHandler | undefined
      if (handler === undefined)
        throw new Error(`${operation.id} of ${document.info.title} has no ${origin.operation} behind it`)
      return toOlderHandler(operation, origin, handler)
    },
    normalizeBody: ({ body, extra }) => {
      if (body === undefined || extra['x-v2'] === undefined) return undefined
      return input => canonical(body.schema)(input)
    },
    spellingOf: ({ extra }) => {
      const origin = extra['x-v2'] as Origin | undefined
      return (
        origin && {
          query: name => getOwn(origin.query, name),
          body: (name, property) => property && wireName(name, property)
        }
      )
    }
  }

  function toOlderHandler(operation: Operation, origin: Origin, handler: AnyHandler): PrismHandlers[string] {
    return ({ path, query, body, ...rest }: DialectRequest) => {
      const answer = handler({
        ...rest,
        path: canonicalNames(path, origin.path),
        query: mapView(query, sent => canonicalNames(sent, origin.query)),
        // What no schema describes, as the content of an upload, is handed on.
        body: operation.body ? mapView(body, toV2(operation.body.schema) as (sent: typeof body) => typeof body) : body
      })
      return mapResult(answer, toWire)
    }

    function toWire(answer: unknown): unknown {
      const shown = origin.bare === true ? (answer as { entities: unknown }).entities : answer
      return operation.success.schema === undefined ? shown : toOlder(operation.success.schema)(shown)
    }
  }
}

/** Renames parameters to v2.0's names. */
function canonicalNames(
  input: DialectRequest['path'],
  names: Readonly<Record<string, string>>
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([older, wire]) => (input?.[older] === undefined ? [] : [[wire, input[older]]]))
  )
}
