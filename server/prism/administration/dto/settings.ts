/** Maps settings between wire and domain; secrets are write-only. */
import type { EntryOf, ListName, SmtpServer, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { snmpDigestOf } from '../snmp-digest.js'

type Entry<L extends ListName> = View<EntryOf<L>>

const SMTP_PORT = 25
const TRAP_PORT = 162
const SNMP_PORT = 161

export function publicKeyDto({ name, key }: Entry<'publicKeys'>): Model<'PublicKey'> {
  return { name, key }
}

export function smtpDto(smtp: View<SmtpServer> | null): Model<'SmtpServer'> {
  return {
    address: smtp?.address ?? null,
    port: smtp?.port ?? null,
    username: smtp?.username ?? null,
    password: null,
    secure_mode: smtp?.secureMode ?? null,
    from_email_address: smtp?.sender ?? null,
    email_status: null
  }
}

/** What is absent is as before. */
export function smtpRequest(dto: Model<'SmtpServer'>, before: View<SmtpServer> | null): SmtpServer {
  return {
    address: dto.address ?? before?.address ?? '',
    port: dto.port ?? before?.port ?? SMTP_PORT,
    username: dto.username ?? before?.username ?? null,
    secureMode: dto.secure_mode ?? before?.secureMode ?? 'NONE',
    sender: dto.from_email_address ?? before?.sender ?? null
  }
}

export function proxyDto(proxy: Entry<'httpProxies'>): Model<'HttpProxy'> {
  return {
    name: proxy.name,
    address: proxy.address,
    port: proxy.port,
    proxy_types: [...proxy.types],
    username: proxy.username,
    password: null
  }
}

export function proxyRequest(dto: Model<'HttpProxy'>, before?: Entry<'httpProxies'>): EntryOf<'httpProxies'> {
  return {
    name: dto.name ?? '',
    address: dto.address ?? before?.address ?? '',
    port: dto.port ?? before?.port ?? 0,
    types: dto.proxy_types ?? before?.types ?? [],
    username: dto.username ?? before?.username ?? null
  }
}

export function transportDto({ protocol, port }: Entry<'snmpTransports'>): Model<'SnmpTransport'> {
  return { transport_protocol: protocol, port }
}

export function transportRequest(dto: Model<'SnmpTransport'>): EntryOf<'snmpTransports'> {
  return { protocol: dto.transport_protocol ?? 'UDP', port: dto.port ?? SNMP_PORT }
}

export function snmpUserDto(user: Entry<'snmpUsers'>): Model<'SnmpUser'> {
  return {
    username: user.username,
    auth_type: user.authType,
    auth_key: null,
    priv_type: user.privType,
    priv_key: null
  }
}

export function snmpUserRequest(dto: Model<'SnmpUser'>, before?: Entry<'snmpUsers'>): EntryOf<'snmpUsers'> {
  const authDigest = snmpDigestOf(dto.auth_key) ?? before?.authDigest
  const privDigest = snmpDigestOf(dto.priv_key) ?? before?.privDigest
  return {
    username: dto.username ?? '',
    authType: dto.auth_type ?? before?.authType ?? null,
    privType: dto.priv_type ?? before?.privType ?? null,
    ...(authDigest !== undefined && { authDigest }),
    ...(privDigest !== undefined && { privDigest })
  }
}

export function trapDto(trap: Entry<'snmpTraps'>): Model<'SnmpTrap'> {
  return {
    trap_address: trap.address,
    trap_username: trap.username,
    port: trap.port,
    transport_protocol: trap.protocol,
    version: trap.version,
    engine_id: trap.engineId,
    inform: trap.inform,
    receiver_name: trap.receiver,
    community_string: trap.community,
    log: null
  }
}

export function trapRequest(dto: Model<'SnmpTrap'>, before?: Entry<'snmpTraps'>): EntryOf<'snmpTraps'> {
  return {
    address: dto.trap_address ?? '',
    username: dto.trap_username ?? before?.username ?? null,
    port: dto.port ?? before?.port ?? TRAP_PORT,
    protocol: dto.transport_protocol ?? before?.protocol ?? 'UDP',
    version: dto.version ?? before?.version ?? 'SNMPv3',
    engineId: dto.engine_id ?? before?.engineId ?? null,
    inform: dto.inform ?? before?.inform ?? false,
    receiver: dto.receiver_name ?? before?.receiver ?? null,
    community: dto.community_string ?? before?.community ?? null
  }
}

export function directoryDto(directory: Entry<'directories'>): Model<'Directory'> {
  return {
    name: directory.name,
    domain: directory.domain,
    directory_url: directory.url,
    directory_type: directory.type,
    connection_type: directory.connection,
    group_search_type: directory.groupSearch,
    service_account_username: directory.username,
    service_account_password: null,
    open_ldap_config: directory.openLdap
  }
}

export function directoryRequest(dto: Model<'Directory'>, before?: Entry<'directories'>): EntryOf<'directories'> {
  return {
    name: dto.name ?? '',
    domain: dto.domain ?? before?.domain ?? '',
    url: dto.directory_url ?? before?.url ?? '',
    type: dto.directory_type ?? before?.type ?? 'ACTIVE_DIRECTORY',
    connection: dto.connection_type ?? before?.connection ?? 'LDAP',
    groupSearch: dto.group_search_type ?? before?.groupSearch ?? 'NON_RECURSIVE',
    username: dto.service_account_username ?? before?.username ?? null,
    openLdap: dto.open_ldap_config == null ? (before?.openLdap ?? null) : openLdapRequest(dto.open_ldap_config)
  }
}

/** What is said of it, and nothing for the rest. */
function openLdapRequest(dto: Model<'OpenLdap'>): Record<string, string | null> {
  const values = openLdapFields.flatMap(field => (dto[field] === undefined ? [] : [[field, dto[field]] as const]))
  return Object.fromEntries(values)
}

const openLdapFields = [
  'group_member_attribute',
  'group_member_attribute_value',
  'group_object_class',
  'group_search_base',
  'user_object_class',
  'user_search_base',
  'username_attribute'
] as const
