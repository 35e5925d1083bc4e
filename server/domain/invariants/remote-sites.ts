/** What holds of remote sites that are in trouble: told once it has lasted, and what is told is so. */
import { alertDueAt } from '../links/index.js'
import { getOwn } from '../core/index.js'
import type { Cluster, Instant, RemoteSite, View } from '../core/index.js'
import { clustersOf } from './context.js'
import type { Invariants } from './context.js'

const TOLD_BY = { 'remote-site-out-of-reach': 'out-of-reach', 'remote-site-unhealthy': 'unhealthy' } as const

export const remoteSiteInvariants: Invariants = {
  'trouble with a remote site has begun, and is told only once it has lasted': function* (world) {
    for (const here of clustersOf(world)) {
      for (const { name, trouble } of Object.values(here.remoteSites)) {
        if (trouble === undefined) continue
        const place = `the trouble with ${name} on ${here.name}`
        if (trouble.since > world.now) yield `${place} begins at ${trouble.since}`
        if (trouble.told && alertDueAt(trouble) > world.now) yield `${place} is told too early`
      }
    }
  },

  'an open alert about trouble with a remote site is about one that is in it': function* (world) {
    for (const here of clustersOf(world)) {
      for (const { id, type, entity, resolvedAt, lastAt } of here.alerts) {
        const kind = getOwn<'out-of-reach' | 'unhealthy'>(TOLD_BY, type)
        if (kind === undefined || resolvedAt !== null || holds(here, type, lastAt)) continue
        const trouble = getOwn<RemoteSite>(here.remoteSites, entity.name)?.trouble
        if (trouble?.kind !== kind || !trouble.told) yield `alert ${id} on ${here.name} about ${entity.name}`
      }
    }
  }
}

/** Whether alerts of a type stay open, or may have stayed so since an instant: nobody resolves them when they are let go. */
function holds(here: View<Cluster>, type: string, since: Instant): boolean {
  return (
    here.configuration.heldAlerts.includes(type) ||
    here.audits.some(
      audit => audit.type === 'cluster-changed' && audit.at >= since && audit.values[1]?.includes('heldAlerts') === true
    )
  )
}
