/** Common response handling of a site: headers, error format, and dropped connections without power. */
import type { FastifyReply } from 'fastify'
import { clusterOf } from '../../domain/core/index.js'
import type { View, World } from '../../domain/core/index.js'
import { isFromConsole } from '../../http/access/index.js'
import type { Refuse } from '../../http/contract/index.js'
import { CENTRAL, prismHeaders, refuse } from '../core/index.js'
import type { Dialect, RefuseOptions } from '../core/index.js'

const ENVIRONMENT = 'x-ntnx-env'

/** Headers of every answer of a site. */
export function headersOf(site: string): Readonly<Record<string, string>> {
  return { ...prismHeaders, ...(site === CENTRAL && { [ENVIRONMENT]: 'PC' }) }
}

/** A refusal in the form of a version; also outside of every operation: unknown paths, unreadable requests. */
export function answerRefused(
  error: unknown,
  dialect: Dialect,
  reply: FastifyReply,
  options: RefuseOptions = {}
): { status: number; body: unknown } {
  const { status, headers: all, body } = refuse(error, dialect, options)
  const { 'www-authenticate': challenge, ...others } = all
  // The browser would ask for a password before the console can.
  const headers = challenge === undefined || isFromConsole(reply.request) ? others : all
  const environment = reply.getHeader(ENVIRONMENT)
  void reply.headers({ ...headers, ...(environment !== undefined && { [ENVIRONMENT]: environment }) })
  return { status, body }
}

export const refusalWriter =
  (dialect: Dialect): Refuse =>
  (error, _request, reply) =>
    answerRefused(error, dialect, reply)

/** A site without power does not answer: the connection breaks, as it does in a real disaster. True where it was broken. */
export function dropWithoutPower(world: View<World>, site: string, reply: FastifyReply): boolean {
  if (site === CENTRAL || clusterOf(world, site).power === 'on') return false
  reply.hijack()
  reply.raw.destroy()
  return true
}
