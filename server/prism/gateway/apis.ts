/** Builds the API versions: v2.0 from its handlers, v1 and v0.8 by translation, stubs for what is not emulated. */
import type { FastifyRequest } from 'fastify'
import { clusterOf } from '../../domain/core/index.js'
import { createApi } from '../../http/contract/index.js'
import type { Api, Call, Contract, Handler, Operation, Uploads } from '../../http/contract/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import { CENTRAL, proxied } from '../core/index.js'
import type { Dialect, PrismHandlers } from '../core/index.js'
import type { TranslatedApi } from '../dialect/index.js'
import { trackReads } from '../reads/index.js'
import type { Spelling } from '../reads/index.js'
import { stubsOf } from '../stubs/index.js'
import { dropWithoutPower, refusalWriter } from './answers.js'
import { answerOfAll, isCentralInventory, pagedAs } from './central-inventory.js'
import type { Context, FindDestination } from './environment.js'
import { centralOf, prismOf, worldOf } from './handler-port.js'
import { fieldCheck } from './list-fields.js'
import { keptPlace } from './kept-place.js'
import { stages } from './stages.js'

/** Options shared by all API versions. */
export interface ApiHost {
  readonly find: FindDestination
  readonly validateResponses: boolean
}

/** `centralHandlers` are those of Prism Central, by the same ids. */
export function prismApi(
  contract: Contract,
  dialect: Dialect,
  handlers: PrismHandlers,
  centralHandlers: PrismHandlers,
  { find, validateResponses }: ApiHost
): Api {
  const centralAnswers = (operation: Operation): boolean =>
    operation.id in centralHandlers || isCentralInventory(operation)
  return createApi<Context>(
    contract,
    operation =>
      handling({
        ...{ contract, operation },
        ofCluster: handlers[operation.id],
        ofCentral: centralHandlers[operation.id]
      }),
    {
      ...stages(find, { refuse: refusalWriter(dialect), centralAnswers }),
      kept: keptPlace,
      validateResponses
    }
  )
}

export interface OlderVersion extends Omit<TranslatedApi, 'handlerOf'> {
  /** What answers an operation of the older version. */
  handlerOf(operation: Operation): PrismHandlers[string] | undefined
  /** Prism Central's own, for one that it answers itself. */
  centralHandlerOf(operation: Operation): PrismHandlers[string] | undefined
}

/**
 * An older version, put together from v2.0's handlers when it is first asked. `centralHandlers` are Prism Central's by the
 * ids of v2.0: where it has none, it has nothing of this version.
 */
export function olderApi(
  contract: Contract,
  load: () => OlderVersion,
  centralHandlers: PrismHandlers,
  { find, validateResponses }: ApiHost,
  uploads?: Uploads
): Api {
  let version: OlderVersion | undefined
  const loaded = (): OlderVersion => (version ??= load())
  const ownOfCentral = ({ extra }: Operation): boolean =>
    ((extra['x-v2'] as { operation?: string } | undefined)?.operation ?? '') in centralHandlers
  const atCentral = Object.keys(centralHandlers).length > 0
  const centralAnswers = (operation: Operation): boolean =>
    ownOfCentral(operation) || (atCentral && isCentralInventory(operation))
  const handlerOf = (operation: Operation): Handler<Context> => {
    const handler = handling({
      ...{ contract, operation },
      ofCluster: loaded().handlerOf(operation),
      ofCentral: ownOfCentral(operation) ? loaded().centralHandlerOf(operation) : undefined,
      spelling: loaded().spellingOf(operation)
    })
    if (handler === undefined) throw new Error(`${operation.id} of ${contract.name} has no handler`)
    return handler
  }
  return createApi<Context>(contract, handlerOf, {
    ...stages(find, { refuse: refusalWriter('v1'), centralAnswers }),
    kept: keptPlace,
    validateResponses,
    normalizeBody: operation => loaded().normalizeBody(operation),
    ...(uploads !== undefined && { uploads }),
    answersBy: 'handler'
  })
}

/** Answers whatever operation of a contract is asked for from its model, or refuses it where the host is strict. */
export function stubApi(contract: Contract, dialect: Dialect, { find, validateResponses }: ApiHost): Api {
  const stub = stubsOf(() => contract.document)
  const handlerOf =
    (operation: Operation): Handler<Context> =>
    ({ ctx: { host, cluster }, request, reply }) => {
      if (host.strict) throw new HttpRefusal('not-served', 501, `${operation.id} is published but not emulated`)
      void reply.header('x-pesim', 'stub')
      const url = request.url.replace(/\?.*$/s, '')
      const world = host.world()
      return stub({ seed: world.seed, cluster: clusterOf(world, cluster ?? ''), operation, url })
    }
  return createApi<Context>(contract, handlerOf, {
    ...stages(find, { refuse: refusalWriter(dialect), centralAnswers: () => false }),
    validateResponses,
    answersBy: 'handler'
  })
}

interface Handling {
  readonly contract: Contract
  readonly operation: Operation
  readonly ofCluster: PrismHandlers[string] | undefined
  readonly ofCentral: PrismHandlers[string] | undefined
  /** What the handler calls the fields of a request, where that is not what the contract calls them. */
  readonly spelling?: Spelling | undefined
}

/** Picks the handler, Prism Central's own or the cluster's, and notes what it reads of a request. */
function handling({ contract, operation, ofCluster, ofCentral, spelling }: Handling): Handler<Context> | undefined {
  if (ofCluster === undefined) return undefined
  const checkFields = fieldCheck(contract, operation)
  return ({ ctx, path, query: checkedQuery, body: checkedBody, request, reply, permit }: Call<Context>) => {
    const { host, site, cluster } = ctx
    checkFields?.(checkedQuery)
    const checked = { query: checkedQuery as object, body: checkedBody as unknown }
    const { query, body } = host.notesUnread ? trackReads(request, contract, operation, checked, spelling) : checked
    const input = { path: path as unknown, query, body }
    if (cluster === undefined) {
      if (ofCentral !== undefined) return ofCentral({ prism: centralOf(ctx), ...input } as never)
      return answerOfAll(worldOf(ctx), pagedAs(operation, query as Readonly<Record<string, unknown>>), (name, wanted) =>
        ofCluster({ prism: prismOf(ctx, name, reply, permit), ...input, query: wanted } as never)
      )
    }
    const answer = ofCluster({ prism: prismOf(ctx, cluster, reply, permit), ...input } as never)
    if (!(answer instanceof Promise)) return answer
    return answer.then((awaited: unknown) => {
      checkStillForwarded(ctx, request)
      return dropWithoutPower(host.world(), site, reply) ? undefined : awaited
    })
  }
}

/** Throws where Prism Central waited for a cluster that has lost its power meanwhile. */
function checkStillForwarded({ host, site }: Context, request: FastifyRequest): void {
  if (site === CENTRAL) proxied(host.world(), host.central(), request)
}
