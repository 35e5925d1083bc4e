/** Fields of events of clusters and links. */
import type { FactsOf } from './facts.js'

export const clusterFacts = {
  'power-lost': () => ({}),
  'power-restored': () => ({}),
  'cluster-recreated': ({ uuid }) => ({ uuid }),
  'pack-changed': ({ pack }) => ({ pack }),
  'vip-changed': ({ vip }) => ({ vip }),
  'timezone-changed': ({ timezone }) => ({ timezone }),
  'configuration-changed': ({ change }) => ({ settings: Object.keys(change) }),
  'host-maintenance-changed': ({ cluster, uuid, inMaintenance }, world) => ({
    name: world.clusters[cluster]?.hosts.find(host => host.uuid === uuid)?.name ?? uuid,
    uuid,
    in_maintenance: inMaintenance
  })
} satisfies Partial<FactsOf>

export const linkFacts = {
  'lane-changed': ({ a, b, from, up, bandwidthBytesPerSecond, loss }) => ({
    from,
    to: from === a ? b : a,
    up,
    bandwidth_bits_per_second: bandwidthBytesPerSecond * 8,
    loss
  }),
  'lane-limit-renewed': ({ from, to }) => ({ from, to }),
  'lane-stall-told': ({ from, to, told: stalled }) => ({ from, to, stalled }),
  'latency-changed': ({ a, b, latencyUsecs }) => ({ a, b, latency_milliseconds: latencyUsecs / 1000 })
} satisfies Partial<FactsOf>

export const remoteSiteFacts = {
  'remote-site-added': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-changed': ({ site }) => ({ name: site.name, uuid: site.uuid }),
  'remote-site-removed': ({ name }) => ({ name }),
  'remote-site-trouble-noted': ({ name, trouble }) => ({ name, trouble: trouble?.kind ?? null })
} satisfies Partial<FactsOf>
