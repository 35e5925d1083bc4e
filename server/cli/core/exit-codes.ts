/** Exit codes of the process. */

export const EXIT_OK = 0
/** The run failed, or a check did. */
export const EXIT_FAILURE = 1
export const EXIT_USAGE = 2
/** `start`: an address cannot be bound. */
export const EXIT_ADDRESS_UNAVAILABLE = 3
/** `verify` and `ledger`: the target does not answer, or is not a Prism Element. */
export const EXIT_UNREACHABLE = 3
/** A fixture, a scenario or saved data cannot be read. */
export const EXIT_UNREADABLE = 4
