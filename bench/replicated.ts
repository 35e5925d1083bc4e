/** France protects many domains, each of a few VMs, and knows Canada behind a fast line. */
import { instant } from '../server/domain/core/time.js'
import { Engine } from '../server/engine/engine.js'
import type { Rules } from '../server/engine/engine.js'
import { worldOf } from '../server/seed/world.js'
import type { RemoteSiteRequest } from '../server/domain/links/index.js'

const START = instant(1_767_225_600_000_000) // 2026-01-01T00:00:00Z

/** An engine of a world in which so many domains of so many VMs are protected, without any schedule. */
export function replicatedEngine(seed: string, domains: number, vmsPerDomain: number, rules?: Rules): Engine {
  const vms = Array.from({ length: domains * vmsPerDomain }, (_, index) => ({
    name: `vm-${index}`,
    changeBytesPerSecond: 1000,
    disks: [{ sizeBytes: 1e9, usedBytes: 5e8 }]
  }))
  const engine = new Engine(
    worldOf(
      {
        seed,
        clusters: [
          { name: 'france', vip: '192.168.0.100', subnet: '192.168.0.0/24', containers: [{ name: 'default' }], vms },
          { name: 'canada', vip: '192.168.10.100', subnet: '192.168.10.0/24', containers: [{ name: 'default' }] }
        ],
        links: [{ between: ['france', 'canada'], bandwidthBitsPerSecond: 10e9, latencyMilliseconds: 85 }]
      },
      START
    ),
    rules
  )
  const user = 'admin'
  engine.dispatch({ type: 'add-remote-site', cluster: 'france', user, site: site('canada', '192.168.10.100') })
  engine.dispatch({ type: 'add-remote-site', cluster: 'canada', user, site: site('france', '192.168.0.100') })
  const uuids = Object.keys(engine.world.clusters['france']?.vms ?? {})
  for (let index = 0; index < domains; index++) {
    const domain = { cluster: 'france', user, name: `domain-${index}` }
    engine.dispatch({ type: 'create-protection-domain', ...domain, annotations: [] })
    engine.dispatch({
      type: 'protect-vms',
      ...domain,
      names: [],
      uuids: uuids.slice(index * vmsPerDomain, (index + 1) * vmsPerDomain),
      consistencyGroup: null,
      appConsistent: false,
      ignoreDuplicateOrMissing: false
    })
  }
  return engine
}

/** The same, each domain with an hourly schedule that sends its snapshots: two are kept on each side. */
export function hourlyEngine(seed: string, domains: number, vmsPerDomain: number, rules?: Rules): Engine {
  const engine = replicatedEngine(seed, domains, vmsPerDomain, rules)
  for (const name of Object.keys(engine.world.clusters['france']?.protectionDomains ?? {})) {
    engine.dispatch({
      type: 'add-schedule',
      cluster: 'france',
      user: 'admin',
      name,
      schedule: {
        recurrence: { type: 'HOURLY', everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
        suspended: false,
        appConsistent: false,
        retention: {
          local: { count: 2, unit: 'NUM_SNAPSHOTS' },
          remote: { canada: { count: 2, unit: 'NUM_SNAPSHOTS' } }
        }
      }
    })
  }
  return engine
}

function site(name: string, address: string): RemoteSiteRequest {
  return {
    name,
    addresses: { [address]: 2020 },
    capabilities: null,
    containerMap: null,
    networkMap: null,
    compression: null,
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: null,
    bandwidthPolicy: null,
    maxBytesPerSecond: null
  }
}
