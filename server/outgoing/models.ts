/** What leaves a cluster, for whom, and what became of it. */
import type { View, ConfigurationEntries } from '../domain/core/index.js'
import type { Severity } from '../domain/notices/index.js'

/** Whoever may be sent something; every port of it where `port` is undefined. */
export interface AllowedReceiver {
  /** A name in small letters, or an address. */
  readonly host: string
  readonly port: number | undefined
}

/** An alert that was raised or resolved, as it is told. */
export interface Notice {
  readonly state: 'raised' | 'resolved'
  readonly cluster: { readonly name: string; readonly title: string; readonly uuid: string }
  readonly id: string
  /** Key of the catalogue. */
  readonly kind: string
  /** As `alert_type_uuid` of the API. */
  readonly type: string
  readonly title: string
  readonly text: string
  readonly severity: Severity
  readonly entity: { readonly type: string; readonly name: string; readonly uuid: string | null }
  /** Microseconds since the epoch, in the time of the emulated cluster. */
  readonly createdUsecs: number
  /** The same; when it was resolved, for one that is. */
  readonly resolvedUsecs: number | null
}

export type TrapSettings = View<ConfigurationEntries>['snmpTraps'][number]
export type SnmpUser = View<ConfigurationEntries>['snmpUsers'][number]

interface To {
  readonly host: string
  readonly port: number
  readonly notice: Notice
}

export type Delivery =
  | ({ readonly protocol: 'snmp'; readonly trap: TrapSettings; readonly user: SnmpUser | undefined } & To)
  | ({ readonly protocol: 'syslog'; readonly transport: string } & To)

export type DeliveryOf<P extends Delivery['protocol']> = Extract<Delivery, { protocol: P }>

/**
 * `not-allowed`: the start does not name the receiver. `unusable`: the settings of the receiver cannot be followed, such as TCP for
 * traps. `failed`: the system, or the receiver, did not take it. `dropped`: too much waits already.
 */
export type OutgoingResult = 'sent' | 'not-allowed' | 'unusable' | 'failed' | 'dropped'

/** What became of one message to one receiver. */
export interface OutgoingOutcome {
  readonly lab: string
  readonly cluster: string
  readonly protocol: Delivery['protocol']
  readonly result: OutgoingResult
}

/** Sends what the start allows. Resolves with what became of each, in their order; never rejects. */
export type Send<P extends Delivery['protocol']> = (deliveries: readonly DeliveryOf<P>[]) => Promise<OutgoingResult[]>
