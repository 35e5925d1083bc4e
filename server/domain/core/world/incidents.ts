/** Incidents: what breaks in the simulated world, when it begins, and how long it lasts. */
import type { Instant, Usecs } from '../time.js'

/** What breaks. Directions of a link go by the sending cluster; null is both. */
export type Breakage =
  | { kind: 'link-cut'; a: string; b: string; from: string | null }
  | { kind: 'link-slow'; a: string; b: string; from: string | null; slow: Slowness }
  /** Cut and whole by turns. */
  | { kind: 'link-flap'; a: string; b: string; from: string | null; downUsecs: Usecs; upUsecs: Usecs }
  | { kind: 'site-power'; cluster: string }
  /** Host by UUID or name: its VMs start again on the others. */
  | { kind: 'host'; cluster: string; host: string }
  /** The replication service is down, the API is not. */
  | { kind: 'replication-service'; cluster: string }
  /** Snapshots of the domain, or of all, fail. */
  | { kind: 'snapshot-failure'; cluster: string; domain: string | null }
  /** A guest, or every one, does not shut down when asked: it is forced off after the limit. */
  | { kind: 'guest-shutdown-hang'; cluster: string; vm: string | null }
  /** A VM of that name cannot be registered on the cluster. */
  | { kind: 'registration-failure'; cluster: string; vm: string }
  /** The domain, or any, does not become active on the cluster. */
  | { kind: 'activation-failure'; cluster: string; domain: string | null }
  | { kind: 'container-full'; cluster: string; container: string }
  /** Transfers of the domain make no progress. */
  | { kind: 'replication-stuck'; cluster: string; domain: string; site: string | null }
  /** The cluster is destroyed and made again, empty: its peers know one that is no more. */
  | { kind: 'cluster-recreated'; cluster: string }
  /** The clocks of all clusters jump forward; nothing happens in the time that is left out. */
  | { kind: 'clock-jump'; usecs: Usecs }

export type BreakageKind = Breakage['kind']

export interface Slowness {
  bandwidthBytesPerSecond: number | null
  latencyUsecs: number | null
  /** The share of throughput that is lost: from 0 to below 1. */
  loss: number | null
}

export type Trigger =
  | { kind: 'at'; at: Instant }
  /** The n-th event that fits, counted from the plan. */
  | { kind: 'event'; pattern: EventPattern; left: number }
  /** When a transfer of the domain passes a percentage: the first one that does. */
  | { kind: 'progress'; cluster: string; domain: string; site: string | null; percent: number }

/** Events by their kind, their cluster and the names in them. */
export interface EventPattern {
  /** A kind of event. */
  type: string
  /** The cluster on which it happens; null is any. */
  cluster: string | null
  /** A protection domain, remote site or VM by name, or a VM by UUID; null is any. */
  name: string | null
}

export interface Incident {
  id: string
  /** Orders the incident in the agenda. */
  serial: number
  what: Breakage
  begins: Trigger
  /** How long it lasts once it has begun; null until it is withdrawn. */
  lastsUsecs: Usecs | null
  state: 'waiting' | 'active' | 'ended' | 'withdrawn'
  plannedAt: Instant
  beganAt: Instant | null
  endedAt: Instant | null
  /** When a flapping link turns next. */
  turnsAt: Instant | null
  /** Whether a flapping link is cut just now. */
  down: boolean
}
