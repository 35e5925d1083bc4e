/** v3 as exporters and set-up tools read it, at a cluster and at Prism Central. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

const V3 = '/api/nutanix/v3'

interface Intent {
  readonly status: { readonly name: string; readonly resources: Readonly<Record<string, unknown>> }
  readonly metadata: { readonly uuid: string }
}

t.test('VMs and hosts are listed with their form and metadata, of one cluster or of all', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const here = (await ask('france', 'POST', `${V3}/vms/list`, { kind: 'vm' })).body
  t.match(here, { api_version: '3.1', metadata: { kind: 'vm', total_matches: 7, length: 7, offset: 0 } })
  const [vm] = here.entities as Intent[]
  // Evidence A [C: recorded]: the keys of a VM's status
  t.match(vm?.status, {
    name: 'web01',
    state: 'COMPLETE',
    cluster_reference: { kind: 'cluster', uuid: String, name: 'france' },
    resources: {
      power_state: 'ON',
      num_sockets: 2,
      num_vcpus_per_socket: 1,
      memory_size_mib: 4096,
      protection_type: 'PD_PROTECTED',
      bios_uuid: vm?.metadata.uuid,
      host_reference: { kind: 'host' },
      disk_list: [{ device_properties: { device_type: 'DISK' } }],
      nic_list: [{ mac_address: String, subnet_reference: { name: 'base' } }]
    }
  })
  const same = (await ask('france', 'GET', `${V3}/vms/${vm?.metadata.uuid}`)).body
  t.same(same, vm)
  const request = { filter: 'vm_name==db01', sort_attribute: 'name', sort_order: 'ASCENDING', length: 1 }
  // Evidence A [C: recorded]: filter and order are told again
  t.match((await ask('central', 'POST', `${V3}/vms/list`, request)).body, {
    metadata: { total_matches: 1, filter: request.filter, sort_attribute: 'name', sort_order: 'ASCENDING' },
    entities: [{ status: { name: 'db01' } }]
  })
  t.match((await ask('canada', 'POST', `${V3}/vms/list`, {})).body.metadata, { total_matches: 0 })
  const hosts = (await ask('central', 'POST', `${V3}/hosts/list`, { kind: 'host', length: 4 })).body
  t.match(hosts, {
    metadata: { total_matches: 6, length: 4 },
    entities: [{ status: { resources: { num_cpu_cores: 32, hypervisor: { num_vms: Number } } } }]
  })
})

t.test('off, a VM has no host, and what is unknown is an ENTITY in the form of v3', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const uuid = ((await ask('france', 'POST', `${V3}/vms/list`, {})).body.entities as Intent[])[0]?.metadata.uuid ?? ''
  await ask('france', 'POST', `/api/nutanix/v2.0/vms/${uuid}/set_power_state`, { transition: 'OFF' })
  await advance(60)
  const { resources } = (await ask('france', 'GET', `${V3}/vms/${uuid}`)).body.status
  // Evidence A [C: recorded]
  t.match(resources, { power_state: 'OFF' })
  t.notOk('host_reference' in resources)
  for (const kind of ['vms', 'hosts']) {
    const { status, body } = await ask('france', 'GET', `${V3}/${kind}/none`)
    // Evidence B [C: clients]: programs look for the reason
    t.match(
      { status, body },
      { status: 404, body: { state: 'ERROR', code: 404, message_list: [{ reason: 'ENTITY_NOT_FOUND' }] } },
      kind
    )
  }
})

t.test('groups tell attributes and figures as texts, of each kind that exporters ask for', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const groups = async (body: object) => (await ask('france', 'POST', `${V3}/groups`, body)).body
  const attributes = (...names: string[]) => names.map(attribute => ({ attribute }))
  const vms = await groups({
    entity_type: 'mh_vm',
    filter_criteria: '(platform_type!=aws,platform_type==[no_val]);is_cvm==0',
    group_member_sort_attribute: 'vm_name',
    group_member_attributes: attributes(
      'vm_name',
      'memory_size_bytes',
      'ip_addresses',
      'hypervisor_cpu_usage_ppm',
      'nosuch'
    )
  })
  // Evidence C [C: v3 schema]: the form
  t.match(vms, {
    entity_type: 'mh_vm',
    filtered_entity_count: 7,
    total_entity_count: 10,
    group_results: [
      { total_entity_count: 7, entity_results: [{ data: [{ name: 'vm_name', values: [{ values: ['OVHgateway'] }] }] }] }
    ]
  })
  const [, memory, addresses, load, unknown] = vms.group_results[0].entity_results[0].data
  t.match(memory.values[0].values, ['1073741824'])
  t.same(addresses.values, [], 'no value')
  t.match(load.values[0].values[0], /^\d+$/)
  t.same(unknown, { name: 'nosuch', values: [] })
  for (const [kind, name, count] of [
    ['host', 'num_vms', 3],
    ['disk', 'storage.usage_bytes', 12],
    ['protection_domain', 'active', 1],
    ['storage_container', 'container_name', 3],
    ['cluster', 'num_nodes', 1]
  ] as const) {
    const answer = await groups({ entity_type: kind, group_member_attributes: attributes(name) })
    t.equal(answer.filtered_entity_count, count, kind)
    for (const { data } of answer.group_results[0].entity_results)
      t.match(data[0].values[0].values, [String], `${kind} ${name}`)
  }
  const byHost = await groups({
    entity_type: 'vm',
    grouping_attribute: 'node_name',
    group_count: 1,
    group_member_count: 1
  })
  t.match(byHost, { total_group_count: Number, group_results: [{ group_by_column_value: /./, entity_results: [{}] }] })
  t.match(await groups({ entity_type: 'recovery_plan' }), { total_entity_count: 0, group_results: [] })
  t.equal((await ask('france', 'POST', `${V3}/groups`, {})).status, 400)
})

t.test('v3 is read only, and a viewer may read it', async t => {
  const { ask, as } = await emulator(t, { fixture: 'france-canada-protected' })
  const user = { profile: { username: 'viewer', password: 'plain' }, roles: ['ROLE_CLUSTER_VIEWER'] }
  await ask('france', 'POST', '/api/nutanix/v1/users', user)
  const viewer = as('viewer', 'plain')
  for (const path of ['vms/list', 'hosts/list', 'clusters/list'])
    t.equal((await viewer('france', 'POST', `${V3}/${path}`, {})).status, 200, path)
  t.equal((await viewer('france', 'POST', `${V3}/groups`, { entity_type: 'vm' })).status, 200)
  t.equal((await ask('france', 'POST', `${V3}/vms`, {})).status, 404)
})
