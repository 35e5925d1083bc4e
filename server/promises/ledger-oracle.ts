/** Recomputes the ledger from events, to compare with the one of the world. */
import { allProtections } from '../domain/ledger/index.js'
import type { Ledger, View } from '../domain/core/index.js'
import type { Change } from '../engine/index.js'

interface Count {
  points: Record<string, number>
  failovers: Record<'running' | 'succeeded' | 'failed', number>
  active: number
  outages: number
}

export function countsIn(ledger: View<Ledger>): Count {
  const failovers = { running: 0, succeeded: 0, failed: 0 }
  for (const { outcome } of ledger.failovers) failovers[outcome] += 1
  return {
    points: Object.fromEntries(
      allProtections(ledger).map(({ domain, protection: { source, target, count } }) => [
        protectionKey(domain, source, target),
        count
      ])
    ),
    failovers,
    active: ledger.activity.filter(({ to }) => to === null).length,
    outages: ledger.outages.filter(({ to }) => to === null).length
  }
}

const protectionKey = (domain: string, source: string, target: string): string => `${domain}|${source}|${target}`

/** Goes on from what a ledger says at the start of a walk. */
export function ledgerOracle(start: View<Ledger>): { record: (change: Change) => void; counts: Count } {
  const counts = countsIn(start)
  const domains = new Set(
    start.activity.filter(({ to }) => to === null).map(({ cluster, domain }) => `${cluster}/${domain}`)
  )
  const changing = new Set<string>()
  return {
    counts,
    record: ({ events }) => {
      for (const event of events) {
        if (event.type === 'snapshot-received' && event.snapshot.origin !== event.cluster) {
          const key = protectionKey(event.domain, event.snapshot.origin, event.cluster)
          counts.points[key] = (counts.points[key] ?? 0) + 1
        }
        if (event.type === 'mode-change-started' && event.change.kind !== 'deactivate') {
          changing.add(`${event.cluster}/${event.domain}`)
          counts.failovers.running += 1
        }
        if (event.type === 'metro-promoted') counts.failovers.succeeded += 1
        if (event.type === 'mode-change-ended' && changing.delete(`${event.cluster}/${event.domain}`)) {
          counts.failovers.running -= 1
          counts.failovers[event.outcome] += 1
        }
        if (event.type === 'protection-domain-created' && event.domain.active)
          domains.add(`${event.cluster}/${event.domain.name}`)
        if (event.type === 'protection-domain-activated') domains.add(`${event.cluster}/${event.domain}`)
        if (event.type === 'protection-domain-deactivated' || event.type === 'protection-domain-removed')
          domains.delete(`${event.cluster}/${event.domain}`)
        if (event.type === 'power-lost') counts.outages += 1
        if (event.type === 'power-restored') counts.outages -= 1
      }
      counts.active = domains.size
    }
  }
}
