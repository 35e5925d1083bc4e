/** Remote sites, and what stands between clusters: the alerts about them. */
import type { AlertType } from './alert-type.js'

export const siteAlerts = {
  'duplicate-remote-cluster': {
    uuid: 'A901088',
    title: 'Duplicate Remote Cluster ID',
    message: "Remote site already exists with the name '{remote_name}'.",
    severity: 'kWarning',
    cause: 'Two remote sites lead to one cluster.',
    resolvesItself: true
  },
  'network-mapping-invalid': {
    uuid: 'A901108',
    title: 'Remote Site Network Mapping Invalid',
    message: 'Invalid network mapping specified for remote site {remote_name}: {reason}.',
    severity: 'kWarning',
    cause: 'A VM was recovered without a network adapter, since its network has no counterpart here.',
    resolvesItself: false
  },
  'metro-broken': {
    uuid: 'A110269',
    title: 'Metro Availability Is Disabled',
    message:
      'Metro availability of protection domain {protection_domain_name} with remote site {remote_name} was disabled after a timeout.',
    severity: 'kCritical',
    cause: 'The remote site was out of reach for longer than the break replication timeout.',
    resolvesItself: true
  }
} as const satisfies Record<string, AlertType>
