/** Alerts as receivers of SNMP and syslog get them, and to whom none goes. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { AuthProtocols, ObjectType, PrivProtocols, SecurityLevel } from 'net-snmp'
import type { Notification } from 'net-snmp'
import t from 'tap'
import { MAIN } from '../../server/app/lab-start.js'
import { START_USECS, V2, emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'
import { deliveriesOf } from '../../server/outgoing/notices.js'
import { openOutgoing, WAITING_MAX } from '../../server/outgoing/outgoing.js'
import type { OutgoingOptions } from '../../server/outgoing/outgoing.js'
import type { OutgoingOutcome } from '../../server/outgoing/models.js'
import type { Change } from '../../server/engine/index.js'
import type { Lab } from '../../server/labs/lab.js'
import { HOST, connectionReceiver, datagramReceiver, trapReceiver } from './receivers.js'

const MIB = '1.3.6.1.4.1.41263'
const TEXT = 'Connectivity to remote site canada is not normal.'
const TITLE = 'Remote site connectivity not normal.'
const FIXTURE = 'france-canada-protected'
const RAISED_USECS = START_USECS + 60_000_000

/** A lab that may send to ports of this machine. */
const labAllowing = (t: Parameters<typeof emulator>[0], ...ports: number[]): Promise<Emulator> =>
  emulator(t, { fixture: FIXTURE, allowOutgoing: ports.map(port => ({ host: HOST, port })) })

async function done(
  lab: Emulator,
  ...[method, url, body]: [method: 'POST' | 'PUT', url: string, body?: unknown]
): Promise<void> {
  const { status, text } = await lab.ask('france', method, url, body)
  if (status >= 300) throw new Error(`${method} ${url}: ${status} ${text}`)
}

/** A minute after the link was cut both clusters have an alert. */
async function cutLink(lab: Emulator): Promise<void> {
  await done(lab, 'POST', '/emulator/v1/links/france/canada/cut')
  await lab.advance(60)
}

async function restoreLink(lab: Emulator): Promise<void> {
  await done(lab, 'POST', '/emulator/v1/links/france/canada/heal')
  await lab.advance(1)
}

async function tellBySnmp(lab: Emulator, ...traps: readonly object[]): Promise<void> {
  await done(lab, 'PUT', `${V2}/snmp/status`, { value: true })
  for (const trap of traps) await done(lab, 'POST', `${V2}/snmp/traps`, { trap_address: HOST, ...trap })
}

const tellBySyslog = (lab: Emulator, ...servers: readonly object[]): Promise<void> =>
  done(lab, 'PUT', '/emulator/v1/clusters/france/syslog-servers', {
    servers: servers.map(server => ({ address: HOST, ...server }))
  })

/** Messages of france that were counted, by protocol and result. */
async function counted({ send }: Emulator): Promise<Record<string, number>> {
  const { text } = await send('france', { method: 'GET', url: '/emulator/v1/metrics' })
  const pattern = new RegExp(
    `^pesim_alerts_outgoing_total\\{lab="${MAIN}",cluster="france",protocol="(\\w+)",result="([\\w-]+)"\\} (\\d+)$`,
    'gm'
  )
  return Object.fromEntries(
    [...text.matchAll(pattern)].map(([, protocol, result, count]) => [`${protocol} ${result}`, Number(count)])
  )
}

/** Variables by what follows the vendor's number; texts as texts, large numbers as numbers. */
function variablesOf({ pdu: { varbinds } }: Notification): Record<string, unknown> {
  return Object.fromEntries(
    varbinds.map(({ oid, type, value }) => {
      const plain = !Buffer.isBuffer(value)
        ? value
        : type === ObjectType.Counter64
          ? Number(BigInt(`0x${value.toString('hex')}`))
          : value.toString()
      return [oid.replace(`${MIB}.`, ''), plain]
    })
  )
}

const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0'

