/** v3 on the app: it goes through what every request does, and is refused in a form of its own. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clusterOf } from '../domain/core/index.js'
import type { Contract, OnDemand } from '../http/contract/index.js'
import { onDemand } from '../http/contract/index.js'
import { answerRefused, optionsOf } from '../prism/gateway/index.js'
import type { Context, PrismHost } from '../prism/gateway/index.js'
import { clusterIntent, listClusters } from './clusters.js'
import type { Known } from './clusters.js'

export function speakV3(contract: Contract, host: PrismHost): OnDemand {
  const knownTo = ({ cluster }: Context): Known =>
    cluster === undefined
      ? { clusters: Object.values(host.world().clusters), central: host.central() }
      : { clusters: [clusterOf(host.world(), cluster)], central: undefined }
  const handlers: Readonly<Record<string, (known: Known, path: { uuid: string }, body: never) => unknown>> = {
    listClusters: (known, _path, body) => listClusters(known, body ?? null),
    getClusterIntent: (known, { uuid }) => clusterIntent(known, uuid)
  }
  return onDemand<Context>(
    contract,
    optionsOf(refuseInV3, host, () => true),
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
