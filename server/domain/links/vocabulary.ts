/** Commands, events and refusals: remote sites, and the links to them. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type { BandwidthPolicy, Capability, Gateway, NetworkMapping, RemoteSite, SiteTrouble } from '../core/world.js'

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

type LinkClientCommand =
  | ({ type: 'add-remote-site'; site: RemoteSiteRequest } & OnCluster)
  | ({ type: 'update-remote-site'; site: Partial<RemoteSiteRequest> & { name: string } } & OnCluster)
  | ({ type: 'remove-remote-site'; name: string } & OnCluster)

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type LinkControlCommand = { type: 'change-link'; a: string; b: string; change: LinkChange }

/** Given by the agenda alone, at the instant at which it falls due. */
type LinkDueCommand =
  /** Something about the remote sites of a cluster has changed, or has lasted. */
  { type: 'check-remote-sites'; cluster: string }

export type LinkCommand = LinkClientCommand | LinkControlCommand | LinkDueCommand

export type LinkEvent =
  | {
      type: 'lane-changed'
      a: string
      b: string
      from: string
      up: boolean
      bandwidthBytesPerSecond: number
      loss: number
    }
  /** It was told that nothing passes, or that something does again. */
  | { type: 'lane-stall-told'; from: string; to: string; told: boolean }
  /** A window of the bandwidth policy has opened or closed. */
  | { type: 'lane-limit-renewed'; from: string; to: string }
  | { type: 'latency-changed'; a: string; b: string; latencyUsecs: number }
  /** The VM that a link passes through was switched on or off, has gone, or another one has taken its place. */
  | ({ type: 'link-gateway-changed'; a: string; b: string; gateway: Gateway } & At)
  | ({ type: 'remote-site-added'; site: RemoteSite } & At)
  | ({ type: 'remote-site-changed'; site: RemoteSite } & At)
  | ({ type: 'remote-site-removed'; name: string } & At)
  /** Null when it is over. */
  | ({ type: 'remote-site-trouble-noted'; name: string; trouble: SiteTrouble | null } & At)

export const linkRefusals = {
  'remote-site/not-found': { number: 90010, grade: 'D' },
  'remote-site/exists': { number: 90011, status: 422, grade: 'D' },
  'remote-site/in-use': { number: 90012 },
  'remote-site/invalid': { number: 90013 },
  'remote-site/unreachable': { number: 90014 },
  'remote-site/not-established': { number: 90015 },
  'remote-site/backup-only': { number: 90016 },
  'link/not-found': { number: 90080, grade: 'D' },
  'link/invalid': { number: 90081 }
} as const satisfies Refusals

export interface LinkVocabulary {
  client: LinkClientCommand
  control: LinkControlCommand
  due: LinkDueCommand
  event: LinkEvent
  refusal: keyof typeof linkRefusals
}
