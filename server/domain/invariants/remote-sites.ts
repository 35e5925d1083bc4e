/** What holds of the way to remote sites, and of those in trouble: told once it has lasted, and what is told is so. */
import { alertDueAt } from '../links/index.js'
import { getOwn, vmsNamed } from '../core/index.js'
import type { Cluster, Instant, RemoteSite, View } from '../core/index.js'
import { clustersOf } from './context.js'
import type { Invariants } from './context.js'

const TOLD_BY = { 'remote-site-out-of-reach': 'out-of-reach', 'remote-site-unhealthy': 'unhealthy' } as const

export const remoteSiteInvariants: Invariants = {
  'the gateway of a link is a VM of its cluster, and the link knows whether it runs': function* (world) {
    for (const { a, b, gateways = {} } of Object.values(world.links)) {
      for (const [cluster, { name, vm, up }] of Object.entries(gateways)) {
        const place = `gateway ${name} on ${cluster}`
        const here = getOwn(world.clusters, cluster)
        if (here === undefined || (cluster !== a && cluster !== b)) {
          yield `${place} is at no end of the link between ${a} and ${b}`
          continue
        }
        const machine = vm === null ? undefined : getOwn(here.vms, vm)
        if (vm !== null && machine === undefined) yield `${place} is VM ${vm}, which is not there`
        if (up !== (machine?.powerState === 'on')) yield `${place} is ${machine?.powerState ?? 'gone'}, up is ${up}`
        if (vm === null && vmsNamed(here, name).length > 0) yield `${place} is there, and the link does not know it`
      }
    }
  },

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
      audit => audit.type === 'cluster-changed' && audit.at >= since && String(audit.values[1]).includes('heldAlerts')
    )
  )
}
