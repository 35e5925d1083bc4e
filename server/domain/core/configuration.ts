/** The configuration of a cluster that nobody has configured yet. */
import type { Configuration } from './world.js'

export const VENDOR_EMAIL = 'nos-alerts@nutanix.com'

/** As after an installation: no servers, local users only, alerts mailed to nobody. */
export function plainConfiguration(): Configuration {
  return {
    nameServers: [],
    ntpServers: [],
    nfsWhitelist: [],
    publicKeys: [],
    httpProxies: [],
    proxyExceptions: [],
    snmpUsers: [],
    snmpTraps: [],
    snmpTransports: [],
    authTypes: ['LOCAL'],
    directories: [],
    cloudCredentials: [],
    alertPolicies: [],
    displayName: null,
    dataServicesAddress: null,
    externalSubnet: null,
    shadowClones: true,
    lockDown: false,
    passwordLogin: true,
    degradedNodeMonitoring: true,
    supportVerbosity: 'BASIC_COREDUMP',
    smtp: null,
    remoteSupport: { enabled: false, until: null },
    snmpEnabled: false,
    alertMail: {
      enabled: true,
      digest: true,
      toVendor: true,
      contacts: [],
      rules: [],
      subjectPrefix: null,
      bodySuffix: null
    },
    clientAuth: { enabled: false, chain: null },
    autoLogin: { enabled: false, directory: null, username: null },
    certification: { country: null, state: null, city: null, organization: null, units: [], email: null, domain: null },
    disabledChecks: [],
    heldAlerts: []
  }
}
