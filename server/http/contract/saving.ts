/** Interface between the pipeline and persistence: a change counts once it is saved, and reads wait for the save. */

/** Permit of one request to change the lab; a failed save revokes it. */
export interface ChangePermit {
  /** Called in the same turn as a change: throws the refusal while changes cannot be saved. */
  check(): void
  /** Resolves when what the request has changed is saved; rejects where it is not, and then it has not happened. */
  saved(): Promise<void>
}

export interface Saving {
  /** Never rejects: reading goes on where nothing can be saved. */
  permit(): Promise<ChangePermit>
  /** Resolves when everything that a reader sees is saved. */
  settled(): Promise<void>
  /** Whether that is so right now; where nothing is said, ask `settled`. */
  isSettled?(): boolean
}
