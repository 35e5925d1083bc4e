/** Commands, events and refusals: metro availability. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, AtDomain, OnCluster, OnDomain } from '../core/tables/target.js'
import type { FailureHandling, Metro, MirroredCopy, Witness } from '../core/world.js'

/** A witness as it is asked for. */
export type WitnessRequest = Pick<Witness, 'name' | 'addresses' | 'username'>

type MetroClientCommand =
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
  /** By `testOnly` it is checked and not registered. */
  | ({ type: 'add-metro-witness'; witness: WitnessRequest; testOnly: boolean } & OnCluster)
  | ({ type: 'remove-metro-witness'; uuid: string } & OnCluster)

/** Given by the agenda alone, at the instant at which it falls due. */
type MetroDueCommand =
  { type: 'finish-metro-sync'; cluster: string; name: string } | { type: 'break-metro'; cluster: string; name: string }

export type MetroCommand = MetroClientCommand | MetroDueCommand

export type MetroEvent =
  | ({ type: 'metro-changed'; metro: Metro } & AtDomain)
  /** The standby side is the active one from now on, with what it held. */
  | ({ type: 'metro-promoted'; metro: Metro; copy: MirroredCopy; user: string } & AtDomain)
  | ({ type: 'vstore-covered'; container: string } & AtDomain)
  | ({ type: 'metro-witness-added'; witness: Witness } & At)
  | ({ type: 'metro-witness-removed'; uuid: string } & At)

export const metroRefusals = {
  'metro/invalid': { number: 90140 },
  'metro/not-enabled': { number: 90141 },
  /** Metro witness asked for without metro [C: nutanix-mcp-server, AOS 6.8.1]. */
  'metro/not-configured': { number: 412, status: 412, exception: 'PreconditionFailedException', grade: 'B' },
  'vstore/not-found': { number: 1202, grade: 'D' },
  'vstore/protected': { number: 90142, status: 422, grade: 'D' },
  'vstore/not-protected': { number: 90143 },
  'witness/exists': { number: 90144, status: 422, grade: 'D' },
  'witness/invalid': { number: 90145 },
  'witness/not-found': { number: 1202, grade: 'D' }
} as const satisfies Refusals

interface MetroResults {
  /** As it is registered, or would be. */
  'add-metro-witness': Witness
}

export interface MetroVocabulary {
  client: MetroClientCommand
  control: never
  due: MetroDueCommand
  results: MetroResults
  event: MetroEvent
  refusal: keyof typeof metroRefusals
}
