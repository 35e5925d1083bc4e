/** Mounts v3 on the app: the same pipeline as the other versions, with v3's error format. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clusterOf } from '../domain/core/index.js'
import { createApi } from '../http/contract/index.js'
import type { Api, Contract } from '../http/contract/index.js'
import { answerRefused, stages } from '../prism/gateway/index.js'
import type { ApiHost, Context } from '../prism/gateway/index.js'
import { clusterIntent, listClusters } from './clusters.js'
import type { Known } from './clusters.js'

type V3Handler = (known: Known, path: { uuid: string }, body: never) => unknown

const handlers: Readonly<Record<string, V3Handler>> = {
  listClusters: (known, _path, body) => listClusters(known, body ?? null),
  getClusterIntent: (known, { uuid }) => clusterIntent(known, uuid)
}

export function v3Api(contract: Contract, { find, validateResponses }: ApiHost): Api {
  return createApi<Context>(
    contract,
    ({ id }) => {
      const handler = handlers[id]
      return handler && (({ ctx, path, body }) => handler(knownClusters(ctx), path as { uuid: string }, body as never))
    },
    {
      ...stages(find, { refuse: refuseInV3, centralAnswers: () => true }),
      validateResponses,
      answersBy: 'handler'
    }
  )
}

function knownClusters({ host, cluster }: Context): Known {
  const world = host.world()
  return cluster === undefined
    ? { clusters: Object.values(world.clusters), central: host.central() }
    : { clusters: [clusterOf(world, cluster)], central: undefined }
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
