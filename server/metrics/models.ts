/** What is measured, and by whom it is told. */
import type { View, World } from '../domain/core/index.js'
import type { PaceState } from '../engine/index.js'

/** What a scrape reads of a lab. */
export interface MeasuredLab {
  readonly name: string
  readonly world: View<World>
  readonly clock: Readonly<PaceState>
  /** Virtual seconds by which a running clock's world is behind the present. */
  readonly lagSeconds: number
  readonly storageOk: boolean
  readonly journal: { readonly entries: number; readonly bytes: number }
  readonly streams: { readonly open: number; readonly backlogBytes: number }
}

/** A request to the emulated API that has ended. */
export interface RequestOutcome {
  readonly lab: string
  /** Addressed cluster, or Prism Central. */
  readonly site: string
  /** Null where no contract has the request. */
  readonly operation: string | null
  /** HTTP status; null for a dropped connection. */
  readonly status: number | null
}

/** Labels of the requests that were counted, with their number. */
export interface RequestCount extends RequestOutcome {
  requests: number
}

/** What became of an alert that a cluster had to tell a receiver. */
export interface OutgoingOutcome {
  readonly lab: string
  readonly cluster: string
  readonly protocol: string
  readonly result: string
}

/** Labels of the messages that were counted, with their number. */
export interface OutgoingCount extends OutgoingOutcome {
  messages: number
}

export interface Metrics {
  countRequest(outcome: RequestOutcome): void
  countOutgoing(outcome: OutgoingOutcome): void
  countSave(lab: string, result: SaveResult): void
  /** Drops the counts of a lab that is no more. */
  forgetLab(lab: string): void
  /** The text of a scrape; prom-client is loaded by the first one. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>
  /** Ends the measurement of the event loop. */
  close(): void
}

export type SaveResult = 'saved' | 'failed'

export interface MetricsSource {
  /** Release of the emulator. */
  readonly version: string
  labs(): Iterable<MeasuredLab>
}

/** Counters live beside the registry, which does not exist before somebody asks. */
export interface Counts {
  readonly requests: ReadonlyMap<string, Readonly<RequestCount>>
  readonly outgoing: ReadonlyMap<string, Readonly<OutgoingCount>>
  readonly saves: ReadonlyMap<string, Readonly<Record<SaveResult, number>>>
}
