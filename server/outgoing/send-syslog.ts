/** Sends notices by syslog, over UDP (RFC 5426), or over TCP with a line feed after each (RFC 6587). */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, isIPv6 } from 'node:net'
import type { DeliveryOf, OutgoingResult, Send } from './models.js'
import { syslogLine } from './syslog-line.js'

type SyslogDelivery = DeliveryOf<'syslog'>

/** For a connection, and for what is written over it, in real milliseconds. */
const TCP_TIMEOUT_MS = 2000

/** One connection for all that goes to the same receiver. */
export const sendSyslog: Send<'syslog'> = async deliveries => {
  const results = new Map<SyslogDelivery, OutgoingResult>()
  const receivers = new Map<string, SyslogDelivery[]>()
  for (const delivery of deliveries) {
    const { host, port, transport } = delivery
    const receiver = JSON.stringify([host, port, transport])
    receivers.set(receiver, [...(receivers.get(receiver) ?? []), delivery])
  }
  for (const group of receivers.values()) {
    const [{ transport } = { transport: '' }] = group
    const outcome = await (transport === 'TCP' ? sendByTcp(group) : sendByUdp(group))
    for (const delivery of group) results.set(delivery, outcome)
  }
  return deliveries.map(delivery => results.get(delivery) ?? 'failed')
}

async function sendByUdp(group: readonly SyslogDelivery[]): Promise<OutgoingResult> {
  const [{ host } = { host: '' }] = group
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.unref()
  socket.on('error', () => undefined) // the callback of each message is told
  try {
    for (const { port, notice } of group) {
      await new Promise<void>((resolve, reject) => {
        socket.send(syslogLine(notice), port, host, error => (error === null ? resolve() : reject(error)))
      })
    }
    return 'sent'
  } catch {
    return 'failed'
  } finally {
    socket.close()
  }
}

async function sendByTcp(group: readonly SyslogDelivery[]): Promise<OutgoingResult> {
  const [{ host, port } = { host: '', port: 0 }] = group
  const socket = connect({ host, port })
  socket.unref()
  socket.setTimeout(TCP_TIMEOUT_MS, () => socket.destroy(new Error('It takes too long')))
  socket.resume()
  try {
    await once(socket, 'connect')
    socket.end(group.map(({ notice }) => `${syslogLine(notice)}\n`).join(''))
    await once(socket, 'finish')
    return 'sent'
  } catch {
    return 'failed'
  } finally {
    if (!socket.writableFinished) socket.destroy()
  }
}
