/** Rules of file servers: created by tests, registered on the other side with a snapshot, activated where their domain is active. */
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  FileServer,
  FileServerNetwork,
  FileServerSettings,
  Scene,
  Task,
  TaskEffect,
  View
} from '../core/index.js'
import { NO_SETTINGS, domainActive, fileServerOf, fileServerPrefix, fileServerVms } from './file-servers.js'
import { addressNumber } from '../networks/index.js'
import {
  Refusal,
  domainOf,
  networkOf,
  openCluster,
  getOwn,
  refuseIfBusy,
  refuseUnless,
  runningTask,
  startTask
} from '../core/index.js'
import { hostFor } from '../inventory/rules.js'
import type { FileServerRequest } from './vocabulary.js'

/** EMU: how long an activation takes; the product takes some minutes. */
const ACTIVATION_SECONDS = 30
/** A label of a host name. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Registers a file server whose VMs, all `NTNX-<name>-<number>`, are there already. It serves at once. */
export function createFileServer(scene: Scene, command: CommandOf<'create-file-server'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { uuid, name, networks } = command
  refuseUnless(NAME.test(name), 'file-server/invalid', () => `${name} is no name for a file server`)
  refuseUnless(
    getOwn(here.fileServers, uuid) === undefined && fileServerNamed(here, name) === undefined,
    'file-server/exists',
    () => `File server ${name} exists on ${here.name} already`
  )
  const domain = fileServerPrefix(name)
  const vms = Object.values(here.vms).flatMap(vm => (isFileServerVm(domain, vm.name) ? [vm.name] : []))
  refuseUnless(vms.length > 0, 'vm/not-found', () => `File server ${name} has no VM ${domain}-1 on ${here.name}`)
  const [internalNetwork = null, ...externalNetworks] = networks.map(network => networkSettings(here, network))
  const settings = { ...NO_SETTINGS, internalNetwork, externalNetworks }
  const server = { uuid, name, domain, vms, settings, activated: true, task: null }
  return [{ type: 'file-server-registered', cluster: here.name, server }]
}

function fileServerNamed(here: View<Cluster>, name: string): View<FileServer> | undefined {
  return Object.values(here.fileServers).find(server => server.name === name)
}

function isFileServerVm(domain: string, vm: string): boolean {
  return vm.startsWith(`${domain}-`) && /^\d+$/.test(vm.slice(domain.length + 1))
}

function networkSettings(here: View<Cluster>, network: string): FileServerNetwork {
  return { uuid: networkOf(here, network).uuid, networkAddress: null, subnetMask: null, gateway: null, pool: [] }
}

/** Registers the file servers of a domain on the cluster that receives its snapshot [EMU]. */
export function registerReceivedFileServers(
  here: View<Cluster>,
  peer: View<Cluster>,
  domain: string
): readonly DomainEvent[] {
  let events: DomainEvent[] | undefined
  const { fileServers } = here
  for (const uuid in fileServers) {
    const server = fileServers[uuid]
    if (server?.domain !== domain || getOwn(peer.fileServers, uuid) !== undefined || fileServerNamed(peer, server.name))
      continue
    const there = { ...server, settings: NO_SETTINGS, activated: false, task: null }
    events ??= []
    events.push({ type: 'file-server-registered', cluster: peer.name, server: there })
  }
  return events ?? NOTHING
}

const NOTHING: readonly DomainEvent[] = []

