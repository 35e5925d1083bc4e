/** Reading the ledger: exposure now and before, promises kept and missed, what a fail-over lost. */
import { NEVER, instant, later, getOwn, sooner } from '../core/index.js'
import type {
  Activity,
  Failover,
  Instant,
  Ledger,
  Protection,
  ProtectionDomain,
  Usecs,
  View,
  World
} from '../core/index.js'
import { intervalUsecs } from '../snapshots/index.js'
import { peerOf } from '../links/index.js'
import { recoveryPoints } from './recovery-points.js'

export function emptyLedger(): Ledger {
  return { protections: {}, failovers: [], activity: [], outages: [] }
}

interface DomainProtection {
  readonly domain: string
  readonly protection: View<Protection>
}

/** Of all domains, in the order in which the first recovery point of each was reached. */
export function allProtections({ protections }: View<Ledger>): DomainProtection[] {
  return Object.entries(protections)
    .flatMap(([domain, ways]) => ways.map(protection => ({ domain, protection })))
    .sort((a, b) => a.protection.since - b.protection.since)
}

/** The shortest interval in which the domain's schedules send something to a cluster; null without such a schedule. */
export function rpoOf(
  world: View<World>,
  source: string,
  domain: View<ProtectionDomain>,
  target: string
): Usecs | null {
  const here = getOwn(world.clusters, source)
  let shortest: number = NEVER
  for (const { recurrence, retention, suspended } of domain.schedules) {
    if (suspended || here === undefined) continue
    for (const name in retention.remote) {
      const site = getOwn(here.remoteSites, name)
      if (site !== undefined && peerOf(world, here, site)?.name === target)
        shortest = Math.min(shortest, intervalUsecs(recurrence))
    }
  }
  return shortest === NEVER ? null : shortest
}

/**
 * How late the next recovery point may be before the promise counts as missed: an interval passes between two points
 * in any case, and the transfer of the second takes what it takes; a whole interval more is a miss. EMU: see docs/fidelity.md.
 */
const INTERVALS_PROMISED = 2

interface Miss {
  from: Instant
  /** Null while it goes on. */
  to: Instant | null
}

/** The age of what would come back if the source were lost at an instant; null where nothing would. */
export function exposureAt(protection: View<Protection>, at: Instant): Usecs | null {
  let newest: Instant | undefined
  for (const { takenAt, reachedAt } of recoveryPoints(protection))
    if (reachedAt <= at && (newest === undefined || takenAt > newest)) newest = takenAt
  return newest === undefined ? null : at - newest
}

/** Corners of the exposure over time: it grows with the clock, and falls when a point is reached. For a chart. */
export function exposureCurve(protection: View<Protection>, until: Instant): { at: Instant; usecs: Usecs }[] {
  const corners: { at: Instant; usecs: Usecs }[] = []
  let newest: Instant | undefined
  for (const { takenAt, reachedAt } of recoveryPoints(protection)) {
    if (newest !== undefined) corners.push({ at: reachedAt, usecs: reachedAt - newest })
    if (newest === undefined || takenAt > newest) newest = takenAt
    corners.push({ at: reachedAt, usecs: reachedAt - newest })
  }
  if (newest !== undefined) corners.push({ at: until, usecs: until - newest })
  return corners
}

/** Spans in which the exposure was larger than what was promised when they began. `until` ends the last one's watch. */
export function missesOf(protection: View<Protection>, until: Instant, promisedNow: Usecs | null): Miss[] {
  const misses: Miss[] = []
  const points = recoveryPoints(protection)
  for (const [i, point] of points.entries()) {
    const next = points[i + 1]
    const promised = next === undefined ? promisedNow : point.promisedUsecs
    if (promised === null) continue
    const allowedUntil = instant(point.takenAt + INTERVALS_PROMISED * promised)
    const end = next?.reachedAt ?? until
    if (end > allowedUntil) misses.push({ from: allowedUntil, to: next === undefined ? null : end })
  }
  return misses
}

/** The sums of a fail-over over its VMs. */
export function lossOf({ vms }: View<Failover>): {
  keptBytes: number
  lostBytes: number
  keptMarks: number
  lostMarks: string[]
} {
  return {
    keptBytes: vms.reduce((sum, vm) => sum + vm.keptBytes, 0),
    lostBytes: vms.reduce((sum, vm) => sum + vm.lostBytes, 0),
    keptMarks: vms.reduce((sum, vm) => sum + vm.keptMarks, 0),
    lostMarks: vms.flatMap(vm => vm.lostMarks)
  }
}

/** When the source of a fail-over was lost: the start of its outage, else of the fail-over itself. */
export function lossOfSourceAt({ outages }: View<Ledger>, { from, startedAt }: View<Failover>): Instant {
  const outage = outages.findLast(
    ({ cluster, from: began, to }) => cluster === from && began <= startedAt && (to === null || to >= startedAt)
  )
  return outage?.from ?? startedAt
}

/** Time of which the writes were lost: from the snapshot that came back, or the end of the mirror, to the loss of the source; null without either. */
export function lostUsecsOf(ledger: View<Ledger>, failover: View<Failover>): Usecs | null {
  const { kind, snapshot, mirroredUntil } = failover
  const broughtBack = snapshot?.takenAt ?? mirroredUntil
  if (broughtBack === undefined) return null
  return kind === 'migrate' ? 0 : Math.max(0, lossOfSourceAt(ledger, failover) - broughtBack)
}

interface SplitBrain {
  domain: string
  clusters: string[]
  from: Instant
  /** Null while it goes on. */
  to: Instant | null
}

/** Spans in which a domain was active on more than one cluster that had power. */
export function splitBrains(ledger: View<Ledger>, now: Instant): SplitBrain[] {
  const found: SplitBrain[] = []
  const spans = ledger.activity.flatMap(activity => withPower(ledger, activity))
  for (const [i, one] of spans.entries()) {
    for (const other of spans.slice(i + 1)) {
      if (one.domain !== other.domain || one.cluster === other.cluster) continue
      const from = later(one.from, other.from)
      const to = sooner(one.to ?? NEVER, other.to ?? NEVER)
      if (from >= to || from > now) continue
      found.push({ domain: one.domain, clusters: [one.cluster, other.cluster], from, to: to === NEVER ? null : to })
    }
  }
  return found
}

/** What is left of a span without the outages of its cluster. */
function withPower({ outages }: View<Ledger>, span: View<Activity>): View<Activity>[] {
  let rest: View<Activity>[] = [span]
  for (const outage of outages) {
    if (outage.cluster !== span.cluster) continue
    rest = rest.flatMap(one => {
      const end = one.to ?? NEVER
      const back = outage.to ?? NEVER
      if (outage.from >= end || back <= one.from) return [one]
      return [
        ...(outage.from > one.from ? [{ ...one, to: outage.from }] : []),
        ...(back < end ? [{ ...one, from: back }] : [])
      ]
    })
  }
  return rest
}
