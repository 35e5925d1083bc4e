/** The power transitions of a VM: which are asked for by which word, what they make of it, how long they take. */
import type { PowerState, Settings, View } from './world.js'

interface Transition {
  /** The task's operation, as v2 tasks name it. */
  operation: string
  from: readonly PowerState[]
  to: PowerState
  /** Seconds until it is done. */
  takes: (settings: View<Settings>) => number
}

const quick = () => 2

/** By the word that a client sends, in upper case [C: nutanix-mcp-server, kVmPowerOn; EMU: the others, durations]. */
export const transitions: Readonly<Record<string, Transition>> = {
  ON: { operation: 'kVmPowerOn', from: ['off', 'suspended'], to: 'on', takes: quick },
  OFF: { operation: 'kVmPowerOff', from: ['on', 'paused', 'suspended'], to: 'off', takes: quick },
  POWERCYCLE: { operation: 'kVmPowerCycle', from: ['on', 'paused'], to: 'on', takes: quick },
  RESET: { operation: 'kVmReset', from: ['on', 'paused'], to: 'on', takes: quick },
  PAUSE: { operation: 'kVmPause', from: ['on'], to: 'paused', takes: quick },
  SUSPEND: { operation: 'kVmSuspend', from: ['on'], to: 'suspended', takes: quick },
  SAVE: { operation: 'kVmSuspend', from: ['on'], to: 'suspended', takes: quick },
  RESUME: { operation: 'kVmResume', from: ['paused', 'suspended'], to: 'on', takes: quick },
  ACPI_SHUTDOWN: {
    operation: 'kVmAcpiShutdown',
    from: ['on'],
    to: 'off',
    takes: settings => settings.guestShutdownSeconds
  },
  ACPI_REBOOT: { operation: 'kVmAcpiReboot', from: ['on'], to: 'on', takes: settings => settings.guestShutdownSeconds }
}
