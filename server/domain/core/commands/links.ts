/** Remote sites, and the links to them. */
import type { BandwidthPolicy, Capability, NetworkMapping } from '../world.js'
import type { OnCluster } from './target.js'

export interface RemoteSiteRequest {
  name: string
  addresses: Record<string, number>
  /** As in `RemoteSite`. */
  owners?: Record<string, string>
  capabilities: readonly Capability[] | null
  containerMap: Record<string, string> | null
  networkMap: readonly NetworkMapping[] | null
  compression: boolean | null
  proxy: boolean | null
  ssh: boolean | null
  bandwidthPolicyEnabled: boolean | null
  bandwidthPolicy: BandwidthPolicy | null
  maxBytesPerSecond: number | null
}

export interface LinkChange {
  /** The sending cluster of the one direction meant; both without it. */
  from: string | null
  up?: boolean
  bandwidthBytesPerSecond?: number
  latencyUsecs?: number
  loss?: number
}

export type LinkCommand =
  | ({ type: 'add-remote-site'; site: RemoteSiteRequest } & OnCluster)
  | ({ type: 'update-remote-site'; site: Partial<RemoteSiteRequest> & { name: string } } & OnCluster)
  | ({ type: 'remove-remote-site'; name: string } & OnCluster)

export type LinkControlCommand = { type: 'change-link'; a: string; b: string; change: LinkChange }

export type LinkDueCommand =
  | { type: 'tell-stalled-lane'; from: string; to: string }
  | { type: 'settle-stalled-lane'; from: string; to: string }
  | { type: 'renew-lane-limit'; from: string; to: string }
  /** Something about the remote sites of a cluster has changed, or has lasted. */
  | { type: 'look-at-sites'; cluster: string }
