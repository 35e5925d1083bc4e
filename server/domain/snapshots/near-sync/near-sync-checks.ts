/** Guards of NearSync: what a NearSync schedule and its protection domain must not have. */
import type { DomainEvent, DomainScene, ProtectionDomain, Recurrence, Retention, View } from '../../core/index.js'
import { selectsNearSync } from './near-sync.js'
import { Refusal, require } from '../../core/index.js'
import { raiseDomainAlert } from '../../notices/rules.js'

/** More VMs than this in a NearSync domain are too many [C: BP-2005]. */
const NEARSYNC_VMS_MAX = 10

/** What NearSync does not go together with [C: BP-2005]. */
export function checkNearSync(recurrence: View<Recurrence>, retention: View<Retention>, appConsistent: boolean): void {
  if (!selectsNearSync(recurrence)) return
  require(!appConsistent, 'schedule/invalid', () =>
    'Application consistent snapshots are not supported with a NearSync schedule')
  require(Object.keys(retention.remote).length <= 1, 'schedule/invalid', () =>
    'A NearSync schedule replicates to one remote site only')
}

/** A NearSync schedule tolerates no other beside it [C: BP-2005, the edition of 2025]. */
export function refuseOthersBeside(
  domain: View<ProtectionDomain>,
  recurrence: View<Recurrence>,
  except: string | null
): void {
  const others = domain.schedules.filter(schedule => schedule.id !== except)
  const clash =
    others.length > 0 && (selectsNearSync(recurrence) || others.some(schedule => selectsNearSync(schedule.recurrence)))
  require(!clash, 'schedule/invalid', () =>
    `Protection domain ${domain.name}: a NearSync schedule cannot stand beside another schedule`)
}

/** EMU: what has no light-weight snapshots is neither given a NearSync schedule nor put under one. */
export function refuseVolumeGroups(domain: View<ProtectionDomain>, groups: readonly { readonly name: string }[]): void {
  const [group] = groups
  require(group === undefined, 'schedule/invalid', () =>
    `Volume group ${group?.name} cannot be protected by protection domain ${domain.name}: NearSync does not support volume groups`)
}

export function hasNearSync(domain: View<ProtectionDomain>): boolean {
  return domain.schedules.some(({ nearSync }) => nearSync !== null)
}

/** A domain of too many VMs is refused or told of, as the setting says. */
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
