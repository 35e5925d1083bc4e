/** Appliers of links and remote sites. */
import { cluster, domain, lane, link, getOwn, site } from '../core/index.js'
import type { Appliers, Cluster, Draft, Writable } from '../core/index.js'
import { changeLanes, lanesOf } from './lanes.js'
import type { LinkEvent } from './vocabulary.js'

/** Removes what the domains of a cluster send to a remote site that has gone. */
function forgetSite(draft: Draft, here: Writable<Cluster>, name: string, site: string): void {
  const sender = here.protectionDomains[name]
  if (sender === undefined) return
  const names = sender.oneTimeSchedules.some(({ remoteSites }) => remoteSites.includes(site))
  if (!names && getOwn(sender.outgoing, site) === undefined) return
  const changed = domain(draft, { cluster: here.name, domain: name })
  delete draft.table(changed, 'outgoing')[site]
  for (const [at, { remoteSites }] of sender.oneTimeSchedules.entries())
    draft.row(draft.list(changed, 'oneTimeSchedules'), at).remoteSites = remoteSites.filter(each => each !== site)
}

export const linkAppliers: Appliers<LinkEvent['type']> = {
  'lane-changed': (draft, event) => {
    changeLanes(draft, Object.values(link(draft, event.a, event.b).lanes), () => {
      const one = lane(draft, event.from, event.from === event.a ? event.b : event.a)
      one.up = event.up
      one.bandwidthBytesPerSecond = event.bandwidthBytesPerSecond
      one.loss = event.loss
    })
  },
  'lane-limit-renewed': (draft, event) => {
    changeLanes(draft, [event], () => undefined)
  },
  'lane-stall-told': (draft, event) => {
    lane(draft, event.from, event.to).stallTold = event.told
  },
  'latency-changed': (draft, event) => {
    link(draft, event.a, event.b).latencyUsecs = event.latencyUsecs
  },
  'link-gateway-changed': (draft, event) => {
    const changed = link(draft, event.a, event.b)
    changeLanes(draft, Object.values(changed.lanes), () => {
      changed.gateways = { ...changed.gateways, [event.cluster]: event.gateway }
    })
  },
  'remote-site-added': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      draft.table(cluster(draft, event), 'remoteSites')[event.site.name] = { ...event.site }
    })
  },
  'remote-site-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      Object.assign(site(draft, { cluster: event.cluster, name: event.site.name }), event.site)
    })
  },
  'remote-site-removed': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      delete draft.table(here, 'remoteSites')[event.name]
    })
    for (const { name } of Object.values(here.protectionDomains)) forgetSite(draft, here, name, event.name)
  },
  'remote-site-trouble-noted': (draft, event) => {
    const target = site(draft, event)
    if (event.trouble === null) delete target.trouble
    else target.trouble = { ...event.trouble }
  }
}
