/** Datastores: storage containers that ESXi hosts have mounted over NFS. */
import type { Cluster, CommandOf, DomainEvent, Scene, View } from '../core/index.js'
import { Refusal, containerNameFault, containerNamed, openCluster, refuseUnless, required } from '../core/index.js'

/** Mounts a storage container on hosts as a datastore. */
export function mountDatastore(scene: Scene, command: CommandOf<'mount-datastore'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const hostUuids = hostsNamed(here, command.hosts)
  refuseUnless(
    containerNamed(here, command.container) !== undefined,
    'storage-container/not-found',
    () => `Storage container ${command.container} does not exist on ${here.name}`
  )
  const name = command.name === '' ? command.container : command.name
  const fault = containerNameFault(name)
  if (fault !== null) throw new Refusal('datastore/invalid', `Datastore name ${fault}`)
  const known = here.datastores.find(datastore => datastore.name === name)
  refuseUnless(
    known === undefined || known.container === command.container,
    'datastore/invalid',
    () => `Datastore ${name} is storage container ${known?.container} already`
  )
  return [
    {
      type: 'datastore-changed',
      cluster: here.name,
      datastore: {
        name,
        container: command.container,
        readOnly: command.readOnly,
        hostUuids: [...new Set([...(known?.hostUuids ?? []), ...hostUuids])]
      }
    }
  ]
}

/** Unmounts a datastore from hosts. */
export function unmountDatastore(scene: Scene, command: CommandOf<'unmount-datastore'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const gone = hostsNamed(here, command.hosts)
  const datastore = required(
    here.datastores.find(each => each.name === command.name),
    'datastore/invalid',
    `Datastore ${command.name} does not exist on ${here.name}`
  )
  const hostUuids = datastore.hostUuids.filter(uuid => !gone.includes(uuid))
  return [{ type: 'datastore-changed', cluster: here.name, datastore: { ...datastore, hostUuids } }]
}

/** UUIDs of the named hosts, of all where none is named. Refuses on AHV, which has no datastores. */
function hostsNamed(here: View<Cluster>, hosts: readonly string[]): string[] {
  refuseUnless(
    here.hypervisor === 'kVMware',
    'datastore/invalid',
    () => `NFS datastores are mounted by ESXi hosts, and those of ${here.name} run AHV`
  )
  if (hosts.length === 0) return here.hosts.map(({ uuid }) => uuid)
  return hosts.map(
    identifier =>
      required(
        here.hosts.find(({ uuid, number }) => identifier === uuid || identifier === `${here.uuid}::${number}`),
        'host/not-found',
        `Host ${identifier} does not exist on ${here.name}`
      ).uuid
  )
}
