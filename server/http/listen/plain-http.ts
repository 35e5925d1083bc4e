/** Plain HTTP at a port that speaks TLS is told so, instead of a connection that breaks. */
import type { Server, Socket } from 'node:net'

const SENTENCE = 'This port speaks HTTPS: ask for the same with https:// instead of http://.\n'

const ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'content-type: text/plain; charset=utf-8',
  `content-length: ${Buffer.byteLength(SENTENCE)}`,
  'connection: close',
  '',
  SENTENCE
].join('\r\n')

/** How long the rest of the request is read, so that the answer is not lost to a reset. */
const READ_ON_MS = 1_000

/**
 * Looks at the first byte of each connection of a TLS server: a request of HTTP begins with a capital letter, a handshake
 * never does. Everything else goes to TLS untouched. A client that sends nothing is let go after `firstByteMs`.
 */
export function refusePlain(server: Server, firstByteMs: number): void {
  const [toTls] = server.listeners('connection') as ((socket: Socket) => void)[]
  if (toTls === undefined) throw new Error('A TLS server takes no connections')
  server.off('connection', toTls)
  server.on('connection', (socket: Socket) => {
    const drop = (): void => void socket.destroy()
    socket.on('error', drop)
    socket.setTimeout(firstByteMs, drop)
    const look = (): void => {
      const first = socket.read(1) as Buffer | null
      if (first === null) {
        if (socket.readableEnded || socket.destroyed) drop()
        else socket.once('readable', look)
        return
      }
      socket.off('end', drop)
      socket.setTimeout(0, drop)
      if (isCapital(first)) {
        answerPlain(socket)
        return
      }
      socket.off('error', drop)
      socket.unshift(first)
      toTls.call(server, socket)
    }
    socket.once('end', drop)
    look()
  })
}

const isCapital = ([byte = 0]: Buffer): boolean => byte >= 0x41 && byte <= 0x5a

function answerPlain(socket: Socket): void {
  socket.setTimeout(READ_ON_MS, () => socket.destroy())
  socket.resume()
  socket.end(ANSWER)
}
