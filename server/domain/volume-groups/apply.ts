/** What events do to volume groups and their iSCSI clients. */
import { writtenAt } from '../inventory/index.js'
import type { Appliers, Cluster, World } from '../core/index.js'
import { cluster } from '../core/index.js'

type VolumeGroupEvent =
  'volume-group-registered' | 'volume-group-changed' | 'volume-group-unregistered' | 'iscsi-client-changed'

/** Volume groups write while their site has power. */
export function setGroupsWriting(world: World, here: Cluster, writing: boolean): void {
  for (const group of Object.values(here.volumeGroups)) {
    group.content = {
      ...group.content,
      writtenBytes: writtenAt(group.content, world.now),
      asOf: world.now,
      bytesPerSecond: writing ? group.changeBytesPerSecond : 0
    }
  }
}

export const volumeGroupAppliers: Appliers<VolumeGroupEvent> = {
  'volume-group-registered': (world, event) => {
    cluster(world, event).volumeGroups[event.group.uuid] = { ...event.group }
  },
  'volume-group-changed': (world, event) => {
    cluster(world, event).volumeGroups[event.group.uuid] = { ...event.group }
  },
  'volume-group-unregistered': (world, event) => {
    delete cluster(world, event).volumeGroups[event.uuid]
  },
  'iscsi-client-changed': (world, event) => {
    cluster(world, event).iscsiClients[event.client.uuid] = { ...event.client }
  }
}
