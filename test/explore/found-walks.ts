/** Walks that once broke a promise, as short as `pesim explore` made them: what they found is to stay found. */
import { after, instant, seconds } from '../../server/domain/core/time.js'
import type { Start, WalkStep } from '../../server/explore/fuzz-run.js'
import { site } from '../../server/explore/walk-worlds.js'
import type { Fixture } from '../../server/seed/fixture.js'
import type { VmRequest } from '../../server/domain/inventory/index.js'
import type { Command } from '../../server/domain/core/tables/vocabulary.js'

export interface FoundWalk {
  /** What was wrong. */
  found: string
  start: Start
  steps: WalkStep[]
}

const begins = instant(Date.UTC(2024, 0, 30, 22) * 1000)
const by = { user: 'walker' } as const

/** Three small clusters that know each other, close together. */
function startOf(hypervisor: 'kKvm' | 'kVMware', past: Command[] = []): Start {
  const names = ['france', 'canada', 'brazil']
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map(b => [a, b] as [string, string]))
  const fixture: Fixture = {
    clusters: names.map((name, index) => ({
      name,
      vip: `10.0.${index}.100`,
      subnet: `10.0.${index}.0/24`,
      hypervisor,
      pack: 'pro',
      hosts: 3,
      containers: [{ name: 'pool' }, { name: 'spare' }],
      networks: [{ name: 'base', vlanId: 0 }],
      vms: index === 0 ? [{ name: 'web', changeBytesPerSecond: 1000, disks: [{ sizeBytes: 1_000_000 }] }] : []
    })),
    links: pairs.map(between => ({ between, bandwidthBitsPerSecond: 1_000_000_000 })),
    steps: [
      ...pairs.flatMap(([a, b]) => [site(names, a, b, false), site(names, b, a, false)]),
      ...past.map(command => ({ command }))
    ]
  }
  return { fixture, begins }
}

const silver: Command[] = [
  { type: 'create-protection-domain', cluster: 'france', ...by, name: 'silver', annotations: [] },
  {
    type: 'enable-metro',
    cluster: 'france',
    ...by,
    name: 'silver',
    container: 'spare',
    remoteSite: 'canada',
    failureHandling: 'Witness',
    breakAfterSeconds: 10,
    reEnable: false,
    force: false
  }
]

const MAC = '50:6b:8d:00:00:01'

const without = (name: string): VmRequest => ({
  name,
  changeBytesPerSecond: 0,
  powerState: 'off',
  spec: {
    description: null,
    vcpus: 1,
    coresPerVcpu: 1,
    memoryMb: 512,
    guestOs: null,
    timezone: 'UTC',
    guestTools: false,
    disks: [],
    nics: []
  }
})

const withAdapter = (name: string): VmRequest => {
  const vm = without(name)
  return { ...vm, spec: { ...vm.spec, nics: [{ uuid: `nic-${name}`, mac: MAC, network: 'base', ip: null }] } }
}

const protect = (name: string, vm: string): Command => ({
  type: 'protect-vms',
  cluster: 'france',
  ...by,
  name,
  names: [vm],
  uuids: [],
  consistencyGroup: null,
  appConsistent: false,
  ignoreDuplicateOrMissing: false
})

