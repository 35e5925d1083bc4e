/** What events of file servers tell. */
import type { FactsOf } from '../core/index.js'
import type { FileServerEvent } from './vocabulary.js'

export const fileServerFacts: FactsOf<FileServerEvent['type']> = {
  'file-server-registered': ({ server }) => ({
    name: server.name,
    uuid: server.uuid,
    protection_domain: server.domain
  }),
  'file-server-changed': ({ server }) => ({ name: server.name, uuid: server.uuid, activated: server.activated })
}
