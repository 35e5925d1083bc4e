/** Software beside the release of AOS itself. */

/** Release of the health checks (NCC) that goes with the clusters' default release. */
export const NCC_VERSION = 'ncc-4.6.6'

/** Release of the guest tools in a guest that has them, and the one that the cluster offers [C: recorded, `2.1.5` both]. */
export const GUEST_TOOLS_VERSION = '2.1.5'
