/** Rules of the maintenance mode of a host: its VMs are evacuated, and until it is over none starts on it. */
import type {
  Cluster,
  ClusterScene,
  CommandOf,
  Decision,
  DomainEvent,
  Scene,
  Task,
  TaskEffect,
  View,
  Vm
} from '../../core/index.js'
import { isEnteringMaintenance } from './entering-maintenance.js'
import { hostOf, openCluster, refuseUnless, runningTask, startTask } from '../../core/index.js'
import { aboutHost, recordAudit } from '../../notices/rules.js'
import { hostFor } from '../vms.js'

/** EMU: the product takes as long as the memory of the VMs needs. */
const ENTER_SECONDS = 2

const evacuations = ['LIVE_MIGRATE', 'COLD_MIGRATE', 'POWER_OFF']
const lastResorts = ['BLOCK', 'ACPI_SHUTDOWN_AND_POWER_OFF']

/** Starts the task that evacuates a host. Refuses the last host that is not in maintenance mode. */
export function enterMaintenance(scene: Scene, command: CommandOf<'enter-maintenance'>): Decision<Task> {
  const { world, here, ids } = openCluster(scene, command)
  const host = hostOf(here, command.host)
  const { evacuation, nonMigratable } = command
  refuseUnless(
    evacuations.includes(evacuation),
    'host/invalid',
    () => `Evacuation option ${evacuation} is not one of ${evacuations.join(', ')}`
  )
  refuseUnless(
    lastResorts.includes(nonMigratable),
    'host/invalid',
    () => `Option ${nonMigratable} for VMs that cannot migrate is not one of ${lastResorts.join(', ')}`
  )
  refuseUnless(
    !host.inMaintenance && !isEnteringMaintenance(here, host.uuid),
    'host/in-maintenance',
    () => `Host ${host.name} is in maintenance mode, or about to be`
  )
  refuseUnless(
    hasOtherHosts(here, host.uuid),
    'host/in-maintenance',
    () => `Host ${host.name} is the last of ${here.name} that is not in maintenance mode`
  )
  const effect = { type: 'maintenance', host: host.uuid, evacuation } as const
  const entities = [{ id: host.uuid, type: 'Node', name: host.name }]
  const task = runningTask(
    { world, ids },
    { operation: 'kEnterMaintenanceMode', entities, takesSeconds: ENTER_SECONDS, effect }
  )
  return startTask(here, task)
}

/** Takes a host out of maintenance mode. EMU: VMs that went elsewhere stay there. */
export function exitMaintenance(scene: Scene, command: CommandOf<'exit-maintenance'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { here } = opened
  const host = hostOf(here, command.host)
  refuseUnless(host.inMaintenance, 'host/in-maintenance', () => `Host ${host.name} is not in maintenance mode`)
  return [
    { type: 'host-maintenance-changed', cluster: here.name, uuid: host.uuid, inMaintenance: false },
    recordAudit(opened, {
      type: 'host-maintenance-left',
      entity: aboutHost(host),
      values: [host.name],
      user: command.user
    })
  ]
}

/** Puts a host into maintenance mode as its task ends; or tells why it cannot. */
export function finishEnteringMaintenance(
  scene: ClusterScene,
  effect: View<Extract<TaskEffect, { type: 'maintenance' }>>
): DomainEvent[] | string {
  const { here } = scene
  const host = hostOf(here, effect.host)
  if (!hasOtherHosts(here, host.uuid)) return 'HostEvacuationFailure: no other host is left to take the VMs'
  const without = { ...here, hosts: here.hosts.map(one => (one === host ? { ...one, inMaintenance: true } : one)) }
  const moved = Object.values(here.vms).filter(vm => vm.hostUuid === host.uuid)
  return [
    { type: 'host-maintenance-changed', cluster: here.name, uuid: host.uuid, inMaintenance: true },
    ...moved.map(vm => evacuationEvent(without, vm, effect.evacuation)),
    recordAudit(scene, {
      type: 'host-maintenance-entered',
      entity: aboutHost(host),
      values: [host.name],
      user: 'system'
    })
  ]
}

function evacuationEvent(without: View<Cluster>, vm: View<Vm>, evacuation: string): DomainEvent {
  const changed = { type: 'vm-power-changed', cluster: without.name, uuid: vm.uuid } as const
  return evacuation === 'POWER_OFF'
    ? { ...changed, powerState: 'off', hostUuid: null }
    : { ...changed, powerState: vm.powerState, hostUuid: hostFor(without, vm) }
}

function hasOtherHosts(here: View<Cluster>, uuid: string): boolean {
  return here.hosts.some(host => host.uuid !== uuid && !host.inMaintenance)
}
