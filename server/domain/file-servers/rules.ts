/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { activateFileServer, createFileServer } from './work.js'
import type { FileServerCommand } from './vocabulary.js'

export { fileServerAppliers, forgetFileServers, stopFileServers } from './apply.js'
export { fileServerFacts } from './facts.js'
export { fileServerRefusals } from './vocabulary.js'
export { finishFileServerActivation, registerReceivedFileServers } from './work.js'

export const fileServerRules: Rules<FileServerCommand['type']> = {
  'activate-file-server': activateFileServer,
  'create-file-server': createFileServer
}
