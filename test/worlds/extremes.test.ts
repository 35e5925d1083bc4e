/**
 * Numbers and names at the edge of what can be: they are refused, and nothing has changed, or they are taken, and the world can
 * be read back whatever follows from them. A lab that is kept would be lost otherwise, though each request was acknowledged.
 */
import t from 'tap'
import type { Test } from 'tap'
import { NEVER, after, instant } from '../../server/domain/core/time.js'
import { readWorld } from '../../server/worlds/read-world.js'
import { V2, emulator } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'

const CONTROL = '/emulator/v1'
const GOLD = `${V2}/protection_domains/gold`
const daily = { type: 'DAILY', every_nth: 1 }
/** Seconds in which all that follows from them has happened. */
const PASSES = [60, 9 * 86_400]

interface Asked {
  readonly method?: Method
  readonly url: string
  readonly body: object
}

const protectedSites = (t: Test): Promise<Emulator> => emulator(t, { fixture: 'france-canada-protected' })

const textOf = ({ lab }: Emulator): string => JSON.stringify(lab.engine.world)

const taken: readonly Asked[] = [
  { url: `${GOLD}/oob_schedules`, body: { snapshot_retention_time_secs: 9_000_000_000 } },
  { url: `${GOLD}/schedules`, body: { ...daily, every_nth: 100_000 } },
  { url: `${GOLD}/schedules`, body: { type: 'MONTHLY', every_nth: 100_000, values: [31] } },
  { url: `${GOLD}/schedules`, body: { ...daily, end_time_in_usecs: 9e18 } },
  {
    url: `${GOLD}/schedules`,
    body: { type: 'WEEKLY', every_nth: 1, values: [1], retention_policy: { local_max_snapshots: 100_000 } }
  },
  {
    url: `${GOLD}/schedules`,
    body: { ...daily, retention_policy: { local_retention_period: 100_000, local_retention_type: 'MONTHS' } }
  },
  { url: `${V2}/vms`, body: { name: 'vm', num_vcpus: 1, memory_mb: 512, ha_priority: -1 } },
  { url: `${CONTROL}/links/france/canada/slow`, body: { bandwidth_bits_per_second: 1 } },
  { url: `${CONTROL}/links/france/canada/slow`, body: { bandwidth_bits_per_second: 1e15, latency_milliseconds: 864e5 } }
]

const READINGS = [
  `${V2}/protection_domains`,
  `${V2}/protection_domains/replications`,
  `${V2}/protection_domains/dr_snapshots?full_details=true`,
  `${V2}/remote_sites`,
  `${CONTROL}/links/france/canada`
]

for (const { method = 'POST', url, body } of taken) {
  t.test(`${method} ${url} ${JSON.stringify(body)} leaves a world that can be read back`, async t => {
    const made = await protectedSites(t)
    const { status, text } = await made.ask('france', method, url, body)
    t.match(String(status), /^20[01]$/, text)
    for (const seconds of PASSES) {
      readWorld(JSON.parse(textOf(made)))
      await made.advance(seconds)
    }
    readWorld(JSON.parse(textOf(made)))
    for (const path of READINGS) await made.get(path)
  })
}

