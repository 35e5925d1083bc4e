/** What each kind of incident does when it begins and when it ends, beyond what rules read of it in domain/core/active-incidents.ts. */
import type { Breakage, Cluster, DomainEvent, Host, Incident, Link, Scene, View, World } from '../core/index.js'
import {
  activeIncidents,
  clusterOf,
  isCutByOthers,
  linkBetween,
  openCluster,
  getOwn,
  replicationStuck
} from '../core/index.js'
import { failReplication } from '../replication/rules.js'
import { setPower } from './power.js'
import { recreateCluster } from './recreation.js'
import { hostFor } from '../inventory/rules.js'

type What<K extends Breakage['kind']> = View<Extract<Breakage, { kind: K }>>
type OnLink = What<'link-cut'> | What<'link-slow'> | What<'link-flap'>

export function beginEffect(scene: Scene, incident: View<Incident>): DomainEvent[] {
  const { world } = scene
  const { what } = incident
  switch (what.kind) {
    case 'link-cut':
    case 'link-flap':
      return cut(world, what)
    case 'link-slow':
      return slowLink(world, what)
    case 'site-power':
      return setPower(scene, { type: 'set-power', cluster: what.cluster, power: 'lost' })
    case 'host':
      return loseHost(clusterOf(world, what.cluster), what.host)
    case 'replication-service':
      return clusterOf(world, what.cluster).replicationService === 'down'
        ? []
        : [{ type: 'replication-service-stopped', cluster: what.cluster }]
    case 'container-full':
      return abortReceptions(scene, what)
    case 'replication-stuck':
      return transfersOf(world, what).flatMap(({ site, current }) =>
        current.phase === 'running'
          ? [{ type: 'replication-stalled', cluster: what.cluster, domain: what.domain, site, target: current.target }]
          : []
      )
    case 'cluster-recreated':
      return recreateCluster(openCluster(scene, what))
    case 'clock-jump':
      return [{ type: 'clock-jumped', usecs: what.usecs }]
    case 'snapshot-failure':
    case 'guest-shutdown-hang':
    case 'registration-failure':
    case 'activation-failure':
      return []
  }
}

export function endEffect(scene: Scene, incident: View<Incident>): DomainEvent[] {
  const { world } = scene
  const { id, what } = incident
  switch (what.kind) {
    case 'link-cut':
    case 'link-flap':
      return healLink(world, what, id)
    case 'link-slow':
      return restoreLinkSpeed(world, what, id)
    case 'site-power':
      return hasOtherBreak(world, what, id)
        ? []
        : setPower(scene, { type: 'set-power', cluster: what.cluster, power: 'on' })
    case 'host':
      return hasOtherBreak(world, what, id) ? [] : restoreHost(clusterOf(world, what.cluster), what.host)
    case 'replication-service':
      return hasOtherBreak(world, what, id) ? [] : [{ type: 'replication-service-started', cluster: what.cluster }]
    case 'replication-stuck':
      return transfersOf(world, what).flatMap(({ site, current }) =>
        current.phase === 'stalled' && !replicationStuck(world, what.cluster, what.domain, site, id)
          ? [{ type: 'replication-resumed', cluster: what.cluster, domain: what.domain, site, target: current.target }]
          : []
      )
    case 'container-full':
    case 'cluster-recreated':
    case 'clock-jump':
    case 'snapshot-failure':
    case 'guest-shutdown-hang':
    case 'registration-failure':
    case 'activation-failure':
      return []
  }
}

/** A flapping link turns: cut where it was whole, whole where it was cut. */
export function toggleLink(world: View<World>, incident: View<Incident>, what: What<'link-flap'>): DomainEvent[] {
  return incident.down ? healLink(world, what, incident.id) : cut(world, what)
}

interface LaneOfLink {
  link: View<Link>
  lane: View<Link>['lanes'][string]
}

function lanesOf(world: View<World>, { a, b, from }: OnLink): LaneOfLink[] {
  const link = linkBetween(world, a, b)
  if (link === undefined) throw new Error(`The link between ${a} and ${b} is gone`)
  return Object.values(link.lanes).flatMap(lane => (from === null || lane.from === from ? [{ link, lane }] : []))
}

function laneChanged(
  { link, lane }: LaneOfLink,
  change: { up?: boolean; bandwidthBytesPerSecond?: number; loss?: number }
): DomainEvent {
  const { from, up, bandwidthBytesPerSecond, loss } = lane
  return { type: 'lane-changed', a: link.a, b: link.b, from, up, bandwidthBytesPerSecond, loss, ...change }
}

function cut(world: View<World>, what: OnLink): DomainEvent[] {
  return lanesOf(world, what).map(lane => laneChanged(lane, { up: false }))
}

/** What no other incident cuts is whole again. */
function healLink(world: View<World>, what: OnLink, id: string): DomainEvent[] {
  const whole = lanesOf(world, what).filter(({ lane }) => !isCutByOthers(world, lane.from, lane.to, id))
  return whole.map(lane => laneChanged(lane, { up: true }))
}

