/** Host endpoints. */
import { Refusal, hostOf } from '../../domain/core/index.js'
import type { Cluster, Host, View } from '../../domain/core/index.js'
import { acropolis, arithmos, pageOf, search, select, withEntityNames } from '../lists/index.js'
import type { Paging, Search, Selection } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { gaugesOf, projectionOf, statsResponse } from '../figures/index.js'
import type { Projection } from '../figures/index.js'
import { withSummaries } from '../notices/index.js'
import { hostDto, storedOnHosts } from './dto/host.js'
import { hostNicDtos } from './dto/host-nic.js'
import { taskUuidDto } from './dto/task-uuid.js'

export const hosts = {
  getHosts: ({ prism: { world, cluster }, query }) => {
    const stored = storedOnHosts(world, cluster)
    const projection = projectionOf(query.projection)
    const rows = cluster.hosts.map(host => listedHostDto(cluster, host, stored, projection))
    return arithmos(rows, query, withEntityNames('appliance.configuration.NodeDTO'))
  },

  getHost: ({ prism: { world, cluster }, path, query }) => {
    const projection = projectionOf(query.projection)
    return listedHostDto(cluster, hostOf(cluster, path.uuid), storedOnHosts(world, cluster), projection)
  },

  getHostNics: ({ prism: { cluster }, path }) => hostNicDtos(cluster, hostOf(cluster, path.uuid)),

  enterMaintenanceMode: ({ prism, path, body }) => {
    const task = prism.submit({
      type: 'enter-maintenance',
      host: path.uuid,
      evacuation: body.evacuation_option ?? 'LIVE_MIGRATE',
      nonMigratable: body.non_migratable_vm_option ?? 'BLOCK'
    })
    return taskUuidDto(task)
  },
  exitMaintenanceMode: ({ prism, path }) => {
    prism.submit({ type: 'exit-maintenance', host: path.uuid })
    return { value: true }
  },

  getHostGpus: ({ query }) => noGpus(query),
  getVirtualGpuProfiles: () => acropolis<never>([]),
  getGpusforHost: ({ prism, path, query }) => {
    hostOf(prism.cluster, path.uuid)
    return noGpus(query)
  },
  getGpuforHost: ({ prism, path }) => noGpu(prism, path),
  getHostGpuStats: ({ prism, path }) => noGpu(prism, path),

  getHostStats: ({ prism: { world, cluster }, path, query }) => {
    const shown = hostDto(cluster, hostOf(cluster, path.uuid), storedOnHosts(world, cluster))
    return statsResponse(world.now, query, gaugesOf(shown, world.now))
  }
} satisfies Partial<V2Handlers>

function listedHostDto(
  here: View<Cluster>,
  host: View<Host>,
  stored: ReturnType<typeof storedOnHosts>,
  projection: Projection
): Model<'Host'> {
  return withSummaries(here, hostDto(here, host, stored), { type: 'host', name: host.name }, projection)
}

/** What is asked for is checked all the same. */
function noGpus(query: Pick<Paging, 'count'> & Selection & Search) {
  const { count } = query
  return acropolis(pageOf(select<never>(search([], query), query), { count }).rows)
}

function noGpu({ cluster }: Prism, path: { uuid: string; gpu_uuid: string }): never {
  const { name } = hostOf(cluster, path.uuid)
  throw new Refusal('configuration/not-found', `Host ${name} has no GPU ${path.gpu_uuid}`)
}