t.test('an alert is told as the trap of its kind, by SNMP v2c, and its end as a trap too', async t => {
  const receiver = await trapReceiver(t, { community: 'watch' })
  const lab = await labAllowing(t, receiver.port)
  await tellBySnmp(lab, { port: receiver.port, version: 'SNMPv2C', community_string: 'watch' })
  await cutLink(lab)
  const raised = await receiver.next()
  const { entities } = (await lab.get(`${V2}/alerts`)) as { entities: { id: string; cluster_uuid: string }[] }
  const about = {
    '999.3': TITLE,
    '999.4': 2,
    '999.7': 'france',
    '999.5': entities[0]?.id
  }
  t.equal(raised.pdu.community, 'watch')
  t.match(variablesOf(raised), { [TRAP_OID]: `${MIB}.1251`, '999.1': RAISED_USECS, '999.2': TEXT, ...about })
  t.same(
    raised.pdu.varbinds.slice(2).map(({ oid }) => oid),
    [1, 2, 3, 4, 7, 5, 8, 9, 10].map(number => `${MIB}.999.${number}`),
    'in the order of the MIB'
  )
  t.match(variablesOf(raised), { '999.9': 'canada', '999.10': 'remote_site' })
  await restoreLink(lab)
  const resolved = variablesOf(await receiver.next())
  t.match(resolved, {
    [TRAP_OID]: `${MIB}.993`,
    992: 'ntxTrapRemoteSiteConnectivityNotNormal',
    '999.2': TEXT,
    ...about
  })
  t.ok(Number(resolved['999.6']) >= RAISED_USECS)
  t.same(await counted(lab), { 'snmp sent': 2 })
})

const nms = {
  name: 'nms',
  level: SecurityLevel.authPriv,
  authProtocol: AuthProtocols.sha,
  authKey: 'authentication passphrase',
  privProtocol: PrivProtocols.aes,
  privKey: 'privacy passphrase'
}
const nmsDto = { username: 'nms', auth_type: 'SHA', auth_key: nms.authKey, priv_type: 'AES', priv_key: nms.privKey }

t.test('SNMP v3 signs and encrypts with the passphrases of the user', async t => {
  const receiver = await trapReceiver(t, { user: nms })
  const lab = await labAllowing(t, receiver.port)
  await done(lab, 'POST', `${V2}/snmp/users`, nmsDto)
  await tellBySnmp(lab, { port: receiver.port, trap_username: 'nms', engine_id: '0x8000a12f0470657369' })
  await cutLink(lab)
  const raised = await receiver.next()
  t.equal(raised.pdu.user, 'nms')
  t.match(variablesOf(raised), { [TRAP_OID]: `${MIB}.1251`, '999.2': TEXT })
  const saved = JSON.stringify(lab.lab.world)
  t.notOk(saved.includes(nms.authKey) || saved.includes(nms.privKey), 'the world holds no passphrase')
})

t.test('a change of the user without passphrases keeps those that it had', async t => {
  const receiver = await trapReceiver(t, { user: nms })
  const lab = await labAllowing(t, receiver.port)
  await done(lab, 'POST', `${V2}/snmp/users`, nmsDto)
  await done(lab, 'PUT', `${V2}/snmp/users`, { username: 'nms', auth_type: 'SHA', priv_type: 'AES' })
  await tellBySnmp(lab, { port: receiver.port, trap_username: 'nms' })
  await cutLink(lab)
  t.equal((await receiver.next()).pdu.user, 'nms')
})

t.test('an inform is sent with the key of its receiver, and answered', async t => {
  const receiver = await trapReceiver(t, { user: nms })
  const lab = await labAllowing(t, receiver.port)
  await done(lab, 'POST', `${V2}/snmp/users`, nmsDto)
  await tellBySnmp(lab, { port: receiver.port, trap_username: 'nms', inform: true })
  await cutLink(lab)
  t.match(variablesOf(await receiver.next()), { [TRAP_OID]: `${MIB}.1251` })
})

const line = (state: string, time: string): RegExp =>
  new RegExp(
    `^<132>1 ${time} france alert_manager - A901251 \\[alert@41263 state="${state}" id="[0-9a-f-]{36}" title="${TITLE}" ` +
      `severity="kWarning" clusterUuid="[0-9a-f-]{36}" entityType="remote_site" entityName="canada" entityUuid="[0-9a-f-]*"\\] ${TEXT}$`
  )

t.test('an alert and its end are lines of syslog, one in each datagram', async t => {
  const receiver = await datagramReceiver(t)
  const lab = await labAllowing(t, receiver.port)
  await tellBySyslog(lab, { name: 'collector', port: receiver.port })
  await cutLink(lab)
  t.match(await receiver.next(), line('raised', '2024-01-01T00:01:00\\.000000Z'))
  await restoreLink(lab)
  t.match(await receiver.next(), line('resolved', '2024-01-01T00:01:0\\d\\.\\d{6}Z'))
})