function slowLink(world: View<World>, what: What<'link-slow'>): DomainEvent[] {
  const { bandwidthBytesPerSecond, latencyUsecs, loss } = what.slow
  const change = {
    ...(bandwidthBytesPerSecond !== null && { bandwidthBytesPerSecond }),
    ...(loss !== null && { loss })
  }
  const lanes = lanesOf(world, what)
  const [first] = lanes
  return [
    ...(latencyUsecs === null || first === undefined
      ? []
      : [{ type: 'latency-changed', a: first.link.a, b: first.link.b, latencyUsecs } as const]),
    ...(Object.keys(change).length === 0 ? [] : lanes.map(lane => laneChanged(lane, change)))
  ]
}

/** As the line is when nothing is wrong with it, or as slow as another incident makes it. */
function restoreLinkSpeed(world: View<World>, what: What<'link-slow'>, id: string): DomainEvent[] {
  const lanes = lanesOf(world, what)
  const others = [...activeIncidents(world, 'link-slow')].filter(other => other.id !== id && sameLink(other.what, what))
  const events = lanes.map(each => {
    const slow = others.findLast(other => other.what.from === null || other.what.from === each.lane.from)?.what.slow
    const { bandwidthBytesPerSecond } = each.link.nominal
    return laneChanged(each, {
      bandwidthBytesPerSecond: slow?.bandwidthBytesPerSecond ?? bandwidthBytesPerSecond,
      loss: slow?.loss ?? 0
    })
  })
  const [first] = lanes
  if (what.slow.latencyUsecs === null || first === undefined) return events
  const latencyUsecs =
    others.findLast(other => other.what.slow.latencyUsecs !== null)?.what.slow.latencyUsecs ??
    first.link.nominal.latencyUsecs
  return [...events, { type: 'latency-changed', a: first.link.a, b: first.link.b, latencyUsecs }]
}

function sameLink(one: OnLink, other: OnLink): boolean {
  return (one.a === other.a && one.b === other.b) || (one.a === other.b && one.b === other.a)
}

/** Whether another incident breaks the same thing. */
function hasOtherBreak(
  world: View<World>,
  what: What<'site-power' | 'host' | 'replication-service'>,
  id: string
): boolean {
  for (const other of activeIncidents(world, what.kind)) {
    const same = 'host' in what && 'host' in other.what ? what.host === other.what.host : true
    if (other.id !== id && other.what.cluster === what.cluster && same) return true
  }
  return false
}

export function hostNamed(here: View<Cluster>, name: string): View<Host> | undefined {
  return here.hosts.find(host => host.uuid === name || host.name === name)
}

/** High availability starts its VMs again on the other hosts; where there is none they are off [I: high availability]. */
function loseHost(here: View<Cluster>, name: string): DomainEvent[] {
  const host = hostNamed(here, name)
  if (host === undefined || host.lost === true) return []
  const left = { ...here, hosts: here.hosts.filter(other => other.uuid !== host.uuid) }
  const moved = Object.values(here.vms)
    .filter(vm => vm.hostUuid === host.uuid)
    .map((vm): DomainEvent => {
      const hostUuid = hostFor(left, vm)
      const powerState = hostUuid === null ? 'off' : vm.powerState
      return { type: 'vm-power-changed', cluster: here.name, uuid: vm.uuid, powerState, hostUuid }
    })
  return [{ type: 'host-lost', cluster: here.name, host: host.uuid }, ...moved]
}

function restoreHost(here: View<Cluster>, name: string): DomainEvent[] {
  const host = hostNamed(here, name)
  return host?.lost === true ? [{ type: 'host-restored', cluster: here.name, host: host.uuid }] : []
}

function transfersOf(world: View<World>, what: What<'replication-stuck'>) {
  const domain = getOwn(clusterOf(world, what.cluster).protectionDomains, what.domain)
  return Object.values(domain?.outgoing ?? {}).flatMap(({ site, current }) =>
    current === null || (what.site !== null && what.site !== site) ? [] : [{ site, current }]
  )
}

/** What comes into a container that is full breaks off. */
function abortReceptions({ world, ids }: Scene, what: What<'container-full'>): DomainEvent[] {
  return Object.values(world.clusters).flatMap(sender =>
    Object.values(sender.protectionDomains).flatMap(domain =>
      Object.values(domain.outgoing)
        .filter(({ current }) => current?.target === what.cluster)
        .flatMap(outgoing => {
          const map = getOwn(sender.remoteSites, outgoing.site)?.containerMap ?? {}
          const snapshot = domain.snapshots.find(({ id }) => id === outgoing.current?.snapshotId)
          const affected = snapshot?.vms.some(vm =>
            vm.spec.disks.some(disk => (getOwn(map, disk.container) ?? disk.container) === what.container)
          )
          if (affected !== true) return []
          return failReplication(
            { world, here: sender, domain, ids },
            outgoing,
            `Storage container ${what.container} of ${what.cluster} is full`
          )
        })
    )
  )
}
