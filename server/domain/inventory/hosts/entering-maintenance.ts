/** Hosts that a task is about to put into maintenance mode. */
import type { Cluster, View } from '../../core/index.js'

/** Whether a task is about to put a host into maintenance. */
export function isEnteringMaintenance(here: View<Cluster>, uuid: string): boolean {
  return Object.values(here.tasks).some(({ effect }) => effect?.type === 'maintenance' && effect.host === uuid)
}
