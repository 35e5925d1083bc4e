/** The largest world that pesim promises to serve: 10 000 VMs, 1 000 protection domains, an hourly schedule and some snapshots each. */
import type { Command } from '../../server/domain/core/index.js'
import type { Fixture } from '../../server/seed/index.js'
import type { RemoteSiteRequest } from '../../server/domain/links/index.js'

export const VMS = Number(process.env['VMS'] ?? 10_000)
export const DOMAINS = Number(process.env['DOMAINS'] ?? 1_000)
/** The rest of the VMs are in no domain, so that one request can protect thousands. */
const VMS_PER_DOMAIN = Math.floor(VMS / DOMAINS / 2)
/** Snapshots are taken each hour. */
const HOURS = 4

export const vmNames: readonly string[] = Array.from({ length: VMS }, (_, index) => `vm-${index}`)
export const domainNames: readonly string[] = Array.from({ length: DOMAINS }, (_, index) => `domain-${index}`)

export function largeWorld(): Fixture {
  return {
    seed: 'large',
    clusters: [
      {
        name: 'france',
        vip: '192.168.0.100',
        subnet: '192.168.0.0/24',
        pack: 'ultimate',
        containers: [{ name: 'default' }],
        networks: [{ name: 'base', vlanId: 0 }],
        vms: vmNames.map(name => ({
          name,
          changeBytesPerSecond: 1000,
          networks: ['base'],
          disks: [{ sizeBytes: 1e9, usedBytes: 5e8 }]
        }))
      },
      {
        name: 'canada',
        vip: '192.168.10.100',
        subnet: '192.168.10.0/24',
        pack: 'ultimate',
        containers: [{ name: 'default' }],
        networks: [{ name: 'base', vlanId: 0 }]
      }
    ],
    links: [{ between: ['france', 'canada'], bandwidthBitsPerSecond: 10e9, latencyMilliseconds: 85 }],
    steps: [
      { command: addSite('france', 'canada', '192.168.10.100') },
      { command: addSite('canada', 'france', '192.168.0.100') },
      ...domainNames.flatMap(domainCommands).map(command => ({ command })),
      { advanceSeconds: HOURS * 3600 + 600 }
    ]
  }
}

function domainCommands(name: string, index: number): Command[] {
  const domain = { cluster: 'france', user: 'admin', name }
  return [
    { type: 'create-protection-domain', ...domain, annotations: [] },
    {
      type: 'protect-vms',
      ...domain,
      names: vmNames.slice(index * VMS_PER_DOMAIN, (index + 1) * VMS_PER_DOMAIN),
      uuids: [],
      consistencyGroup: null,
      appConsistent: false,
      ignoreDuplicateOrMissing: false
    },
    {
      type: 'add-schedule',
      ...domain,
      schedule: {
        recurrence: { type: 'HOURLY', everyNth: 1, startAt: null, endAt: null, values: [], timezoneOffsetSeconds: 0 },
        suspended: false,
        appConsistent: false,
        retention: {
          local: { count: 3, unit: 'NUM_SNAPSHOTS' },
          remote: { canada: { count: 2, unit: 'NUM_SNAPSHOTS' } }
        }
      }
    }
  ]
}

function addSite(cluster: string, name: string, address: string): Command {
  const site: RemoteSiteRequest = {
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
  return { type: 'add-remote-site', cluster, user: 'admin', site }
}
