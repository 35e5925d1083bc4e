/** The disk: the few operations that pesim needs of it, and files that are replaced whole. */
export { nodeFiles } from './files.js'
export type { Files } from './files.js'
export { replaceFile, unfinishedName, writeBeside } from './replace-file.js'
export { lengthOf } from './write-all.js'
export { makeFolder } from './make-folder.js'
export { removeFolder } from './remove-folder.js'