const refused: readonly (Asked & { readonly status: number; readonly says: RegExp })[] = [
  {
    url: `${V2}/remote_sites`,
    body: { name: 'z', remote_ip_ports: { '10.0.0.1': -1 } },
    status: 500,
    says: /Port -1 /
  },
  {
    url: `${V2}/remote_sites`,
    body: { name: 'z', remote_ip_ports: { '10.0.0.1': 65_536 } },
    status: 500,
    says: /Port 65536 .* from 1 to 65535/
  },
  {
    ...{ method: 'PUT', url: `${V2}/remote_sites`, status: 500, says: /Port -7 / },
    body: { name: 'canada', remote_ip_ports: { '192.168.10.100': -7 } }
  },
  ...['999.1.1.1', 'not an ip!', '', '1:2:3', '::1::'].map(address => ({
    ...{ url: `${V2}/remote_sites`, status: 500, says: /neither an IP address nor a host name/ },
    body: { name: 'z', remote_ip_ports: { [address]: 2020 } }
  })),
  ...['.', '..'].flatMap(name => [
    { url: `${V2}/protection_domains`, body: { value: name }, status: 500, says: /step of a path/ },
    {
      url: `${V2}/remote_sites`,
      body: { name, remote_ip_ports: { '10.0.0.1': 2020 } },
      status: 500,
      says: /step of a path/
    },
    { url: `${V2}/storage_containers`, body: { name }, status: 500, says: /step of a path/ }
  ]),
  {
    url: `${GOLD}/oob_schedules`,
    body: { schedule_start_time_usecs: NEVER + 1 },
    status: 400,
    says: /Nothing starts at/
  },
  {
    url: `${GOLD}/oob_schedules`,
    body: { snapshot_retention_time_secs: 1e10 },
    status: 500,
    says: /1 to 9007199254 seconds/
  },
  {
    url: `${GOLD}/oob_schedules`,
    body: { snapshot_retention_time_secs: 1e300 },
    status: 400,
    says: /snapshot_retention_time_secs must be <= 9223372036854776000/
  },
  {
    url: `${GOLD}/schedules`,
    body: { ...daily, user_start_time_in_usecs: 9e18 },
    status: 400,
    says: /Nothing starts at/
  },
  {
    url: `${CONTROL}/links/france/canada/slow`,
    body: { bandwidth_bits_per_second: 1e-300 },
    status: 400,
    says: /bandwidth_bits_per_second must be >= 1/
  },
  {
    url: `${CONTROL}/links/france/canada/slow`,
    body: { bandwidth_bits_per_second: 1, latency_milliseconds: 1e300 },
    status: 400,
    says: /latency_milliseconds must be <= 86400000/
  },
  {
    url: `${GOLD}/schedules`,
    body: { type: 'HOURLY', values: [-1] },
    status: 500,
    says: /whole numbers from 0, not -1/
  },
  {
    url: `${V2}/alerts/policies`,
    body: { id: '1', title: 'Tools', trigger_wait_period_in_secs: -1 },
    status: 500,
    says: /less than none/
  },
  {
    url: `${V2}/vms`,
    body: { name: 'vm', num_vcpus: 1, memory_mb: 512, boot: { disk_address: { device_index: -1 } } },
    status: 500,
    says: /index of the disk to boot from is a whole number from 0/
  },
  ...[{ index: -1 }, { create_config: { size: -1 }, clone_config: { disk_address: { vmdisk_uuid: 'any' } } }].map(
    disk => ({
      ...{ url: `${V2}/volume_groups`, status: 500, says: /of a disk of a volume group is a whole number from 0/ },
      body: { name: 'group', disk_list: [disk] }
    })
  ),
  {
    url: '/PrismGateway/services/rest/v0.8/images',
    body: {
      name: 'image',
      imageType: 'DISK_IMAGE',
      vmDiskClone: { diskAddress: { vmdiskUuid: 'any' }, minimumSize: -1 }
    },
    status: 500,
    says: /minimum_size of a disk is a whole number/
  },
  {
    url: `${V2}/vms`,
    body: { name: 'vm', num_vcpus: 1, memory_mb: 512, ha_priority: 9e18 },
    status: 500,
    says: /ha_priority is a whole number from -1/
  },
  {
    url: `${V2}/vms`,
    body: { name: 'vm', num_vcpus: 1, memory_mb: 512, ha_priority: -2 },
    status: 500,
    says: /ha_priority is a whole number from -1/
  },
  { url: `${V2}/vms`, body: { name: 'vm', memory_mb: 1e30 }, status: 400, says: /memory_mb must be </ },
  ...[{ disk_bytes: 9e18 }, { memory_mb: 1e300 }, { vcpus: 1e7 }, { change_rate_bytes_per_second: 1.7e308 }].map(
    what => ({
      ...{ url: `${CONTROL}/clusters/france/vms`, status: 400, says: /must be <= 1000000/ },
      body: { count: 1, name_prefix: 'b', ...what }
    })
  ),
  {
    url: `${CONTROL}/incidents`,
    body: { what: 'link-flap', between: ['france', 'canada'], down_seconds: 1e-9, up_seconds: 1e-9 },
    status: 400,
    says: /down_seconds must be >= 0.1/
  },
  ...[
    { vms: [{ name: 'vm', disks: [{ sizeBytes: 9e18 }] }] },
    { vms: [{ name: 'vm', disks: [{ sizeBytes: 1, index: 2_147_483_647 }] }] }
  ].map(what => ({
    ...{ url: `${CONTROL}/labs`, status: 400, says: /fixture.*(cannot be|place)/ },
    body: { fixture: { clusters: [{ name: 'north', vip: '10.0.0.1', subnet: '10.0.0.0/24', ...what }] } }
  })),
  {
    url: `${CONTROL}/incidents`,
    body: { what: 'site-power', cluster: 'canada', begins: { at: '2256-01-01T00:00:00Z' } },
    status: 400,
    says: /later than any instant of a world/
  }
]

