/** Emulated Prism Element API: handlers by operation id, authentication and refusals. */
import type { V08CanonicalHandlers, V1Handlers, V1CanonicalHandlers, V2Handlers } from './core/index.js'
import {
  alertSettings,
  authConfig,
  cloud,
  clusterSettings,
  clusters,
  encryption,
  faultTolerance,
  healthChecks,
  httpProxies,
  snmp
} from './administration/index.js'
import {
  clusterSearch,
  ha,
  hosts,
  images,
  networks,
  tasks,
  virtualDisks,
  vmSnapshots,
  vms,
  volumeGroups
} from './inventory/index.js'
import { alerts, events } from './notices/index.js'
import {
  consistencyGroups,
  drSnapshots,
  failover,
  metro,
  oobSchedules,
  pendingActions,
  protectionDomains,
  remoteSites,
  replications,
  schedules,
  vstores
} from './dr/index.js'
import { datastores, disks, storageContainers } from './storage/index.js'
import {
  imageUploads,
  images as v08Images,
  tasks as v08Tasks,
  v08OnlyFields,
  vmChanges,
  vms as v08Vms
} from './v08/index.js'
import {
  categories,
  consoleRoutes,
  domainRoutes,
  events as v1Events,
  fileServers,
  firstSetup,
  license,
  v1OnlyFields,
  progressMonitors,
  proxyExceptions,
  remoteSiteRoutes,
  storagePools,
  users,
  vdisks,
  vms as v1Vms
} from './v1/index.js'

export const prismV2Handlers: V2Handlers = {
  ...alertSettings,
  ...authConfig,
  ...cloud,
  ...clusterSearch,
  ...clusterSettings,
  ...encryption,
  ...healthChecks,
  ...httpProxies,
  ...snmp,
  ...alerts,
  ...clusters,
  ...consistencyGroups,
  ...datastores,
  ...disks,
  ...drSnapshots,
  ...events,
  ...failover,
  ...faultTolerance,
  ...ha,
  ...hosts,
  ...metro,
  ...networks,
  ...oobSchedules,
  ...pendingActions,
  ...protectionDomains,
  ...remoteSites,
  ...replications,
  ...schedules,
  ...storageContainers,
  ...tasks,
  ...vms,
  ...vmSnapshots,
  ...images,
  ...virtualDisks,
  ...volumeGroups,
  ...vstores
}

/** What only v1 has, in v2.0's words. */
export const prismV1CanonicalHandlers: V1CanonicalHandlers = {
  ...categories,
  ...consoleRoutes,
  ...domainRoutes,
  ...firstSetup,
  ...license,
  ...fileServers,
  ...remoteSiteRoutes,
  ...proxyExceptions,
  ...storagePools,
  ...users,
  ...vdisks,
  ...v1Vms
}

/** What v1 does otherwise than v2.0, in v2.0's words. */
export const v1Overrides: Partial<V2Handlers> = v1Events

/** What v0.8 has otherwise than v2.0, in v2.0's words. */
export const prismV08CanonicalHandlers: V08CanonicalHandlers = {
  ...v08Tasks,
  ...v08Vms,
  ...vmChanges,
  ...v08Images
}

/** What only v1 has, in words of its own. */
export const prismV1Handlers: V1Handlers = progressMonitors

export type { Prism, PrismCommand } from './core/index.js'
export { dialectOf } from './dialect/index.js'
export { imageUploads, v08OnlyFields, v1OnlyFields }
