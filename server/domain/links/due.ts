/** Due times of the checks of remote sites, and the events that move lanes. */
import { NEVER, RANK, later, sooner } from '../core/index.js'
import type { Cluster, Due, Touched, Touches, View, World } from '../core/index.js'
import { nextCheckAt, monitorsSites } from './sites/site-health.js'
import type { LinkEvent } from './vocabulary.js'

/** When a cluster checks its remote sites again; null while it cannot, or nothing has changed. */
export function dueOfSites(world: View<World>, here: View<Cluster>): Due | null {
  if (!monitorsSites(here)) return null
  let at = NEVER
  const { remoteSites } = here
  for (const name in remoteSites) {
    const site = remoteSites[name]
    if (site !== undefined) at = sooner(at, nextCheckAt(world, here, site))
  }
  if (at >= NEVER) return null
  return { at: later(at, world.now), rank: RANK.sites, command: { type: 'check-remote-sites', cluster: here.name } }
}

const lanes = (): Touched => ({ what: 'lanes' })

export const linkTouches: Touches<LinkEvent['type']> = {
  'lane-changed': lanes,
  'lane-limit-renewed': lanes,
  'lane-stall-told': lanes,
  'link-gateway-changed': lanes,
  'remote-site-added': lanes,
  'remote-site-changed': lanes,
  'remote-site-removed': lanes,
  'remote-site-trouble-noted': ({ cluster }) => ({ what: 'sites', cluster })
}
