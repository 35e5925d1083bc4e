/** Mounts v3 on the app: the same pipeline as the other versions, with v3's error format. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, clusterOf } from '../domain/core/index.js'
import { createApi } from '../http/contract/index.js'
import type { Api, Contract } from '../http/contract/index.js'
import { answerRefused, stages } from '../prism/gateway/index.js'
import type { ApiHost, Context } from '../prism/gateway/index.js'
import { clusterIntent, listClusters } from './clusters.js'
import type { KnownClusters } from './clusters.js'
import { groups } from './groups.js'
import { hostIntent, listHosts } from './hosts.js'
import { listVms, vmIntent } from './vms.js'

type V3Handler = (known: KnownClusters, path: { uuid: string }, body: never) => unknown

const handlers: Readonly<Record<string, V3Handler>> = {
  listClusters: (known, _path, body) => listClusters(known, body ?? null),
  getClusterIntent: (known, { uuid }) => clusterIntent(known, uuid),
  listVms: (known, _path, body) => listVms(known, body ?? null),
  getVmIntent: (known, { uuid }) => vmIntent(known, uuid),
  listHosts: (known, _path, body) => listHosts(known, body ?? null),
  getHostIntent: (known, { uuid }) => hostIntent(known, uuid),
  getGroups: (known, _path, body) => groups(known, body)
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

function knownClusters({ host, cluster }: Context): KnownClusters {
  const world = host.world()
  const registered = cluster === undefined ? Object.values(world.clusters) : [clusterOf(world, cluster)]
  const clusters = registered.filter(({ power }) => power === 'on')
  return { world, registered, clusters, central: cluster === undefined ? host.central() : undefined }
}

/** Also of paths that v3 has and pesim has not. */
export function refuseInV3(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { status, body } = answerRefused(error, 'v2', reply, { notFoundStatus: 404 })
  const { message, detailed_message: detail } = body as { message: string; detailed_message: string }
  const reason = reasonOf(error, status) ?? detail
  const kind = kindOf(request.url)
  return {
    status,
    body: {
      api_version: '3.1',
      ...(kind !== undefined && { kind }),
      ...{ code: status, state: 'ERROR', message_list: [{ message, reason }] }
    }
  }
}

/** What a path is about, as its entities are called: `vms/list` is about a `vm`. Undefined where no kind is named. */
function kindOf(url: string): string | undefined {
  const [, plural] = /\/v3\/+([a-z_]{1,64})(?:[/?#]|$)/.exec(url) ?? []
  return plural?.replace(/ies$/, 'y').replace(/s$/, '')
}

/** The word that programs look for [C: v3 schema; clients]; undefined where none fits. */
function reasonOf(error: unknown, status: number): string | undefined {
  if (error instanceof Refusal && error.code.endsWith('/not-found')) return 'ENTITY_NOT_FOUND'
  return status === 400 ? 'INVALID_REQUEST' : undefined
}
