/** Operations of v0.8 in words of their own. */
export { tasks } from './tasks.js'
export { vmChanges } from './vm-changes.js'
export { vms } from './vms.js'
