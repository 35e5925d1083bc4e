/**
 * The open streams of server-sent events. The one place where anything runs on a timer: while somebody looks on, a running
 * clock has to be looked at, so that what happens is told as it happens.
 */
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Change } from '../../engine/index.js'
import type { Lab } from '../../labs/index.js'
import { ControlFault } from './faults.js'
import { rfc3339 } from './instants.js'
import { worldEvent } from './world-event.js'
import type { WorldEvent } from './world-event.js'

/** What a stream tells beside the events of the domain: the world was put back to a fixture. */
export const WORLD_RESET = 'world-reset'
/** Streams that are open at once. */
const STREAMS_MAX = 32
/** What may wait for a slow reader before it is dropped; what one slice of a long advance brings about has to fit. */
const STREAM_BACKLOG_BYTES_MAX = 64 * 1024 * 1024

/** In real milliseconds. */
export interface StreamOptions {
  /** Between two looks at a running clock. */
  readonly lookMs?: number
  /** Between two signs of life to a client to whom there is nothing to tell. */
  readonly heartbeatMs?: number
  readonly backlogBytesMax?: number
  readonly streamsMax?: number
}

export class EventStreams {
  readonly #open = new Set<ServerResponse>()
  readonly #options: Required<StreamOptions>

  constructor({
    lookMs = 250,
    heartbeatMs = 15_000,
    backlogBytesMax = STREAM_BACKLOG_BYTES_MAX,
    streamsMax = STREAMS_MAX
  }: StreamOptions = {}) {
    this.#options = { lookMs, heartbeatMs, backlogBytesMax, streamsMax }
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size
  }

  /** Tells a client what happens in a lab from now on, until it leaves. `types` chooses kinds of event; all without it. */
  open(lab: Lab, request: FastifyRequest, reply: FastifyReply, types?: ReadonlySet<string>): void {
    const { lookMs, heartbeatMs, backlogBytesMax, streamsMax } = this.#options
    if (this.#open.size >= streamsMax) {
      throw new ControlFault('streams/too-many', `${streamsMax} streams of events are open already`)
    }
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, { ...reply.getHeaders(), ...streamHeaders } as Record<string, string>)
    this.#open.add(response)

    const write = (text: string): void => {
      if (text === '' || response.writableEnded || response.destroyed) return
      response.write(text)
      if (response.writableLength > backlogBytesMax) response.destroy()
    }
    const wanted = (type: string): boolean => types === undefined || types.has(type)
    // Whoever looks on must not be able to break what they look at.
    const guarded = (tell: () => void) => (): void => {
      try {
        tell()
      } catch (error) {
        request.log.error(error)
        response.destroy()
      }
    }
    const timers = [
      setInterval(
        guarded(() => lab.pace.catchUp()),
        lookMs
      ),
      setInterval(() => write(':\n\n'), heartbeatMs)
    ]
    for (const timer of timers) timer.unref()
    const endings = [
      lab.engine.subscribe(change => guarded(() => write(messagesOf(change, lab, wanted)))()),
      lab.onReset(() => {
        if (wanted(WORLD_RESET)) write(resetMessage(lab))
      })
    ]
    response.on('error', () => response.destroy())
    response.once('close', () => {
      for (const timer of timers) clearInterval(timer)
      for (const end of endings) end()
      this.#open.delete(response)
    })
    write(`: it is ${rfc3339(lab.world.now)}\n\n`)
  }

  /** Ends every stream, so that the listeners can close. */
  close(): void {
    for (const response of this.#open) response.end()
  }
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Between client and emulator nothing may wait for more before it passes an event on.
  'x-accel-buffering': 'no'
}

function messagesOf(change: Change, lab: Lab, wanted: (type: string) => boolean): string {
  let text = ''
  for (const [number, event] of change.events.entries()) {
    if (wanted(event.type)) text += message(number, worldEvent(change, event, lab.world))
  }
  return text
}

function resetMessage({ world: { revision, now } }: Lab): string {
  return message(0, { type: WORLD_RESET, revision, at: rfc3339(now), at_usecs: now })
}

/** JSON in one line, as the format wants it. */
function message(number: number, event: WorldEvent): string {
  return `id: ${event.revision}.${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}
