/** Answers to connections whose bytes cannot be parsed as HTTP, in the error format of the listener's owner. */
import { STATUS_CODES } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Builds the answer to bytes that are no HTTP request. */
export type RefuseUnreadable = (
  status: number,
  message: string
) => { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** By Node's code; everything else is a 400. */
const statuses: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The head of the request is too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The extensions of a chunk are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time']
}

/** How long a client may go on sending what was refused: most read no answer before, and lose it where the connection is reset. */
const REFUSED_HEAD_MS = 2_000

/** Every such connection is closed: nobody knows where a next request would begin. */
export function answerUnreadable(server: Server, refuse: RefuseUnreadable): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }, response) => {
    answers.set(socket, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException & { reason?: string }, socket) => {
    const answer = answers.get(socket)
    const begun = answer !== undefined && answer.headersSent && !answer.writableFinished
    if (!socket.writable || error.code === 'ECONNRESET' || begun) {
      socket.destroy()
      return
    }
    const unreadable = `The request is not HTTP: ${error.reason ?? error.message}`
    const [status, message] = statuses[error.code ?? ''] ?? [400, unreadable]
    const { headers, body } = refuse(status, message)
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close'
    }).map(([name, value]) => `${name}: ${value}`)
    ignoreRest(socket)
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'))
  })
}

/** Reads and discards what a connection brings, past the parser that has given up on it, until its client hangs up. */
function ignoreRest(socket: Duplex): void {
  socket.removeAllListeners('data')
  socket.on('data', () => undefined)
  socket.once('end', () => socket.destroy())
  const timer = setTimeout(() => socket.destroy(), REFUSED_HEAD_MS)
  socket.once('close', () => {
    clearTimeout(timer)
  })
}
