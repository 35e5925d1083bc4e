/** Commands that look at a running emulator and change it, in the order of the help text. */
export { registerClock } from './clock.js'
export { registerIncident } from './incident.js'
export { registerJournal } from './journal.js'
export { registerLedger } from './ledger.js'
export { registerLink } from './link.js'
export { registerMishap } from './mishap.js'
export { registerPower } from './power.js'
export { registerVm } from './vm.js'
