/**
 * The open streams of server-sent events. The one place where anything runs on a timer: while somebody looks on, a running
 * clock has to be looked at, so that what happens is told as it happens.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Change } from '../../../engine/index.js'
import type { Lab } from '../../../labs/index.js'
import { Backlog } from './backlog.js'
import { ControlFault } from '../faults.js'
import { rfc3339 } from '../../../domain/core/index.js'
import { StreamReader } from './stream-reader.js'
import { worldEvent } from '../world-event.js'
import type { WorldEvent } from '../world-event.js'

/** Stream event beside those of the domain: the world was reset to a fixture. */
export const WORLD_RESET = 'world-reset'
/** Limit of open streams. */
export const STREAMS_MAX = 32
/** Limit of the backlog of all streams together; an event is stored once for all readers. */
export const STREAM_BACKLOG_BYTES_MAX = 32 * 1024 * 1024

/** In real milliseconds. */
export interface StreamOptions {
  /** Interval at which a running clock is caught up. */
  readonly pollMs?: number
  /** Interval of heartbeat comments. */
  readonly heartbeatMs?: number
  readonly backlogBytesMax?: number
  readonly streamsMax?: number
  /** Resolves when changes are saved, rejects when they were rolled back; without it events are sent at once. */
  readonly settled?: () => Promise<void>
}

/** The readers of one lab, who share a backlog. */
interface Audience {
  readonly backlog: Backlog
  readonly readers: Set<StreamReader>
  /** Messages of this turn of the event loop, sent once they are saved. */
  unsaved: StreamMessage[]
  /** Removes the subscriptions to the lab. */
  readonly unsubscribe: () => void
}

export class EventStreams {
  readonly #audiences = new Map<Lab, Audience>()
  readonly #options: Required<Omit<StreamOptions, 'settled'>>
  readonly #settled: StreamOptions['settled']

  constructor({
    pollMs = 250,
    heartbeatMs = 15_000,
    backlogBytesMax = STREAM_BACKLOG_BYTES_MAX,
    streamsMax = STREAMS_MAX,
    settled
  }: StreamOptions = {}) {
    this.#settled = settled
    this.#options = { pollMs, heartbeatMs, backlogBytesMax, streamsMax }
  }

  /** How many are open. */
  get size(): number {
    return this.#readers.length
  }

