/** Metro availability and vStores: one life of them, told in both dialects, and what a cluster refuses. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'

const bases = { 'v2.0': '/PrismGateway/services/rest/v2.0', v1: '/PrismGateway/services/rest/v1' }
type Version = keyof typeof bases

interface Step {
  readonly at: string
  readonly on?: 'canada'
  readonly body?: unknown
  /** What the answer has, in v2.0's words; of a list, its entities. */
  readonly gives?: unknown
  readonly refused?: RegExp
  readonly status?: number
  /** Simulated seconds before it. */
  readonly after?: number
  /** Something that happens before it, by the control API. */
  readonly when?: string
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const snake = (name: string): string => name.replace(/[A-Z]+/g, run => `_${run.toLowerCase()}`)

function keyed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(entry => keyed(entry, rename))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), keyed(inner, rename)]))
}

async function play(t: Test, { ask, advance }: Emulator, version: Version, steps: readonly Step[]): Promise<void> {
  for (const { at, on = 'france', body, gives, refused, status, after, when } of steps) {
    if (when !== undefined) {
      const [method = '', url = '', bodyText] = when.split(' ')
      const done = await ask(
        'france',
        method as Method,
        `/emulator/v1${url}`,
        bodyText && (JSON.parse(bodyText) as unknown)
      )
      t.ok(done.status < 300, `${when}: ${done.text}`)
    }
    if (after !== undefined) await advance(after)
    const [method = '', url = ''] = at.split(' ')
    const spoken = version === 'v1' ? url.replace(/(?<=[?&])\w+/g, camel).replace('vstoreName', 'vStoreName') : url
    const request = version === 'v1' ? keyed(body, camel) : body
    const answer = await ask(on, method as Method, bases[version] + spoken, request)
    const translated = keyed(answer.body, version === 'v1' ? snake : name => name)
    const place = `${at} on ${on}: ${answer.text.slice(0, 300)}`
    if (refused !== undefined) {
      t.equal(answer.status, status ?? 500, place)
      t.match(translated, { message: refused }, place)
      continue
    }
    t.equal(answer.status, method === 'POST' && version === 'v2.0' ? 201 : 200, place)
    if (gives === undefined) continue
    const rows = (translated as { entities?: unknown } | null)?.entities ?? translated
    t.match(rows, gives, place)
    if (Array.isArray(gives)) t.equal((rows as unknown[]).length, gives.length, `${at} gives no more`)
  }
}

const relation = { container: 'metro', remote_site: 'canada', failure_handling: 'AUTOMATIC' }
const gold = '/protection_domains/gold'

