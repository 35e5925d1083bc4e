/** CLI commands, one file each, and their error handling. */
export { reportFailure } from './failure.js'
export { createProgram } from './program.js'
