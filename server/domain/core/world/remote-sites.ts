/** A remote site: how one cluster knows another. */
import type { Instant } from '../time.js'

export type Capability = 'BACKUP' | 'DISASTER_RECOVERY'

export interface RemoteSite {
  name: string
  uuid: string
  /** Address to port, as the client gave them. */
  addresses: Record<string, number>
  /**
   * Of the addresses at which the emulator itself listens, whose each is: name of the cluster by address. The world cannot
   * know, and keeps what it was told when the site was made. Absent where there is none.
   */
  owners?: Record<string, string>
  capabilities: readonly Capability[]
  /** Local storage container to remote storage container. */
  containerMap: Record<string, string>
  networkMap: readonly NetworkMapping[]
  networkMapUuid: string | null
  compression: boolean
  proxy: boolean
  ssh: boolean
  bandwidthPolicyEnabled: boolean
  bandwidthPolicy: BandwidthPolicy | null
  /** Bytes per second; null is no limit. */
  maxBytesPerSecond: number | null
  createdAt: Instant
  /** The cluster that it was made for, where that is no more and another one has its addresses. */
  stale?: { id: number; incarnationId: number }
  /** Absent while all is well. */
  trouble?: SiteTrouble
}

/** Nothing gets through to the site, or it answers and cannot take part in replication. */
export interface SiteTrouble {
  kind: 'out-of-reach' | 'unhealthy'
  since: Instant
  /** It lasts, and there is an alert about it. */
  told: boolean
}

export interface NetworkMapping {
  source: string
  sourceHypervisor: string
  destination: string
  destinationHypervisor: string
}

export interface BandwidthPolicy {
  name: string
  uuid: string
  /** Bytes per second outside the windows; null is no limit. */
  defaultBytesPerSecond: number | null
  windows: readonly BandwidthWindow[]
}

export interface BandwidthWindow {
  uuid: string
  /** Bit mask of weekdays, 127 is every day. */
  days: number
  /** Milliseconds after midnight. */
  startMs: number
  endMs: number
  bytesPerSecond: number
}