t.test('over TCP each line ends in a line feed', async t => {
  const receiver = await connectionReceiver(t)
  const lab = await labAllowing(t, receiver.port)
  await tellBySyslog(lab, { name: 'collector', port: receiver.port, protocol: 'TCP' })
  await cutLink(lab)
  const text = await receiver.next()
  t.match(text.slice(0, -1), line('raised', '2024-01-01T00:01:00\\.000000Z'))
  t.ok(text.endsWith('\n'))
})

t.test('a server of syslog is not told what is less severe than its level', async t => {
  const [all, critical] = [await datagramReceiver(t), await datagramReceiver(t)]
  const lab = await labAllowing(t, all.port, critical.port)
  await tellBySyslog(lab, { name: 'critical', port: critical.port, level: 'CRITICAL' }, { name: 'all', port: all.port })
  await cutLink(lab)
  await all.next()
  t.same(await counted(lab), { 'syslog sent': 1 })
  t.equal(critical.count, 0)
})

t.test('nothing goes to a receiver that the start does not name, port and all', async t => {
  const [allowed, other] = [await datagramReceiver(t), await datagramReceiver(t)]
  const lab = await labAllowing(t, allowed.port)
  await tellBySnmp(
    lab,
    { port: other.port, version: 'SNMPv2C' },
    { trap_address: 'localhost', port: allowed.port, version: 'SNMPv2C' }
  )
  await tellBySyslog(lab, { name: 'other', port: other.port }, { name: 'allowed', port: allowed.port })
  await cutLink(lab)
  t.match(await allowed.next(), /entityName="canada"/)
  t.same(await counted(lab), { 'snmp not-allowed': 2, 'syslog not-allowed': 1, 'syslog sent': 1 })
  t.same([allowed.count, other.count], [1, 0])
})

t.test('a host without a port stands for all of its ports, in any case', async t => {
  const receiver = await datagramReceiver(t)
  const lab = await emulator(t, { fixture: FIXTURE, allowOutgoing: [{ host: 'localhost', port: undefined }] })
  await tellBySyslog(lab, { name: 'collector', address: 'LocalHost', port: receiver.port })
  await cutLink(lab)
  t.match(await receiver.next(), /entityName="canada"/)
})

t.test('no trap is sent while SNMP is off', async t => {
  const [traps, lines] = [await datagramReceiver(t), await datagramReceiver(t)]
  const lab = await labAllowing(t, traps.port, lines.port)
  await tellBySnmp(lab, { port: traps.port, version: 'SNMPv2C' })
  await tellBySyslog(lab, { name: 'collector', port: lines.port })
  await done(lab, 'PUT', `${V2}/snmp/status`, { value: false })
  await cutLink(lab)
  t.match(await lines.next(), /entityName="canada"/)
  t.same(await counted(lab), { 'syslog sent': 1 })
  t.equal(traps.count, 0)
})

t.test('settings that cannot be followed, and receivers that are not there, are counted', async t => {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const { port: closed } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const receiver = await connectionReceiver(t)
  const lab = await emulator(t, {
    fixture: FIXTURE,
    allowOutgoing: [HOST, 'localhost'].map(host => ({ host, port: undefined }))
  })
  await done(lab, 'POST', `${V2}/snmp/users`, { username: 'keyless', auth_type: 'SHA' })
  await tellBySnmp(lab, { port: closed, trap_username: 'keyless' })
  await done(lab, 'POST', `${V2}/snmp/traps`, {
    trap_address: 'localhost',
    port: closed,
    version: 'SNMPv2C',
    transport_protocol: 'TCP'
  })
  await tellBySyslog(
    lab,
    { name: 'nobody', port: closed, protocol: 'TCP' },
    { name: 'collector', port: receiver.port, protocol: 'TCP' }
  )
  await cutLink(lab)
  await receiver.next()
  await restoreLink(lab)
  await receiver.next()
  t.same(await counted(lab), { 'snmp unusable': 4, 'syslog failed': 2, 'syslog sent': 2 }, 'nothing is tried again')
})

