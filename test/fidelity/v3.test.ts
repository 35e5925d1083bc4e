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

t.test('what is on a cluster without power nobody can tell; that there is one, Prism Central knows', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const listed = async (path: string, body: object = {}) => (await ask('central', 'POST', `${V3}/${path}`, body)).body
  const [vm] = (await listed('vms/list')).entities as Intent[]
  const host = ((await listed('hosts/list')).entities as Intent[])[0]?.metadata.uuid
  await ask('canada', 'PUT', '/emulator/v1/clusters/france', { power: 'lost' })
  t.match((await listed('vms/list')).metadata, { total_matches: 0 })
  t.match((await listed('hosts/list')).metadata, { total_matches: 3 })
  for (const url of [`${V3}/vms/${vm?.metadata.uuid}`, `${V3}/hosts/${host}`])
    t.equal((await ask('central', 'GET', url)).status, 404, url)
  t.equal((await listed('groups', { entity_type: 'host' })).total_entity_count, 3)
  t.equal((await listed('groups', { entity_type: 'cluster' })).total_entity_count, 2)
  t.match((await listed('clusters/list')).entities, [
    { status: { name: 'france', resources: { config: { is_available: false } } } },
    { status: { name: 'canada', resources: { config: { is_available: true } } } },
    {}
  ])
  await ask('canada', 'PUT', '/emulator/v1/clusters/france', { power: 'on' })
  t.match((await listed('vms/list')).metadata, { total_matches: 7 })
})

t.test('a filter or an order by what no entity has is refused, and told what comes nearest', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const [list, request, unknown, nearest] of [
    ['vms', { filter: 'vm_nam==web01' }, 'vm_nam', 'vm_name'],
    ['vms', { filter: 'name==web01;powerstate==ON' }, 'powerstate', 'power_state'],
    ['vms', { sort_attribute: 'nmae' }, 'nmae', 'name'],
    ['vms', { sort_attribute: 'name,uuid' }, 'name,uuid', 'name'],
    ['hosts', { filter: 'seriel==1' }, 'seriel', 'serial'],
    ['hosts', { sort_attribute: '-serial' }, '-serial', 'serial'],
    ['clusters', { filter: 'uuidd==1' }, 'uuidd', 'uuid'],
    ['clusters', { sort_attribute: 'constructor' }, 'constructor', undefined]
  ] as const) {
    const answer = await ask('central', 'POST', `${V3}/${list}/list`, request)
    t.match(
      answer,
      {
        status: 400,
        body: {
          ...{ api_version: '3.1', code: 400, kind: list.slice(0, -1), state: 'ERROR' },
          message_list: [{ reason: 'INVALID_REQUEST' }]
        }
      },
      JSON.stringify(request)
    )
    const { message } = answer.body.message_list[0]
    t.ok(message.startsWith(`Unrecognized field: ${unknown}. The nearest is ${nearest ?? ''}`), message)
  }
  const long = (await ask('central', 'POST', `${V3}/vms/list`, { sort_attribute: 'x'.repeat(100_000) })).body
  t.ok(long.message_list[0].message.length < 300, 'a long name is not repeated')
  for (const sort_attribute of ['creation_time', 'last_update_time'])
    t.equal((await ask('central', 'POST', `${V3}/vms/list`, { sort_attribute })).status, 200, sort_attribute)
})

t.test('an error names the kind of entity that was asked for', async t => {
  const { ask } = await emulator(t)
  for (const [path, kind] of [
    ['vms/none', 'vm'],
    ['hosts/none', 'host'],
    ['clusters/none', 'cluster'],
    ['recovery_plans/none', 'recovery_plan'],
    ['categories/none', 'category'],
    ['vms?filter=/v3/hosts/', 'vm']
  ] as const) {
    const { status, body } = await ask('central', 'GET', `${V3}/${path}`)
    t.match({ status, body }, { status: /404|405/, body: { kind, state: 'ERROR' } }, path)
  }
  for (const path of ['', '/', '/%2e%2e', '/Vms', `/${'x'.repeat(65)}`])
    t.notOk('kind' in (await ask('central', 'GET', `${V3}${path}`)).body, path)
})

t.test(
  'a filter takes any text, either spelling of power and no value, as consoles and scripts write them',
  async t => {
    const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
    const names = async (filter: string) =>
      ((await ask('central', 'POST', `${V3}/vms/list`, { filter })).body.entities as Intent[])
        .map(({ status }) => status.name)
        .join(' ')
    t.equal(await names('vm_name==.*b01'), 'web01 db01')
    t.equal(await names('vm_name==.*01;vm_name!=.*b.*'), 'app01 file01 mail01')
    t.equal(await names('vm_name==web01,vm_name==db01'), 'web01 db01')
    for (const power of ['on', 'ON']) t.equal(await names(`power_state!=${power}`), 'build01', power)
    t.equal(await names('host_name==[no_val]'), 'build01')
    const groups = async (filter_criteria: string) =>
      (await ask('central', 'POST', `${V3}/groups`, { entity_type: 'mh_vm', filter_criteria })).body
    t.equal((await groups('platform_type==[no_val];vm_name==.*web.*')).filtered_entity_count, 1)
    t.equal((await groups('platform_type!=[no_val]')).filtered_entity_count, 0)
  }
)

t.test('pages past the end are empty, and a length may be as large as clients send it', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const page = async (body: object) => (await ask('central', 'POST', `${V3}/vms/list`, body)).body
  t.match(await page({ offset: 99 }), { metadata: { total_matches: 7, length: 0, offset: 99 }, entities: [] })
  t.match(await page({ offset: 4, length: 2_147_483_647 }), {
    metadata: { length: 3, offset: 4 },
    entities: [{}, {}, {}]
  })
  t.match(await page({ length: 0 }), { metadata: { total_matches: 7, length: 0 }, entities: [] })
  // Evidence A [C: recorded, clusters/list]
  const { metadata } = (await ask('central', 'POST', `${V3}/clusters/list`, {})).body
  t.same(metadata, { kind: 'cluster', total_matches: 3 })
})

t.test('a group is made of attributes alone, whatever name is given', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const { group_results: groups } = (
    await ask('france', 'POST', `${V3}/groups`, { entity_type: 'host', grouping_attribute: 'constructor' })
  ).body
  t.match(groups, [{ group_by_column_value: '', total_entity_count: 3 }])
})
