/** Networks by HTTP: made, changed and deleted, addresses handed out and kept back, and every wrong request refused. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'

const V2 = '/api/nutanix/v2.0'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** 10.20.0.0/24: three addresses in the pool, the gateway and the DHCP server outside of it. */
const lan = {
  name: 'lan',
  vlan_id: 60,
  annotation: 'made by a test',
  ip_config: {
    network_address: '10.20.0.0',
    prefix_length: 24,
    default_gateway: '10.20.0.1',
    dhcp_options: { domain_name: 'lab', domain_name_servers: '10.20.0.2' },
    pool: [{ range: '10.20.0.10 10.20.0.12' }]
  }
}

async function make({ ask }: Emulator, network: object = lan): Promise<string> {
  const { status, body } = await ask('france', 'POST', `${V2}/networks`, network)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.network_uuid as string
}

/** The address of a new VM's adapter on the network. */
async function vmOn({ ask }: Emulator, name: string, network: string): Promise<string> {
  const { status, body } = await ask('france', 'POST', '/emulator/v1/clusters/france/vms', { vms: [{ name, network }] })
  if (status > 201) throw new Error(JSON.stringify(body))
  const { body: list } = await ask('france', 'GET', `${V2}/vms?include_vm_nic_config=true`)
  return list.entities.find((vm: { name: string }) => vm.name.startsWith(name))?.vm_nics[0].ip_address as string
}

t.test('a network that is made is listed as the product lists it, and nulls are left out', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const before = (await ask('france', 'GET', `${V2}/networks`)).body.metadata.total_entities as number
  const uuid = await make(emulated)
  t.match(uuid, UUID)
  const { body } = await ask('france', 'GET', `${V2}/networks/${uuid}`)
  t.match(body.virtual_switch_uuid, UUID)
  t.same(body, {
    uuid,
    name: 'lan',
    annotation: 'made by a test',
    vlan_id: 60,
    vswitch_name: 'br0',
    virtual_switch_uuid: body.virtual_switch_uuid as string,
    logical_timestamp: 1,
    ip_config: {
      network_address: '10.20.0.0',
      prefix_length: 24,
      ipam_enabled: true,
      free_ips: 252,
      assigned_ips: 4,
      num_macs: 0,
      default_gateway: '10.20.0.1',
      dhcp_server_address: '10.20.0.254',
      dhcp_options: { domain_name: 'lab', domain_name_servers: '10.20.0.2' },
      pool: [{ range: '10.20.0.10 10.20.0.12', num_free_ips: 3, num_total_ips: 3 }]
    }
  })
  const list = (await ask('france', 'GET', `${V2}/networks/`)).body
  t.same(list.metadata, { grand_total_entities: before + 1, total_entities: before + 1 })
  t.same(list.entities.at(-1), body)
  t.equal((await ask('canada', 'GET', `${V2}/networks/${uuid}`)).status, 500, 'the other cluster has none of it')
})

t.test('an adapter on a managed network gets the first free address of the pool, and keeps it from others', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const uuid = await make(emulated)
  const address = `${V2}/networks/${uuid}`
  t.same(await ask('france', 'POST', `${address}/blacklist_ip_addresses`, { value: '10.20.0.10' }).then(ok), {
    value: true
  })
  t.equal(await vmOn(emulated, 'one', 'lan'), '10.20.0.11')
  const { body: table } = await ask('france', 'GET', `${address}/addresses`)
  t.same(table.metadata, { grand_total_entities: 2, total_entities: 2 })
  t.match(table.entities, [
    { ip_address: '10.20.0.10', type: 'RESERVATION' },
    {
      ...{ ip_address: '10.20.0.11', type: 'VM', entity_uuid: UUID, vm_name: 'one', mac_address: /^50:6b:8d:/ },
      ...{ network_uuid: null, overlay_network_id: null, deleted: null }
    }
  ])
  t.match((await ask('france', 'GET', address)).body, {
    logical_timestamp: 2,
    ip_config: { free_ips: 250, assigned_ips: 6, num_macs: 1, pool: [{ num_free_ips: 1, num_total_ips: 3 }] }
  })
  t.equal(await vmOn(emulated, 'two', 'lan'), '10.20.0.12')
  t.match(
    await ask('france', 'POST', '/emulator/v1/clusters/france/vms', { vms: [{ name: 'three', network: 'lan' }] }),
    {
      status: 409,
      body: { error: { message: 'Network lan has no free IP address left' } }
    }
  )
  await ask('france', 'DELETE', `${address}/blacklist_ip/10.20.0.10`).then(ok)
  t.equal(await vmOn(emulated, 'three', 'lan'), '10.20.0.10')
})

t.test('a change keeps what it does not name, and VMs follow a new name', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const uuid = await make(emulated)
  await vmOn(emulated, 'one', 'lan')
  const address = `${V2}/networks/${uuid}`
  const { body: seen } = await ask('france', 'GET', address)
  t.same(await ask('france', 'PUT', address, { name: 'renamed', vlan_id: 61, logical_timestamp: 1 }).then(ok), {
    value: true
  })
  const { body: now } = await ask('france', 'GET', address)
  t.same(now, { ...seen, name: 'renamed', vlan_id: 61, logical_timestamp: 2 })
  t.same(await ask('france', 'PUT', address, now).then(ok), { value: true }, 'what was answered can be sent back')
  t.match(await ask('france', 'DELETE', address), {
    status: 500,
    body: { message: /^Network renamed is in use by 1 VM/ }
  })
})

