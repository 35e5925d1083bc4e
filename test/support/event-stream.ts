/** A client of server-sent events. */
import type { IncomingMessage } from 'node:http'

export interface Message {
  readonly id: string
  readonly event: string
  readonly data: Record<string, unknown>
}

export interface Stream {
  readonly response: IncomingMessage
  /** The next block of the stream as it stands there; undefined once it has ended. */
  block(): Promise<string | undefined>
  /** The next event; comments are passed over. */
  next(): Promise<Message | undefined>
}

/** Resolves once the first line is there. */
export async function streamOf(response: IncomingMessage): Promise<Stream> {
  const blocks = blocksOf(response)
  const block = async (): Promise<string | undefined> => {
    const { value } = await blocks.next()
    return value as string | undefined
  }
  const stream: Stream = {
    response,
    block,
    next: async () => {
      for (;;) {
        const text = await block()
        if (text === undefined) return undefined
        const fields = Object.fromEntries(
          text.split('\n').map(line => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)])
        )
        if ('event' in fields)
          return {
            id: fields['id'] ?? '',
            event: fields['event'] ?? '',
            data: JSON.parse(fields['data'] ?? '') as Message['data']
          }
      }
    }
  }
  if (response.statusCode === 200) await block()
  return stream
}

async function* blocksOf(response: IncomingMessage): AsyncGenerator<string> {
  let text = ''
  for await (const part of response.setEncoding('utf8')) {
    text += part as string
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end)
      text = text.slice(end + 2)
    }
  }
}
