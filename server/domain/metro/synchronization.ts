/** Synchronization of a metro relation: how much is copied to the standby side, and how far it is. */
import { USECS_PER_SECOND, laneBetween } from '../core/index.js'
import type { Cluster, ProtectionDomain, Usecs, View, World } from '../core/index.js'
import { otherSideOf } from '../links/index.js'

const SYNC_USECS_MIN = USECS_PER_SECOND

/** Bytes of the disks in a container: what the other side has to be given. */
function bytesToCopy(active: View<Cluster>, container: string): number {
  const disks = Object.values(active.vms).flatMap(vm => vm.spec.disks.filter(disk => disk.container === container))
  return disks.reduce((sum, disk) => sum + disk.usedBytes, 0)
}

/** How long the copy takes over the whole bandwidth of the link, a second at least. EMU: other transfers do not slow it. */
export function synchronizationUsecs(
  world: View<World>,
  active: View<Cluster>,
  standby: View<Cluster>,
  container: string
): Usecs {
  const lane = laneBetween(world, active.name, standby.name)
  const seconds = lane === undefined ? 0 : bytesToCopy(active, container) / lane.bandwidthBytesPerSecond
  return Math.max(SYNC_USECS_MIN, Math.ceil(seconds * USECS_PER_SECOND))
}

/** A copy that is under way. */
export interface Synchronization {
  readonly totalBytes: number
  readonly completedBytes: number
  /** Whole percents, below 100. */
  readonly completedPercentage: number
  readonly secondsLeft: number
  /** The other side, as this one names it. */
  readonly site: string
  /** Whether this side sends. */
  readonly sender: boolean
}

/** The synchronization of a domain's metro relation, from either side; null while there is none. */
export function synchronizationOf(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>
): Synchronization | null {
  const { metro } = domain
  if (metro?.syncedAt == null) return null
  const peer = otherSideOf(world, here, domain)?.peer ?? here
  const sender = metro.role === 'Active'
  const [active, standby] = sender ? [here, peer] : [peer, here]
  const left = Math.max(0, metro.syncedAt - world.now)
  const whole = Math.max(synchronizationUsecs(world, active, standby, metro.container), left)
  const totalBytes = bytesToCopy(active, metro.container)
  const done = (whole - left) / whole
  return {
    totalBytes,
    completedBytes: Math.floor(totalBytes * done),
    completedPercentage: Math.min(99, Math.floor(done * 100)),
    secondsLeft: Math.ceil(left / USECS_PER_SECOND),
    site: metro.site,
    sender
  }
}