/** France and Canada hold the same from the first step to the last but for what happens between them. */
const life: readonly Step[] = [
  { at: 'GET /cluster/metro_witness', refused: /not configured/, status: 412 },
  { at: 'GET /remote_sites?metro_compatible=true', gives: [{ name: 'canada', metro_ready: true }] },
  { at: 'POST /protection_domains', body: { value: 'gold' } },
  { at: `POST ${gold}/metro_avail_enable?re_enable=true`, body: {}, refused: /never enabled/ },
  { at: `POST ${gold}/promote`, refused: /not enabled/ },
  { at: `POST ${gold}/metro_avail_enable`, body: { ...relation, container: 'nowhere' }, refused: /nowhere/ },
  { at: `POST ${gold}/metro_avail_enable`, body: { ...relation, remote_site: 'mars' }, refused: /mars/ },
  { at: `POST ${gold}/metro_avail_enable`, body: { ...relation, failure_handling: 'PERHAPS' }, refused: /PERHAPS/ },
  {
    at: `POST ${gold}/metro_avail_enable`,
    body: { ...relation, container: 'default-container-98494' },
    refused: /does not exist on remote site/
  },
  {
    at: `POST ${gold}/metro_avail_enable`,
    body: relation,
    gives: {
      active: true,
      vms: [{}, {}, {}, {}, {}, {}],
      vstore_id: Number,
      metro_avail: {
        role: 'Active',
        status: 'Synchronizing',
        remote_site: 'canada',
        failure_handling: 'Automatic',
        container: 'metro'
      }
    }
  },
  { at: `POST ${gold}/metro_avail_enable`, body: relation, refused: /enabled already/ },
  { at: `POST ${gold}/promote`, on: 'canada', refused: /disable it there first/ },
  { at: `GET ${gold}`, after: 600, gives: { metro_avail: { status: 'Enabled' } } },
  {
    at: `GET ${gold}`,
    on: 'canada',
    gives: { active: false, vms: [], metro_avail: { role: 'Standby', status: 'Enabled', remote_site: 'france' } }
  },
  { at: 'GET /protection_domains?metro_avail=true&names=gold', gives: [{ name: 'gold' }] },
  { at: 'GET /protection_domains?vstore_name=metro', gives: [{ name: 'gold' }] },
  { at: 'GET /protection_domains?vstore_name=other', gives: [] },
  { at: 'GET /protection_domains?remote_site_name=canada', gives: [{ name: 'gold' }] },
  { at: 'GET /cluster/metro_witness', gives: [] },
  { at: 'GET /vstores?names=metro', gives: [{ name: 'metro', protection_domain: 'gold', backedup: true }] },
  { at: 'GET /vstores?names=metro', on: 'canada', gives: [{ protection_domain: 'gold', is_backup: true }] },
  {
    at: `PUT ${gold}/failure_handling`,
    body: { failure_handling_mode: 'manual' },
    gives: { metro_avail: { failure_handling: 'Manual' } }
  },
  { at: `PUT ${gold}/break_replication_timeout`, body: { timeout: 20 }, gives: { metro_avail: { timeout: 20 } } },
  { at: `PUT ${gold}/break_replication_timeout`, body: { timeout: 31 }, refused: /10 to 30/ },
  { at: `GET ${gold}`, on: 'canada', gives: { metro_avail: { failure_handling: 'Manual', timeout: 20 } } },
  // What a standing relation forbids.
  { at: `POST ${gold}/activate`, on: 'canada', refused: /promote/ },
  { at: `POST ${gold}/deactivate`, refused: /disable it first/ },
  { at: `DELETE ${gold}`, refused: /disable it first/ },
  { at: 'DELETE /remote_sites/canada', refused: /in use/ },
  // Parted and together again: manual handling waits.
  {
    at: `GET ${gold}`,
    when: 'POST /links/france/canada/cut',
    after: 60,
    gives: { active: true, metro_avail: { status: 'Remote Unreachable', role: 'Active' } }
  },
  { at: `POST ${gold}/metro_avail_disable`, refused: /unreachable/ },
  { at: `PUT ${gold}/failure_handling`, body: { failure_handling_mode: 'AUTOMATIC' }, refused: /unreachable/ },
  { at: `GET ${gold}`, when: 'POST /links/france/canada/heal', gives: { metro_avail: { status: 'Enabled' } } },
  { at: `PUT ${gold}/failure_handling`, body: { failure_handling_mode: 'AUTOMATIC' } },
  {
    at: `GET ${gold}`,
    when: 'POST /links/france/canada/cut',
    after: 19,
    gives: { metro_avail: { status: 'Remote Unreachable' } }
  },
  { at: `GET ${gold}`, after: 2, gives: { active: true, metro_avail: { status: 'Disabled', role: 'Active' } } },
  { at: `GET ${gold}/alerts?severity=CRITICAL`, gives: [{ alert_type_uuid: 'A110269', resolved: false }] },
  { at: `POST ${gold}/metro_avail_enable?re_enable=true`, refused: /does not answer/ },
  {
    at: `POST ${gold}/metro_avail_enable?re_enable=true`,
    when: 'POST /links/france/canada/heal',
    gives: { metro_avail: { status: 'Synchronizing' } }
  },
  { at: `GET ${gold}/alerts?severity=CRITICAL`, gives: [{ resolved: true, auto_resolved: true }] },
  { at: `GET ${gold}`, on: 'canada', after: 600, gives: { metro_avail: { status: 'Enabled', role: 'Standby' } } },
  // The active side goes dark; the standby side is promoted, and both are active once it is back.
  {
    at: `POST ${gold}/promote`,
    on: 'canada',
    when: 'PUT /clusters/france {"power":"lost"}',
    gives: { active: true, vms: [{}, {}, {}, {}, {}, {}], metro_avail: { role: 'Active', status: 'Decoupled' } }
  },
  { at: `POST ${gold}/promote`, on: 'canada', refused: /Active on canada already/ },
  {
    at: `GET ${gold}`,
    when: 'PUT /clusters/france {"power":"on"}',
    gives: { active: true, metro_avail: { role: 'Active', status: 'Decoupled' } }
  },
  { at: `POST ${gold}/metro_avail_enable?re_enable=true`, on: 'canada', refused: /by force only/ },
  {
    at: `POST ${gold}/metro_avail_enable?re_enable=true&force=true`,
    on: 'canada',
    gives: { metro_avail: { role: 'Active', status: 'Synchronizing', remote_site: 'france' } }
  },
  {
    at: `GET ${gold}`,
    after: 600,
    gives: { active: false, vms: [], metro_avail: { role: 'Standby', status: 'Enabled' } }
  },
  // Both are there, and force makes both active.
  {
    at: `POST ${gold}/promote?force=true`,
    gives: { active: true, metro_avail: { role: 'Active', status: 'Decoupled' } }
  },
  { at: `GET ${gold}`, on: 'canada', gives: { active: true, metro_avail: { role: 'Active', status: 'Decoupled' } } },
  { at: `POST ${gold}/metro_avail_disable`, gives: { metro_avail: { status: 'Disabled' } } },
  { at: `GET ${gold}`, on: 'canada', gives: { metro_avail: { status: 'Disabled' } } },
  { at: `POST ${gold}/metro_avail_disable`, gives: { metro_avail: { status: 'Disabled' } } }
]

