/** Appliers of volume groups and their iSCSI clients. */
import { writtenAt } from '../inventory/index.js'
import type { Appliers, Cluster, Draft, Writable } from '../core/index.js'
import { cluster } from '../core/index.js'
import type { VolumeGroupEvent } from './vocabulary.js'

/** Starts or stops the writes of every volume group, as the power of its site comes or goes. */
export function setGroupsWriting(draft: Draft, here: Writable<Cluster>, writing: boolean): void {
  for (const { uuid } of Object.values(here.volumeGroups)) {
    const group = draft.row(draft.table(here, 'volumeGroups'), uuid)
    group.content = {
      ...group.content,
      writtenBytes: writtenAt(group.content, draft.world.now),
      asOf: draft.world.now,
      bytesPerSecond: writing ? group.changeBytesPerSecond : 0
    }
  }
}

export const volumeGroupAppliers: Appliers<VolumeGroupEvent['type']> = {
  'volume-group-registered': (draft, event) => {
    draft.table(cluster(draft, event), 'volumeGroups')[event.group.uuid] = { ...event.group }
  },
  'volume-group-changed': (draft, event) => {
    draft.table(cluster(draft, event), 'volumeGroups')[event.group.uuid] = { ...event.group }
  },
  'volume-group-unregistered': (draft, event) => {
    delete draft.table(cluster(draft, event), 'volumeGroups')[event.uuid]
  },
  'iscsi-client-changed': (draft, event) => {
    draft.table(cluster(draft, event), 'iscsiClients')[event.client.uuid] = { ...event.client }
  }
}
