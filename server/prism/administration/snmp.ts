/** SNMP users, traps and transports. Nothing answers to SNMP; `outgoing` sends traps where the start allows it. */
import { required } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { snmpUserDto, snmpUserRequest, transportDto, transportRequest, trapDto, trapRequest } from './dto/settings.js'
import { unwrapPatch, valueIn } from './patch.js'

export const snmp = {
  getSnmpInfo: ({ prism }) => infoDto(prism),
  getSnmpStatus: ({ prism }) => ({ value: prism.cluster.configuration.snmpEnabled }),
  setSnmpStatus: ({ prism, body }) => {
    prism.submit({ type: 'configure', settings: { snmpEnabled: valueIn(body) } })
    return infoDto(prism)
  },

  getSnmpTransports: ({ prism }) => transports(prism),
  addSnmpTransports: ({ prism, body }) => {
    const entries = body.map(transportRequest)
    prism.submit({ type: 'add-to-configuration', list: 'snmpTransports', entries })
    return transports(prism)
  },
  deleteSnmpTransports: ({ prism, body }) => {
    const keys = body.map(transportRequest).map(({ protocol, port }) => `${protocol}:${port}`)
    prism.submit({ type: 'remove-from-configuration', list: 'snmpTransports', keys })
    return transports(prism)
  },

  getSnmpTraps: ({ prism }) => acropolis(prism.cluster.configuration.snmpTraps.map(trapDto)),
  getSnmpTrap: ({ prism, path }) => trapDto(trapOf(prism, path.trap_address)),
  addSnmpTrap: ({ prism, body }) => {
    const entry = trapRequest(body)
    prism.submit({ type: 'add-to-configuration', list: 'snmpTraps', entries: [entry] })
    return trapDto(entry)
  },
  editSnmpTrap: ({ prism, body }) => replaceTrap(prism, body),
  patchSnmpTrap: ({ prism, body }) => replaceTrap(prism, unwrapPatch(body)),
  deleteSnmpTrap: ({ prism, path }) => {
    prism.submit({ type: 'remove-from-configuration', list: 'snmpTraps', keys: [path.trap_address] })
    return { value: true }
  },

  getSnmpUsers: ({ prism }) => acropolis(prism.cluster.configuration.snmpUsers.map(snmpUserDto)),
  getSnmpUser: ({ prism, path }) => snmpUserDto(userOf(prism, path.username)),
  addSnmpUser: ({ prism, body }) => {
    const entry = snmpUserRequest(body)
    prism.submit({ type: 'add-to-configuration', list: 'snmpUsers', entries: [entry] })
    return snmpUserDto(entry)
  },
  editSnmpUser: ({ prism, body }) => replaceUser(prism, body),
  patchSnmpUser: ({ prism, body }) => replaceUser(prism, unwrapPatch(body)),
  deleteSnmpUser: ({ prism, path }) => {
    prism.submit({ type: 'remove-from-configuration', list: 'snmpUsers', keys: [path.username] })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

function infoDto(prism: Prism): Model<'SnmpInfo'> {
  const { snmpEnabled, snmpTraps, snmpUsers } = prism.cluster.configuration
  return {
    enabled: snmpEnabled,
    snmp_transports: transports(prism),
    snmp_traps: snmpTraps.map(trapDto),
    snmp_users: snmpUsers.map(snmpUserDto)
  }
}

function transports({ cluster }: Prism): Model<'SnmpTransport'>[] {
  return cluster.configuration.snmpTransports.map(transportDto)
}

function trapOf({ cluster }: Prism, address: string) {
  const trap = cluster.configuration.snmpTraps.find(trap => trap.address === address)
  return required(trap, 'configuration/not-found', `SNMP trap ${address} does not exist`)
}

function userOf({ cluster }: Prism, username: string) {
  const user = cluster.configuration.snmpUsers.find(user => user.username === username)
  return required(user, 'configuration/not-found', `SNMP user ${username} does not exist`)
}

function replaceTrap(prism: Prism, dto: Model<'SnmpTrap'>): Model<'SnmpTrap'> {
  const entry = trapRequest(dto, trapOf(prism, dto.trap_address ?? ''))
  prism.submit({ type: 'replace-in-configuration', list: 'snmpTraps', entry })
  return trapDto(entry)
}

function replaceUser(prism: Prism, dto: Model<'SnmpUser'>): Model<'SnmpUser'> {
  const entry = snmpUserRequest(dto, userOf(prism, dto.username ?? ''))
  prism.submit({ type: 'replace-in-configuration', list: 'snmpUsers', entry })
  return snmpUserDto(entry)
}
