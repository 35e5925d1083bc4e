/** Exit codes of the process. */

export const EXIT_OK = 0
/** The run failed, or what was checked is not as it should be. */
export const EXIT_FAILURE = 1
export const EXIT_USAGE = 2
/** Of `start`: an address that cannot be had. */
export const EXIT_ADDRESS_UNAVAILABLE = 3
/** Of the clients, `verify` and `ledger`: nobody answers, or it is not who was meant. */
export const EXIT_UNREACHABLE = 3
/** A fixture, a scenario or kept data that cannot be read. */
export const EXIT_UNREADABLE = 4
