/** What moves a protection domain to the other site and back, or keeps both in step: migration, activation, recovery, metro availability. */
import type { FailureHandling } from '../world.js'
import type { OnCluster, OnDomain } from './target.js'

export type FailoverCommand =
  | ({ type: 'migrate-protection-domain'; remoteSite: string; skipMobilityCheck?: boolean } & OnDomain)
  /** Without a snapshot, the last one that was fully received. */
  | ({ type: 'activate-protection-domain'; snapshotId: string | null } & OnDomain)
  | ({ type: 'deactivate-protection-domain' } & OnDomain)
  | ({
      type: 'restore-entities'
      snapshotId: string
      vmNames: readonly string[]
      vmUuids: readonly string[]
      volumeGroupUuids?: readonly string[]
      volumeGroupPrefix?: string
      /** Files, which no snapshot of this emulator holds. */
      others?: readonly string[]
      replace: boolean
      namePrefix: string
    } & OnDomain)
  | ({ type: 'roll-back-protection-domain'; snapshotId: string } & OnDomain)
  /** Null leaves it to the domain, to what was before, or to the product. */
  | ({
      type: 'enable-metro'
      container: string | null
      remoteSite: string | null
      failureHandling: FailureHandling | null
      breakAfterSeconds: number | null
      /** A relation that does not stand any more is renewed. */
      reEnable: boolean
      /** What the other side has written on its own is lost. */
      force: boolean
    } & OnDomain)
  | ({ type: 'disable-metro'; skipRemoteCheck: boolean } & OnDomain)
  | ({ type: 'promote-metro'; skipRemoteCheck: boolean; force: boolean } & OnDomain)
  | ({ type: 'set-metro-failure-handling'; mode: FailureHandling; localOnly: boolean } & OnDomain)
  | ({ type: 'set-metro-break-timeout'; seconds: number } & OnDomain)
  /** A vStore goes by the UUID or the number of its container. */
  | ({ type: 'protect-vstore'; uuid: string; vmLevel: boolean } & OnCluster)
  | ({ type: 'unprotect-vstore'; uuid: string } & OnCluster)
  | ({ type: 'regroup-vstore'; uuid: string; vmLevel: boolean } & OnCluster)

export type FailoverDueCommand =
  | { type: 'advance-mode-change'; cluster: string; name: string }
  | { type: 'finish-metro-sync'; cluster: string; name: string }
  | { type: 'break-metro'; cluster: string; name: string }
