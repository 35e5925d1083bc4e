/** Native operations of v0.8. */
export { images, imageUploads } from './images.js'
export { tasks } from './tasks.js'
export { v08OnlyFields } from './v08-only-fields.js'
export { vmChanges } from './vm-changes.js'
export { vms } from './vms.js'
