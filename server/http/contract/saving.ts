/** Interface between the pipeline and persistence: a change counts once it is saved, and reads wait for the save. */

/** Leave of one request to change something. It ends with the first save that fails. */
export interface ChangePermit {
  /** In the same turn as a change: throws what is answered where it could not be saved. */
  check(): void
  /** Resolves when what the request has changed is saved; rejects where it is not, and then it has not happened. */
  saved(): Promise<void>
}

export interface Saving {
  /** Never rejects: reading goes on where nothing can be saved. */
  permit(): Promise<ChangePermit>
  /** Resolves when everything that a reader sees is saved. */
  settled(): Promise<void>
}
