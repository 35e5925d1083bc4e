/** Identity of the client of a request: its address, and a signal for its disconnection. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { connectionEndsOf } from '../../http/access/index.js'
import { clientDisconnected } from '../../http/listen/index.js'
import type { Client } from '../login/index.js'
import type { MishapHost } from './mishap.js'

export function clientOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { closing }: Pick<MishapHost, 'closing'>
): Client {
  return {
    address: remoteAddressOf(request.raw),
    connection: request.raw.socket,
    abandoned: () => AbortSignal.any([clientDisconnected(reply), closing])
  }
}

/** Empty where the connection had gone before it could be looked at. */
export function remoteAddressOf(request: IncomingMessage): string {
  return connectionEndsOf(request).remote ?? ''
}
