/** Usage figures, metrics and time series. */
export { clusterGauges, hostGauges, hostUsage, memoryUsagePpm } from './figures.js'
export { unmeasured, unmeasuredOfHosts, vmLoad } from './load.js'
export { projectionOf } from './projection.js'
export type { Projection } from './projection.js'
export { reduction, tierUsage, userUsage } from './space.js'
export { statsResponse, steadyGauges } from './stats.js'
export { containerChange, storageContainerDto, storageUsage } from './storage-container.js'
export { trafficGauges } from './traffic.js'
