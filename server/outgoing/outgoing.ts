/**
 * Follows a lab and sends the alerts of its clusters, to nobody whom the start does not name. Settings of a cluster choose among those
 * who are named, and nothing else: a name is not even looked up before. What waits is bounded, and nothing is tried again but an inform.
 */
import type { Lab } from '../labs/index.js'
import type { AllowedReceiver, Delivery, DeliveryOf, OutgoingOutcome, OutgoingResult } from './models.js'
import { deliveriesOf } from './notices.js'

/** How often a running clock is looked at where somebody may be sent something, in real milliseconds. */
const POLL_MS = 250
/** Messages that wait; more are dropped. */
export const WAITING_MAX = 1000
/** Messages that are handed to a sender at once. */
const BATCH = 100
/** Receivers that are told of in the log, each once. */
const TOLD_MAX = 100

export interface OutgoingOptions {
  readonly lab: Lab
  readonly allowed: readonly AllowedReceiver[]
  /** Resolves when changes are saved, rejects when they were rolled back: what has not happened is not told. */
  readonly settled: () => Promise<void>
  readonly count: (outcome: OutgoingOutcome) => void
  /** Gets each receiver that is not allowed, once. */
  readonly tell: (text: string) => void
  readonly fail: (error: unknown) => void
}

export interface Outgoing {
  /** Ends it; what still waits is not sent. */
  close(): void
}

export function openOutgoing(options: OutgoingOptions): Outgoing {
  const { lab, allowed, count, settled, fail } = options
  const queue: Delivery[] = []
  const reported = new Set<string>()
  let [sending, closed] = [false, false]
  const outcome = ({ protocol, notice: { cluster } }: Delivery, result: OutgoingResult): void =>
    count({ lab: lab.name, cluster: cluster.name, protocol, result })

  const enqueue = (deliveries: readonly Delivery[]): void => {
    for (const delivery of deliveries) {
      if (queue.length < WAITING_MAX) queue.push(delivery)
      else outcome(delivery, 'dropped')
    }
    if (!sending) void drain()
  }
  const drain = async (): Promise<void> => {
    sending = true
    while (queue.length > 0 && !closed) {
      const batch = queue.splice(0, BATCH)
      const results = await sendAll(batch).catch((error: unknown) => {
        fail(error)
        return []
      })
      batch.forEach((delivery, index) => outcome(delivery, results[index] ?? 'failed'))
    }
    sending = false
  }
  const unsubscribe = lab.engine.subscribe(change => {
    const deliveries = deliveriesOf(change, lab.world)
    if (deliveries.length === 0) return
    const sendable = deliveries.filter(delivery => isAllowed(allowed, delivery))
    for (const delivery of deliveries) if (!sendable.includes(delivery)) refuse(options, delivery, reported)
    if (sendable.length === 0) return
    // The request that has brought it about asks for its save before this turn ends.
    setImmediate(() => {
      settled().then(
        () => enqueue(sendable),
        () => undefined
      )
    })
  })
  const poll = allowed.length === 0 ? undefined : setInterval(() => catchUp(lab, fail), POLL_MS).unref()
  return {
    close: () => {
      closed = true
      clearInterval(poll)
      unsubscribe()
    }
  }
}

function catchUp(lab: Lab, fail: (error: unknown) => void): void {
  try {
    lab.pace.catchUp()
  } catch (error) {
    fail(error)
  }
}

/** Whether the start names a receiver, letter by letter. */
function isAllowed(allowed: readonly AllowedReceiver[], { host, port }: Delivery): boolean {
  const name = host.toLowerCase()
  return allowed.some(one => one.host === name && (one.port === undefined || one.port === port))
}

function refuse({ lab, count, tell }: OutgoingOptions, delivery: Delivery, reported: Set<string>): void {
  const { protocol, host, port, notice } = delivery
  count({ lab: lab.name, cluster: notice.cluster.name, protocol, result: 'not-allowed' })
  const receiver = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const key = `${notice.cluster.name} ${protocol} ${receiver}`
  if (reported.has(key) || reported.size >= TOLD_MAX) return
  reported.add(key)
  const name = protocol === 'snmp' ? 'SNMP' : 'syslog'
  tell(
    `${notice.cluster.name} would send its alerts by ${name} to ${receiver}: start with --allow-outgoing ${receiver}`
  )
}

/** What became of each, in their order. Both senders are loaded when there is something for them. */
async function sendAll(batch: readonly Delivery[]): Promise<OutgoingResult[]> {
  const traps = batch.filter((one): one is DeliveryOf<'snmp'> => one.protocol === 'snmp')
  const lines = batch.filter((one): one is DeliveryOf<'syslog'> => one.protocol === 'syslog')
  const results = new Map<Delivery, OutgoingResult>()
  const [ofTraps, ofLines] = await Promise.all([
    traps.length === 0 ? [] : import('./send-traps.js').then(({ sendTraps }) => sendTraps(traps)),
    lines.length === 0 ? [] : import('./send-syslog.js').then(({ sendSyslog }) => sendSyslog(lines))
  ])
  traps.forEach((one, index) => results.set(one, ofTraps[index] ?? 'failed'))
  lines.forEach((one, index) => results.set(one, ofLines[index] ?? 'failed'))
  return batch.map(one => results.get(one) ?? 'failed')
}
