/** The Fastify app behind every listener: HTTP parsing and limits, independent of any API. */
import { LogController, fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { compilersFactory, sendRefusal, serveApis } from '../contract/index.js'
import type { Api, Refuse } from '../contract/index.js'
import { BODY_LIMIT_BYTES, readBodies } from './body.js'
import { checkHeads } from './head.js'
import { rewriteUrl } from './rewrite-url.js'

export interface AppOptions {
  /** APIs by base path; the first one that has an operation answers it. */
  readonly apis: readonly Api[]
  /** Throws where a request is refused before anything else, whatever it asks for. */
  readonly guard?: (request: FastifyRequest) => void
  /** Answers requests that match no operation: unknown paths, wrong verbs, unreadable URLs, refusals of the guard. */
  readonly refuse: Refuse
  /** The URL that routes see of one that is normalized already. */
  readonly rewrite?: (url: string, request: IncomingMessage) => string
  readonly logger?: FastifyBaseLogger
  readonly bodyLimitBytes?: number
}

/** Nothing listens yet: hand `app.routing` to `openListeners` after `await app.ready()`. */
export function createApp(options: AppOptions): FastifyInstance {
  const { apis, guard, refuse, rewrite = url => url, logger, bodyLimitBytes = BODY_LIMIT_BYTES } = options
  const aliases = apis.map(({ contract }) => contract.bases)

  const app = fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory },
    rewriteUrl: request => {
      // GET routes answer HEAD too: Node itself leaves the body out.
      if (request.method === 'HEAD') request.method = 'GET'
      return rewrite(rewriteUrl(request.url ?? '/', aliases), request)
    },
    frameworkErrors: (error, request, reply) => {
      sendRefusal(error, request, reply, refuse)
    }
  }) as FastifyInstance

  checkHeads(app)
  if (guard !== undefined) {
    app.addHook('onRequest', async request => {
      guard(request)
    })
  }
  readBodies(app)
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply, refuse))
  serveApis(app, apis, refuse)
  return app
}
