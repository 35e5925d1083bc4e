/** What a command is about, and who gave it. */

/** Who asked: the user's name in Prism, or `system`. */
export interface OnCluster {
  cluster: string
  user: string
}

export interface OnDomain extends OnCluster {
  name: string
}

export interface OnNetwork extends OnCluster {
  uuid: string
}

/** Says which state of the thing the client has seen; null when it does not care. */
export interface Stamped {
  logicalTimestamp: number | null
}
