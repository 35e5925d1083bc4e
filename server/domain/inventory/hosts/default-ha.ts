/** High availability as a new cluster has it. */
import type { Ha } from '../../core/index.js'

/** AHV out of the box: VMs start again where there is room, and nothing is set aside for them. */
export const defaultHa: Readonly<Ha> = {
  enabled: true,
  hostFailuresToTolerate: 0,
  reservation: 'NO_RESERVATIONS',
  logicalTimestamp: 0
}
