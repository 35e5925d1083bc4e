/** What events of storage tell. */
import type { FactsOf } from '../core/index.js'
import type { StorageEvent } from './vocabulary.js'

export const storageFacts: FactsOf<StorageEvent['type']> = {
  'storage-container-created': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-changed': ({ container }) => ({ name: container.name, uuid: container.uuid }),
  'storage-container-removed': ({ uuid }) => ({ uuid }),
  'datastore-changed': ({ datastore }) => ({ name: datastore.name, storage_container: datastore.container }),
  'storage-pool-changed': ({ pool }) => ({ name: pool.name }),
  'disk-removal-started': ({ uuid }) => ({ uuid }),
  'disk-removal-given-up': ({ uuid }) => ({ uuid }),
  'disk-removed': ({ uuid }) => ({ uuid })
}
