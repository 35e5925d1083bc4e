/** The commands of the terminal, a file each, and how one that fails ends. */
export { reportFailure } from './failure.js'
export { createProgram } from './program.js'
