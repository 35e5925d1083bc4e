/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { fileServerAppliers, forgetFileServers, stopFileServers } from './apply.js'
export { activateFileServer, createFileServer, fileServerActivated, fileServersReceived } from './work.js'
