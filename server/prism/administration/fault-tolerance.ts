/** Fault tolerance endpoints. */
import type { V2Handlers } from '../core/index.js'
import { failureDomains, faultToleranceDto } from './dto/fault-tolerance.js'

export const faultTolerance = {
  getDomainFaultToleranceStatus: ({ prism: { world, cluster } }) =>
    failureDomains.map(domain => faultToleranceDto(world, cluster, domain)),

  getFaultToleranceStatusOfDomain: ({ prism: { world, cluster }, path }) =>
    faultToleranceDto(world, cluster, path.domain_type)
} satisfies Partial<V2Handlers>
