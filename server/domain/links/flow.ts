/** The traffic history of a lane, read for any span of time that is still remembered. */
import { PASSAGES_MAX, USECS_PER_SECOND, getOwn, later, mayBeTrimmed, sooner } from '../core/index.js'
import type { Flow, FlowName, Instant, Lane, View, World } from '../core/index.js'

export interface Traffic {
  /** Nothing is remembered of what was before. */
  readonly knownSince: Instant
  /** Wire bytes that were carried up to an instant, counted from when it is known. */
  bytesUntil(at: Instant): number
}

interface LaneTransit {
  readonly from: Instant
  readonly to: Instant
}

/** Where the number of transfers changed, and what all of them had carried by then. */
interface Step {
  readonly at: Instant
  readonly carried: number
  readonly running: number
}

const FLOWS = ['async', 'nearSync'] as const

/** The traffic of a lane, of one domain or of all. Costs the length of its history once, and then its logarithm per instant. */
export function trafficOf(world: View<World>, lane: View<Lane>, domain: string | null): Traffic {
  const flows = FLOWS.map(name => {
    const perTransfer = (at: Instant): number => perTransferUntil(lane.flows[name], at)
    return { perTransfer, steps: stepsOf(transfersOnLane(world, lane, name, domain), perTransfer) }
  })
  return {
    knownSince: knownSince(lane, world.now),
    bytesUntil: at =>
      flows.reduce((bytes, { perTransfer, steps }) => {
        const step = lastBefore(steps, at)
        return step === undefined
          ? bytes
          : bytes + step.carried + step.running * (perTransfer(at) - perTransfer(step.at))
      }, 0)
  }
}

function knownSince(lane: View<Lane>, now: Instant): Instant {
  const since = later(lane.flows.async.curve[0]?.at ?? now, lane.flows.nearSync.curve[0]?.at ?? now)
  const [oldest] = lane.passages
  return oldest !== undefined && mayBeTrimmed(lane.passages, PASSAGES_MAX) ? later(since, oldest.leftAt) : since
}

/** The curve of a flow at an instant: straight between its corners, and after the last one as the flow is now. */
function perTransferUntil({ curve, running, bytesPerSecond }: View<Flow>, at: Instant): number {
  const index = indexBefore(curve, at)
  const [corner, next] = [curve[index], curve[index + 1]]
  if (corner === undefined) return curve[0]?.bytes ?? 0
  if (next !== undefined) {
    return corner.bytes + ((next.bytes - corner.bytes) * (at - corner.at)) / (next.at - corner.at)
  }
  if (running === 0) return corner.bytes
  return corner.bytes + ((at - corner.at) / USECS_PER_SECOND) * bytesPerSecond
}

/** When transfers of a flow were on the lane; those that still are, until now. */
function transfersOnLane(world: View<World>, lane: View<Lane>, kind: FlowName, wanted: string | null): LaneTransit[] {
  const past = lane.passages
    .filter(({ domain, flow }) => flow === kind && (wanted === null || domain === wanted))
    .map(({ enteredAt, leftAt }) => ({ from: enteredAt, to: leftAt }))
  const domains = getOwn(world.clusters, lane.from)?.protectionDomains ?? {}
  const running = Object.values(domains)
    .filter(({ name }) => wanted === null || name === wanted)
    .flatMap(({ outgoing }) => Object.values(outgoing))
    .flatMap(({ current }) =>
      current?.phase === 'running' && current.target === lane.to && current.flow === kind
        ? [{ from: current.enteredAt, to: world.now }]
        : []
    )
  return [...past, ...running]
}

function stepsOf(stays: readonly LaneTransit[], perTransfer: (at: Instant) => number): Step[] {
  const changes = stays
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 }
    ])
    .sort((a, b) => a.at - b.at)
  const steps: Step[] = []
  for (const { at, by } of changes) {
    const before = steps.at(-1)
    if (before === undefined) steps.push({ at, carried: 0, running: by })
    else {
      const carried = before.carried + before.running * (perTransfer(at) - perTransfer(before.at))
      steps.push({ at, carried, running: before.running + by })
    }
  }
  return steps
}

function lastBefore<T extends { readonly at: Instant }>(sorted: readonly T[], at: Instant): T | undefined {
  return sorted[indexBefore(sorted, at)]
}

/** Index of the last entry that is not after an instant; -1 where all are. */
function indexBefore(sorted: readonly { readonly at: Instant }[], at: Instant): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.at ?? at) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Wire bytes between two instants, cut to what is remembered and has been; null where nothing of it is. */
export function bytesCarriedBetween(
  traffic: Traffic,
  now: Instant,
  from: Instant,
  to: Instant
): { bytes: number; seconds: number } | null {
  const [start, end] = [later(from, traffic.knownSince), sooner(to, now)]
  if (end <= start) return null
  return { bytes: traffic.bytesUntil(end) - traffic.bytesUntil(start), seconds: (end - start) / USECS_PER_SECOND }
}
