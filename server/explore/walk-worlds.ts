/** Start worlds of walks: two or three small clusters, with random settings and remote sites. */
import { instant } from '../domain/core/index.js'
import type { ClusterFixture, Fixture } from '../seed/index.js'
import type { Random } from './random.js'
import type { Start } from './fuzz-run.js'

/** 2024-01-30T22:00:00Z: near the end of a month, in a leap year. */
const START = instant(1_706_652_000_000_000)
const MEGABYTE = 1_000_000

const NAMES = ['france', 'canada', 'brazil']

/** A full copy takes a quarter of an hour or so, an hour's change some minutes: mostly something is on its way. */
const BANDWIDTH_BITS_PER_SECOND = 1_000_000

/** Where a walk begins, as others can begin there too. */
export function walkStart(random: Random): Start {
  const names = NAMES.slice(0, random.chance(0.7) ? 2 : 3)
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map(b => [a, b] as [string, string]))
  // Half of the worlds run on ESXi, close together, so that metro availability is possible; the others on what comes up.
  const close = random.chance(0.5)
  const clusters = names.map((name, index) => ({
    ...clusterFixture(random, name, index),
    ...(close && { hypervisor: 'kVMware' as const })
  }))
  const fixture: Fixture = {
    seed: `walk-${random.below(1000)}`,
    settings: {
      carrySchedules: random.chance(0.2),
      deleteNeedsEmpty: random.chance(0.2),
      licence: random.pick(['enforce', 'warn']),
      limits: random.pick(['warn', 'refuse']),
      nearSyncReserveBytesPerNode: random.pick([360e9, 360e9, 1_000_000]),
      nearSyncMissesMax: random.pick([1, 1, 3]),
      nearSyncRollUp: random.chance(0.8),
      replicationTimeoutSeconds: random.pick([20, 900]),
      snapshotCollectionSeconds: random.pick([0, 300, 20_000])
    },
    clusters,
    links: pairs.map(between => ({
      between,
      bandwidthBitsPerSecond: BANDWIDTH_BITS_PER_SECOND,
      latencyMilliseconds: close ? random.pick([0, 5]) : random.pick([0, 85]),
      ...(random.chance(0.3) && { gateways: gatewaysOf(random, between) })
    })),
    steps: random.chance(0.1)
      ? []
      : [
          ...pairs.flatMap(([a, b]) => [site(names, a, b, random.chance(0.3)), site(names, b, a, false)]),
          ...(random.chance(0.2) ? [] : protectedGold(clusters[0]?.pack === 'pro' && random.chance(0.4))),
          ...(close ? stretchedSilver : [])
        ]
  }
  return { fixture, begins: START }
}

function clusterFixture(random: Random, name: string, index: number): ClusterFixture {
  const vms = ['web', 'app', 'data', 'web'].slice(0, index === 0 ? 4 : 1)
  return {
    name,
    vip: `10.0.${index}.100`,
    subnet: `10.0.${index}.0/24`,
    hypervisor: random.pick(['kKvm', 'kKvm', 'kKvm', 'kVMware']),
    pack: random.pick(['starter', 'pro']),
    timezone: random.pick(['UTC', 'Europe/Paris', 'America/Toronto']),
    hosts: 3,
    containers: [{ name: random.chance(0.95) ? 'pool' : `pool-${name}` }, { name: 'spare' }],
    networks: [{ name: 'base', vlanId: 0 }, ...(index === 0 ? [{ name: 'extra', vlanId: 5 }] : [])],
    ...(index === 0 &&
      random.chance(0.4) && {
        fileServers: [{ name: 'files', vms: 2, changeBytesPerSecond: 10_000, disks: [{ sizeBytes: 50 * MEGABYTE }] }]
      }),
    vms: vms.map((vm, number) => ({
      name: index === 0 ? vm : `${vm}-${name}`,
      power: number === 2 ? 'off' : 'on',
      changeBytesPerSecond: 40_000 * number,
      networks: number === 1 ? ['base', 'extra'].slice(0, 2 - Math.min(1, index)) : ['base'],
      disks: [{ sizeBytes: 800 * MEGABYTE, usedBytes: (50 + 100 * number) * MEGABYTE }]
    }))
  }
}

const gold = { cluster: 'france', user: 'admin', name: 'gold' } as const

/** Of the first cluster a VM that gold may protect, of the others the only one: whatever befalls it befalls the line. */
function gatewaysOf(random: Random, between: readonly string[]): Record<string, string> {
  const ends = random.chance(0.3) ? between : [random.pick(between)]
  return Object.fromEntries(ends.map(name => [name, name === NAMES[0] ? 'app' : `web-${name}`]))
}

/** Two VMs that are sent to Canada hour by hour, or by NearSync every five minutes. */
const protectedGold = (nearSync: boolean): NonNullable<Fixture['steps']> => [
  { command: { type: 'create-protection-domain', ...gold, annotations: [] } },
  {
    command: {
      type: 'protect-vms',
      ...gold,
      names: ['app', 'data'],
      uuids: [],
      consistencyGroup: null,
      appConsistent: false,
      ignoreDuplicateOrMissing: false
    }
  },
  {
    command: {
      type: 'add-schedule',
      ...gold,
      schedule: {
        recurrence: {
          type: nearSync ? 'MINUTELY' : 'HOURLY',
          everyNth: nearSync ? 5 : 1,
          startAt: null,
          endAt: null,
          values: [],
          timezoneOffsetSeconds: 0
        },
        suspended: false,
        appConsistent: false,
        retention: {
          local: { count: 2, unit: 'NUM_SNAPSHOTS' },
          remote: { canada: { count: 2, unit: 'NUM_SNAPSHOTS' } }
        }
      }
    }
  }
]

/** The container that nothing is in, on both sides alike. */
const silver = { cluster: 'france', user: 'admin', name: 'silver' } as const
const stretchedSilver: NonNullable<Fixture['steps']> = [
  { command: { type: 'create-protection-domain', ...silver, annotations: [] } },
  {
    command: {
      type: 'enable-metro',
      ...silver,
      container: 'spare',
      remoteSite: 'canada',
      failureHandling: 'Witness',
      breakAfterSeconds: 10,
      reEnable: false,
      force: false
    }
  }
]

/** Half of the line, between eleven and one. */
const nightly = {
  name: 'night',
  uuid: 'policy',
  defaultBytesPerSecond: null,
  windows: [{ uuid: 'window', days: 127, startMs: 23 * 3_600_000, endMs: 3_600_000, bytesPerSecond: 60_000 }]
}

/** `to` is the cluster of that number among the names. */
export function site(names: readonly string[], from: string, to: string, throttled: boolean) {
  const command = {
    type: 'add-remote-site',
    cluster: from,
    user: 'admin',
    site: {
      name: to,
      addresses: { [`10.0.${names.indexOf(to)}.100`]: 2020 },
      capabilities: null,
      containerMap: null,
      networkMap: null,
      compression: null,
      proxy: null,
      ssh: null,
      bandwidthPolicyEnabled: throttled,
      bandwidthPolicy: throttled ? nightly : null,
      maxBytesPerSecond: null
    }
  } as const
  return { command }
}