t.test('a network that nobody uses can be deleted, at the timestamp that was seen', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const uuid = await make(emulated, { name: 'plain' })
  const address = `${V2}/networks/${uuid}`
  t.match((await ask('france', 'GET', address)).body, { vlan_id: 0, ip_config: { free_ips: -1, pool: [] } })
  t.same((await ask('france', 'GET', `${address}/addresses`)).body.entities, [])
  t.match(await ask('france', 'DELETE', `${address}?logical_timestamp=9`), {
    status: 500,
    body: { message: 'Logical timestamp mismatch for network plain: it is at 1, not at 9' }
  })
  t.same(await ask('france', 'DELETE', `${address}?logical_timestamp=1`).then(ok), { value: true })
  t.match(await ask('france', 'GET', address), { status: 500, body: { message: /does not exist/ } })
})

t.test('a wrong request about networks is refused in the form of the product, and changes nothing', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const uuid = await make(emulated)
  const of = `${V2}/networks/${uuid}`
  const ipConfig = lan.ip_config
  const wrong: [method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body: unknown, status: number, text: RegExp][] =
    [
      ['POST', `${V2}/networks`, { ...lan, vlan_id: 61 }, 500, /Network lan already exists on france/],
      ['POST', `${V2}/networks`, { name: 'second', vlan_id: 60, ip_config: ipConfig }, 500, /managed by network lan/],
      ['POST', `${V2}/networks`, { vlan_id: 5 }, 500, /needs a name/],
      ['POST', `${V2}/networks`, { name: 'n', vlan_id: 5000 }, 500, /VLAN ID 5000/],
      ['POST', `${V2}/networks`, { name: 'n', vlan_id: 'five' }, 400, /vlan_id/],
      ['POST', `${V2}/networks`, { name: 'n', network_type: 'OUTER' }, 500, /Network type OUTER/],
      ['POST', `${V2}/networks`, { name: 'n', ip_config: { network_address: '10.20.0.0' } }, 500, /Prefix length 0/],
      ['POST', `${V2}/networks`, { name: 'n', ip_config: { prefix_length: 24 } }, 500, /\/24 is not a subnet/],
      [
        'POST',
        `${V2}/networks`,
        { name: 'n', ip_config: { ...ipConfig, network_address: '10.20.0.5' } },
        500,
        /subnet/
      ],
      ['POST', `${V2}/networks`, { name: 'n', ip_config: { ...ipConfig, pool: [{}] } }, 500, /Pool ""/],
      [
        'POST',
        `${V2}/networks`,
        { name: 'n', ip_config: { ...ipConfig, pool: [...ipConfig.pool, { range: '10.20.0.12 10.20.0.13' }] } },
        500,
        /Pools overlap at 10.20.0.12/
      ],
      ['PUT', `${V2}/networks/none`, { name: 'n' }, 500, /Network none does not exist/],
      ['PUT', of, { name: 'n', logical_timestamp: 7 }, 500, /Logical timestamp mismatch/],
      ['PUT', of, { name: '' }, 500, /needs a name/],
      ['PUT', of, [], 400, /body/],
      ['DELETE', `${V2}/networks/none`, undefined, 500, /does not exist/],
      ['DELETE', `${of}?logical_timestamp=x`, undefined, 400, /logical_timestamp/],
      ['GET', `${V2}/networks/none/addresses`, undefined, 500, /does not exist/],
      ['POST', `${of}/blacklist_ip_addresses`, { value: '10.20.1.10' }, 500, /not an IP address of network lan/],
      ['POST', `${of}/blacklist_ip_addresses`, {}, 500, /not an IP address of network lan/],
      ['POST', `${of}/blacklist_ip_addresses`, { value: '10.20.0.1' }, 500, /already in use/],
      ['DELETE', `${of}/blacklist_ip/10.20.0.10`, undefined, 500, /is not reserved/]
    ]
  const before = (await ask('france', 'GET', '/emulator/v1/world')).text
  for (const [method, url, body, status, text] of wrong) {
    t.match(
      await ask('france', method, url, body),
      { status, body: { message: text, error_code: { code: Number } } },
      text.source
    )
  }
  t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before)
})

t.test('a VM that is restored keeps its address where it is free, and else gets another', async t => {
  const emulated = await emulator(t)
  const { ask, advance } = emulated
  await make(emulated)
  t.equal(await vmOn(emulated, 'one', 'lan'), '10.20.0.10')
  const domain = `${V2}/protection_domains/gold`
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' }).then(ok)
  await ask('france', 'POST', `${domain}/protect_vms`, { names: ['one'] }).then(ok)
  await ask('france', 'POST', `${domain}/oob_schedules`, {}).then(ok)
  await advance(10)
  const snapshots = (await ask('france', 'GET', `${domain}/dr_snapshots`)).body.entities as { snapshot_id: string }[]
  const restore = { snapshot_id: snapshots[0]?.snapshot_id, vm_names: ['one'] }
  const addresses = async () => {
    await advance(10)
    const { body } = await ask('france', 'GET', `${V2}/vms?include_vm_nic_config=true`)
    return body.entities
      .filter(({ name }: { name: string }) => name.endsWith('one'))
      .map((vm: { vm_nics: { ip_address: string }[] }) => vm.vm_nics[0]?.ip_address)
  }
  await ask('france', 'POST', `${domain}/restore_entities`, { ...restore, replace: true }).then(ok)
  t.same(await addresses(), ['10.20.0.10'])
  await ask('france', 'POST', `${domain}/restore_entities`, { ...restore, vm_name_prefix: 'new-' }).then(ok)
  t.same(await addresses(), ['10.20.0.10', '10.20.0.11'])
})

/** The body of an answer that says yes. */
function ok({ status, body, text }: { status: number; body: unknown; text: string }): unknown {
  if (status > 201) throw new Error(text)
  return body
}