const vstores: readonly Step[] = [
  {
    at: 'GET /vstores',
    gives: [
      {
        name: 'default-container-98494',
        protection_domain: null,
        backedup: false,
        // Evidence A [C: recorded, sts-nutanix-agent-checks]: null where no domain has the vStore
        is_backup: null,
        vm_level_consistent: null
      },
      { name: 'NutanixManagementShare' },
      { name: 'SelfServiceContainer' }
    ]
  },
  { at: 'GET /vstores/1000', gives: { name: 'default-container-98494', id: 1000 } },
  { at: 'GET /vstores/nothing', refused: /vStore nothing does not exist/ },
  { at: 'POST /vstores/nothing/protect', refused: /vStore nothing does not exist/ },
  { at: 'POST /vstores/1000/unprotect', refused: /not protected/ },
  {
    at: 'POST /vstores/1000/protect?vm_level_consistency=true',
    gives: { protection_domain: 'default-container-98494', vm_level_consistent: true, backedup: true }
  },
  { at: 'POST /vstores/1000/protect', refused: /already/, status: 422 },
  { at: 'GET /protection_domains', gives: [{ vms: [{}, {}, {}, {}, {}, {}], vstore_id: 1000, metro_avail: null }] },
  { at: 'GET /protection_domains/consistency_groups', gives: [{}, {}, {}, {}, {}, {}] },
  { at: 'PUT /vstores/1000/update_protection_mode?vm_level_consistency=false', gives: { vm_level_consistent: false } },
  {
    at: 'GET /protection_domains/consistency_groups',
    gives: [{ consistency_group_name: 'default-container-98494', vm_count: 6 }]
  },
  {
    at: 'POST /protection_domains/default-container-98494/metro_avail_enable',
    body: { remote_site: 'canada' },
    refused: /canada/
  },
  { at: 'GET /remote_sites?metro_compatible=true', gives: [] },
  { at: 'POST /vstores/1000/unprotect', gives: { protection_domain: null, backedup: false } },
  { at: 'GET /protection_domains', after: 60, gives: [] }
]

