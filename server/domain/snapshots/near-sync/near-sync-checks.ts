/** Guards of NearSync: what a NearSync schedule and its protection domain must not have. */
import type { DomainEvent, DomainScene, ProtectionDomain, Recurrence, Retention, View } from '../../core/index.js'
import { selectsNearSync } from './near-sync.js'
import { Refusal, refuseUnless } from '../../core/index.js'
import { raiseDomainAlert } from '../../notices/rules.js'

/** More VMs than this in a NearSync domain are too many [C: BP-2005]. */
const NEARSYNC_VMS_MAX = 10

/** Refuses what NearSync does not support: application consistency, and more than one remote site [C: BP-2005]. */
export function checkNearSync(recurrence: View<Recurrence>, retention: View<Retention>, appConsistent: boolean): void {
  if (!selectsNearSync(recurrence)) return
  refuseUnless(
    !appConsistent,
    'schedule/invalid',
    () => 'Application consistent snapshots are not supported with a NearSync schedule'
  )
  refuseUnless(
    Object.keys(retention.remote).length <= 1,
    'schedule/invalid',
    () => 'A NearSync schedule replicates to one remote site only'
  )
}

/** Refuses another schedule beside a NearSync schedule [C: BP-2005, the edition of 2025]. */
export function refuseOthersBeside(
  domain: View<ProtectionDomain>,
  recurrence: View<Recurrence>,
  except: string | null
): void {
  const others = domain.schedules.filter(schedule => schedule.id !== except)
  const clash =
    others.length > 0 && (selectsNearSync(recurrence) || others.some(schedule => selectsNearSync(schedule.recurrence)))
  refuseUnless(
    !clash,
    'schedule/invalid',
    () => `Protection domain ${domain.name}: a NearSync schedule cannot stand beside another schedule`
  )
}

/** Refuses volume groups in a domain with NearSync. EMU: they have no light-weight snapshots. */
export function refuseVolumeGroups(domain: View<ProtectionDomain>, groups: readonly { readonly name: string }[]): void {
  const [group] = groups
  refuseUnless(
    group === undefined,
    'schedule/invalid',
    () =>
      `Volume group ${group?.name} cannot be protected by protection domain ${domain.name}: NearSync does not support volume groups`
  )
}

/** Whether a domain has a NearSync schedule. */
export function hasNearSync(domain: View<ProtectionDomain>): boolean {
  return domain.schedules.some(({ nearSync }) => nearSync !== null)
}

/** Refuses too many VMs in a domain with NearSync, or raises an alert, as the settings say. */
export function checkNearSyncSize(scene: DomainScene, vms: number): DomainEvent[] {
  const { world, domain } = scene
  if (vms <= NEARSYNC_VMS_MAX) return []
  if (world.settings.limits === 'refuse') {
    throw new Refusal(
      'protection-domain/limit',
      `Protection domain ${domain.name} with a NearSync schedule cannot have more than ${NEARSYNC_VMS_MAX} VMs`
    )
  }
  return [raiseDomainAlert(scene, 'nearsync-limit', { count: String(vms), limit: String(NEARSYNC_VMS_MAX) })]
}
