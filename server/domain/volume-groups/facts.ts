/** What events of volume groups and of their clients tell. */
import type { FactsOf } from '../core/index.js'
import type { VolumeGroupEvent } from './vocabulary.js'

export const volumeGroupFacts: FactsOf<VolumeGroupEvent['type']> = {
  'volume-group-registered': ({ group }) => ({
    name: group.name,
    uuid: group.uuid,
    protection_domain: group.protectionDomain
  }),
  'volume-group-changed': ({ group }) => ({ name: group.name, uuid: group.uuid }),
  'volume-group-unregistered': ({ uuid }) => ({ uuid }),
  'iscsi-client-changed': ({ client }) => ({ name: client.address, uuid: client.uuid })
}
