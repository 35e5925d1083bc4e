/** Collection endpoints of v1 over entity types: health, alerts and events of hardware and storage. */
import type { Alert, View } from '../../domain/core/index.js'
import type { V1CanonicalHandlers } from '../core/index.js'
import { alertsAbout, eventsAbout } from '../notices/index.js'
import { healthOfAll, hostHealth, vmHealth } from '../dr/index.js'

type Kind = View<Alert>['entity']['type']

const hardware: readonly Kind[] = ['host', 'disk']
const storage: readonly Kind[] = ['storage_container', 'storage_pool', 'volume_group']

export const categories = {
  getNccRunSummary: ({ prism }) => healthOfAll(prism),

  getHealthCheckSummaryForHosts: ({ prism, query }) => hostHealth(prism, query),

  getHealthCheckSummaryForVMs: ({ prism, query }) => vmHealth(prism, query),

  getHardwareAlerts: ({ prism, query }) => alertsAbout(prism, query, hardware),

  getHardwareEvents: ({ prism, query }) => eventsAbout(prism, query, hardware),

  getStorageAlerts: ({ prism, query }) => alertsAbout(prism, query, storage),

  getStorageEvents: ({ prism, query }) => eventsAbout(prism, query, storage)
} satisfies Partial<V1CanonicalHandlers>
