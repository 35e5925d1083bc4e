/** What stands in relation to something else, which chance does not find: each made of v2.0's words, as clients do. */
import type { Emulator } from '../support/emulator.js'

const V2 = '/api/nutanix/v2.0'
const MIB = 1_048_576

type Post = (path: string, body: unknown) => Promise<Record<string, string>>
type Rows = (path: string) => Promise<Record<string, string>[]>

/** Addresses, an adapter, a volume group that a VM and an iSCSI client have, a host out of service. */
export async function addRelations(emulator: Emulator): Promise<void> {
  const { post, rows } = client(emulator)
  const [{ uuid: vm } = { uuid: '' }] = await rows('/vms')
  const { network_uuid: network } = await post('/networks', {
    name: 'addressed',
    vlan_id: 77,
    ip_config: {
      network_address: '10.7.0.0',
      prefix_length: 16,
      default_gateway: '10.7.0.1',
      pool: [{ range: '10.7.1.1 10.7.1.200' }]
    }
  })
  await post(`/networks/${network}/blacklist_ip_addresses`, { value: '10.7.1.9' })
  await post(`/vms/${vm}/nics`, { spec_list: [{ network_uuid: network }] })
  const disk = { create_config: { size: MIB } }
  await post('/volume_groups', { name: 'attached', is_shared: true, disk_list: [disk, { ...disk, index: 1 }] })
  await emulator.advance(5)
  const group = (await rows('/volume_groups')).find(({ name }) => name === 'attached')?.['uuid']
  await post(`/volume_groups/${group}/attach`, { vm_uuid: vm })
  await post(`/volume_groups/${group}/open`, { iscsi_client: { client_address: 'iqn.2024-01.test:client' } })
  await post('/authconfig/add_auth_types', ['DIRECTORY_SERVICE']) // which those of ESXi can still add
  const host = (await rows('/hosts')).at(-1)?.['uuid']
  await post(`/hosts/${host}/enter_maintenance_mode`, {})
  const covered = (await rows('/storage_containers')).find(({ name }) => name === 'covered')?.['storage_container_uuid']
  await post(`/vstores/${covered}/protect`, {})
  await emulator.advance(60)
}

/** Of two ESXi clusters: a container that both hold alike, and who decides which of them keeps it. */
export async function relateOnEsxi(emulator: Emulator): Promise<void> {
  const { post } = client(emulator)
  await post('/cluster/metro_witness', { ip_addresses: ['10.9.0.1'], username: 'admin', password: 'secret' })
  await post('/storage_containers/datastores/add_datastore', { storage_container_name: 'spare' })
  await post('/protection_domains', { value: 'mirrored' })
  await post('/protection_domains/mirrored/metro_avail_enable', { container: 'metro', remote_site: 'canada' })
  await emulator.advance(600)
}

function client({ ask }: Emulator): { post: Post; rows: Rows } {
  return {
    post: async (path, body) => {
      const answer = await ask('france', 'POST', V2 + path, body)
      if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
      return answer.body as Record<string, string>
    },
    rows: async path =>
      ((await ask('france', 'GET', V2 + path)).body as { entities: Record<string, string>[] }).entities
  }
}
