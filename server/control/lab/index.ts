/** Lab endpoints: clock, clusters, links, VMs and the whole world. */
export { clock } from './clock.js'
export { clusters } from './clusters.js'
export { labs } from './labs.js'
export { links } from './links.js'
export { states } from './states.js'
export { vms } from './vms.js'
export { world } from './world.js'
