/** Ledger endpoints: recovery points and exposure, fail-overs and their data loss, and the score of a drill. */
import {
  allProtections,
  exposureAt,
  exposureCurve,
  lossOf,
  lostUsecsOf,
  missesOf,
  recoveryPoints,
  rpoOf
} from '../../domain/ledger/index.js'
import { USECS_PER_SECOND, getOwn } from '../../domain/core/index.js'
import type { Failover, Instant, Ledger, Protection, Usecs, View, World } from '../../domain/core/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import { instantIn, invalidRequest } from '../core/index.js'
import type { HandlersFor, Model } from '../core/index.js'
import { scoreOf } from './score.js'

export const ledger: HandlersFor<'getLedger' | 'getScore'> = {
  getLedger: ({ ctx: { lab } }) => {
    const { ledger: kept } = lab.world
    return {
      at: rfc3339(lab.world.now),
      at_usecs: lab.world.now,
      protections: allProtections(kept).map(({ domain, protection }) => protectionDto(lab.world, domain, protection)),
      failovers: kept.failovers.map(failover => failoverDto(kept, failover))
    }
  },

  getScore: ({ ctx: { lab, journal }, query }) => {
    const from = instantIn(query.from, 'querystring/from') ?? firstOf(lab.world)
    const to = instantIn(query.to, 'querystring/to') ?? lab.world.now
    if (to < from) throw invalidRequest('querystring/to is before querystring/from')
    return scoreOf(
      lab.world,
      journal.between(from, to).filter(call => call.console !== true),
      from,
      to
    )
  }
}

/** When the drill began, where nobody says: with the first outage or fail-over that is remembered. */
function firstOf({ ledger: { failovers, outages }, now }: View<World>): Instant {
  return Math.min(failovers[0]?.startedAt ?? now, outages[0]?.from ?? now) as Instant
}

const inSeconds = (usecs: Usecs): number => usecs / USECS_PER_SECOND

function protectionDto(world: View<World>, domain: string, protection: View<Protection>): Model<'LedgerProtection'> {
  const { source, target, since, count } = protection
  const sender = getOwn(world.clusters[source]?.protectionDomains ?? {}, domain)
  const active = sender?.active === true
  const promised = sender === undefined || !active ? null : rpoOf(world, source, sender, target)
  const exposure = exposureAt(protection, world.now)
  const misses = missesOf(protection, world.now, promised)
  return {
    domain,
    source,
    target,
    active,
    since: rfc3339(since),
    since_usecs: since,
    points: count,
    ...(exposure !== null && { exposure_seconds: inSeconds(exposure) }),
    ...(promised !== null && { promised_seconds: inSeconds(promised) }),
    latest: recoveryPoints(protection).map(({ snapshotId, takenAt, reachedAt }) => ({
      snapshot_id: snapshotId,
      taken: rfc3339(takenAt),
      taken_usecs: takenAt,
      reached: rfc3339(reachedAt),
      reached_usecs: reachedAt
    })),
    misses: misses.map(({ from, to }) => ({
      from: rfc3339(from),
      from_usecs: from,
      ...(to !== null && { to: rfc3339(to), to_usecs: to })
    })),
    exposure: exposureCurve(protection, world.now).map(({ at, usecs }) => ({ at_usecs: at, seconds: inSeconds(usecs) }))
  }
}

function failoverDto(ledger: View<Ledger>, failover: View<Failover>): Model<'LedgerFailover'> {
  const { kind, domain, from, to, user, outcome, startedAt, endedAt, runningAt, snapshot, mirroredUntil, steps, vms } =
    failover
  const { keptBytes, lostBytes, keptMarks, lostMarks } = lossOf(failover)
  const end = endedAt ?? undefined
  return {
    kind,
    domain,
    ...(from !== null && { from }),
    to,
    user,
    outcome,
    started: rfc3339(startedAt),
    started_usecs: startedAt,
    ...(end !== undefined && { ended: rfc3339(end), ended_usecs: end, duration_seconds: inSeconds(end - startedAt) }),
    ...(runningAt !== null && { running: rfc3339(runningAt), running_usecs: runningAt }),
    ...(snapshot !== null && {
      snapshot: {
        id: snapshot.id,
        origin: snapshot.origin,
        taken: rfc3339(snapshot.takenAt),
        taken_usecs: snapshot.takenAt,
        age_seconds: inSeconds(Math.max(0, startedAt - snapshot.takenAt)),
        lost_seconds: inSeconds(lostUsecsOf(ledger, failover) ?? 0)
      }
    }),
    ...(mirroredUntil !== undefined && {
      mirror: {
        until: rfc3339(mirroredUntil),
        until_usecs: mirroredUntil,
        lost_seconds: inSeconds(lostUsecsOf(ledger, failover) ?? 0)
      }
    }),
    steps: steps.map(({ name, at }, i) => ({
      name,
      started: rfc3339(at),
      started_usecs: at,
      ...stepLength(at, steps[i + 1]?.at ?? end)
    })),
    kept_bytes: keptBytes,
    lost_bytes: lostBytes,
    kept_marks: keptMarks,
    lost_marks: lostMarks,
    vms: vms.map(vm => ({
      name: vm.name,
      uuid: vm.uuid,
      ...(vm.newUuid !== undefined && { new_uuid: vm.newUuid }),
      kept_bytes: vm.keptBytes,
      lost_bytes: vm.lostBytes,
      kept_marks: vm.keptMarks,
      lost_marks: [...vm.lostMarks]
    }))
  }
}

const stepLength = (from: Instant, to: Instant | undefined): { seconds?: number } =>
  to === undefined ? {} : { seconds: inSeconds(to - from) }