t.test('the servers of syslog are shown as groups of v3', async t => {
  const lab = await emulator(t)
  await tellBySyslog(lab, { name: 'collector', port: 6514, protocol: 'TCP' })
  const groups = async (cluster: string): Promise<unknown> => {
    const { body } = await lab.ask(cluster, 'POST', '/api/nutanix/v3/groups', {
      entity_type: 'remote_syslog_server',
      group_member_attributes: ['server_name', 'ip_address', 'port', 'network_protocol'].map(attribute => ({
        attribute
      }))
    })
    return body as unknown
  }
  t.match(await groups('canada'), { total_entity_count: 0, group_results: [] })
  const data = [
    { name: 'server_name', values: [{ values: ['collector'] }] },
    { name: 'ip_address', values: [{ values: [HOST] }] },
    { name: 'port', values: [{ values: ['6514'] }] },
    { name: 'network_protocol', values: [{ values: ['TCP'] }] }
  ]
  t.match(await groups('france'), { group_results: [{ entity_results: [{ entity_id: 'collector', data }] }] })
})

/** A follower of a lab that has one alert, to which a test tells what happens. */
async function followed(
  t: Parameters<typeof emulator>[0],
  port: number,
  options: Partial<OutgoingOptions> = {}
): Promise<{ tell: (changes: number) => void; outcomes: OutgoingOutcome[]; warnings: string[] }> {
  const lab = await emulator(t, { fixture: FIXTURE })
  await tellBySyslog(lab, { name: 'collector', port })
  await cutLink(lab)
  const { world } = lab.lab
  const listeners: ((change: Change) => void)[] = []
  const subscribe = (listener: (change: Change) => void) => {
    listeners.push(listener)
    return () => undefined
  }
  const outcomes: OutgoingOutcome[] = []
  const warnings: string[] = []
  const outgoing = openOutgoing({
    lab: { name: 'lab', world, pace: { catchUp: () => undefined }, engine: { subscribe } } as unknown as Lab,
    allowed: [{ host: HOST, port: undefined }],
    settled: () => Promise.resolve(),
    count: outcome => outcomes.push(outcome),
    tell: text => warnings.push(text),
    fail: error => t.fail(String(error)),
    ...options
  })
  t.teardown(() => outgoing.close())
  const [alert] = world.clusters['france']?.alerts ?? []
  const event = { type: 'alert-resolved', cluster: 'france', id: alert?.id }
  const tell = (count: number): void => {
    const change = { events: Array.from({ length: count }, () => event) } as unknown as Change
    for (const listener of listeners) listener(change)
  }
  return { tell, outcomes, warnings }
}

t.test('a cluster without power tells nothing', async t => {
  const lab = await emulator(t, { fixture: FIXTURE })
  await tellBySyslog(lab, { name: 'collector' })
  await cutLink(lab)
  const { world } = lab.lab
  const france = world.clusters['france']
  if (france === undefined) throw new Error('There is no France')
  const change = { events: [{ type: 'alert-raised', cluster: 'france', alert: france.alerts[0] }] } as unknown as Change
  t.match(deliveriesOf(change, world), [{ protocol: 'syslog', host: HOST, port: 514 }])
  const dark = { ...world, clusters: { ...world.clusters, france: { ...france, power: 'lost' as const } } }
  t.same(deliveriesOf(change, dark), [])
})

t.test('what is rolled back is not told, and what follows is', async t => {
  const receiver = await datagramReceiver(t)
  const saves = [Promise.reject(new Error('full')), Promise.resolve()]
  saves[0]?.catch(() => undefined)
  const { tell, outcomes } = await followed(t, receiver.port, { settled: async () => saves.shift() })
  tell(2)
  tell(1)
  t.match(await receiver.next(), /state="resolved"/)
  await new Promise(setImmediate)
  t.same([receiver.count, outcomes.length], [1, 1])
})

t.test('no more than so many messages wait', async t => {
  const receiver = await datagramReceiver(t)
  const all = new Promise<OutgoingOutcome[]>(resolve => {
    const outcomes: OutgoingOutcome[] = []
    void followed(t, receiver.port, {
      count: outcome => {
        if (outcomes.push(outcome) === WAITING_MAX + 7) resolve(outcomes)
      }
    }).then(({ tell }) => tell(WAITING_MAX + 7))
  })
  t.equal((await all).filter(({ result }) => result === 'dropped').length, 7)
})

t.test('a receiver that is not allowed is told of once, with what would allow it', async t => {
  const { tell, outcomes, warnings } = await followed(t, 5514, { allowed: [{ host: HOST, port: 514 }] })
  tell(2)
  tell(1)
  t.same(warnings, [
    'france would send its alerts by syslog to 127.0.0.1:5514: start with --allow-outgoing 127.0.0.1:5514'
  ])
  t.same(
    outcomes.map(({ result }) => result),
    Array(3).fill('not-allowed')
  )
})
