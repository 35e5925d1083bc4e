/** One scenario, spoken in both dialects: a domain's life from the remote sites to the way back, and what is told of it. */
import t from 'tap'
import type { Test } from 'tap'
import { START_USECS, emulator } from '../support/emulator.js'
import type { Answer, Emulator, Method } from '../support/emulator.js'

interface Dialect {
  readonly base: string
  /** Status of a POST that made something. */
  readonly created: number
  /** A body or a path with its query, from v2.0's words. */
  toWire<T>(value: T): T
  /** An answer, in v2.0's words. */
  fromWire(answer: unknown): unknown
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const snake = (name: string): string => name.replace(/[A-Z]+/g, run => `_${run.toLowerCase()}`)

function keyed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(entry => keyed(entry, rename))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), keyed(inner, rename)]))
}

const dialects: Readonly<Record<string, Dialect>> = {
  'v2.0': {
    base: '/PrismGateway/services/rest/v2.0',
    created: 201,
    toWire: value => value,
    fromWire: answer => answer
  },
  v1: {
    base: '/api/nutanix/v1',
    created: 200,
    toWire: <T>(value: T) =>
      (typeof value === 'string' ? value.replace(/(?<=[?&])\w+/g, camel) : keyed(value, camel)) as T,
    fromWire: answer => keyed(answer, snake)
  },
  'v1 with the keys of v2.0': {
    base: '/PrismGateway/services/rest/v1',
    created: 200,
    toWire: value => value,
    fromWire: answer => keyed(answer, snake)
  }
}

interface Step {
  readonly at: string
  /** Beyond France. */
  readonly on?: 'canada'
  readonly body?: unknown
  /** What the answer has, in v2.0's words; of a list, its entities in both dialects. */
  readonly gives?: unknown
  /** Simulated seconds before it. */
  readonly after?: number
  readonly refused?: RegExp
  /** Of a refusal; 500 unless it is another. */
  readonly status?: number
}

const site = (address: string) => ({
  capabilities: ['BACKUP', 'DISASTER_RECOVERY'],
  remote_ip_ports: { [address]: 2020 },
  vstore_name_map: {}
})

const HOUR = 3600
const scenario: readonly Step[] = [
  {
    at: 'POST /remote_sites',
    body: { name: 'canada', ...site('192.168.10.100') },
    gives: { name: 'canada', remote_ip_ports: { '192.168.10.100': 2020 } }
  },
  {
    at: 'POST /remote_sites',
    on: 'canada',
    body: { name: 'france', ...site('192.168.0.100') },
    gives: { name: 'france' }
  },
  {
    at: 'PUT /remote_sites',
    body: { name: 'canada', vstore_name_map: { 'default-container-98494': 'default-container-36217' } },
    gives: { vstore_name_map: { 'default-container-98494': 'default-container-36217' } }
  },
  {
    at: 'PUT /remote_sites',
    on: 'canada',
    body: { name: 'france', vstore_name_map: { 'default-container-36217': 'default-container-98494' } }
  },
  { at: 'GET /remote_sites?names=canada', gives: [{ name: 'canada', status: 'RELATIONSHIP_ESTABLISHED' }] },
  {
    at: 'POST /protection_domains',
    body: { value: 'gold', annotations: ['first'] },
    gives: { name: 'gold', active: true, annotations: ['first'], vms: [], metro_avail: null }
  },
  { at: 'POST /protection_domains', body: { value: 'gold' }, refused: /already exists|exists/, status: 422 },
  {
    at: 'GET /protection_domains/unprotected_vms?vm_names=web01',
    gives: [{ vm_name: 'web01', protection_domain_name: null }]
  },
  {
    at: 'POST /protection_domains/gold/protect_vms',
    body: { names: ['web01', 'app01'], ignore_dup_or_missing_vms: true, app_consistent_snapshots: 'false' },
    gives: { vms: [{ vm_name: 'web01', consistency_group: 'web01' }, { vm_name: 'app01' }] }
  },
  {
    at: 'GET /protection_domains/gold/consistency_groups',
    gives: [{ consistency_group_name: 'web01', vm_count: 1 }, { consistency_group_name: 'app01' }]
  },
  {
    at: 'POST /protection_domains/gold/schedules',
    body: {
      pd_name: 'gold',
      type: 'HOURLY',
      every_nth: 1,
      user_start_time_in_usecs: String(START_USECS + HOUR * 1e6),
      retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { canada: 2 } }
    },
    gives: {
      type: 'HOURLY',
      every_nth: 1,
      suspended: false,
      retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { canada: 2 } }
    }
  },
  { at: 'GET /protection_domains/gold/schedules', gives: [{ type: 'HOURLY' }] },
  {
    at: 'POST /protection_domains/gold/oob_schedules',
    body: { remote_site_names: ['canada'], snapshot_retention_time_secs: 86_400 },
    gives: { remote_site_names: ['canada'] }
  },
  {
    at: 'GET /protection_domains/replications',
    after: 30,
    gives: [{ protection_domain_name: 'gold', remote_site_name: 'canada', sender: true, paused: false }]
  },
  { at: 'GET /protection_domains/gold/replications', on: 'canada', gives: [{ sender: false }] },
  {
    at: 'GET /protection_domains/gold/dr_snapshots?full_details=true&count=5',
    gives: [{ state: 'AVAILABLE', vms: [{ vm_name: 'web01' }, { vm_name: 'app01' }] }]
  },
  {
    at: 'GET /protection_domains?projection=stats,alerts',
    after: 4 * HOUR,
    gives: [{ name: 'gold', remote_site_names: ['canada'], cron_schedules: [{ type: 'HOURLY' }] }]
  },
  { at: 'GET /remote_sites/canada/dr_snapshots?count=1', gives: [{ located_remote_site_name: 'canada' }] },
  { at: 'GET /protection_domains/gold', on: 'canada', gives: { active: false } },
  { at: 'POST /protection_domains/gold/migrate', body: { value: 'canada' }, gives: [] },
  { at: 'GET /protection_domains/pending_actions', gives: [{}] },
  { at: 'GET /protection_domains/gold', after: 2 * HOUR, gives: { active: false, vms: [] } },
  {
    at: 'GET /protection_domains/gold',
    on: 'canada',
    gives: { active: true, vms: [{ vm_name: 'web01' }, { vm_name: 'app01' }] }
  },
  { at: 'POST /protection_domains/gold/deactivate', on: 'canada', body: {}, gives: { value: true } },
  { at: 'GET /protection_domains/gold', on: 'canada', after: 600, gives: { active: false } },
  { at: 'POST /protection_domains/gold/activate', on: 'canada', gives: { value: true } },
  { at: 'GET /protection_domains/gold', on: 'canada', after: 600, gives: { active: true } },
  { at: 'GET /protection_domains/lead', refused: /does not exist/ },
  { at: 'GET /alerts?resolved=false&count=10&page=1', on: 'canada', gives: undefined },
  { at: 'POST /alerts/resolve', on: 'canada', gives: { num_failed_updates: 0 } },
  { at: 'GET /events?count=100', gives: undefined },
  { at: 'GET /cluster', gives: { name: 'france', multicluster: false } },
  { at: 'GET /hosts', gives: [{ name: 'france-host-1' }, {}, {}] }
]

