/** Whether anybody still waits for an answer. */
import type { FastifyReply } from 'fastify'

/** Aborts when the client has closed its connection. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    gone.abort()
  })
  return gone.signal
}
