/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { setFlashMode } from './flash-mode.js'
export { switchGuestTools } from './guest-tools.js'
export { haChanged, updateHa } from './hosts/ha.js'
export { enterMaintenance, exitMaintenance, maintenanceEntered } from './hosts/maintenance.js'
export { finishVmWork, startVmWork } from './vm-work/vm-work.js'
export { createVms, hostFor, powerChanged, setChangeRate, setPowerState, writeMark } from './vms.js'
