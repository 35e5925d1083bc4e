/** Link endpoints: read and change bandwidth, latency and loss; cut and heal. */
import type { Lane, Link, View, World } from '../../domain/core/index.js'
import { clusterOf, getOwn, linkBetween, required, rfc3339 } from '../../domain/core/index.js'
import { replicationProgress } from '../../domain/links/index.js'
import type { ControlContext, HandlersFor, Model } from '../core/index.js'
import { invalidRequest } from '../core/index.js'
import type { LinkChange } from '../../domain/links/index.js'

const BITS_PER_BYTE = 8
const USECS_PER_MILLISECOND = 1000

type LinkId = 'getLinks' | 'getLink' | 'setLink' | 'cutLink' | 'slowLink' | 'healLink'
type Ends = { readonly a: string; readonly b: string }

export const links: HandlersFor<LinkId> = {
  getLinks: ({ ctx }) => ({ links: Object.values(ctx.lab.world.links).map(link => linkDto(ctx.lab.world, link)) }),
  getLink: ({ ctx, path }) => linkDto(ctx.lab.world, linkOf(ctx.lab.world, path)),
  setLink: ({ ctx, path, body }) => {
    const what = linkChangeOf(body)
    if (Object.keys(what).length === 0) throw invalidRequest('body says nothing to change')
    return change(ctx, path, body.direction, what)
  },
  cutLink: ({ ctx, path, body }) => change(ctx, path, body?.direction, { up: false }),
  slowLink: ({ ctx, path, body }) => change(ctx, path, body.direction, linkChangeOf(body)),
  healLink: ({ ctx, path, body }) => {
    const { nominal } = linkOf(ctx.lab.world, path)
    return change(ctx, path, body?.direction, { up: true, loss: 0, ...nominal })
  }
}

/** The order of the names does not matter. */
function linkOf(world: View<World>, { a, b }: Ends): View<Link> {
  for (const end of [a, b]) clusterOf(world, end)
  return required(linkBetween(world, a, b), 'link/not-found', `There is no link between ${a} and ${b}`)
}

function linkChangeOf(body: Model<'LinkChange'>): Omit<LinkChange, 'from'> {
  const { up, loss, bandwidth_bits_per_second: bandwidth, latency_milliseconds: latency } = body
  return {
    ...(up !== undefined && { up }),
    ...(loss !== undefined && { loss }),
    ...(bandwidth !== undefined && { bandwidthBytesPerSecond: bandwidth / BITS_PER_BYTE }),
    ...(latency !== undefined && { latencyUsecs: Math.round(latency * USECS_PER_MILLISECOND) })
  }
}

function change(
  { lab }: ControlContext,
  ends: Ends,
  direction: Model<'LaneChoice'> | undefined,
  what: Omit<LinkChange, 'from'>
): Model<'Link'> {
  const { a, b } = linkOf(lab.world, ends)
  if (direction !== undefined) clusterOf(lab.world, direction.from)
  lab.engine.submit({ type: 'change-link', a, b, change: { from: direction?.from ?? null, ...what } })
  return linkDto(lab.world, linkOf(lab.world, ends))
}

function linkDto(world: View<World>, link: View<Link>): Model<'Link'> {
  const { a, b, latencyUsecs, lanes, nominal, gateways = {} } = link
  const gatewaysRun = Object.values(gateways).every(({ up }) => up)
  return {
    a,
    b,
    latency_milliseconds: latencyUsecs / USECS_PER_MILLISECOND,
    lanes: Object.values(lanes).map(lane => laneDto(world, lane, gatewaysRun)),
    nominal: {
      latency_milliseconds: nominal.latencyUsecs / USECS_PER_MILLISECOND,
      bandwidth_bits_per_second: nominal.bandwidthBytesPerSecond * BITS_PER_BYTE
    },
    gateways: Object.entries(gateways).map(([cluster, { name, vm, up }]) => ({
      cluster,
      vm_name: name,
      vm_uuid: vm,
      up
    })),
    obstacles: obstaclesOf(world, link)
  }
}

function obstaclesOf({ clusters }: View<World>, { a, b, lanes, gateways = {} }: View<Link>): string[] {
  const dark = [a, b].filter(name => getOwn(clusters, name)?.power === 'lost')
  return [
    ...dark.map(name => `${name} has no power`),
    ...Object.values(lanes).flatMap(({ from, to, up }) => (up ? [] : [`the line from ${from} to ${to} is cut`])),
    ...Object.entries(gateways).flatMap(([cluster, { name, vm, up }]) => {
      if (up) return []
      if (vm === null) return [`the gateway of ${cluster} is gone: it has no VM ${name}`]
      const machine = getOwn(getOwn(clusters, cluster)?.vms ?? {}, vm)
      return [`the gateway of ${cluster}, VM ${machine?.name ?? name}, is ${machine?.powerState ?? 'gone'}`]
    })
  ]
}

function laneDto(world: View<World>, lane: View<Lane>, gatewaysRun: boolean): Model<'Lane'> {
  const { from, to, bandwidthBytesPerSecond, loss, downSince } = lane
  const up = lane.up && gatewaysRun
  const transfers = transfersOn(world, lane)
  return {
    ...{ from, to, up, bandwidth_bits_per_second: bandwidthBytesPerSecond * BITS_PER_BYTE, loss },
    ...(downSince !== null && { down_since: rfc3339(downSince) }),
    ...(transfers.length > 0 && { transfers })
  }
}

function transfersOn(world: View<World>, { from, to }: View<Lane>): Model<'Transfer'>[] {
  const running = Object.values(clusterOf(world, from).protectionDomains).flatMap(({ name, outgoing }) =>
    Object.values(outgoing).flatMap(({ current }) => (current?.target === to ? [{ name, current }] : []))
  )
  return running
    .sort((one, other) => one.current.startedAt - other.current.startedAt)
    .map(({ name, current }) => {
      const { completedBytes, completedPercentage, secondsLeft } = replicationProgress(world, from, current)
      return {
        domain: name,
        snapshot_id: current.snapshotId,
        percent: completedPercentage,
        completed_bytes: completedBytes,
        total_bytes: current.totalBytes,
        ...(secondsLeft !== null && { seconds_left: secondsLeft }),
        moving: secondsLeft !== null
      }
    })
}
