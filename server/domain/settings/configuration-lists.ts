/** The lists of a cluster's configuration: the noun of each, the key of its entries, and the checks of an entry. */
import { isHost, isIpv6, isPort, isSubnet } from '../networks/index.js'
import { brief } from '../core/index.js'
import type { EntryOf, ListName } from '../core/index.js'

interface ListRule<E> {
  /** Of one entry, for messages. */
  noun: string
  keyOf(entry: E): string
  /** What is wrong with an entry, in the words that follow its noun; null when nothing is. */
  fault(entry: E): string | null
}

type Check = readonly [fine: boolean, fault: string]

function firstFault(...checks: readonly Check[]): string | null {
  return checks.find(([fine]) => !fine)?.[1] ?? null
}

const nameCheck = (name: string): Check => [/^\S(.{0,126}\S)?$/.test(name), 'needs a name of 1 to 128 characters']
const wordCheck = (value: string | null, words: readonly string[], what: string): Check => [
  value === null || words.includes(value),
  `has the ${what} ${value === null ? '' : brief(value)}, which is not one of ${words.join(', ')}`
]
const portCheck = (value: number): Check => [isPort(value), `has the port ${value}, which is not between 1 and 65535`]
const hostCheck = (value: string): Check => [
  isHost(value),
  `has the address ${JSON.stringify(brief(value))}, which is none`
]

const identity = (text: string): string => text

const servers = (noun: string): ListRule<string> => ({
  noun,
  keyOf: identity,
  fault: text => (isIpv6(text) ? null : firstFault(hostCheck(text)))
})

const TRANSPORTS = ['TCP', 'TCP_6', 'UDP', 'UDP_6'] as const

export const configurationLists: { readonly [L in ListName]: ListRule<EntryOf<L>> } = {
  nameServers: servers('Name server'),
  ntpServers: servers('NTP server'),
  nfsWhitelist: {
    noun: 'Subnet',
    keyOf: identity,
    fault: text => firstFault([isSubnet(text), 'is not written as <address>/<mask>'])
  },
  publicKeys: {
    noun: 'Public key',
    keyOf: ({ name }) => name,
    fault: ({ name, key }) =>
      firstFault(nameCheck(name), [/^(ssh-|ecdsa-)\S+ \S+/.test(key), 'is not in the form of OpenSSH'])
  },
  httpProxies: {
    noun: 'HTTP proxy',
    keyOf: ({ name }) => name,
    fault: proxy =>
      firstFault(
        nameCheck(proxy.name),
        hostCheck(proxy.address),
        portCheck(proxy.port),
        [proxy.types.length > 0, 'needs a protocol'],
        ...proxy.types.map(type => wordCheck(type, ['HTTP', 'HTTPS', 'SOCKS'], 'protocol'))
      )
  },
  proxyExceptions: {
    noun: 'Exception',
    keyOf: ({ target }) => target,
    fault: ({ target, targetType }) =>
      firstFault(
        nameCheck(target),
        wordCheck(targetType, ['IPV4_ADDRESS', 'IPV4_NETWORK_MASK', 'DOMAIN_NAME_SUFFIX', 'HOST_NAME'], 'type')
      )
  },
  snmpUsers: {
    noun: 'SNMP user',
    keyOf: ({ username }) => username,
    fault: user =>
      firstFault(
        nameCheck(user.username),
        wordCheck(user.authType, ['SHA'], 'authentication'),
        wordCheck(user.privType, ['AES'], 'privacy')
      )
  },
  snmpTraps: {
    noun: 'SNMP trap',
    keyOf: ({ address }) => address,
    fault: trap =>
      firstFault(
        hostCheck(trap.address),
        portCheck(trap.port),
        wordCheck(trap.protocol, TRANSPORTS, 'transport'),
        wordCheck(trap.version, ['SNMPv2C', 'SNMPv3'], 'version'),
        [trap.version !== 'SNMPv3' || trap.username !== null, 'of version SNMPv3 needs a user']
      )
  },
  snmpTransports: {
    noun: 'SNMP transport',
    keyOf: ({ protocol, port: number }) => `${protocol}:${number}`,
    fault: transport => firstFault(wordCheck(transport.protocol, TRANSPORTS, 'protocol'), portCheck(transport.port))
  },
  syslogServers: {
    noun: 'Syslog server',
    keyOf: ({ name }) => name,
    fault: server =>
      firstFault(
        nameCheck(server.name),
        hostCheck(server.address),
        portCheck(server.port),
        wordCheck(server.protocol, ['UDP', 'TCP'], 'protocol'),
        wordCheck(server.level, ['CRITICAL', 'WARNING', 'INFO'], 'level')
      )
  },
  authTypes: {
    noun: 'Authentication type',
    keyOf: identity,
    fault: type => firstFault([['LOCAL', 'DIRECTORY_SERVICE'].includes(type), 'is not one of LOCAL, DIRECTORY_SERVICE'])
  },
  directories: {
    noun: 'Directory',
    keyOf: ({ name }) => name,
    fault: directory =>
      firstFault(
        nameCheck(directory.name),
        [isHost(directory.domain), `has the domain ${JSON.stringify(brief(directory.domain))}, which is none`],
        [/^ldaps?:\/\/[^/\s]+$/i.test(directory.url), 'needs a URL such as ldap://directory.example:389'],
        wordCheck(directory.type, ['ACTIVE_DIRECTORY', 'OPEN_LDAP'], 'type'),
        wordCheck(directory.connection, ['LDAP'], 'connection'),
        wordCheck(directory.groupSearch, ['RECURSIVE', 'NON_RECURSIVE'], 'group search')
      )
  },
  roleMappings: {
    noun: 'Role mapping',
    keyOf: ({ directory, role, entityType }) => `${directory}:${role}:${entityType}`,
    fault: ({ role, entityType, entities }) =>
      firstFault(
        [/^ROLE_[A-Z_]+$/.test(role), `has the role ${JSON.stringify(brief(role))}, which is none`],
        wordCheck(entityType, ['USER', 'GROUP', 'OU'], 'entity type'),
        [entities.length > 0, 'names nobody']
      )
  },
  cloudCredentials: {
    noun: 'Cloud credentials',
    keyOf: ({ cloud, name }) => `${cloud}:${name}`,
    fault: ({ cloud, name }) => firstFault(wordCheck(cloud, ['AWS', 'AZURE'], 'cloud'), nameCheck(name))
  },
  alertPolicies: {
    noun: 'Alert policy',
    keyOf: ({ id }) => id,
    fault: policy =>
      firstFault(
        nameCheck(policy.title),
        [(policy.waitSeconds ?? 0) >= 0, `waits ${policy.waitSeconds} seconds, which is less than none`],
        ...policy.conditions.flatMap(({ type, severity }) => [
          wordCheck(type, ['STATIC_THRESHOLD', 'ANOMALY', 'SAFETY_ZONE'], 'condition'),
          wordCheck(severity, ['CRITICAL', 'WARNING', 'INFO', 'AUDIT'], 'severity')
        ])
      )
  }
}
