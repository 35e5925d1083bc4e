/** Grades a drill: recovery time, data loss, failed calls and unfinished steps. */
import { lossOf, lossOfSourceAt, lostUsecsOf, splitBrains, strandedDomains } from '../../domain/ledger/index.js'
import { USECS_PER_SECOND, getOwn, sooner } from '../../domain/core/index.js'
import type { Failover, Instant, View, World } from '../../domain/core/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import type { Call, Model } from '../core/index.js'

type Criterion = Model<'ScoreCriterion'>

/** Deductions from 100 points: per unit, and the maximum. EMU: pesim's own convention. */
const costs = {
  recovery_time: { each: 1 / 60, most: 25 },
  data_loss: { each: 1 / 60, most: 25 },
  wrong_end: { each: 3, most: 15 },
  dead_site: { each: 0.5, most: 10 },
  vms_off: { each: 5, most: 20 },
  unprotected: { each: 10, most: 20 },
  split_brain: { each: 1 / 60, most: 30 }
} as const

/** Refusal codes of calls to the wrong side, or at the wrong time. */
const wrongEnd = new Set([
  'protection-domain/active',
  'protection-domain/not-active',
  'protection-domain/not-found',
  'protection-domain/busy',
  'remote-site/not-found',
  'vm/not-found'
])

export function scoreOf(world: View<World>, calls: readonly Call[], from: Instant, to: Instant): Model<'Score'> {
  const failovers = world.ledger.failovers.filter(({ startedAt }) => startedAt >= from && startedAt <= to)
  const criteria = [
    recoveryTime(world, failovers, from, to),
    dataLoss(world, failovers),
    wrongEndCriterion(calls),
    deadSiteCriterion(calls),
    vmsLeftOff(world, from, to),
    unprotected(world),
    splitBrain(world, from, to)
  ]
  const points = criteria.reduce((sum, { cost }) => sum - cost, 100)
  return {
    from: rfc3339(from),
    from_usecs: from,
    to: rfc3339(to),
    to_usecs: to,
    points: Math.max(0, Math.round(points * 10) / 10),
    criteria
  }
}

function criterion(name: keyof typeof costs, value: number, unit: Criterion['unit'], says: string): Criterion {
  const { each, most } = costs[name]
  return { name, value, unit, cost: Math.round(Math.min(most, value * each) * 10) / 10, says }
}

function recoveryTime(world: View<World>, failovers: readonly View<Failover>[], from: Instant, to: Instant): Criterion {
  const stranded = strandedDomains(world, from, to).map(({ domain, cluster, ...outage }) => ({
    seconds: (sooner(outage.to ?? to, to) - outage.from) / USECS_PER_SECOND,
    says: `${domain} ${outage.to === null ? 'is' : 'was'} down with ${cluster}, and nobody failed it over`
  }))
  const recovered = failovers
    .filter(({ outcome }) => outcome === 'succeeded')
    .map(failover => ({
      seconds: ((failover.runningAt ?? to) - lossOfSourceAt(world.ledger, failover)) / USECS_PER_SECOND,
      says:
        failover.runningAt === null
          ? `${failover.domain} is on ${failover.to}, and not all of its VMs run yet`
          : `The VMs of ${failover.domain} ran on ${failover.to} after so long`
    }))
  const [longest] = [...stranded, ...recovered].sort((a, b) => b.seconds - a.seconds)
  return criterion('recovery_time', longest?.seconds ?? 0, 'seconds', longest?.says ?? 'Nothing was failed over')
}

function dataLoss(world: View<World>, failovers: readonly View<Failover>[]): Criterion {
  let worst = { seconds: 0, says: 'Nothing was lost' }
  for (const failover of failovers) {
    const { lostBytes, lostMarks } = lossOf(failover)
    if (lostBytes === 0) continue
    const seconds = (lostUsecsOf(world.ledger, failover) ?? 0) / USECS_PER_SECOND
    const marks = lostMarks.length === 0 ? '' : `, with the marks ${lostMarks.join(', ')}`
    if (seconds >= worst.seconds) worst = { seconds, says: `${failover.domain} lost ${lostBytes} bytes${marks}` }
  }
  return criterion('data_loss', worst.seconds, 'seconds', worst.says)
}

function wrongEndCriterion(calls: readonly Call[]): Criterion {
  const wrong = calls.filter(({ method, refusal }) => method !== 'GET' && refusal !== null && wrongEnd.has(refusal))
  const [first] = wrong
  const says = first === undefined ? 'None' : `The first: ${first.operation} on ${first.site} (${first.refusal})`
  return criterion('wrong_end', wrong.length, 'calls', says)
}

/** The first call to a dead site is free; repeated ones count. */
function deadSiteCriterion(calls: readonly Call[]): Criterion {
  const dead = calls.filter(({ status, mishap }) => status === null && mishap === null)
  const repeated = Math.max(0, dead.length - new Set(dead.map(({ site }) => site)).size)
  const says = dead.length === 1 ? 'One call met no answer' : `${dead.length} calls met no answer`
  return criterion('dead_site', repeated, 'calls', dead.length === 0 ? 'None' : says)
}

/** Failed over and never started, or still down with a site whose domain nobody failed over. */
function vmsLeftOff(world: View<World>, from: Instant, to: Instant): Criterion {
  const off = world.ledger.failovers
    .filter(({ outcome, runningAt }) => outcome === 'succeeded' && runningAt === null)
    .flatMap(({ to: target, vms }) =>
      vms.filter(vm => getOwn(world.clusters[target]?.vms ?? {}, vm.newUuid ?? vm.uuid)?.powerState === 'off')
    )
    .map(({ name }) => name)
  const down = strandedDomains(world, from, to).flatMap(one => (one.to === null ? one.vms : []))
  const [offNames, downNames] = [[...new Set(off)], [...new Set(down)]]
  const says = [
    ...(offNames.length === 0 ? [] : [`Off: ${offNames.join(', ')}`]),
    ...(downNames.length === 0 ? [] : [`Down with their site: ${downNames.join(', ')}`])
  ]
  const count = offNames.length + downNames.length
  return criterion('vms_off', count, 'vms', count === 0 ? 'All of them run' : says.join('; '))
}

/** Domains that were failed over and are not replicated from their new side. */
function unprotected(world: View<World>): Criterion {
  const moved = new Set(world.ledger.failovers.filter(({ outcome }) => outcome === 'succeeded').map(one => one.domain))
  const bare = [...moved].filter(name =>
    Object.values(world.clusters).some(cluster => {
      const domain = getOwn(cluster.protectionDomains, name)
      return (
        domain?.active === true &&
        !domain.schedules.some(({ retention, suspended }) => !suspended && Object.keys(retention.remote).length > 0)
      )
    })
  )
  const says = bare.length === 0 ? 'All of them are sent somewhere' : `No schedule sends ${bare.join(', ')}`
  return criterion('unprotected', bare.length, 'domains', says)
}

function splitBrain(world: View<World>, from: Instant, to: Instant): Criterion {
  const spans = splitBrains(world.ledger, world.now).filter(span => span.from <= to && (span.to ?? to) >= from)
  const seconds = spans.reduce(
    (sum, span) => sum + (Math.min(span.to ?? to, to) - Math.max(span.from, from)) / USECS_PER_SECOND,
    0
  )
  const says =
    spans.length === 0 ? 'Never' : `${[...new Set(spans.map(({ domain }) => domain))].join(', ')} on both sides`
  return criterion('split_brain', seconds, 'seconds', says)
}
