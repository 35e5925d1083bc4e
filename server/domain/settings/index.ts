/** Settings of a cluster: its configuration, the lists in it, its users. */
export type { ListedEntries, ListedEntry, UserRequest } from './vocabulary.js'
