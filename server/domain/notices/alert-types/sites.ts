/** Catalogue of alerts about remote sites, links and metro availability. */
import type { AlertType } from './alert-type.js'

export const siteAlerts = {
  'remote-site-out-of-reach': {
    uuid: 'A901251',
    title: 'Remote site connectivity not normal.',
    message: 'Connectivity to remote site {remote_name} is not normal.',
    severity: 'kWarning',
    cause: 'The remote site does not have this cluster configured, has no power, or the network between them is down.',
    resolvesItself: true
  },
  'remote-site-unhealthy': {
    uuid: 'A901116',
    title: 'Remote Site Is Unhealthy',
    message: "Remote '{remote_name}' is unhealthy due to reason '{reason}'.",
    severity: 'kWarning',
    cause: 'The remote site answers, and its data protection service does not run.',
    resolvesItself: true
  },
  'secure-tunnel-down': {
    uuid: 'A901085',
    title: 'Secure Tunnel To Remote Site Down',
    message: 'Secure tunnel to remote site {remote_name} is down.',
    severity: 'kWarning',
    cause: 'Nothing gets through to a remote site that is reached by an SSH tunnel.',
    resolvesItself: true
  },
  'network-mapping-missing': {
    uuid: 'A901090',
    title: 'Missing Network Mapping for the Remote Site.',
    message: 'No network mapping specified for the remote site {remote_name}.',
    severity: 'kWarning',
    cause: 'VMs with network adapters are replicated to a site for which no network is mapped.',
    resolvesItself: true
  },
  'duplicate-remote-cluster': {
    uuid: 'A901088',
    title: 'Duplicate Remote Cluster ID',
    message: "Remote site already exists with the name '{remote_name}'.",
    severity: 'kWarning',
    cause: 'Two remote sites lead to one cluster.',
    resolvesItself: true
  },
  'remote-site-stale': {
    uuid: 'A901097',
    title: 'Incorrect Cluster Information in Remote Site',
    message:
      'The cluster at the addresses of remote site {remote_name} is not the one that the site was made for: remove the site and add it again.',
    severity: 'kWarning',
    cause: 'The remote cluster was destroyed and made again.',
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
