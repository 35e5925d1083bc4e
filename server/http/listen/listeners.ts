/** HTTP and HTTPS servers in front of the one app: several addresses, fixed or free ports. */
import { createServer as createHttpServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { noteConnectionEnds } from '../access/index.js'
import { refusePlain } from './plain-http.js'
import { answerUnreadable } from './unreadable.js'
import type { RefuseUnreadable } from './unreadable.js'

/** How long a request may take to finish after the listeners were told to close. */
const CLOSE_GRACE_MS = 250
/** Ports that are tried where a site's own address cannot be bound. */
const FALLBACK_PORTS_MAX = 100
/** Longer than the usual polling interval of a client that keeps its connection. */
const KEEP_ALIVE_MS = 72_000

/** How long a client may take to send the head of a request, and all of it, in milliseconds. */
export const HEADERS_TIMEOUT_MS = 10_000
export const REQUEST_TIMEOUT_MS = 30_000
/** How often it is looked for requests that take too long, in milliseconds. */
const TIMEOUT_CHECK_MS = 2_000
/** Connections of one listener at once; the next one is closed at once. */
export const CONNECTIONS_MAX = 1_000

/** What one listener bears of its clients; the constants above where nothing is said. */
export interface ListenLimits {
  readonly headersTimeoutMs?: number
  readonly requestTimeoutMs?: number
  readonly timeoutCheckMs?: number
  readonly connectionsMax?: number
}

export interface ListenTarget {
  /** The site that owns the address. Targets with one address and port share a listener, which is the first one's. */
  readonly name: string
  readonly address: string
  /** 0 takes any free port. */
  readonly port: number
}

export interface Listener extends ListenTarget {
  readonly url: string
  /** The address that was asked for, where it could not be had. */
  readonly requested?: string
}

export interface Listeners {
  readonly open: readonly Listener[]
  /** Lets running requests finish for a moment, then cuts every connection, event streams included. */
  close(): Promise<void>
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process',
  EADDRNOTAVAIL: 'is not an address of this machine',
  EACCES: 'may not be used by this user'
}

/** An address that cannot be listened on. */
export class AddressUnavailable extends Error {
  override readonly name = 'AddressUnavailable'
  constructor(
    readonly address: string,
    readonly port: number,
    /** As Node has it, such as `EADDRINUSE`. */
    readonly code: string
  ) {
    super(`${hostOf(address)}:${port} ${reasons[code] ?? `cannot be listened on (${code})`}`)
  }
}

interface ListenOptions {
  /** Gets every request, also one that expects what Node would not promise, or that has no Host. */
  readonly handler: RequestListener
  /** Answers what is no request; without, Node answers with a bare status. */
  readonly refuseUnreadable?: RefuseUnreadable
  /** PEM texts; plain HTTP without. */
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly limits?: ListenLimits
  /** Whether an address of this machine that cannot be had is refused, instead of a port of 127.0.0.1 in its place. */
  readonly exactly?: boolean
  /** Neither the listeners nor their connections keep the process alive. */
  readonly unref?: boolean
}

interface Opened {
  readonly server: Server
  /** Every connection, also one that has not finished its handshake and that the server itself cannot close. */
  readonly sockets: ReadonlySet<Socket>
}

/** Opens all or none. Throws `AddressUnavailable`. */
export async function openListeners(targets: readonly ListenTarget[], options: ListenOptions): Promise<Listeners> {
  const servers: Opened[] = []
  const open: Listener[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(closeServer))
  }
  try {
    for (const target of targets) {
      const shared = open.find(({ address, port }) => port !== 0 && address === target.address && port === target.port)
      if (shared !== undefined) {
        open.push({ ...shared, name: target.name })
        continue
      }
      const listenerAt = serverOf(options)
      servers.push(listenerAt)
      open.push(await listen(listenerAt.server, target, options))
    }
  } catch (error) {
    await close()
    throw error
  }
  return { open, close }
}

function serverOf({ handler, refuseUnreadable, tls, limits = {}, unref = false }: ListenOptions): Opened {
  const {
    headersTimeoutMs = HEADERS_TIMEOUT_MS,
    requestTimeoutMs = REQUEST_TIMEOUT_MS,
    timeoutCheckMs = TIMEOUT_CHECK_MS,
    connectionsMax = CONNECTIONS_MAX
  } = limits
  const options = {
    requireHostHeader: false,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: timeoutCheckMs,
    keepAliveTimeout: KEEP_ALIVE_MS
  }
  const server: Server = tls
    ? createHttpsServer({ ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: headersTimeoutMs }, handler)
    : createHttpServer(options, handler)
  server.maxConnections = connectionsMax
  server.maxHeadersCount = 0 // fields beyond a count are dropped without a word, those that the guards look at among them; the head's size is the limit
  server.on('checkExpectation', handler)
  if (refuseUnreadable !== undefined) answerUnreadable(server, refuseUnreadable)
  if (tls !== undefined) refusePlain(server, headersTimeoutMs)
  noteConnectionEnds(server)
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    if (unref) socket.unref()
    socket.once('close', () => sockets.delete(socket))
  })
  if (unref) server.unref()
  return { server, sockets }
}

async function listen(server: Server, target: ListenTarget, { tls, exactly }: ListenOptions): Promise<Listener> {
  const scheme = tls === undefined ? 'http' : 'https'
  const listenerAt = (address: string, requested?: string): Listener => {
    const { port } = server.address() as AddressInfo
    const url = `${scheme}://${hostOf(address)}:${port}`
    return { name: target.name, address, port, url, ...(requested !== undefined && { requested }) }
  }
  try {
    await bind(server, target.address, target.port)
    return listenerAt(target.address)
  } catch (error) {
    const foreign = error instanceof AddressUnavailable && error.code === 'EADDRNOTAVAIL'
    if (!foreign || exactly === true || !target.address.startsWith('127.')) throw error
  }
  // Only Linux owns all of 127.0.0.0/8. Elsewhere the site gets a port of 127.0.0.1 instead of an address.
  const first = target.port === 0 ? 0 : target.port + 1
  for (let port = first; port < first + FALLBACK_PORTS_MAX; port += 1) {
    try {
      await bind(server, '127.0.0.1', port)
      return listenerAt('127.0.0.1', `${target.address}:${target.port}`)
    } catch (error) {
      if (!(error instanceof AddressUnavailable) || error.code !== 'EADDRINUSE') throw error
    }
  }
  throw new AddressUnavailable('127.0.0.1', first, 'EADDRINUSE')
}

async function bind(server: Server, address: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(error.syscall === 'listen' ? new AddressUnavailable(address, port, error.code ?? 'unknown') : error)
    }
    server.once('error', fail)
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', fail)
      resolve()
    })
  })
}

async function closeServer({ server, sockets }: Opened): Promise<void> {
  if (!server.listening) return
  await new Promise<void>(resolve => {
    const grace = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, CLOSE_GRACE_MS)
    server.close(() => {
      clearTimeout(grace)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** As it stands in a URL. */
function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
