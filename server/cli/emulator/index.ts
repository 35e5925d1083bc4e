/** Commands about the emulator as a process: start, find, name and end one, and what is in its way. */
export { registerDoctor } from './doctor.js'
export { registerEnv } from './env.js'
export { registerStart } from './start.js'
export { registerStatus } from './status.js'
export { registerStop } from './stop.js'
