/** What event streams keep for readers who do not read: one backlog for all, bounded, and the slowest are cut. */
import { Writable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import t from 'tap'
import { Backlog } from '../../../server/control/core/streams/backlog.js'
import { EventStreams } from '../../../server/control/index.js'
import type { Lab } from '../../../server/labs/index.js'
import { controlApi } from '../../support/control.js'

const BACKLOG = 400_000

/** The connection of a client that reads everything, or nothing at all. */
class Connection extends Writable {
  text = ''

  constructor(readonly reads: boolean) {
    super({ defaultEncoding: 'utf8', decodeStrings: false })
  }

  writeHead(): this {
    return this
  }

  override _write(chunk: string, _encoding: string, taken: () => void): void {
    this.text += chunk
    if (this.reads) taken()
  }
}

function opened(streams: EventStreams, lab: Lab, reads: boolean): Connection {
  const raw = new Connection(reads)
  const reply = { raw, hijack: () => undefined, getHeaders: () => ({}) } as unknown as FastifyReply
  streams.open(lab, { log: { error: (error: unknown) => t.fail(String(error)) } } as unknown as FastifyRequest, reply)
  return raw
}

t.test('standing readers share what waits for them, and it is bounded', async t => {
  const { lab, ask } = await controlApi(t)
  const streams = new EventStreams({ backlogBytesMax: BACKLOG })
  const standing = Array.from({ length: 30 }, () => opened(streams, lab, false))
  const reading = opened(streams, lab, true)
  t.teardown(() => [...standing, reading].forEach(connection => connection.destroy()))

  await ask('POST', '/clusters/france/vms', { count: 600, name_prefix: 'a' })
  const waiting = streams.backlogBytes
  t.ok(waiting > 0 && waiting < BACKLOG, `${waiting} bytes wait`)
  const alone = Buffer.byteLength(reading.text)
  t.ok(waiting <= alone, `which is no more than one reader is told, ${alone}`)
  for (let turn = 0; turn < 5; turn += 1) {
    await ask('POST', '/clusters/france/vms', { count: 600, name_prefix: `b${turn}-` })
    t.ok(streams.backlogBytes <= BACKLOG, `${streams.backlogBytes} bytes wait`)
  }
  t.equal(streams.backlogBytes, 0, 'for those that were cut nothing waits')
  for (const connection of standing) t.ok(connection.writableEnded, 'a standing reader is cut')
  t.notOk(reading.writableEnded, 'one that reads is not')
  t.match(reading.text, /"name":"b4-600"/)
})

t.test('a backlog lets go of what every reader has passed', async t => {
  const backlog = new Backlog()
  for (const text of ['one', 'two', 'three']) backlog.append({ type: 'x', text })
  backlog.dropBefore(2)
  t.equal(backlog.bytes, 'three'.length)
  t.same([backlog.begin, backlog.end], [2, 3])
  t.equal(backlog.at(1), undefined)
  t.equal(backlog.at(2)?.text, 'three')
  backlog.dropBefore(3)
  t.equal(backlog.bytes, 0)
})
