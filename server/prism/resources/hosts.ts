/** Hosts of the cluster. */
import { hostOf } from '../../domain/lookup.js'
import { Refusal } from '../../domain/refusal.js'
import { acropolis, arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { started } from './dto/started.js'
import { hostDto } from './dto/host.js'

export const hosts = {
  getHosts: ({ prism: { cluster }, query }) => {
    const rows = cluster.hosts.map(host => hostDto(cluster, host))
    return arithmos(rows, query)
  },

  getHost: ({ prism: { cluster }, path }) => hostDto(cluster, hostOf(cluster, path.uuid)),

  enterMaintenanceMode: ({ prism, path, body }) => {
    const events = prism.dispatch({
      type: 'enter-maintenance',
      host: path.uuid,
      evacuation: body.evacuation_option ?? 'LIVE_MIGRATE',
      nonMigratable: body.non_migratable_vm_option ?? 'BLOCK'
    })
    return started(events)
  },
  exitMaintenanceMode: ({ prism, path }) => {
    prism.dispatch({ type: 'exit-maintenance', host: path.uuid })
    return { value: true }
  },

  getHostGpus: () => acropolis<never>([]),
  getVirtualGpuProfiles: () => acropolis<never>([]),
  getGpusforHost: ({ prism, path }) => {
    hostOf(prism.cluster, path.uuid)
    return acropolis<never>([])
  },
  getGpuforHost: ({ prism, path }) => {
    const { name } = hostOf(prism.cluster, path.uuid)
    throw new Refusal('configuration/not-found', `Host ${name} has no GPU ${path.gpu_uuid}`)
  }
} satisfies Partial<V2Handlers>
