/** High availability: what a cluster sets aside so that VMs start again when a host fails. */

export type Reservation = 'RESERVE_HOSTS' | 'RESERVE_SEGMENTS' | 'NO_RESERVATIONS'

export interface Ha {
  enabled: boolean
  /** Hosts; zero without reservations. */
  hostFailuresToTolerate: number
  reservation: Reservation
  /** Grows with each change of it. */
  logicalTimestamp: number
}

/** What a task is to change, when it ends. */
export type HaChange = Omit<Ha, 'logicalTimestamp'>
