/** Random incidents of every kind, with every kind of trigger. */
import { after, seconds } from '../domain/core/index.js'
import type { Breakage, BreakageKind, Cluster, Trigger, View, World } from '../domain/core/index.js'
import type { Random } from './random.js'

interface IncidentContext {
  random: Random
  world: View<World>
  here: View<Cluster>
  name: string
}

const LASTS_SECONDS = [1, 20, 300, 1200, 5000]

export function randomLength({ random }: IncidentContext): number {
  return seconds(random.pick(LASTS_SECONDS))
}

/** Mostly of something that is there. */
export function randomBreakage(context: IncidentContext): Breakage {
  const { random, here } = context
  const sending = Object.values(here.protectionDomains).find(({ outgoing }) =>
    Object.values(outgoing).some(({ current }) => current !== null)
  )
  if (sending !== undefined && random.chance(0.2))
    return { kind: 'replication-stuck', cluster: here.name, domain: sending.name, site: null }
  return incidentEffects[random.pick(Object.keys(incidentEffects) as BreakageKind[])](context)
}

const vmName = ({ random, here }: IncidentContext): string =>
  random.pick([...Object.values(here.vms).map(vm => vm.name), 'nobody'])

const onLink = ({ random, world, here }: IncidentContext) => ({
  a: here.name,
  b: random.pick(Object.keys(world.clusters)),
  from: random.chance(0.7) ? null : here.name
})

const incidentEffects: { [K in BreakageKind]: (context: IncidentContext) => Extract<Breakage, { kind: K }> } = {
  'link-cut': a => ({ kind: 'link-cut', ...onLink(a) }),
  'link-slow': a => ({
    kind: 'link-slow',
    ...onLink(a),
    slow: {
      bandwidthBytesPerSecond: a.random.chance(0.8) ? a.random.pick([0, 1_000, 50_000]) : null,
      latencyUsecs: a.random.chance(0.3) ? 500_000 : null,
      loss: a.random.chance(0.3) ? a.random.pick([0, 0.5, 1]) : null
    }
  }),
  'link-flap': a => ({ kind: 'link-flap', ...onLink(a), downUsecs: randomLength(a), upUsecs: randomLength(a) }),
  'site-power': ({ here }) => ({ kind: 'site-power', cluster: here.name }),
  host: ({ random, here }) => ({
    kind: 'host',
    cluster: here.name,
    host: random.pick([...here.hosts.map(host => host.name), 'no host'])
  }),
  'replication-service': ({ here }) => ({ kind: 'replication-service', cluster: here.name }),
  'snapshot-failure': ({ random, here, name }) => ({
    kind: 'snapshot-failure',
    cluster: here.name,
    domain: random.chance(0.5) ? null : name
  }),
  'guest-shutdown-hang': a => ({
    kind: 'guest-shutdown-hang',
    cluster: a.here.name,
    vm: a.random.chance(0.5) ? null : vmName(a)
  }),
  'registration-failure': a => ({ kind: 'registration-failure', cluster: a.here.name, vm: vmName(a) }),
  'activation-failure': ({ random, here, name }) => ({
    kind: 'activation-failure',
    cluster: here.name,
    domain: random.chance(0.5) ? null : name
  }),
  'container-full': ({ random, here }) => ({
    kind: 'container-full',
    cluster: here.name,
    container: random.pick([...here.containers.map(container => container.name), 'no container'])
  }),
  'replication-stuck': ({ here, name }) => ({
    kind: 'replication-stuck',
    cluster: here.name,
    domain: name,
    site: null
  }),
  'cluster-recreated': ({ here }) => ({ kind: 'cluster-recreated', cluster: here.name }),
  'clock-jump': a => ({ kind: 'clock-jump', usecs: randomLength(a) })
}

export function randomTrigger({ random, world, here, name }: IncidentContext): Trigger {
  const kind = random.pick(['at', 'at', 'event', 'progress'] as const)
  switch (kind) {
    case 'at':
      return { kind, at: after(world.now, seconds(random.pick([0, 0, 1, 60, 3000]))) }
    case 'event':
      return {
        kind,
        pattern: {
          type: random.pick([
            'snapshot-taken',
            'replication-admitted',
            'replication-ended',
            'mode-change-advanced'
          ] as const),
          cluster: random.chance(0.5) ? null : here.name,
          name: random.chance(0.5) ? null : name
        },
        left: random.pick([1, 1, 2])
      }
    case 'progress':
      return { kind, cluster: here.name, domain: name, site: null, percent: random.pick([0, 30, 63, 99.9]) }
  }
}
