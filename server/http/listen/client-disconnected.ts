/** Abort signal that fires when the client disconnects before its answer. */
import type { FastifyReply } from 'fastify'

/** Signal that aborts when the client closes its connection, or has already. */
export function clientDisconnected({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController()
  if (raw.destroyed) closed.abort()
  raw.once('close', () => {
    closed.abort()
  })
  return closed.signal
}
