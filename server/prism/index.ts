/** The emulated REST API: its handlers by operation id, how it knows who asks, and how it says no. */
import type { V08WordsHandlers, V1Handlers, V1WordsHandlers, V2Handlers } from './handlers.js'
import { alertSettings } from './resources/alert-settings.js'
import { authConfig } from './resources/authconfig.js'
import { cloud } from './resources/cloud.js'
import { clusterSearch } from './resources/cluster-search.js'
import { clusterSettings } from './resources/cluster-settings.js'
import { encryption } from './resources/encryption.js'
import { healthChecks } from './resources/health-checks.js'
import { httpProxies } from './resources/http-proxies.js'
import { snmp } from './resources/snmp.js'
import { alerts } from './resources/alerts.js'
import { clusters } from './resources/clusters.js'
import { consistencyGroups } from './resources/consistency-groups.js'
import { datastores } from './resources/datastores.js'
import { disks } from './resources/disks.js'
import { drSnapshots } from './resources/dr-snapshots.js'
import { events } from './resources/events.js'
import { faultTolerance } from './resources/fault-tolerance.js'
import { failover } from './resources/failover.js'
import { ha } from './resources/ha.js'
import { hosts } from './resources/hosts.js'
import { metro } from './resources/metro.js'
import { vstores } from './resources/vstores.js'
import { networks } from './resources/networks.js'
import { oobSchedules } from './resources/oob-schedules.js'
import { pendingActions } from './resources/pending-actions.js'
import { protectionDomains } from './resources/protection-domains.js'
import { remoteSites } from './resources/remote-sites.js'
import { replications } from './resources/replications.js'
import { schedules } from './resources/schedules.js'
import { storageContainers } from './resources/storage-containers.js'
import { tasks } from './resources/tasks.js'
import { images } from './resources/images.js'
import { virtualDisks } from './resources/virtual-disks.js'
import { vmSnapshots } from './resources/vm-snapshots.js'
import { vms } from './resources/vms.js'
import { tasks as v08Tasks } from './v08/tasks.js'
import { vmChanges } from './v08/vm-changes.js'
import { vms as v08Vms } from './v08/vms.js'
import { volumeGroups } from './resources/volume-groups.js'
import { categories } from './v1/categories.js'
import { consoleRoutes } from './v1/console-routes.js'
import { domainRoutes } from './v1/domain-routes.js'
import { firstSetup } from './v1/first-setup.js'
import { license } from './v1/license.js'
import { remoteSiteRoutes } from './v1/remote-site-routes.js'
import { fileServers } from './v1/file-servers.js'
import { onlyInV1 } from './v1/only-in-v1.js'
import { progressMonitors } from './v1/progress-monitors.js'
import { proxyExceptions } from './v1/proxy-exceptions.js'
import { storagePools } from './v1/storage-pools.js'
import { users } from './v1/users.js'
import { vdisks } from './v1/vdisks.js'
import { events as v1Events } from './v1/events.js'
import { vms as v1Vms } from './v1/vms.js'

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
export const prismV1WordsHandlers: V1WordsHandlers = {
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
export const otherwiseInV1: Partial<V2Handlers> = v1Events

/** What v0.8 has otherwise than v2.0, in v2.0's words. */
export const prismV08WordsHandlers: V08WordsHandlers = { ...v08Tasks, ...v08Vms, ...vmChanges }

/** What only v1 has, in words of its own. */
export const prismV1Handlers: V1Handlers = progressMonitors

export { createAuth } from './auth.js'
export type { Account, Auth, AuthOptions, Credentials, Login } from './auth.js'
export type { Request, V1Handlers, V2Handlers } from './handlers.js'
export type { Accounts, Prism, PrismCommand, Wait } from './prism.js'
export { RequestError, prismHeaders, refuse } from './refusals.js'
export { dialectOf } from './dialect.js'
export { onlyInV1 }
export type { Dialect, RefuseOptions, Refused } from './refusals.js'
