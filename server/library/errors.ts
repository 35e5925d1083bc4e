/** Errors of the library itself; those of the control API and of a start are their own. */

/** A call of the library with something that cannot be meant: an unknown name, a text that is no duration. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument'
  readonly code = 'invalid-argument'
}

/** The journal does not hold what was expected. The message has the nearest misses and why they are none. */
export class JournalMismatch extends Error {
  override readonly name = 'JournalMismatch'
  readonly code = 'journal-mismatch'
  constructor(
    message: string,
    /** How many requests were as expected. */
    readonly found: number
  ) {
    super(message)
  }
}
