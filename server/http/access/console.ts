/** Requests of pesim's own console: it marks them, so that what people watch with does not count as what they did. */
import type { FastifyRequest } from 'fastify'

const MARK = 'x-pesim-console'

export function isFromConsole({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers[MARK] !== undefined
}
