/** Reads a stream of server-sent events, as the control API sends it. */
import type { Model } from './models.js'

export interface EventsOptions {
  /** Only these kinds, such as `snapshot-taken`; all when left out. */
  readonly types?: readonly string[]
  /** Ends the stream. */
  readonly signal?: AbortSignal
  /** Called once the emulator has begun to tell: what happens from now on is heard. */
  readonly onOpen?: () => void
}

/** What has happened, or that the world began again (`world-reset`), or that the stream was cut (`stream-cut`). */
export type StreamedEvent = Model<'WorldEvent'> | { readonly type: 'stream-cut'; readonly message: string }

/** More than this without an end of the line is no stream of events. */
const LINE_MAX = 16 * 1024 * 1024

/** The data of each event, parsed. Comments, which keep the connection alive, are left out. */
export async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEvent, void> {
  const decoder = new TextDecoder()
  let pending = ''
  let data: string[] = []
  for await (const part of body) {
    pending += decoder.decode(part, { stream: true })
    if (pending.length > LINE_MAX) throw new Error('The stream of events sends a line without end')
    const lines = pending.split(/\r?\n/)
    pending = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice('data:'.length).trimStart())
      if (line !== '' || data.length === 0) continue
      yield JSON.parse(data.join('\n')) as StreamedEvent
      data = []
    }
  }
}
