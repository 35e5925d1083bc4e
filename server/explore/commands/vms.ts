/** VMs by chance: their power, their making, the hosts that they run on. */
import { transitions } from '../../domain/core/index.js'
import { oneOf, orInvalid, vmUuid, hostUuid } from './context.js'
import type { CommandContext, KindsOf } from './context.js'
import type { VmRequest } from '../../domain/inventory/index.js'

export const vmKinds = {
  'switch-guest-tools': {
    weight: 1,
    make: a => ({ type: 'switch-guest-tools', ...a.on, vm: vmUuid(a), enabled: a.random.chance(0.5) })
  },
  'set-flash-mode': {
    weight: 1,
    make: a => ({ type: 'set-flash-mode', ...a.on, disk: someDisk(a), pinned: a.random.chance(0.5) })
  },
  'set-power-state': {
    weight: 10,
    fits: (_, here) => Object.keys(here.vms).length > 0,
    make: a => {
      const vm = vmUuid(a)
      const off = a.here.vms[vm]?.powerState === 'off'
      return {
        type: 'set-power-state',
        ...a.on,
        vm,
        transition: orInvalid(a, a.random.chance(off ? 0.9 : 0.3) ? 'ON' : a.random.pick(Object.keys(transitions))),
        host: a.random.chance(0.8) ? null : orInvalid(a, a.here.hosts[0]?.uuid ?? '')
      }
    }
  },
  'create-vms': {
    weight: 2,
    make: a => ({
      type: 'create-vms',
      cluster: a.on.cluster,
      vms: Array.from({ length: a.random.below(3) }, () => vmRequestOf(a))
    })
  },
  'update-ha': {
    weight: 1,
    make: a => ({
      type: 'update-ha',
      ...a.on,
      enabled: a.random.pick([null, true, false]),
      hostFailuresToTolerate: a.random.pick([null, 0, 1, 2]),
      reservation: a.random.pick([null, 'RESERVE_HOSTS', 'RESERVE_SEGMENTS', 'NO_RESERVATIONS', 'constructor']),
      evacuation: a.random.pick([null, 'LIVE_MIGRATE']),
      logicalTimestamp: a.random.pick([null, null, a.here.ha.logicalTimestamp, 1])
    })
  },
  'enter-maintenance': {
    weight: 3,
    make: a => ({
      type: 'enter-maintenance',
      ...a.on,
      host: hostUuid(a),
      evacuation: orInvalid(a, a.random.pick(['LIVE_MIGRATE', 'COLD_MIGRATE', 'POWER_OFF'])),
      nonMigratable: orInvalid(a, 'BLOCK')
    })
  },
  'exit-maintenance': {
    weight: 3,
    fits: (_, here) => here.hosts.some(host => host.inMaintenance),
    make: a => ({ type: 'exit-maintenance', ...a.on, host: hostUuid(a) })
  }
} satisfies KindsOf

function someDisk(a: CommandContext): string {
  const disks = Object.values(a.here.vms).flatMap(({ spec }) => spec.disks.map(({ uuid }) => uuid))
  return oneOf(a, disks, 'none')
}

function vmRequestOf(a: CommandContext): VmRequest {
  const name = a.random.pick(['new', 'web', 'odd?', 'NTNX-ghosts-1'])
  const disk = {
    uuid: 'disk',
    bus: 'scsi',
    index: 0,
    cdrom: false,
    sizeBytes: 100_000_000,
    usedBytes: 40_000_000
  } as const
  const spec = {
    description: null,
    vcpus: 1,
    coresPerVcpu: 1,
    memoryMb: 512,
    guestOs: null,
    timezone: 'UTC',
    guestTools: false
  }
  const disks = [{ ...disk, container: orInvalid(a, 'spare') }]
  const nics = [{ uuid: 'nic', mac: '50:6b:8d:00:00:01', network: orInvalid(a, 'base'), ip: null }]
  return {
    name,
    spec: { ...spec, disks, nics },
    changeBytesPerSecond: 1000,
    powerState: a.random.pick(['on', 'off', 'paused'])
  }
}
