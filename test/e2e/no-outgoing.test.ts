/**
 * Goal: the process opens no connection by itself, whatever it is told of servers, peers and receivers.
 * Method: the real command, with every way out of it watched, is driven through all that has to do with somebody else.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startProcess } from '../support/process.js'

const V1 = '/api/nutanix/v1'
const V2 = '/api/nutanix/v2.0'
const CONTROL = '/emulator/v1'
/** Names that nobody has (RFC 2606), and addresses of documentation (RFC 5737). */
const [NAME, ADDRESS] = ['server.example.test', '192.0.2.7']

const session: readonly (readonly [method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown])[] = [
  ['GET', '/docs'],
  ['GET', '/docs/'],
  ['PUT', `${V2}/cluster/smtp`, { address: NAME, port: 25, from_email_address: `pe@${NAME}` }],
  [
    'PUT',
    `${V2}/alerts/configuration`,
    { enable: true, enable_default_nutanix_email: true, email_contact_list: [`a@${NAME}`] }
  ],
  ['POST', `${V2}/snmp/add_transports`, [{ transport_protocol: 'UDP', port: 161 }]],
  [
    'POST',
    `${V2}/snmp/users`,
    { username: 'u', auth_type: 'SHA', auth_key: 'k'.repeat(8), priv_type: 'AES', priv_key: 'k'.repeat(8) }
  ],
  ['POST', `${V2}/snmp/traps`, { trap_address: ADDRESS, trap_username: 'u', version: 'SNMPv3' }],
  ['PUT', `${V2}/snmp/status`, { value: true }],
  ['PUT', `${CONTROL}/clusters/france/syslog-servers`, { servers: [{ name: 's', address: NAME }] }],
  ['POST', `${V2}/http_proxies`, { name: 'p', address: ADDRESS, port: 3128, proxy_types: ['HTTP'] }],
  ['POST', `${V2}/cluster/name_servers`, { value: ADDRESS }],
  ['POST', `${V2}/cluster/ntp_servers`, { value: NAME }],
  ['POST', `${V2}/authconfig/directories`, { name: 'ad', domain: 'example.test', directory_url: `ldap://${NAME}:389` }],
  ['GET', `${V2}/remote_sites`],
  ['POST', `${V2}/remote_sites`, { name: 'far', remote_ip_ports: { [ADDRESS]: 2020 } }],
  ['POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] }],
  ['POST', `${CONTROL}/clock/advance`, { seconds: 7200 }],
  ['GET', `${V2}/protection_domains/gold/replications`],
  ['POST', `${V2}/cluster/metro_witness`, { ip_addresses: [ADDRESS], username: 'u', password: 'p' }],
  ['POST', `${V2}/images`, { name: 'i', image_import_spec: { url: `http://${NAME}/i.iso` } }],
  ['POST', `${V2}/authconfig/directories/connection_status`, { directory_name: 'ad', username: 'u', password: 'p' }],
  ['GET', `${V1}/progress_monitors`],
  ['POST', '/api/nutanix/v3/clusters/list', { kind: 'cluster' }],
  ['PUT', `${CONTROL}/clusters/canada`, { power: 'lost' }],
  ['POST', `${CONTROL}/clock/advance`, { seconds: 3600 }],
  ['PUT', `${CONTROL}/clusters/canada`, { power: 'on' }],
  ['POST', `${CONTROL}/clock/advance`, { seconds: 3600 }],
  ['POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' }],
  ['GET', `${V2}/alerts`],
  ['POST', `${CONTROL}/world/reset`, { fixture: 'france-canada-esxi' }],
  ['POST', `${V2}/protection_domains`, { value: 'mirrored' }],
  ['POST', `${V2}/protection_domains/mirrored/metro_avail_enable`, { container: 'metro', remote_site: 'canada' }],
  ['POST', `${CONTROL}/clock/advance`, { seconds: 600 }]
]

t.test('a session about other servers, peers and receivers reaches out to nobody', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-outgoing-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const record = join(folder, 'record')
  const { client, end } = await startProcess(t, {
    nodeArgs: ['--require', join(import.meta.dirname, 'records-outgoing.cjs')],
    args: ['--clock', 'frozen', '--fixture', 'france-canada-protected', '--data', folder],
    env: { RECORD: record }
  })
  const refused: string[] = []
  for (const [method, path, body] of session) {
    const { status } = await client(method, path, body)
    t.comment(`${status} ${method} ${path}`)
    if (status >= 300) refused.push(`${status} ${method} ${path}`)
  }
  t.same(refused, [], 'everything was done, so that it could have reached out')
  t.same(await end('SIGTERM'), [0, null])
  t.equal(await readFile(record, 'utf8'), 'watching\n')
})
