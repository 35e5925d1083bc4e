/** Exit codes of the process. One table, from which the help and docs/command-line.md have theirs. */

export const EXIT_OK = 0
/** The run failed, or a check did, or the emulator said no. */
export const EXIT_FAILURE = 1
export const EXIT_USAGE = 2
/** `start`: an address cannot be bound. */
export const EXIT_ADDRESS_UNAVAILABLE = 3
/** Commands that ask an emulator, or a cluster: the target does not answer, or is none. */
export const EXIT_UNREACHABLE = 3
/** A fixture, a scenario or saved data cannot be read. */
export const EXIT_UNREADABLE = 4

export const exitCodeTable: readonly (readonly [code: number, says: string])[] = [
  [EXIT_OK, 'done; every check passed'],
  [
    EXIT_FAILURE,
    'a run or a check failed, the emulator said no (as to a cluster, VM or lab that it does not have) or did not end, or what changed could not be saved'
  ],
  [EXIT_USAGE, 'an invalid flag, variable or value'],
  [
    EXIT_UNREACHABLE,
    'an address that cannot be listened on, or no emulator (of verify: no Prism Element) that answers'
  ],
  [EXIT_UNREADABLE, 'a fixture, a scenario or a saved lab that cannot be read']
]
