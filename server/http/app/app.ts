/** The one Fastify app behind every listener. It knows how HTTP is read, and nothing of what it is about. */
import { LogController, fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BODY_LIMIT_BYTES, readBodies } from './body.js'
import type { Contract, Missed, Refuse } from '../contract/index.js'
import { HttpRefusal, sendRefusal, unroutedBy } from '../contract/index.js'
import { rewriteUrl } from './rewrite-url.js'

/** Characters of one name in a path, decoded. Longer than any name the product takes, so that it can refuse it itself. */
const PATH_PARAMETER_LENGTH_MAX = 4096

export interface AppOptions {
  /** Every contract that will be mounted: their bases are told apart from unknown paths, wrong verbs answer 405. */
  readonly contracts: readonly Contract[]
  /** Answers what no mounted operation does: unknown paths, wrong verbs, unreadable URLs. */
  readonly refuse: Refuse
  /** Answers an operation that has no route; undefined where nobody does. */
  readonly onDemand?: (missed: Missed, request: FastifyRequest, reply: FastifyReply) => Promise<void> | undefined
  readonly logger?: FastifyBaseLogger
  readonly bodyLimitBytes?: number
}

/** Nothing listens yet: hand `app.routing` to `openListeners` after `await app.ready()`. */
export function createApp(options: AppOptions): FastifyInstance {
  const { contracts, refuse, logger, bodyLimitBytes = BODY_LIMIT_BYTES } = options
  const aliases = contracts.map(({ bases }) => bases)
  const unrouted = unroutedBy(contracts)

  const app = fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    rewriteUrl: request => {
      // GET routes answer HEAD too: Node itself leaves the body out, and a second route for each costs 12 ms of every start.
      if (request.method === 'HEAD') request.method = 'GET'
      return rewriteUrl(request.url ?? '/', aliases)
    },
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    frameworkErrors: (error, request, reply) => {
      sendRefusal(error, request, reply, refuse)
    }
  }) as FastifyInstance

  readBodies(app)
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply, refuse))
  app.setNotFoundHandler((request, reply) => {
    const missed = unrouted(request.method, request.url.replace(/\?.*$/s, ''))
    if (missed instanceof HttpRefusal) return sendRefusal(missed, request, reply, refuse)
    const unserved = new HttpRefusal('not-served', 501, `${missed.operation.id} is published but not emulated`)
    return options.onDemand?.(missed, request, reply) ?? sendRefusal(unserved, request, reply, refuse)
  })
  return app
}
