/**
 * What a cluster is told about the world around it: servers, proxies, directories, who gets mail. Stored and shown; where a
 * setting acts on something simulated, its comment says so. Secrets can be written and are not kept, but for digests of the
 * passphrases of SNMP, without which no trap of version 3 could be made.
 */
import type { Instant } from '../time.js'

/** What there are several of, each by its key: entries of each list. */
interface ConfigurationLists {
  nameServers: string
  ntpServers: string
  /** Subnets that may mount the containers. */
  nfsWhitelist: string
  publicKeys: { name: string; key: string }
  httpProxies: HttpProxy
  /** Targets that are reached without a proxy. */
  proxyExceptions: { target: string; targetType: string }
  snmpUsers: SnmpUser
  snmpTraps: SnmpTrap
  snmpTransports: { protocol: string; port: number }
  /** Who gets the alerts by syslog. The product's command line has them, its API only shows them. */
  syslogServers: SyslogServer
  authTypes: string
  directories: Directory
  cloudCredentials: CloudCredentials
  alertPolicies: AlertPolicy
  roleMappings: RoleMapping
}

export type ListName = keyof ConfigurationLists
export type EntryOf<L extends ListName> = ConfigurationLists[L]

/** What there is one of. */
export interface ConfigurationSettings {
  /** What Prism shows as the cluster's name; null is the name by which the emulator knows it. */
  displayName: string | null
  dataServicesAddress: string | null
  externalSubnet: string | null
  shadowClones: boolean
  lockDown: boolean
  passwordLogin: boolean
  degradedNodeMonitoring: boolean
  supportVerbosity: string
  smtp: SmtpServer | null
  remoteSupport: { enabled: boolean; until: Instant | null }
  snmpEnabled: boolean
  alertMail: AlertMail
  clientAuth: { enabled: boolean; chain: string | null }
  autoLogin: { enabled: boolean; directory: string | null; username: string | null }
  certification: Certification
  /** Room for the data of a host is set aside. */
  rebuildReservation?: boolean
  /** What is reported to the vendor; absent until somebody has decided. */
  pulse?: Pulse
  /** Asked when the other side of a metro relation is lost. */
  witness?: Witness
  /** Who accepted the vendor's licence agreement. */
  eulaAcceptedBy?: readonly EulaUser[]
  /** Kinds of alert whose check is switched off: none of them is raised. */
  disabledChecks: readonly string[]
  /** Kinds of alert that stay open when what raised them is over. */
  heldAlerts: readonly string[]
}

/** Lists are replaced, never changed in place. */
export type ConfigurationEntries = { [L in ListName]: readonly EntryOf<L>[] }
/** Absent in worlds that were saved before there were any. */
type Later = 'roleMappings' | 'syslogServers'
export type Configuration = Omit<ConfigurationEntries, Later> &
  Partial<Pick<ConfigurationEntries, Later>> &
  ConfigurationSettings

interface HttpProxy {
  name: string
  address: string
  port: number
  types: readonly string[]
  username: string | null
}

interface SnmpUser {
  username: string
  authType: string | null
  privType: string | null
  /** Digests of the passphrases, hexadecimal, before they are bound to an engine (RFC 3414, A.2.2); absent where none was given. */
  authDigest?: string
  privDigest?: string
}

interface SyslogServer {
  name: string
  address: string
  port: number
  /** `UDP` or `TCP`. */
  protocol: string
  /** The least severe that is sent: `CRITICAL`, `WARNING` or `INFO`. */
  level: string
}

interface SnmpTrap {
  address: string
  username: string | null
  port: number
  protocol: string
  version: string
  engineId: string | null
  inform: boolean
  receiver: string | null
  /** Shown as it is: it is no secret in the protocol, and clients compare it. */
  community: string | null
}

export interface Directory {
  name: string
  domain: string
  url: string
  type: string
  connection: string
  groupSearch: string
  username: string | null
  openLdap: Readonly<Record<string, string | null>> | null
}

interface Pulse {
  enabled: boolean
  remindLater: boolean
}

/** A machine outside of both clusters, by what its registration says of it. */
export interface Witness {
  uuid: string
  name: string | null
  addresses: readonly string[]
  username: string
  registeredAt: Instant
}

interface EulaUser {
  name: string
  company: string
  jobTitle: string
}

/** Users or groups of a directory that have a role. */
export interface RoleMapping {
  directory: string
  role: string
  entityType: string
  entities: readonly string[]
}

interface CloudCredentials {
  cloud: string
  name: string
  number: number
  isDefault: boolean
}

interface AlertPolicy {
  id: string
  title: string
  description: string | null
  enabled: boolean
  autoResolve: boolean
  createdBy: string
  changedAt: Instant
  filter: string | null
  impactTypes: readonly string[]
  waitSeconds: number | null
  conditions: readonly { condition: string; type: string; severity: string }[]
}

export interface SmtpServer {
  address: string
  port: number
  username: string | null
  secureMode: string
  sender: string | null
}

export interface AlertMail {
  enabled: boolean
  digest: boolean
  toVendor: boolean
  contacts: readonly string[]
  rules: readonly AlertMailRule[]
  subjectPrefix: string | null
  bodySuffix: string | null
}

export interface AlertMailRule {
  recipients: readonly string[]
  severities: readonly string[]
  impactTypes: readonly string[]
  clusterUuids: readonly string[]
  phrases: readonly string[]
  toContacts: boolean
}

export interface Certification {
  country: string | null
  state: string | null
  city: string | null
  organization: string | null
  units: readonly string[]
  email: string | null
  domain: string | null
}
