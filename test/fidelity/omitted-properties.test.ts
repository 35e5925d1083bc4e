/**
 * A published property that no answer ever has stands in a list with its reason: a client that reads it would find nothing
 * here and something on a real cluster. The list fails on what is new, and on what is listed and has come.
 */
import t from 'tap'
import type { Test } from 'tap'
import { v2Contract } from '../../server/contracts/contracts.js'
import { populatedWorld } from '../contract/populated-world.js'
import { served } from '../contract/operations.js'
import type { KnownNames } from '../contract/known-names.js'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'
import { omitted } from './omitted-properties.js'
import { missingIn, noteProperties } from './published-properties.js'
import type { PropertiesSeen } from './published-properties.js'

const V2 = '/PrismGateway/services/rest/v2.0'
/** Things of a list that are asked for one by one. */
const EACH_MAX = 12
/** What lists and VMs tell only when they are asked to. */
const FLAGS =
  'include_vm_disk_config=true&include_vm_nic_config=true&get_causes=true&projection=ALL&full_details=true&include_subtasks_info=true'
/** Tags of which at most `OMITTED_MAX` properties may be missing. */
const TAGS = new Set([
  'protection_domains',
  'remote_sites',
  'vstores',
  'cluster',
  'clusters',
  'hosts',
  'vms',
  'networks',
  'storage_containers',
  'disks',
  'virtual_disks',
  'alerts',
  'events',
  'tasks'
])
const OMITTED_MAX = 60

const gets = served.filter(
  ({ contract, operation, emulated }) => contract === v2Contract && operation.method === 'GET' && emulated
)

t.test('each published property that answers lack is listed with its reason, and none that they have', async t => {
  const places = new Map<string, PropertiesSeen>()
  for (const fixture of ['france-canada-protected', 'france-canada-esxi']) await noteAll(t, fixture, places)
  const missing = [...places].flatMap(([id, seen]) =>
    missingIn(seen)
      .filter(name => !name.startsWith('metadata.') && name !== 'error_info')
      .map(name => `${id} ${name}`)
  )
  const listed = Object.values(omitted).flatMap(rows =>
    Object.entries(rows).flatMap(([id, names]) => names.map(name => `${id} ${name}`))
  )
  t.same(
    missing.filter(pair => !listed.includes(pair)),
    [],
    'missing, and not in test/fidelity/omitted-properties.ts'
  )
  t.same(
    listed.filter(pair => !missing.includes(pair)),
    [],
    'in test/fidelity/omitted-properties.ts, and present'
  )
  const tagOf = new Map(gets.map(({ operation }) => [operation.id, String((operation.extra['tags'] as string[])[0])]))
  const counted = listed.filter(pair => TAGS.has(tagOf.get(pair.split(' ')[0] ?? '') ?? ''))
  t.ok(counted.length <= OMITTED_MAX, `${counted.length} of the tags that clients read most`)
})

async function noteAll(t: Test, fixture: string, places: Map<string, PropertiesSeen>): Promise<void> {
  const instance = await emulator(t, { fixture })
  const furnished = await furnish(instance)
  const known = await populatedWorld(instance)
  for (const call of gets) {
    const { id, success } = call.operation
    const seen = places.get(id) ?? new Map()
    places.set(id, seen)
    for (const url of [...urlsOf(call, known), ...(furnished.get(id) ?? [])]) {
      for (const site of ['france', 'canada']) {
        const { status, body } = await instance.ask(site, 'GET', url)
        if (status === 200) noteProperties(call.contract.document, success.schema ?? {}, body, seen)
      }
    }
  }
}

/** Things that say everything which is left out while it is not said; URLs of those that are below others, by operation. */
async function furnish({ ask, advance }: Emulator): Promise<ReadonlyMap<string, readonly string[]>> {
  const make = async (path: string, body: unknown) => {
    const { status, text, body: answer } = await ask('france', 'POST', `${V2}${path}`, body)
    if (status >= 300) throw new Error(`POST ${path}: ${text}`)
    await advance(5)
    return answer
  }
  await make('/networks', {
    name: 'managed',
    vlan_id: 7,
    annotation: 'of a test',
    network_type: 'EXTERNAL',
    ip_config: {
      network_address: '10.7.0.0',
      prefix_length: 24,
      default_gateway: '10.7.0.1',
      dhcp_options: {
        boot_file_name: 'boot',
        domain_name: 'example.test',
        domain_name_servers: '10.7.0.2',
        domain_search: 'example.test',
        tftp_server_name: '10.7.0.3'
      },
      pool: [{ range: '10.7.0.10 10.7.0.99' }]
    }
  })
  const [container] = (await ask('france', 'GET', `${V2}/storage_containers`)).body.entities
  const network = (await ask('france', 'GET', `${V2}/networks`)).body.entities.at(-1).uuid as string
  await make('/vms', {
    name: 'furnished',
    description: 'of a test',
    memory_mb: 1024,
    num_vcpus: 1,
    memory_reservation_mb: 512,
    vcpu_reservation_hz: 1000,
    boot: {
      boot_device_order: ['DISK'],
      boot_device_type: 'DISK',
      disk_address: { device_bus: 'scsi', device_index: 0 },
      mac_addr: '50:6b:8d:00:00:07'
    },
    vm_disks: [{ vm_disk_create: { size: 1024 ** 3, storage_container_uuid: container.storage_container_uuid } }],
    vm_nics: [{ network_uuid: network, mac_address: '50:6b:8d:00:00:07' }]
  })
  const made = (await ask('france', 'GET', `${V2}/vms?filter=vm_name==furnished&include_vm_disk_config=true`)).body
  const { vmdisk_uuid: disk } = made.entities[0].vm_disk_info[0].disk_address
  await make('/images', {
    name: 'image',
    image_type: 'DISK_IMAGE',
    vm_disk_clone_spec: { disk_address: { vmdisk_uuid: disk } }
  })
  await make(`/vms/${made.entities[0].uuid}/clone`, { spec_list: [{ name: 'copy' }] })
  return new Map([['getNic', [`${V2}/vms/${made.entities[0].uuid}/nics/50:6b:8d:00:00:07`]]])
}

/** Its path for some of the things that it may be about, plain and with everything asked for. */
function urlsOf(call: (typeof gets)[number], known: KnownNames): string[] {
  const { contract, operation } = call
  const paths = Array.from({ length: operation.path.includes('{') ? EACH_MAX : 1 }, (_, turn) =>
    known.pathOf(call, turn)
  )
  return [...new Set(paths)].flatMap(path => [`${contract.bases[0]}${path}`, `${contract.bases[0]}${path}?${FLAGS}`])
}
