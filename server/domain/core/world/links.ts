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
  /** By the name of the cluster where it runs: the VMs that everything passes through. Most links have none. */
  gateways?: Record<string, Gateway>
}

/** A VM at one end of a link: while it is off or gone, nothing passes, either way. */
export interface Gateway {
  /** Where the VM goes, another one of this name takes its place. */
  name: string
  /** UUID; null where there is none. */
  vm: string | null
  /** It is there, and on. */
  up: boolean
}

/** What throttling holds back, and what it lets pass: transfers of light-weight snapshots ignore it [C: BP-2005]. */
export type FlowName = 'async' | 'nearSync'

/** One direction of a link, shared fairly by its running transfers. */
export interface Lane {
  /** Orders the lane in the agenda. */
  serial: number
  from: string
  to: string
  up: boolean
  bandwidthBytesPerSecond: number
  /** The share of throughput that the line loses: 0 is a clean line. */
  loss: number
  flows: Record<FlowName, Flow>
  /** The flows' figures are those of this instant. */
  asOf: Instant
  /** What all async transfers together may use: the nodes, the site's own limit and its policy, until the next edge of a window. */
  limit: { bytesPerSecond: number; until: Instant | null }
  /** Since when nothing can pass; null while it can. */
  downSince: Instant | null
  /** Its transfers were told to have stalled. */
  stallTold: boolean
  /** Wire bytes since the world began: what was to be sent is what was carried, what was given up, and what is left. */
  total: { offeredBytes: number; carriedBytes: number; droppedBytes: number }
  /** Transfers that have left the lane, in the order in which they did. */
  passages: Transit[]
}

/**
 * The running transfers of one kind: a virtual counter of the wire bytes that each of them has been served, brought up
 * to date only when a transfer starts or ends or the lane changes.
 */
export interface Flow {
  running: number
  /** Wire bytes served to every running transfer since the flow was last idle, as of the lane's `asOf`. */
  servedBytes: number
  /** What each of them gets since then; what one would get, while none runs. */
  bytesPerSecond: number
  /** What each transfer would have been served since the world began, had it run all the time: corners of the curve, oldest first. */
  curve: FlowPoint[]
}

/** A corner of a flow's curve: between two of them it is straight. */
interface FlowPoint {
  at: Instant
  /** Wire bytes per transfer. */
  bytes: number
}

/** The time that a transfer spent on a lane in one go. */
interface Transit {
  domain: string
  flow: FlowName
  enteredAt: Instant
  leftAt: Instant
}
