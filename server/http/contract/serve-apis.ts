/** Routes of the APIs: one Fastify route per base path; the operation is looked up in the contracts of the base. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { verbs } from './contract.js'
import { HttpRefusal, sendRefusal } from './http-refusal.js'
import type { Refuse } from './http-refusal.js'
import { nearestPathsHint } from './nearest-paths.js'
import type { FoundOperation } from './operation-table.js'
import type { Api } from './pipeline.js'
import { countedUpload } from './uploads.js'
import type { Uploads } from './uploads.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a body is JSON whatever type it says it has. */
    anyMediaType?: boolean
  }
}

/** An operation that a request means. */
interface Target extends FoundOperation {
  readonly api: Api
}

/**
 * Where several contracts have one base, what the first lacks is looked for in the next. `refuse` answers for requests that
 * mean no operation at all.
 */
export function serveApis(app: FastifyInstance, apis: readonly Api[], refuse: Refuse): void {
  const targets = new WeakMap<FastifyRequest, Target>()
  const route = {
    // Fastify refuses a QUERY without a type in words of its own before it looks for a route, unless there is one.
    method: [...verbs.map(verb => verb.toUpperCase()), 'QUERY'],
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const target = targetOf(apis, request)
      targets.set(request, target)
      await target.api.begin(target, request, reply) // where it answers, Fastify goes no further
    },
    handler: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const target = targets.get(request) as Target
      return target.api.answer(target, request, reply)
    },
    errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
      const target = targets.get(request)
      sendRefusal(error, request, reply, target?.api.refuse(target.operation) ?? refuse)
    }
  }
  for (const base of new Set(apis.map(({ contract }) => baseOf(contract)))) {
    const anyMediaType = apis.some(api => api.anyMediaType && baseOf(api.contract) === base)
    for (const url of [base, `${base}/*`]) app.route({ ...route, url, config: { anyMediaType } })
  }
  for (const { contract, anyMediaType, largeBodies, uploads } of apis) {
    for (const path of uploads?.paths ?? []) {
      app.route({ ...route, url: baseOf(contract) + path, preParsing: countedUpload(uploads as Uploads) })
    }
    for (const path of largeBodies?.paths ?? []) {
      const [url, bodyLimit] = [baseOf(contract) + path, largeBodies?.limitBytes]
      app.route({ ...route, url, config: { anyMediaType }, ...(bodyLimit !== undefined && { bodyLimit }) })
    }
  }
  app.setNotFoundHandler((request, reply) => sendRefusal(notFound(apis, request), request, reply, refuse))
}

const baseOf = ({ bases: [base = ''] }: Api['contract']): string => base

/** Throws an `HttpRefusal` where there is nothing of this path, or of this verb. */
function targetOf(apis: readonly Api[], request: FastifyRequest): Target {
  const path = request.url.replace(/\?.*$/s, '')
  const allowed = new Set<string>()
  for (const api of apis) {
    const base = baseOf(api.contract)
    if (path !== base && !path.startsWith(`${base}/`)) continue
    const found = api.table.find(request.method, path.slice(base.length + 1).split('/'))
    if ('operation' in found) return { api, ...found }
    for (const verb of found) allowed.add(verb)
  }
  if (allowed.size === 0) throw unknownPath(apis, path)
  const allow = [...allowed].flatMap(verb => (verb === 'GET' ? ['GET', 'HEAD'] : [verb])).join(', ')
  throw new HttpRefusal('wrong-verb', 405, `${path} takes ${allow}, not ${request.method}`, { allow })
}

function unknownPath(apis: readonly Api[], path: string): HttpRefusal {
  const hint = nearestPathsHint(
    path,
    apis.map(({ contract }) => contract)
  )
  return new HttpRefusal('unknown-path', 404, `There is nothing at ${path}${hint && `.${hint}`}`)
}

/** Why a request that no route takes is refused: its verb may be one that no contract has. */
function notFound(apis: readonly Api[], request: FastifyRequest): unknown {
  try {
    return new Error(`${request.method} ${targetOf(apis, request).operation.path} has no route`)
  } catch (refusal) {
    return refusal
  }
}
