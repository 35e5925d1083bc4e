/** Remote sites, links, power and incidents by chance. */
import { atOnce } from '../../domain/core/index.js'
import { randomBreakage, randomLength, randomTrigger } from '../random-incidents.js'
import { orInvalid, otherName, siteName, vmUuid } from './context.js'
import type { CommandContext, KindsOf } from './context.js'
import type { RemoteSiteRequest } from '../../domain/links/index.js'

export const siteKinds = {
  'add-remote-site': { weight: 3, make: a => ({ type: 'add-remote-site', ...a.on, site: siteRequest(a) }) },
  'update-remote-site': {
    weight: 2,
    make: a => ({ type: 'update-remote-site', ...a.on, site: { ...partOf(a, siteRequest(a)), name: siteName(a) } })
  },
  'remove-remote-site': { weight: 1, make: a => ({ type: 'remove-remote-site', ...a.on, name: siteName(a) }) },
  'write-mark': {
    weight: 6,
    fits: (_, here) => Object.keys(here.vms).length > 0,
    make: a => ({
      type: 'write-mark',
      cluster: a.on.cluster,
      vm: vmUuid(a),
      mark: `mark-${a.random.below(1000)}`,
      bytes: a.random.below(10_000_000)
    })
  },
  'set-change-rate': {
    weight: 1,
    fits: (_, here) => Object.keys(here.vms).length > 0,
    make: a => ({
      type: 'set-change-rate',
      cluster: a.on.cluster,
      vm: vmUuid(a),
      bytesPerSecond: a.random.pick([0, 1_000, 40_000, 1_000_000])
    })
  },
  'set-power': {
    weight: 4,
    make: a => ({
      type: 'set-power',
      cluster: a.on.cluster,
      power: a.random.chance(a.here.power === 'lost' ? 0.95 : 0.75) ? 'on' : 'lost'
    })
  },
  'change-cluster': {
    weight: 1,
    make: a => ({
      type: 'change-cluster',
      cluster: a.on.cluster,
      ...(a.random.chance(0.5) && { power: a.random.chance(0.9) ? 'on' : 'lost' }),
      ...(a.random.chance(0.5) && { pack: a.random.pick(['starter', 'pro', 'ultimate']) })
    })
  },
  'set-pack': {
    weight: 1,
    make: a => ({ type: 'set-pack', cluster: a.on.cluster, pack: a.random.pick(['starter', 'pro', 'ultimate']) })
  },
  'change-link': {
    weight: 6,
    make: a => ({
      type: 'change-link',
      a: a.on.cluster,
      b: otherName(a),
      change: {
        from: a.random.chance(0.75) ? null : orInvalid(a, a.on.cluster),
        ...(a.random.chance(0.9) && { up: a.random.chance(isCut(a) ? 0.95 : isBusy(a) ? 0.3 : 0.8) }),
        ...(a.random.chance(0.3) && {
          bandwidthBytesPerSecond: a.random.pick([0, 50_000, 333_333, 1_000_000, 5_000_000])
        }),
        ...(a.random.chance(0.2) && { latencyUsecs: a.random.pick([0, 1, 85_000, -1]) }),
        ...(a.random.chance(0.2) && { loss: a.random.pick([0, 0.1, 0.9, 1]) })
      }
    })
  },
  'plan-incident': {
    weight: 5,
    make: a => {
      const what = randomBreakage(a)
      const endless = atOnce(what) || a.random.chance(0.1)
      return { type: 'plan-incident', what, begins: randomTrigger(a), lastsUsecs: endless ? null : randomLength(a) }
    }
  },
  'withdraw-incident': {
    weight: 2,
    make: a => ({
      type: 'withdraw-incident',
      id: orInvalid(a, a.random.pick([...Object.keys(a.world.incidents), 'incident-0']))
    })
  }
} satisfies KindsOf

function isCut(a: CommandContext): boolean {
  return Object.values(a.world.links).some(link => Object.values(link.lanes).some(lane => !lane.up))
}

function isBusy(a: CommandContext): boolean {
  return Object.values(a.world.links).some(link => Object.values(link.lanes).some(lane => lane.flows.async.running > 0))
}

function siteRequest(a: CommandContext): RemoteSiteRequest {
  const peer = a.world.clusters[otherName(a)]
  const theirs = peer?.containers ?? []
  const containers = theirs.length === 0 ? [] : [[a.here.containers[0]?.name ?? '', a.random.pick(theirs).name]]
  return {
    name: orInvalid(a, peer === undefined ? 'nowhere' : a.random.pick([peer.name, peer.name, `to-${peer.name}`])),
    addresses: Object.fromEntries(
      (peer === undefined ? a.random.pick([[], ['192.0.2.1'], [a.here.vip]]) : [peer.vip]).map(address => [
        address,
        2020
      ])
    ),
    capabilities: a.random.pick([null, null, null, ['BACKUP']]),
    containerMap: a.random.chance(0.7) ? Object.fromEntries(containers) : null,
    networkMap: a.random.pick([
      null,
      [{ source: 'base', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }],
      [{ source: 'lost', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }]
    ]),
    compression: a.random.pick([null, true, false]),
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: a.random.pick([null, true, true, false]),
    bandwidthPolicy: a.random.pick([
      null,
      null,
      {
        name: 'night',
        uuid: 'policy',
        defaultBytesPerSecond: a.random.pick([null, 50_000]),
        windows: Array.from({ length: a.random.pick([0, 1, 1, 2, 3]) }, () => ({
          uuid: 'window',
          days: a.random.pick([127, 127, 31, 4]),
          startMs: a.random.below(24) * 3_600_000,
          endMs: a.random.below(24) * 3_600_000,
          bytesPerSecond: a.random.pick([0, 20_000, 90_000])
        }))
      }
    ]),
    maxBytesPerSecond: a.random.pick([null, null, 250_000, -1])
  }
}

/** What an update leaves out stays as it is. */
function partOf(a: CommandContext, request: RemoteSiteRequest): Partial<RemoteSiteRequest> {
  return Object.fromEntries(a.random.some(Object.entries(request), 0.3))
}
