/** Rules that create, change and remove networks, and that reserve single addresses of them. */
import { assignmentsOn, infrastructureOf, isInSubnet, usedAddresses } from './addresses.js'
import type { Cluster, CommandOf, Decision, DomainEvent, Ipam, Network, Scene, View } from '../core/index.js'
import { addressNumber, addressText, numberOf } from './ipv4.js'
import { DESCRIPTION_LENGTH_MAX, Refusal, networkOf, openCluster, refuseStale, refuseUnless } from '../core/index.js'
import { DEFAULT_BRIDGE, ipamOf } from './network-plan.js'
import type { IpamRequest, NetworkRequest } from './vocabulary.js'

/** 4095 is reserved by the standard. */
const VLAN_MAX = 4094
const NAME_LENGTH_MAX = 64

const types: readonly string[] = ['EXTERNAL', 'INTERNAL']

export function createNetwork(scene: Scene, command: CommandOf<'create-network'>): Decision<string> {
  const { here, ids } = openCluster(scene, command)
  const { network: request } = command
  const ipam = request.ipam === null ? null : ipamOf(request.ipam, [])
  const settings = networkSettingsOf(request)
  refuseConflict(here, { ...settings, ipam }, undefined)
  const network = { uuid: ids.uuid(), ...settings, ipam, logicalTimestamp: 1 }
  return { events: [{ type: 'network-created', cluster: here.name, network }], result: network.uuid }
}

export function updateNetwork(scene: Scene, command: CommandOf<'update-network'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const former = networkOf(here, command.uuid)
  refuseStale(`network ${former.name}`, former.logicalTimestamp, command.logicalTimestamp)
  const { ipam: wanted, ...request } = command.network
  const settings = networkSettingsOf({ ...former, ...request })
  const ipam = wanted === undefined ? former.ipam : changeIpam(here, former, wanted)
  refuseConflict(here, { ...settings, ipam }, former)
  const network = { uuid: former.uuid, ...settings, ipam, logicalTimestamp: former.logicalTimestamp + 1 }
  return [{ type: 'network-changed', cluster: here.name, network }]
}

export function removeNetwork(scene: Scene, command: CommandOf<'remove-network'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const network = networkOf(here, command.uuid)
  refuseStale(`network ${network.name}`, network.logicalTimestamp, command.logicalTimestamp)
  const users = Object.values(here.vms).filter(vm => vm.spec.nics.some(nic => nic.network === network.name))
  refuseUnless(
    users.length === 0,
    'network/in-use',
    () => `Network ${network.name} is in use by ${users.length} VMs, ${users[0]?.name} among them`
  )
  return [{ type: 'network-removed', cluster: here.name, uuid: network.uuid }]
}

export function reserveAddress(scene: Scene, command: CommandOf<'reserve-address'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { network, ipam } = managedNetwork(here, command.uuid)
  const number = addressNumber(command.address)
  if (number === undefined || !isInSubnet(ipam, number))
    throw new Refusal('address/invalid', `${command.address} is not an IP address of network ${network.name}`)
  refuseUnless(
    !usedAddresses(here, network, ipam).has(number),
    'address/taken',
    () => `IP address ${command.address} of network ${network.name} is already in use`
  )
  return [setReserved(here, network, ipam, [...ipam.reserved, addressText(number)])]
}

export function unreserveAddress(scene: Scene, command: CommandOf<'unreserve-address'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { network, ipam } = managedNetwork(here, command.uuid)
  const reserved = ipam.reserved.filter(address => address !== command.address)
  refuseUnless(
    reserved.length < ipam.reserved.length,
    'address/not-reserved',
    () => `IP address ${command.address} of network ${network.name} is not reserved`
  )
  return [setReserved(here, network, ipam, reserved)]
}

function managedNetwork(here: View<Cluster>, uuid: string): { network: View<Network>; ipam: View<Ipam> } {
  const network = networkOf(here, uuid)
  if (network.ipam === null) throw new Refusal('network/invalid', `Network ${network.name} does not manage addresses`)
  return { network, ipam: network.ipam }
}

function setReserved(
  here: View<Cluster>,
  network: View<Network>,
  ipam: View<Ipam>,
  reserved: readonly string[]
): DomainEvent {
  const changed = { ...network, ipam: { ...ipam, reserved }, logicalTimestamp: network.logicalTimestamp + 1 }
  return { type: 'network-changed', cluster: here.name, network: changed }
}

type NetworkSettings = Omit<Network, 'uuid' | 'ipam' | 'logicalTimestamp'>

/** Checks the settings of a network other than its addresses. */
function networkSettingsOf({ name, vlanId, annotation, bridge, type }: Omit<NetworkRequest, 'ipam'>): NetworkSettings {
  const invalid = (message: string): Refusal => new Refusal('network/invalid', message)
  if (name.trim() === '') throw invalid('A network needs a name')
  if (name.length > NAME_LENGTH_MAX) throw invalid(`The name of a network has ${NAME_LENGTH_MAX} characters at most`)
  if (!Number.isInteger(vlanId) || vlanId < 0 || vlanId > VLAN_MAX)
    throw invalid(`VLAN ID ${vlanId} is not between 0 and ${VLAN_MAX}`)
  if ((annotation?.length ?? 0) > DESCRIPTION_LENGTH_MAX)
    throw invalid(`The annotation of a network has ${DESCRIPTION_LENGTH_MAX} characters at most`)
  if (type !== null && !types.includes(type)) throw invalid(`Network type ${type} is not one of ${types.join(', ')}`)
  return {
    name,
    vlanId,
    annotation,
    bridge: bridge === null || bridge === '' ? DEFAULT_BRIDGE : bridge,
    type: type as Network['type']
  }
}

/** Refuses a name that another network has, and a second address management on one segment. */
function refuseConflict(
  here: View<Cluster>,
  wanted: View<Omit<Network, 'uuid' | 'logicalTimestamp'>>,
  former: View<Network> | undefined
): void {
  const others = here.networks.filter(network => network !== former)
  refuseUnless(
    !others.some(({ name }) => name === wanted.name),
    'network/exists',
    () => `Network ${wanted.name} already exists on ${here.name}`
  )
  if (wanted.ipam === null) return
  const rival = others.find(
    ({ ipam, vlanId, bridge }) => ipam !== null && vlanId === wanted.vlanId && bridge === wanted.bridge
  )
  refuseUnless(
    rival === undefined,
    'network/exists',
    () => `VLAN ${wanted.vlanId} of ${wanted.bridge} is managed by network ${rival?.name} already`
  )
}

/** Changes the address management of a network; reservations stay. Refuses one that lacks an address in use. */
function changeIpam(here: View<Cluster>, former: View<Network>, wanted: IpamRequest | null): Ipam | null {
  const assigned = assignmentsOn(here, former).map(({ address }) => address)
  const kept = former.ipam?.reserved ?? []
  if (wanted === null) {
    refuseUnless(
      former.ipam === null || assigned.length + kept.length === 0,
      'network/in-use',
      () => `Network ${former.name} has ${assigned.length + kept.length} addresses assigned or reserved`
    )
    return null
  }
  const ipam = ipamOf(wanted, kept)
  const infrastructure = infrastructureOf(ipam)
  const lost = [...assigned, ...kept].find(
    address => !isInSubnet(ipam, numberOf(address)) || infrastructure.includes(address)
  )
  refuseUnless(
    lost === undefined,
    'network/in-use',
    () => `IP address ${lost} of network ${former.name} is in use, and not free for that any more`
  )
  return ipam
}
