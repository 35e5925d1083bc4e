/** Application consistency: which guests can be quiesced for a snapshot, and the alerts of those that cannot. */
import type { DomainEvent, DomainScene, View, Vm } from '../core/index.js'
import { aboutDomain, raiseDomainAlert, resolveAlert } from '../notices/rules.js'

/** A guest that runs needs guest tools; one that is paused or suspended cannot answer; one that is off is at rest [C: BP-2005, the first; I: the others]. */
type Guest = 'at rest' | 'without tools' | 'not answering'

function guestOf(vm: View<Vm>): Guest {
  if (vm.powerState === 'off') return 'at rest'
  if (!vm.spec.guestTools) return 'without tools'
  return vm.powerState === 'on' ? 'at rest' : 'not answering'
}

/** Whether the guest can be quiesced. */
export function canQuiesce(vm: View<Vm>): boolean {
  return guestOf(vm) === 'at rest'
}

/**
 * What a snapshot that asked for application consistency tells: the VMs that fell back to crash consistency [C: alert
 * catalogue, three kinds]; those that no longer do resolve the alerts of the one before.
 */
export function consistencyAlerts(scene: DomainScene, snapshotId: number, wanted: readonly View<Vm>[]): DomainEvent[] {
  const { here, domain } = scene
  const values = { snapshot_id: String(snapshotId) }
  const namesOf = (guest: Guest): string =>
    wanted
      .filter(vm => guestOf(vm) === guest)
      .map(vm => vm.name)
      .join(', ')
  const alertOn = (type: 'guest-tools-missing' | 'vss-failed' | 'crash-consistent', names: string): DomainEvent[] =>
    names === ''
      ? resolveAlert(here, type, aboutDomain(domain.name), values)
      : [raiseDomainAlert(scene, type, { ...values, vm_names: names })]
  const crashed = wanted.filter(vm => !canQuiesce(vm)).map(vm => vm.name)
  return [
    ...alertOn('guest-tools-missing', namesOf('without tools')),
    ...alertOn('vss-failed', namesOf('not answering')),
    ...alertOn('crash-consistent', crashed.join(', '))
  ]
}