for (const version of ['v2.0', 'v1'] as const) {
  t.test(`metro availability from its beginning to its end, in ${version}`, async t => {
    const instance = await emulator(t, { fixture: 'france-canada-esxi' })
    await play(t, instance, version, life)
    const { body } = await instance.ask('france', 'GET', '/emulator/v1/world/invariants')
    t.match(body, { violations: [] })
  })

  t.test(`vStores are protected as a whole, in ${version}`, async t => {
    const instance = await emulator(t)
    await play(t, instance, version, vstores)
  })
}

t.test('a witness lets the standby side take over by itself, and only where the active one is dark', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-esxi' })
  await play(t, instance, 'v2.0', [
    { at: 'POST /protection_domains', body: { value: 'gold' } },
    { at: `POST ${gold}/metro_avail_enable`, body: { ...relation, failure_handling: 'WITNESS' } },
    {
      at: `GET ${gold}`,
      after: 600,
      when: 'PUT /clock {"mode":"frozen"}',
      gives: { metro_avail: { status: 'Enabled' } }
    },
    {
      at: `GET ${gold}`,
      on: 'canada',
      when: 'POST /links/france/canada/cut',
      after: 11,
      gives: { active: false, metro_avail: { role: 'Standby', status: 'Disabled' } }
    },
    { at: `POST ${gold}/metro_avail_enable?re_enable=true`, when: 'POST /links/france/canada/heal' },
    {
      at: `GET ${gold}`,
      on: 'canada',
      after: 600,
      gives: { metro_avail: { role: 'Standby', status: 'Enabled', failure_handling: 'Witness' } }
    }
  ])
  const { ask } = instance
  await ask('canada', 'PUT', '/emulator/v1/clusters/france', { power: 'lost' })
  await ask('canada', 'POST', '/emulator/v1/clock/advance', { seconds: 11 })
  const { body } = await ask('canada', 'GET', `${bases['v2.0']}${gold}`)
  t.match(body, { active: true, metro_avail: { role: 'Active', status: 'Decoupled' } })
})

t.test('what is stretched is told in its older form too, by v1 alone', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-esxi' })
  const policy = { pd_name: 'gold', primary_remote_site_name: 'canada', secondary_remote_site_name: null }
  await play(t, instance, 'v1', [
    { at: 'POST /protection_domains', body: { value: 'gold' } },
    { at: 'POST /protection_domains', body: { value: 'silver' } },
    { at: 'GET /protection_domains/stretch', gives: [] },
    { at: 'POST /protection_domains/gold/metro_avail_enable', body: relation },
    { at: 'GET /protection_domains/stretch', gives: [policy] },
    { at: 'GET /protection_domains/stretch?name=gold', gives: [policy] },
    { at: 'GET /protection_domains/stretch?name=silver', gives: [] },
    { at: 'GET /protection_domains/gold/stretch', gives: [policy] },
    { at: 'GET /protection_domains/silver/stretch', gives: [] },
    { at: 'GET /protection_domains/lead/stretch', refused: /does not exist/ }
  ])
})

t.test('AHV has no metro availability', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  await play(t, instance, 'v2.0', [
    { at: 'GET /remote_sites', gives: [{ metro_ready: false }] },
    {
      at: `POST ${gold}/metro_avail_enable`,
      body: { remote_site: 'canada', storage_container: 'default-container-98494' },
      refused: /not supported on the hypervisor/
    },
    { at: `POST ${gold}/metro_avail_disable`, refused: /not enabled/ },
    { at: `PUT ${gold}/failure_handling`, body: { failure_handling_mode: 'NONE' }, refused: /not enabled/ },
    { at: `PUT ${gold}/break_replication_timeout`, body: {}, refused: /timeout/, status: 400 },
    { at: `PUT ${gold}/failure_handling`, body: {}, refused: /failure_handling_mode/, status: 400 }
  ])
})
