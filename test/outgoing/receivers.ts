/** Receivers of traps and syslog on free ports of this machine, which hand out what has come to whoever waits for it. */
import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { on, once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createReceiver } from 'net-snmp'
import type { Notification, SnmpUser } from 'net-snmp'
import type { Test } from 'tap'
import { EventEmitter } from 'node:events'

export const HOST = '127.0.0.1'

interface Received<T> {
  readonly port: number
  /** What comes next, or has come and was not taken yet. Rejects with what could not be understood. */
  next(): Promise<T>
  /** How much has come in all. */
  readonly count: number
}

/** Of traps and informs, to those who show the community or are the user. */
export async function trapReceiver(
  t: Test,
  { community, user }: { readonly community?: string; readonly user?: SnmpUser }
): Promise<Received<Notification>> {
  const inbox = inboxOf<Notification>()
  const sockets: Socket[] = []
  const atFreePort = {
    createSocket: (transport: 'udp4') => {
      const socket = createSocket(transport)
      const bind = socket.bind.bind(socket)
      sockets.push(socket)
      return Object.assign(socket, { bind: () => bind(0, HOST) })
    }
  }
  const options = { port: 162, address: HOST, includeAuthentication: true, dgramModule: atFreePort }
  const receiver = createReceiver(options, (error, notification) => {
    if (error === null) inbox.put(notification)
    else inbox.fail(error)
  })
  if (community !== undefined) receiver.getAuthorizer().addCommunity(community)
  if (user !== undefined) receiver.getAuthorizer().addUser(user)
  const [socket] = sockets
  if (socket === undefined) throw new Error('net-snmp has opened no socket')
  t.teardown(() => receiver.close())
  await once(socket, 'listening')
  return received(inbox, socket.address().port)
}

/** Of datagrams, as texts. */
export async function datagramReceiver(t: Test): Promise<Received<string>> {
  const inbox = inboxOf<string>()
  const socket = createSocket('udp4', message => inbox.put(message.toString()))
  socket.bind(0, HOST)
  t.teardown(() => socket.close())
  await once(socket, 'listening')
  return received(inbox, socket.address().port)
}

/** Of all that a connection brings until it ends. */
export async function connectionReceiver(t: Test): Promise<Received<string>> {
  const inbox = inboxOf<string>()
  const server = createServer(socket => {
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    socket.on('end', () => inbox.put(Buffer.concat(chunks).toString()))
  })
  server.listen(0, HOST)
  t.teardown(() => void server.close())
  await once(server, 'listening')
  return received(inbox, (server.address() as AddressInfo).port)
}

interface Inbox<T> {
  put(item: T): void
  fail(error: Error): void
  next(): Promise<T>
  readonly count: number
}

function inboxOf<T>(): Inbox<T> {
  const source = new EventEmitter()
  const items = on(source, 'item')
  let count = 0
  return {
    put: item => {
      count += 1
      source.emit('item', item)
    },
    fail: error => source.emit('error', error),
    next: async () => {
      const { value } = await items.next()
      return (value as [T])[0]
    },
    get count() {
      return count
    }
  }
}

function received<T>(inbox: Inbox<T>, port: number): Received<T> {
  return {
    port,
    next: () => inbox.next(),
    get count() {
      return inbox.count
    }
  }
}
