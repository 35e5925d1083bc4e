/** Abort signal that fires when the client disconnects before its answer. */
import type { FastifyReply } from 'fastify'

/** Aborts when the client has closed its connection; aborted where it has done so already. */
export function clientDisconnected({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController()
  if (raw.destroyed) closed.abort()
  raw.once('close', () => {
    closed.abort()
  })
  return closed.signal
}
