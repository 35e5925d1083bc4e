/** Local and remote address of a connection, captured when it opens: after a reset the socket has lost them. */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import { Socket } from 'node:net'

interface ConnectionEnds {
  /** Undefined where the kernel had forgotten it already. */
  readonly remote: string | undefined
  readonly local: string | undefined
}

const known = new WeakMap<object, ConnectionEnds>()

/** Records both ends of every connection of a server when it opens. */
export function noteConnectionEnds(server: HttpServer | HttpsServer): void {
  for (const event of ['connection', 'secureConnection']) {
    server.prependListener(event, (socket: Socket) => {
      known.set(socket, { remote: socket.remoteAddress, local: socket.localAddress })
    })
  }
}

/** A request that was injected inside this process has no connection: it comes from where it says, by default from here. */
export function connectionEndsOf({ socket }: IncomingMessage): ConnectionEnds {
  const ends = known.get(socket)
  if (ends !== undefined) return ends
  if ((socket as unknown) instanceof Socket) return { remote: undefined, local: undefined }
  return { remote: (socket as { remoteAddress?: string }).remoteAddress, local: '127.0.0.1' }
}

/** Whether both ends are on this machine; an unknown end counts as remote. */
export function isLocal({ remote, local }: ConnectionEnds): boolean {
  return isLoopback(remote) && isLoopback(local)
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./i.test(address))
}
