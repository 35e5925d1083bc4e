/** Host endpoints. */
import { Refusal, hostOf } from '../../domain/core/index.js'
import { acropolis, arithmos, select } from '../lists/index.js'
import type { Selection } from '../lists/index.js'
import type { Prism, V2Handlers } from '../core/index.js'
import { gaugesOf, statsResponse } from '../figures/index.js'
import { hostDto, storedOnHosts } from './dto/host.js'
import { hostNicDtos } from './dto/host-nic.js'
import { taskUuidDto } from './dto/task-uuid.js'

export const hosts = {
  getHosts: ({ prism: { world, cluster }, query }) => {
    const stored = storedOnHosts(world, cluster)
    const rows = cluster.hosts.map(host => hostDto(cluster, host, stored))
    return arithmos(rows, query)
  },

  getHost: ({ prism: { world, cluster }, path }) =>
    hostDto(cluster, hostOf(cluster, path.uuid), storedOnHosts(world, cluster)),

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

/** What is asked for is checked all the same. */
function noGpus(query: Selection) {
  return acropolis(select<never>([], query))
}

function noGpu({ cluster }: Prism, path: { uuid: string; gpu_uuid: string }): never {
  const { name } = hostOf(cluster, path.uuid)
  throw new Refusal('configuration/not-found', `Host ${name} has no GPU ${path.gpu_uuid}`)
}
