/** The disk: the few operations that pesim needs of it, and files that are replaced whole. */
export { nodeFiles } from './files.js'
export type { Files } from './files.js'
export { finishedNameOf, replaceFile, unfinishedName, writeBeside } from './replace-file.js'
export { lengthOf } from './write-all.js'
export { makeFolder, makeLastFolder } from './make-folder.js'
export { entriesIn } from './entries.js'
