/** The built command sends alerts to whom it may, and loads nothing for that before. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { HOST, datagramReceiver, trapReceiver } from '../outgoing/receivers.js'
import { startProcess } from '../support/process.js'

const V2 = '/api/nutanix/v2.0'
const CONTROL = '/emulator/v1'

/** Writes on exit how often the bundle has asked for Node's module for datagrams, as net-snmp and syslog do when they begin. */
const NOTES_DGRAM = `
const Module = require('node:module')
const load = Module._load
let asked = 0
Module._load = function (request, ...rest) {
  if (request === 'dgram' || request === 'node:dgram') asked += 1
  return load.call(this, request, ...rest)
}
process.on('exit', () => require('node:fs').writeFileSync(process.env.NOTE, String(asked)))`

t.test('traps and syslog leave the command, and what sends them is loaded by the first', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-outgoing-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const [hook, note] = [join(folder, 'hook.cjs'), join(folder, 'note')]
  await writeFile(hook, NOTES_DGRAM)
  const traps = await trapReceiver(t, { community: 'public' })
  const lines = await datagramReceiver(t)
  const start = (allowed: readonly number[]) =>
    startProcess(t, {
      nodeArgs: ['--require', hook],
      args: [
        ...['--clock', 'frozen', '--fixture', 'france-canada-protected', '--log-level', 'error'],
        ...allowed.flatMap(port => ['--allow-outgoing', `${HOST}:${port}`])
      ],
      env: { NOTE: note }
    })
  for (const allowed of [[], [traps.port, lines.port]]) {
    const { client, end } = await start(allowed)
    const calls = [
      ['PUT', `${V2}/snmp/status`, { value: true }],
      ['POST', `${V2}/snmp/traps`, { trap_address: HOST, port: traps.port, version: 'SNMPv2C' }],
      [
        'PUT',
        `${CONTROL}/clusters/france/syslog-servers`,
        { servers: [{ name: 'collector', address: HOST, port: lines.port }] }
      ],
      ['POST', `${CONTROL}/links/france/canada/cut`, undefined],
      ['POST', `${CONTROL}/clock/advance`, { seconds: 60 }]
    ] as const
    for (const [method, url, body] of calls) t.ok((await client(method, url, body)).status < 300, `${method} ${url}`)
    if (allowed.length > 0) {
      t.match(await lines.next(), /^<132>1 .* france alert_manager - A901251 /)
      const { pdu } = await traps.next()
      t.match(pdu.varbinds[1], { value: '1.3.6.1.4.1.41263.1251' })
    }
    t.same(await end('SIGTERM'), [0, null])
    t.equal(await readFile(note, 'utf8'), String(allowed.length), 'senders that were loaded')
  }
  t.same([traps.count, lines.count], [1, 1], 'nothing was sent by the one that may not')
})
