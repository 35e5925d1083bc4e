/** Release of Prism Central that the clusters' default release goes with. */
export const PC_VERSION = 'pc.2022.6'