/** Of a list its entities: v1 gives them bare, and `migrate` in a collection in both. */
function rowsOf(answer: unknown): unknown {
  const { entities } = (answer ?? {}) as { entities?: unknown }
  return entities ?? answer
}

for (const [name, dialect] of Object.entries(dialects)) {
  t.test(`the scenario in ${name}`, async t => {
    const instance = await emulator(t)
    for (const step of scenario) await take(t, instance, dialect, step)
    await restore(t, instance, dialect)
  })
}

async function take(t: Test, { ask, advance }: Emulator, dialect: Dialect, step: Step): Promise<Answer> {
  if (step.after !== undefined) await advance(step.after)
  const [method = '', url = ''] = step.at.split(' ')
  const body = step.body === undefined ? undefined : dialect.toWire(step.body)
  const query = dialect.base.startsWith('/Prism') && dialect.created === 200 ? camelQuery(url) : dialect.toWire(url)
  const answer = await ask(step.on ?? 'france', method as Method, dialect.base + query, body)
  if (step.refused !== undefined) {
    t.equal(answer.status, step.status ?? 500, step.at)
    t.match(dialect.fromWire(answer.body), { message: step.refused, error_code: { code: Number } })
    return answer
  }
  t.equal(answer.status, method === 'POST' ? dialect.created : 200, `${step.at}: ${answer.text.slice(0, 200)}`)
  if (step.gives !== undefined) {
    const translated = rowsOf(dialect.fromWire(answer.body))
    t.match(translated, step.gives, step.at)
    if (Array.isArray(step.gives))
      t.equal((translated as unknown[]).length, step.gives.length, `${step.at} gives no more`)
  }
  return answer
}

const camelQuery = (url: string): string => url.replace(/(?<=[?&])\w+/g, camel)

/** A copy of one VM out of the newest snapshot, on the side that has taken over. */
async function restore(t: Test, instance: Emulator, dialect: Dialect): Promise<void> {
  const { body } = await take(t, instance, dialect, {
    at: 'GET /protection_domains/gold/dr_snapshots?count=1',
    on: 'canada'
  })
  const [snapshot] = rowsOf(dialect.fromWire(body)) as { snapshot_id: string }[]
  const restoreRequest = {
    snapshot_id: snapshot?.snapshot_id,
    vm_names: ['web01'],
    vm_name_prefix: 'copy-',
    replace: false
  }
  await take(t, instance, dialect, {
    at: 'POST /protection_domains/gold/restore_entities',
    on: 'canada',
    body: restoreRequest,
    gives: { value: true }
  })
  await instance.advance(600)
  const { body: vms } = await instance.ask('canada', 'GET', '/api/nutanix/v2.0/vms')
  const names = (vms as { entities: { name: string }[] }).entities.map(vm => vm.name)
  t.ok(names.includes('copy-web01'), names.join())
}
