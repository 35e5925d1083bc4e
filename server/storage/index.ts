/** Where a lab is kept: one document, replaced whole. */
export { openDataDirectory } from './data-directory.js'
export { FORMAT, UnreadableData } from './port.js'
export type { Document, Storage } from './port.js'
export { createSaver } from './saver.js'