  /** Bytes that wait for readers. */
  get backlogBytes(): number {
    return [...this.#audiences.values()].reduce((bytes, { backlog }) => bytes + backlog.bytes, 0)
  }

  get #readers(): StreamReader[] {
    return [...this.#audiences.values()].flatMap(({ readers }) => [...readers])
  }

  /** Tells a client what happens in a lab from now on, until it leaves. `types` chooses kinds of event; all without it. */
  open(lab: Lab, request: FastifyRequest, reply: FastifyReply, types?: ReadonlySet<string>): void {
    const { pollMs, heartbeatMs, streamsMax } = this.#options
    if (this.size >= streamsMax) {
      throw new ControlFault('streams/too-many', `${streamsMax} streams of events are open already`)
    }
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, { ...reply.getHeaders(), ...streamHeaders } as Record<string, string>)
    const audience = this.#audienceOf(lab, request)
    const reader = new StreamReader(response, audience.backlog, types)
    audience.readers.add(reader)
    const poll = setInterval(
      guarded(request, [reader], () => lab.pace.catchUp()),
      pollMs
    )
    const heartbeat = setInterval(() => reader.comment(''), heartbeatMs)
    for (const timer of [poll, heartbeat]) timer.unref()
    response.on('error', () => response.destroy())
    response.once('close', () => {
      clearInterval(poll)
      clearInterval(heartbeat)
      audience.readers.delete(reader)
      this.#dropDelivered(audience)
      if (audience.readers.size > 0 || this.#audiences.get(lab) !== audience) return
      audience.unsubscribe()
      this.#audiences.delete(lab)
    })
    reader.comment(`it is ${rfc3339(lab.world.now)}`)
  }

  /** Ends every stream, so that the listeners can close. */
  close(): void {
    for (const { response } of this.#readers) response.end()
  }

  #audienceOf(lab: Lab, request: FastifyRequest): Audience {
    const known = this.#audiences.get(lab)
    if (known !== undefined) return known
    const readers = new Set<StreamReader>()
    const backlog = new Backlog()
    const endings = [
      lab.engine.subscribe(change => {
        guarded(request, readers, () => this.#sendWhenSaved(audience, [...messagesOf(change, lab, readers)]))()
      }),
      lab.onReset(() => this.#sendWhenSaved(audience, [resetMessage(lab)]))
    ]
    const audience: Audience = { backlog, readers, unsaved: [], unsubscribe: () => endings.forEach(end => end()) }
    this.#audiences.set(lab, audience)
    return audience
  }

  /** Sends messages after the save, so that rolled-back changes are never sent. Without persistence, at once. */
  #sendWhenSaved(audience: Audience, messages: readonly StreamMessage[]): void {
    if (this.#settled === undefined) {
      this.#send(audience, messages)
      return
    }
    const first = audience.unsaved.length === 0
    audience.unsaved.push(...messages)
    if (!first) return
    // The request that has brought it about asks for its save before this turn ends.
    setImmediate(() => {
      const waiting = audience.unsaved
      audience.unsaved = []
      this.#settled?.().then(
        () => this.#send(audience, waiting),
        () => undefined
      )
    })
  }

  #send(audience: Audience, messages: Iterable<StreamMessage>): void {
    const { backlog, readers } = audience
    for (const message of messages) backlog.append(message)
    for (const reader of readers) reader.flush()
    this.#dropDelivered(audience)
    this.#disconnectSlowest()
  }

  #dropDelivered({ backlog, readers }: Audience): void {
    backlog.dropBefore(Math.min(backlog.end, ...[...readers].map(({ position: place }) => place)))
  }

  /** Disconnects the slowest readers until the backlog is within its limit. */
  #disconnectSlowest(): void {
    const { backlogBytesMax } = this.#options
    while (this.backlogBytes > backlogBytesMax) {
      const audiences = [...this.#audiences.values()].sort((a, b) => b.backlog.bytes - a.backlog.bytes)
      const [audience] = audiences
      if (audience === undefined || audience.backlog.bytes === 0) return
      for (const reader of audience.readers) {
        if (reader.position === audience.backlog.begin)
          reader.disconnect(
            `More than ${backlogBytesMax} bytes of events wait for slow readers, and this is the slowest`
          )
      }
      this.#dropDelivered(audience)
    }
  }
}

type StreamMessage = ReturnType<typeof message>

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Between client and emulator nothing may wait for more before it passes an event on.
  'x-accel-buffering': 'no'
}

/** Contains errors of streaming: they are logged and end the streams, never the command. */
function guarded(request: FastifyRequest, readers: Iterable<StreamReader>, send: () => void): () => void {
  return () => {
    try {
      send()
    } catch (error) {
      request.log.error(error)
      for (const { response } of readers) response.destroy()
    }
  }
}

/** Messages that at least one reader accepts. */
function* messagesOf(change: Change, lab: Lab, readers: ReadonlySet<StreamReader>): Generator<StreamMessage> {
  const wanted = (type: string): boolean => {
    for (const reader of readers) if (reader.accepts(type)) return true
    return false
  }
  for (const [number, event] of change.events.entries()) {
    if (wanted(event.type)) yield message(number, worldEvent(change, event, lab.world))
  }
}

function resetMessage({ world: { revision, now } }: Lab): StreamMessage {
  return message(0, { type: WORLD_RESET, revision, at: rfc3339(now), at_usecs: now })
}

/** JSON in one line, as the format wants it. */
function message(number: number, event: WorldEvent): { type: string; text: string } {
  const text = `id: ${event.revision}.${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
  return { type: event.type, text }
}
