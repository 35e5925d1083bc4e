/** The rule that changes high availability by a task. EMU: it changes what a cluster says, not what its hosts have room for. */
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  HaChange,
  Reservation,
  Scene,
  Task,
  View
} from '../../core/index.js'
import { openCluster, refuseStale, refuseUnless, runningTask, startTask } from '../../core/index.js'

/** EMU: the product takes as long as it needs to move VMs about. */
const UPDATE_SECONDS = 2

const reservations = ['RESERVE_HOSTS', 'RESERVE_SEGMENTS', 'NO_RESERVATIONS']
const evacuations = ['POWER_OFF', 'COLD_MIGRATE', 'LIVE_MIGRATE']

/** Starts the task that changes high availability. Refuses options that contradict each other. */
export function updateHa(scene: Scene, command: CommandOf<'update-ha'>): Decision<Task> {
  const { world, here, ids } = openCluster(scene, command)
  refuseStale('high availability', here.ha.logicalTimestamp, command.logicalTimestamp)
  const { evacuation } = command
  refuseUnless(
    evacuation === null || evacuations.includes(evacuation),
    'ha/invalid',
    () => `Evacuation option ${evacuation} is not one of ${evacuations.join(', ')}`
  )
  const effect = { type: 'ha', change: changeOf(here, command) } as const
  const entities = [{ id: here.uuid, type: 'Cluster', name: here.name }]
  const task = runningTask({ world, ids }, { operation: 'kHaUpdate', entities, takesSeconds: UPDATE_SECONDS, effect })
  return startTask(here, task)
}

/** Completes a change of high availability: failures need a reservation, and a reservation is for failures. */
function changeOf(here: View<Cluster>, command: CommandOf<'update-ha'>): HaChange {
  const { enabled, hostFailuresToTolerate: failures, reservation: word } = command
  refuseUnless(
    enabled !== null || failures !== null || word !== null,
    'ha/invalid',
    () => 'An update of high availability has something to change'
  )
  refuseUnless(
    word === null || reservations.includes(word),
    'ha/invalid',
    () => `Reservation type ${word} is not one of ${reservations.join(', ')}`
  )
  const chosen = word as Reservation | null
  const tolerated = failures ?? failuresToTolerate(here, chosen)
  refuseUnless(
    Number.isInteger(tolerated) && tolerated >= 0 && tolerated < here.hosts.length,
    'ha/invalid',
    () => `${here.name} has ${here.hosts.length} hosts: it cannot tolerate the failure of ${tolerated}`
  )
  const reservation = chosen ?? reservationFor(here, tolerated)
  refuseUnless(
    tolerated > 0 === (reservation !== 'NO_RESERVATIONS'),
    'ha/invalid',
    () => `Reservation type ${reservation} does not go with ${tolerated} host failures to tolerate`
  )
  return { enabled: enabled ?? here.ha.enabled, hostFailuresToTolerate: tolerated, reservation }
}

function failuresToTolerate({ ha }: View<Cluster>, chosen: Reservation | null): number {
  if (chosen === null) return ha.hostFailuresToTolerate
  return chosen === 'NO_RESERVATIONS' ? 0 : Math.max(1, ha.hostFailuresToTolerate)
}

function reservationFor({ ha }: View<Cluster>, tolerated: number): Reservation {
  if (tolerated === 0) return 'NO_RESERVATIONS'
  return ha.reservation === 'NO_RESERVATIONS' ? 'RESERVE_SEGMENTS' : ha.reservation
}

/** Changes high availability as its task ends. */
export function finishHaUpdate(here: View<Cluster>, change: View<HaChange>): DomainEvent[] {
  const ha = { ...change, logicalTimestamp: here.ha.logicalTimestamp + 1 }
  return [{ type: 'ha-changed', cluster: here.name, ha }]
}
