/** What events of links and of remote sites tell. */
import type { FactsOf } from '../core/index.js'
import type { LinkEvent } from './vocabulary.js'

export const linkFacts: FactsOf<LinkEvent['type']> = {
  'lane-changed': ({ a, b, from, up, bandwidthBytesPerSecond, loss }) => ({
    from,
    to: from === a ? b : a,
    up,
    bandwidth_bits_per_second: bandwidthBytesPerSecond * 8,
    loss
  }),
  'lane-limit-renewed': ({ from, to }) => ({ from, to }),
  'lane-stall-told': ({ from, to, told: stalled }) => ({ from, to, stalled }),
  'latency-changed': ({ a, b, latencyUsecs }) => ({ a, b, latency_milliseconds: latencyUsecs / 1000 }),
  'link-gateway-changed': ({ a, b, cluster, gateway: { name, vm, up } }) => ({
    name,
    ...(vm !== null && { uuid: vm }),
    to: cluster === a ? b : a,
    up
  }),
  'remote-site-added': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-changed': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-removed': ({ name }) => ({ name }),
  'remote-site-trouble-noted': ({ name, trouble }) => ({ name, trouble: trouble?.kind ?? null })
}
