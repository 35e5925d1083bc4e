/** v3 on the app: the same log-in as everywhere, and refusals in a form of its own. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clusterOf } from '../domain/lookup.js'
import type { Contract } from '../http/contract.js'
import type { HttpRefusal } from '../http/http-refusal.js'
import { onDemand } from '../http/on-demand.js'
import type { OnDemand } from '../http/on-demand.js'
import { letHappen, mishapFor } from '../prism/mishap.js'
import { admit, answerRefused, siteContext, vanish } from '../prism/mount.js'
import type { PrismHost, SiteContext } from '../prism/mount.js'
import { CENTRAL } from '../prism/site.js'
import { clusterIntent, listClusters } from './clusters.js'
import type { Known } from './clusters.js'

export function speakV3(contract: Contract, host: PrismHost): OnDemand {
  const knownTo = ({ site }: SiteContext): Known =>
    site === CENTRAL
      ? { clusters: Object.values(host.world().clusters), central: host.central() }
      : { clusters: [clusterOf(host.world(), site)], central: undefined }
  const handlers: Readonly<Record<string, (known: Known, path: { uuid: string }, body: never) => unknown>> = {
    listClusters: (known, _path, body) => listClusters(known, body ?? null),
    getClusterIntent: (known, { uuid }) => clusterIntent(known, uuid)
  }
  return onDemand<SiteContext>(
    contract,
    {
      strictAnswers: host.strictAnswers,
      context: request => siteContext(host, request),
      before: async (request, reply, ctx, operation) => {
        host.catchUp()
        if (vanish(host, ctx.site, reply)) return
        const mishap = mishapFor(host, request, ctx.site, operation)
        const refused = (error: HttpRefusal): unknown => refuseInV3(error, request, reply).body
        if (mishap !== undefined && (await letHappen(host, mishap, reply, refused))) return
        admit(host, request, reply, ctx, operation)
      },
      refuse: refuseInV3
    },
    ({ id }, { ctx, path, body }) => {
      const handler = handlers[id]
      if (handler === undefined) throw new Error(`${id} of v3 has no handler`)
      return handler(knownTo(ctx), path as { uuid: string }, body as never)
    }
  )
}

/** Also of paths that v3 has and pesim has not. */
export function refuseInV3(error: unknown, _request: FastifyRequest, reply: FastifyReply) {
  const { status, body } = answerRefused(error, 'v2', reply, { notFoundStatus: 404 })
  const { message, detailed_message: reason } = body as { message: string; detailed_message: string }
  return {
    status,
    body: { api_version: '3.1', kind: 'cluster', code: status, state: 'ERROR', message_list: [{ message, reason }] }
  }
}
