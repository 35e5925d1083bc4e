/** Fields of events of volume groups, file servers and storage. */
import type { FactsOf } from './facts.js'

export const storageFacts = {
  'volume-group-registered': ({ group }) => ({
    name: group.name,
    uuid: group.uuid,
    protection_domain: group.protectionDomain
  }),
  'volume-group-changed': ({ group }) => ({ name: group.name, uuid: group.uuid }),
  'volume-group-unregistered': ({ uuid }) => ({ uuid }),
  'iscsi-client-changed': ({ client }) => ({ name: client.address, uuid: client.uuid }),

  'file-server-registered': ({ server }) => ({
    name: server.name,
    uuid: server.uuid,
    protection_domain: server.domain
  }),
  'file-server-changed': ({ server }) => ({ name: server.name, uuid: server.uuid, activated: server.activated }),

  'storage-container-created': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-changed': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-removed': ({ uuid }) => ({ uuid }),
  'datastore-changed': ({ datastore }) => ({ name: datastore.name, storage_container: datastore.container }),
  'storage-pool-changed': ({ pool }) => ({ name: pool.name }),
  'disk-removal-started': ({ uuid }) => ({ uuid }),
  'disk-removal-given-up': ({ uuid }) => ({ uuid }),
  'disk-removed': ({ uuid }) => ({ uuid })
} satisfies Partial<FactsOf>
