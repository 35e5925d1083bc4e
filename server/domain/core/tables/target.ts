/** What a command is about, who gave it, and where an event has happened. */

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

/** Where an event has happened. */
export interface At {
  cluster: string
}

export interface AtDomain extends At {
  domain: string
}