for (const { method = 'POST', url, body, status: expected, says } of refused) {
  t.test(`${method} ${url} ${JSON.stringify(body)} is refused, and nothing has changed`, async t => {
    const made = await protectedSites(t)
    const before = textOf(made)
    const { status, text } = await made.ask('france', method, url, body)
    t.equal(status, expected, text)
    t.match(text, says)
    t.equal(textOf(made), before)
  })
}

t.test('a number that is too large for JSON’s readers is refused, and nothing has changed', async t => {
  const made = await protectedSites(t)
  const before = textOf(made)
  for (const [method, url, payload] of [
    ['POST', `${CONTROL}/clusters/france/vms`, '{"count":1,"name_prefix":"b","change_rate_bytes_per_second":1e400}'],
    ['POST', `${CONTROL}/links/france/canada/slow`, '{"bandwidth_bits_per_second":1e400}'],
    ['POST', `${GOLD}/oob_schedules`, '{"snapshot_retention_time_secs":1e400}'],
    ['POST', `${GOLD}/oob_schedules`, '{"schedule_start_time_usecs":-1e400}']
  ] as const) {
    const { status, text } = await made.send('france', {
      ...{ method, url, payload },
      headers: { 'content-type': 'application/json' }
    })
    t.equal(status, 400, text)
  }
  t.equal(textOf(made), before)
})

t.test('what is made already is made again with nothing that no world can have', async t => {
  const made = await protectedSites(t)
  const { ask } = made
  const vm = { uuid: '3c1f1c3e-0d9a-4f0e-9b9f-0a4b4f6d7c11', name: 'twice', num_vcpus: 1, memory_mb: 512 }
  t.equal((await ask('france', 'POST', `${V2}/vms`, vm)).status, 201)
  await ask('france', 'POST', `${CONTROL}/clock/advance`, { seconds: 60 })
  const clone = { uuid: '3c1f1c3e-0d9a-4f0e-9b9f-0a4b4f6d7c12', name: 'clone' }
  t.equal((await ask('france', 'POST', `${V2}/vms/${vm.uuid}/clone`, { spec_list: [clone] })).status, 201)
  await ask('france', 'POST', `${CONTROL}/clock/advance`, { seconds: 60 })
  const before = textOf(made)
  for (const [url, body] of [
    [`${V2}/vms`, { ...vm, ha_priority: 9e18 }],
    [`${V2}/vms/${vm.uuid}/clone`, { spec_list: [{ ...clone, memory_mb: -1 }] }]
  ] as const) {
    const { status, text } = await ask('france', 'POST', url, body)
    t.ok(status >= 400, text)
    t.equal(textOf(made), before)
  }
  t.equal((await ask('france', 'POST', `${V2}/vms`, vm)).status, 201, 'the same once more')
})

t.test('an IPv6 address and a host name are addresses', async t => {
  const { ask } = await protectedSites(t)
  for (const [index, address] of ['fd00::7', '2001:db8:0:0:0:0:0:1', 'pe.example.com'].entries()) {
    const body = { name: `site-${index}`, remote_ip_ports: { [address]: 2020 } }
    t.equal((await ask('france', 'POST', `${V2}/remote_sites`, body)).status, 201, address)
  }
})

t.test('no instant lies beyond the last one that is a whole number of microseconds', t => {
  t.equal(instant(9e18), NEVER)
  t.equal(instant(Infinity), NEVER)
  t.equal(after(instant(1), Number.MAX_VALUE), NEVER)
  t.equal(after(instant(1), 2), 3)
  t.end()
})
