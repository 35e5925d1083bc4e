/** Rules of the external iSCSI clients of volume groups. */
import type { Cluster, CommandOf, DomainEvent, IdSource, IscsiClient, Scene, View } from '../core/index.js'
import { openCluster, refuseStale, refuseUnless } from '../core/index.js'
import { iscsiClientOf, volumeGroupOf } from './volume-groups.js'
import { changeGroup, refuseSecondClient, refuseDuringModeChange } from './guards.js'

/** Finds iSCSI clients by address, and registers those that are new. */
export function registerClients(
  here: View<Cluster>,
  addresses: readonly string[],
  ids: IdSource
): { uuids: string[]; events: DomainEvent[] } {
  const events: DomainEvent[] = []
  const uuids = [...new Set(addresses)].map(address => {
    refuseUnless(
      address !== '' && address.length <= 255 && !/\s/.test(address),
      'volume-group/invalid',
      () => `${JSON.stringify(address)} is neither an address nor a qualified name of an iSCSI client`
    )
    const known = clientAt(here, address)
    if (known !== undefined) return known.uuid
    const client: IscsiClient = { uuid: ids.uuid(), address, authentication: 'NONE' }
    events.push({ type: 'iscsi-client-changed', cluster: here.name, client })
    return client.uuid
  })
  return { uuids, events }
}

function clientAt(here: View<Cluster>, identifier: string): View<IscsiClient> | undefined {
  return Object.values(here.iscsiClients).find(({ uuid, address }) => identifier === uuid || identifier === address)
}

/** Attaches a volume group to an external client. */
export function openVolumeGroup(scene: Scene, command: CommandOf<'open-volume-group'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  const group = volumeGroupOf(here, command.group)
  refuseStale(`volume group ${group.name}`, group.logicalTimestamp, command.seen)
  refuseDuringModeChange(here, group)
  const { uuids, events } = registerClients(here, [command.client], ids)
  if (uuids.every(uuid => group.clients.includes(uuid))) return []
  refuseSecondClient(here, group)
  return [...events, changeGroup(world, here, { ...group, clients: [...group.clients, ...uuids] })]
}

/** Detaches a volume group from an external client. */
export function closeVolumeGroup(scene: Scene, command: CommandOf<'close-volume-group'>): DomainEvent[] {
  const { world, here } = openCluster(scene, command)
  const group = volumeGroupOf(here, command.group)
  refuseStale(`volume group ${group.name}`, group.logicalTimestamp, command.seen)
  refuseDuringModeChange(here, group)
  const gone = clientAt(here, command.client)
  refuseUnless(
    gone !== undefined && group.clients.includes(gone.uuid),
    'volume-group/invalid',
    () => `iSCSI client ${JSON.stringify(command.client)} does not have volume group ${group.name} attached`
  )
  return [changeGroup(world, here, { ...group, clients: group.clients.filter(uuid => uuid !== gone.uuid) })]
}

/** Changes the address or the authentication of an iSCSI client. */
export function changeIscsiClient(scene: Scene, command: CommandOf<'change-iscsi-client'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const client = iscsiClientOf(here, command.client)
  const { address = client.address, authentication = client.authentication } = command.change
  const other = clientAt(here, address)
  refuseUnless(
    address !== '' && !/\s/.test(address) && (other === undefined || other === client),
    'volume-group/invalid',
    () => `${JSON.stringify(address)} cannot be the address of iSCSI client ${client.address}`
  )
  return [{ type: 'iscsi-client-changed', cluster: here.name, client: { ...client, address, authentication } }]
}
