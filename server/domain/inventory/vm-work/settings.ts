/** Settings of a VM other than its disks and adapters: checked, and merged into its specification. */
import {
  DESCRIPTION_LENGTH_MAX,
  FREE_NAME_LENGTH_MAX,
  lengthFault,
  refuseFault,
  refuseUnless
} from '../../core/index.js'
import type { PowerState, View, VmSettings, VmSpec } from '../../core/index.js'

const blankSpec: VmSpec = {
  description: null,
  vcpus: 1,
  coresPerVcpu: 1,
  memoryMb: 0,
  guestOs: null,
  timezone: 'UTC',
  guestTools: false,
  disks: [],
  nics: []
}

/** Specification of a new VM. Refuses settings without a name, processors or memory [C: Swagger, the required fields]. */
export function newSpec(settings: View<VmSettings>): VmSpec {
  refuseUnless(settings.name !== null, 'vm/invalid', () => 'A VM has a name')
  refuseUnless(settings.vcpus !== null, 'vm/invalid', () => `num_vcpus of VM ${settings.name} is missing`)
  refuseUnless(settings.memoryMb !== null, 'vm/invalid', () => `memory_mb of VM ${settings.name} is missing`)
  return withSettings(blankSpec, settings)
}

/** Merges settings into a specification; null leaves a setting as it is. Refuses values out of range. */
export function withSettings(spec: VmSpec, settings: View<VmSettings>): VmSpec {
  const { name, vcpus, coresPerVcpu, memoryMb } = settings
  if (name !== null) {
    refuseUnless(
      name.trim() !== '' && name.length <= FREE_NAME_LENGTH_MAX,
      'vm/invalid',
      () => `The name of a VM has 1 to ${FREE_NAME_LENGTH_MAX} characters`
    )
  }
  refuseFault(lengthFault(settings.description, DESCRIPTION_LENGTH_MAX), 'vm/invalid', 'The description of a VM')
  refuseFault(lengthFault(settings.guestOs, FREE_NAME_LENGTH_MAX), 'vm/invalid', 'guest_os')
  refuseFault(lengthFault(settings.timezone, FREE_NAME_LENGTH_MAX), 'vm/invalid', 'The time zone of a VM')
  refuseUnlessPositive('num_vcpus', vcpus)
  refuseUnlessPositive('num_cores_per_vcpu', coresPerVcpu)
  refuseUnlessPositive('memory_mb', memoryMb)
  refuseUnlessWhole('memory_reservation_mb', settings.memoryReservationMb)
  refuseUnlessWhole('vcpu_reservation_hz', settings.vcpuReservationHz)
  refuseUnless(
    settings.haPriority === null || (Number.isSafeInteger(settings.haPriority) && settings.haPriority >= -1),
    'vm/invalid',
    () => `ha_priority is a whole number from -1 to ${Number.MAX_SAFE_INTEGER}, not ${settings.haPriority}`
  )
  refuseUnlessWhole('The index of the disk to boot from', settings.boot?.disk?.index ?? null)
  const changed: VmSpec = {
    ...spec,
    description: settings.description ?? spec.description,
    vcpus: vcpus ?? spec.vcpus,
    coresPerVcpu: coresPerVcpu ?? spec.coresPerVcpu,
    memoryMb: memoryMb ?? spec.memoryMb,
    guestOs: settings.guestOs ?? spec.guestOs,
    timezone: settings.timezone ?? spec.timezone,
    ...(settings.boot !== null && { boot: settings.boot }),
    ...(settings.haPriority !== null && { haPriority: settings.haPriority }),
    ...(settings.memoryReservationMb !== null && { memoryReservationMb: settings.memoryReservationMb }),
    ...(settings.vcpuReservationHz !== null && { vcpuReservationHz: settings.vcpuReservationHz }),
    ...(settings.agentVm !== null && { agentVm: settings.agentVm })
  }
  refuseUnless(
    (changed.memoryReservationMb ?? 0) <= changed.memoryMb,
    'vm/invalid',
    () => 'memory_reservation_mb is no more than memory_mb'
  )
  return changed
}

/** Why a running VM cannot have a new specification: processors and memory can be added while it runs, and nothing else [C: product manual]. */
export function hotChangeFault(before: View<VmSpec>, after: View<VmSpec>, powerState: PowerState): string | null {
  if (powerState === 'off') return null
  const less = after.vcpus < before.vcpus || after.memoryMb < before.memoryMb
  if (!less && after.coresPerVcpu === before.coresPerVcpu) return null
  return `InvalidVmState: Cannot complete request in state ${powerState.charAt(0).toUpperCase()}${powerState.slice(1)}`
}

function refuseUnlessPositive(what: string, value: number | null): void {
  refuseUnless(
    value === null || (Number.isSafeInteger(value) && value > 0),
    'vm/invalid',
    () => `${what} is a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, not ${value}`
  )
}

function refuseUnlessWhole(what: string, value: number | null): void {
  refuseUnless(
    value === null || (Number.isSafeInteger(value) && value >= 0),
    'vm/invalid',
    () => `${what} is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${value}`
  )
}
