/** Whether anybody still waits for an answer. */
import type { FastifyReply } from 'fastify'

/** Aborts when the client has closed its connection. */
export function clientDisconnected({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController()
  raw.once('close', () => {
    closed.abort()
  })
  return closed.signal
}
