/** Uploads: content of any type and length is counted as it comes, and thrown away. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { HttpRefusal } from './http-refusal.js'

export interface Uploads {
  /** Routes below the base, as Fastify writes them. */
  readonly paths: readonly string[]
  /** Headers that a handler reads beside the content, by the names that it knows them by. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a handler gets as the body of an upload. */
export interface Upload {
  /** Bytes that came. */
  readonly bytes: number
  /** The named headers; null where a request has none. */
  readonly headers: Readonly<Record<string, string | null>>
}

/**
 * A hook before parsing: the parser gets an `Upload` as JSON in the place of the content. Whoever may not upload was refused
 * before that.
 */
export function countedUpload({ headers: named }: Uploads) {
  return async (request: FastifyRequest, _reply: FastifyReply, content: AsyncIterable<Buffer>): Promise<Readable> => {
    const bytes = await lengthOf(content)
    const { headers } = request
    const read = Object.entries(named).map(([name, header]) => [name, headers[header]?.toString() ?? null])
    const upload: Upload = { bytes, headers: Object.fromEntries(read) as Upload['headers'] }
    const text = Buffer.from(JSON.stringify(upload))
    delete headers['transfer-encoding']
    Object.assign(headers, { 'content-type': 'application/json', 'content-length': String(text.length) })
    return Readable.from([text])
  }
}

/** Throws an `HttpRefusal` where the client goes before its end. */
async function lengthOf(content: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0
  try {
    for await (const part of content) bytes += part.length
  } catch {
    throw new HttpRefusal('bad-request', 400, `The content broke off after ${bytes} bytes`)
  }
  return bytes
}
