/** Links between sites, and the lanes that they have in each direction. */
import type { Instant } from '../time.js'

/** The tunnel between two sites. */
export interface Link {
  /** The two clusters' names, in alphabetical order. */
  a: string
  b: string
  /** Round-trip time in microseconds. */
  latencyUsecs: number
  /** What the line is when nothing is wrong with it, in either direction: what healing it brings back. */
  nominal: { latencyUsecs: number; bandwidthBytesPerSecond: number }
  /** By the name of the sending cluster. */
  lanes: Record<string, Lane>
}

/**
 * One direction of a link, shared fairly by its running transfers: a virtual counter of the wire bytes that each of
 * them has been served, brought up to date only when a transfer starts or ends or the lane changes.
 */
export interface Lane {
  /** Orders the lane in the agenda. */
  serial: number
  from: string
  to: string
  up: boolean
  bandwidthBytesPerSecond: number
  /** The share of throughput that the line loses: 0 is a clean line. */
  loss: number
  /** Wire bytes served to every running transfer since the lane was last idle, as of `asOf`. */
  servedBytes: number
  asOf: Instant
  /** Transfers that share it now. */
  running: number
  /** Since when nothing can pass; null while it can. */
  downSince: Instant | null
  /** What each transfer would have been served since the world began, had it run all the time: corners of the curve, oldest first. */
  flow: FlowPoint[]
  /** Transfers that have left the lane, in the order in which they did. */
  passages: Passage[]
}

/** A corner of a lane's curve: between two of them it is straight. */
export interface FlowPoint {
  at: Instant
  /** Wire bytes per transfer. */
  bytes: number
}

/** The time that a transfer spent on a lane in one go. */
export interface Passage {
  domain: string
  enteredAt: Instant
  leftAt: Instant
}
