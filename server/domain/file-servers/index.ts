/** File servers: deployed, protected and activated with their domain. */
export { domainActive, fileServerOf, fileServerPrefix, fileServerState, fileServerVms } from './file-servers.js'
export type { FileServerRequest } from './vocabulary.js'
