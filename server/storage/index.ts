/** Where a lab is kept: one document, replaced whole, in a directory that has one owner. */
export { openDataDirectory } from './data-directory.js'
export { StorageFailure, UnreadableData } from './faults.js'
export type { Storage } from './port.js'
export { createSaver } from './saver.js'
export type { Admission, SaverHooks, StorageState } from './saver.js'
