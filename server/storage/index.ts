/** Storage of a lab: one document, replaced atomically, in a locked directory. */
export { openDataDirectory } from './data-directory.js'
export { StorageFailure, UnreadableData } from './faults.js'
export type { Storage } from './port.js'
export { createSaver } from './saver.js'
export type { Admission, SaverHooks, StorageState } from './saver.js'