/** Starts the task that activates a file server. Refuses where its domain is not active. */
export function activateFileServer(scene: Scene, command: CommandOf<'activate-file-server'>): Decision<Task> {
  const { world, here, ids } = openCluster(scene, command)
  const { uuid, request } = command
  const server = fileServerOf(here, uuid)
  refuseUnless(
    !server.activated,
    'file-server/active',
    () => `File server ${server.name} is active on ${here.name} already`
  )
  refuseUnless(
    server.task === null,
    'file-server/active',
    () => `File server ${server.name} is being activated on ${here.name} already`
  )
  refuseUnless(
    domainActive(here, server),
    'protection-domain/not-active',
    () =>
      `File server ${server.name} cannot be activated: protection domain ${server.domain} is not active on ${here.name}`
  )
  refuseIfBusy(here, domainOf(here, server.domain))
  const settings = settingsOf(here, server, request)
  const entities: Task['entities'] = [{ id: uuid, type: 'FileServer', name: server.name }]
  const effect: TaskEffect = { type: 'file-server-activation', server: uuid, settings }
  const task = runningTask(
    { world, ids },
    { operation: 'FileServerActivate', entities, takesSeconds: ACTIVATION_SECONDS, effect }
  )
  const activating = { ...server, task: task.uuid }
  return {
    events: [...startTask(here, task).events, { type: 'file-server-changed', cluster: here.name, server: activating }],
    result: task
  }
}

/** Checks the settings of an activation; what they leave out stays as it is here. */
function settingsOf(here: View<Cluster>, server: View<FileServer>, request: FileServerRequest): FileServerSettings {
  const { name, uuid, domain, internalNetwork, externalNetworks, dnsServers, ntpServers } = request
  refuseUnless(
    name === null || name === server.name,
    'file-server/invalid',
    () => `File server ${server.uuid} is ${server.name}, not ${name}`
  )
  refuseUnless(
    uuid === null || uuid === server.uuid,
    'file-server/invalid',
    () => `File server ${server.name} is ${server.uuid}, not ${uuid}`
  )
  refuseUnless(
    domain === null || domain === server.domain,
    'file-server/invalid',
    () => `File server ${server.name} is in protection domain ${server.domain}, not ${domain}`
  )
  for (const network of [...(internalNetwork === null ? [] : [internalNetwork]), ...(externalNetworks ?? [])]) {
    networkOf(here, network.uuid)
    const addresses = network.pool.flatMap(range => rangeOf(range))
    for (const address of [network.networkAddress, network.subnetMask, network.gateway, ...addresses])
      refuseNoAddress(server, address)
  }
  for (const address of dnsServers ?? []) refuseNoAddress(server, address)
  refuseUnless(
    ntpServers?.every(server => server.trim() !== '') ?? true,
    'file-server/invalid',
    () => `An NTP server of file server ${server.name} has no name`
  )
  return {
    internalNetwork: internalNetwork ?? server.settings.internalNetwork,
    externalNetworks: externalNetworks ?? server.settings.externalNetworks,
    dnsServers: dnsServers ?? server.settings.dnsServers,
    ntpServers: ntpServers ?? server.settings.ntpServers
  }
}

function rangeOf(range: string): string[] {
  const ends = range.trim().split(/ +/)
  refuseUnless(ends.length <= 2, 'address/invalid', () => `${range} is neither an address nor a first and a last one`)
  const [first, last] = ends.map(addressNumber)
  refuseUnless(
    first === undefined || last === undefined || first <= last,
    'address/invalid',
    () => `The addresses ${range} are the wrong way round`
  )
  return ends
}

function refuseNoAddress(server: View<FileServer>, address: string | null): void {
  if (address === null || addressNumber(address) !== undefined) return
  throw new Refusal('address/invalid', `${address}, given for file server ${server.name}, is no IPv4 address`)
}

/** Activates a file server as its task ends: its VMs start; or tells why it cannot any more. */
export function finishFileServerActivation(
  here: View<Cluster>,
  effect: View<Extract<TaskEffect, { type: 'file-server-activation' }>>,
  task: string
): DomainEvent[] | string {
  const server = getOwn(here.fileServers, effect.server)
  if (server?.task !== task) return 'The protection domain of the file server was deactivated'
  const started = fileServerVms(here, server).flatMap(({ uuid, handle, powerState }): DomainEvent[] => {
    if (powerState === 'on') return []
    const hostUuid = hostFor(here, { handle })
    return [{ type: 'vm-power-changed', cluster: here.name, uuid, powerState: 'on', hostUuid }]
  })
  const changed = { ...server, settings: effect.settings, activated: true, task: null }
  return [...started, { type: 'file-server-changed', cluster: here.name, server: changed }]
}
