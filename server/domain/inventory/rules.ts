/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { setFlashMode } from './flash-mode.js'
import { switchGuestTools } from './guest-tools.js'
import { updateHa } from './hosts/ha.js'
import { enterMaintenance, exitMaintenance } from './hosts/maintenance.js'
import { startVmWork } from './vm-work/vm-work.js'
import { createVms, setChangeRate, setPowerState, writeMark } from './vms.js'
import type { InventoryCommand } from './vocabulary.js'

export { inventoryAppliers, inventoryTouches, setVmsWriting } from './apply.js'
export { inventoryFacts } from './facts.js'
export { finishHaUpdate } from './hosts/ha.js'
export { finishEnteringMaintenance } from './hosts/maintenance.js'
export type { WorkScene } from './vm-work/job.js'
export { finishVmWork } from './vm-work/vm-work.js'
export { hostFor, finishPowerTransition } from './vms.js'
export { inventoryRefusals } from './vocabulary.js'

export const inventoryRules: Rules<InventoryCommand['type']> = {
  'set-power-state': setPowerState,
  'update-ha': updateHa,
  'create-vm': startVmWork,
  'update-vm': startVmWork,
  'clone-vm': startVmWork,
  'delete-vm': startVmWork,
  'attach-disks': startVmWork,
  'detach-disks': startVmWork,
  'update-disks': startVmWork,
  'add-nics': startVmWork,
  'update-nic': startVmWork,
  'remove-nic': startVmWork,
  'manage-guest-tools': startVmWork,
  'restore-vm': startVmWork,
  'snapshot-vms': startVmWork,
  'delete-vm-snapshot': startVmWork,
  'clone-vm-snapshot': startVmWork,
  'create-image': startVmWork,
  'update-image': startVmWork,
  'delete-image': startVmWork,
  'set-flash-mode': setFlashMode,
  'switch-guest-tools': switchGuestTools,
  'enter-maintenance': enterMaintenance,
  'exit-maintenance': exitMaintenance,
  'create-vms': createVms,
  'write-mark': writeMark,
  'set-change-rate': setChangeRate
}