const mapped = (cluster: string, name: string): WalkStep => {
  const base = { source: 'base', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' } as const
  return { dispatch: { type: 'update-remote-site', cluster, ...by, site: { name, networkMap: [base] } } }
}

const migrate = (cluster: string, name: string, remoteSite: string): WalkStep => ({
  dispatch: { type: 'migrate-protection-domain', cluster, ...by, name, remoteSite }
})

export const foundWalks: FoundWalk[] = [
  {
    found: 'a host that is lost in the dark set the VMs writing that high availability moved',
    start: startOf('kKvm'),
    steps: [
      ...[1, 2, 3].map((host): WalkStep => ({
        dispatch: {
          type: 'plan-incident',
          what: { kind: 'host', cluster: 'france', host: `france-host-${host}` },
          begins: { kind: 'at', at: after(begins, seconds(10 * host)) },
          lastsUsecs: seconds(5)
        }
      })),
      { dispatch: { type: 'set-power', cluster: 'france', power: 'lost' } },
      { advance: 60 }
    ]
  },
  {
    found: 'a VM arrived with a MAC address that another VM has there',
    start: startOf('kKvm'),
    steps: [
      mapped('france', 'canada'),
      mapped('canada', 'france'),
      { dispatch: { type: 'create-vms', cluster: 'france', vms: [withAdapter('here')] } },
      { dispatch: { type: 'create-vms', cluster: 'canada', vms: [without('there')] } },
      {
        dispatch: {
          type: 'add-nics',
          cluster: 'canada',
          ...by,
          vm: '{vm:there}',
          nics: [{ network: '{network:base@canada}', mac: MAC, ip: null, connected: null, model: null }]
        }
      },
      { advance: 10 },
      { dispatch: { type: 'create-protection-domain', cluster: 'france', ...by, name: 'gold', annotations: [] } },
      { dispatch: protect('gold', 'here') },
      migrate('france', 'gold', 'canada'),
      { advance: 600 }
    ]
  },
  {
    found: 'a metro domain that is active was promoted, and counted twice',
    start: startOf('kVMware', silver),
    steps: [
      { dispatch: { type: 'disable-metro', cluster: 'france', ...by, name: 'silver', skipRemoteCheck: false } },
      migrate('france', 'silver', 'canada'),
      { advance: 60 },
      {
        dispatch: {
          type: 'promote-metro',
          cluster: 'canada',
          ...by,
          name: 'silver',
          skipRemoteCheck: false,
          force: false
        }
      }
    ]
  },
  {
    found: 'a domain migrated from a third cluster to the standby side of its own metro relation',
    start: startOf('kVMware', silver),
    steps: [
      { dispatch: protect('silver', 'web') },
      {
        dispatch: {
          type: 'add-one-time-schedule',
          cluster: 'france',
          ...by,
          name: 'silver',
          at: null,
          appConsistent: false,
          remoteSites: ['brazil'],
          retentionSeconds: null
        }
      },
      { advance: 600 },
      { dispatch: { type: 'activate-protection-domain', cluster: 'brazil', ...by, name: 'silver', snapshotId: null } },
      { advance: 60 },
      migrate('brazil', 'silver', 'canada'),
      { advance: 600 }
    ]
  },
  {
    found: 'a VM that was deleted stood in one domain still when another brought it back',
    start: startOf('kKvm'),
    steps: [
      { dispatch: { type: 'create-protection-domain', cluster: 'france', ...by, name: 'gold', annotations: [] } },
      { dispatch: { type: 'create-protection-domain', cluster: 'france', ...by, name: 'bronze', annotations: [] } },
      { dispatch: protect('gold', 'web') },
      {
        dispatch: {
          type: 'add-one-time-schedule',
          cluster: 'france',
          ...by,
          name: 'gold',
          at: null,
          appConsistent: false,
          remoteSites: [],
          retentionSeconds: null
        }
      },
      { advance: 60 },
      { dispatch: { type: 'unprotect-vms', cluster: 'france', ...by, name: 'gold', names: ['web'] } },
      { dispatch: protect('bronze', 'web') },
      {
        dispatch: {
          type: 'delete-vm',
          cluster: 'france',
          ...by,
          vm: '{vm:web}',
          snapshotsToo: false,
          timestamp: null
        }
      },
      { advance: 60 },
      { dispatch: { type: 'deactivate-protection-domain', cluster: 'france', ...by, name: 'gold' } },
      { advance: 60 },
      { dispatch: { type: 'activate-protection-domain', cluster: 'france', ...by, name: 'gold', snapshotId: null } },
      { advance: 60 }
    ]
  },
  {
    found: 'a domain called like what every record inherits was looked for after it had gone',
    start: startOf('kKvm'),
    steps: [
      {
        dispatch: { type: 'create-protection-domain', cluster: 'france', ...by, name: 'constructor', annotations: [] }
      },
      {
        dispatch: {
          type: 'plan-incident',
          what: { kind: 'cluster-recreated', cluster: 'france' },
          begins: {
            kind: 'event',
            pattern: { type: 'replication-admitted', cluster: null, name: 'constructor' },
            left: 1
          },
          lastsUsecs: null
        }
      },
      {
        dispatch: {
          type: 'add-one-time-schedule',
          cluster: 'france',
          ...by,
          name: 'constructor',
          at: null,
          appConsistent: false,
          remoteSites: ['canada', 'brazil'],
          retentionSeconds: null
        }
      },
      { advance: 60 }
    ]
  },
  {
    found: 'a side that was away while the other went on with somebody else stood on, active against it',
    start: startOf('kVMware', silver),
    steps: [
      { advance: 1 },
      { dispatch: { type: 'set-power', cluster: 'france', power: 'lost' } },
      { advance: 60 },
      {
        dispatch: {
          type: 'update-remote-site',
          cluster: 'canada',
          ...by,
          site: { name: 'france', addresses: { '10.0.2.100': 2020 } }
        }
      },
      {
        dispatch: {
          type: 'enable-metro',
          cluster: 'canada',
          ...by,
          name: 'silver',
          container: 'spare',
          remoteSite: 'brazil',
          failureHandling: 'None',
          breakAfterSeconds: 10,
          reEnable: true,
          force: false
        }
      },
      { dispatch: { type: 'set-power', cluster: 'france', power: 'on' } }
    ]
  }
]
