/** What holds of replication: lanes that count what runs on them, and transfers that have both their ends. */
import { asyncLimit, flowRate, reachable, servedAt } from '../links/index.js'
import { NEVER, USECS_PER_SECOND, laneBetween, getOwn, snapshotOf } from '../core/index.js'
import { lanesOf, outgoingsOf, repeated, transfersOf } from './context.js'
import type { Invariants } from './context.js'

/** A finish is rounded up to the next microsecond, and counted in floating point. */
const ROUNDING_USECS = 2
const ROUNDING_BYTES = 1
const ROUNDING_SHARE = 1 + 1e-9

export const transferInvariants: Invariants = {
  'a lane counts the transfers that run on it, and knows whether anything can pass': function* (world) {
    for (const lane of lanesOf(world)) {
      const place = `the lane from ${lane.from} to ${lane.to}`
      const running = { async: 0, nearSync: 0 }
      for (const { here, current } of transfersOf(world)) {
        if (current.phase === 'running' && here.name === lane.from && current.target === lane.to)
          running[current.flow] += 1
      }
      for (const name of ['async', 'nearSync'] as const) {
        const flow = lane.flows[name]
        if (flow.running !== running[name]) yield `${place} counts ${flow.running} of ${name}, and ${running[name]} run`
        if (lane.asOf > world.now || flow.servedBytes < 0) yield `${place} is ahead of time`
        if (flow.bytesPerSecond !== flowRate(lane, name)) yield `${place} serves ${flow.bytesPerSecond} to ${name}`
      }
      if ((lane.downSince === null) !== reachable(world, lane.from, lane.to))
        yield `${place} is down since ${lane.downSince}`
    }
  },

  'a lane carries no more than the line, its nodes, its site and its bandwidth policy let through': function* (world) {
    for (const lane of lanesOf(world)) {
      const place = `the lane from ${lane.from} to ${lane.to}`
      const { async, nearSync } = lane.flows
      const used = async.running * async.bytesPerSecond
      const line = lane.downSince === null ? lane.bandwidthBytesPerSecond * (1 - lane.loss) : 0
      const limit = asyncLimit(world, lane)
      if (used > limit.bytesPerSecond * ROUNDING_SHARE) yield `${place} lets ${used} B/s through`
      if (used + nearSync.running * nearSync.bytesPerSecond > line * ROUNDING_SHARE) yield `${place} is overfull`
      const { bytesPerSecond, until } = lane.limit
      if (until !== null && until <= world.now) continue // what is due now is not done yet
      if (
        bytesPerSecond !== limit.bytesPerSecond ||
        (until === null) !== (limit.until === null) ||
        (until ?? NEVER) > (limit.until ?? NEVER)
      )
        yield `${place} has the limit ${bytesPerSecond} until ${until}, not ${limit.bytesPerSecond} until ${limit.until}`
    }
  },

  'what a lane was to send it has carried, or given up, or has left': function* (world) {
    for (const lane of lanesOf(world)) {
      const { offeredBytes, carriedBytes, droppedBytes } = lane.total
      let accounted = carriedBytes + droppedBytes
      for (const name of ['async', 'nearSync'] as const) {
        const flow = lane.flows[name]
        accounted += flow.running * (servedAt(lane, flow, world.now) - flow.servedBytes)
      }
      for (const { here, current } of transfersOf(world)) {
        if (here.name !== lane.from || current.target !== lane.to) continue
        const flow = lane.flows[current.flow]
        accounted +=
          current.phase === 'running' ? current.tag - servedAt(lane, flow, world.now) : current.remainingWireBytes
      }
      if (Math.abs(offeredBytes - accounted) > ROUNDING_BYTES + offeredBytes * (ROUNDING_SHARE - 1))
        yield `the lane from ${lane.from} to ${lane.to} was to send ${offeredBytes} bytes and accounts for ${accounted}`
    }
  },

  'no transfer is served more than it asked for': function* (world) {
    for (const { here, current, place } of transfersOf(world)) {
      const lane = laneBetween(world, here.name, current.target)
      if (lane === undefined) {
        yield `${place} has no lane`
        continue
      }
      const flow = lane.flows[current.flow]
      const served = servedAt(lane, flow, world.now)
      const rounding = ROUNDING_BYTES + (ROUNDING_USECS * flow.bytesPerSecond) / USECS_PER_SECOND
      if (current.phase === 'running' && served > current.tag + rounding)
        yield `${place} has ${served} of ${current.tag}`
      if (current.phase === 'running' && current.tag > flow.servedBytes + current.wireBytes + rounding)
        yield `${place} asks for more than it has`
      const { remainingWireBytes, wireBytes, totalBytes } = current
      if (remainingWireBytes < 0 || remainingWireBytes > wireBytes || !(totalBytes >= 0))
        yield `${place} has ${remainingWireBytes} of ${wireBytes} left`
    }
  },

  'a transfer has a snapshot to send, and a domain that takes it': function* (world) {
    for (const { here, domain, outgoing, current, place } of transfersOf(world)) {
      if (getOwn(here.remoteSites, outgoing.site) === undefined) yield `${place} has no remote site`
      if (snapshotOf(domain, current.origin, current.snapshotId) === undefined)
        yield `${place} sends a snapshot that is not there`
      const peer = getOwn(world.clusters, current.target)
      const target = peer === undefined ? undefined : getOwn(peer.protectionDomains, domain.name)
      if (target === undefined) yield `${place} has no domain on ${current.target}`
      else if (target.removedAt !== null || (current.retrieval !== true && (target.active || target.change !== null)))
        yield `${place} goes to a domain that cannot take it`
      if (here.power === 'lost' || peer?.power === 'lost') yield `${place} goes on in the dark`
      if (current.startedAt > world.now) yield `${place} starts in the future`
    }
  },

  'snapshots wait behind a transfer, each once and in order': function* (world) {
    for (const { domain, outgoing, place } of outgoingsOf(world)) {
      const { current, queue, site } = outgoing
      if (getOwn(domain.outgoing, site) !== outgoing) yield `${place} is filed under another name`
      if (queue.length > 0 && current === null) yield `${place}: what waits has nothing to wait for`
      const all = [...queue, ...(current === null ? [] : [current])]
      for (const id of repeated(all.map(one => `${one.origin}:${one.snapshotId}`))) yield `${place}: ${id} twice`
      for (const [i, queued] of queue.entries()) {
        if (queued.queuedAt > (queue[i + 1]?.queuedAt ?? world.now))
          yield `${place}: ${queued.snapshotId} is out of order`
        if (snapshotOf(domain, queued.origin, queued.snapshotId) === undefined)
          yield `${place}: ${queued.snapshotId} is gone`
      }
    }
  }
}
