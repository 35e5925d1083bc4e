/** Volume groups over HTTP: configured, attached, and protected, replicated and handed over with their domain. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Answer, Method } from '../../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const V1 = '/PrismGateway/services/rest/v1'
const MB = 1_000_000

const site = (name: string, vip: string) => ({
  type: 'add-remote-site',
  cluster: name === 'canada' ? 'france' : 'canada',
  user: 'admin',
  site: {
    name,
    addresses: { [vip]: 2020 },
    capabilities: null,
    containerMap: null,
    networkMap: null,
    compression: false,
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: null,
    bandwidthPolicy: null,
    maxBytesPerSecond: null
  }
})

/** France has web (40 MB), and logs (20 MB, 1000 bytes more each second) attached to it; the line carries 1 MB/s. */
const fixture = {
  clusters: [
    {
      name: 'france',
      vip: '10.0.0.1',
      subnet: '10.0.0.0/24',
      containers: [{ name: 'pool' }],
      vms: [
        { name: 'web', disks: [{ sizeBytes: 100 * MB, usedBytes: 40 * MB }] },
        { name: 'app', disks: [{ sizeBytes: 100 * MB, usedBytes: 40 * MB }] }
      ],
      volumeGroups: [
        {
          name: 'logs',
          changeBytesPerSecond: 1000,
          disks: [{ sizeBytes: 50 * MB, usedBytes: 20 * MB }],
          attachedTo: ['web']
        }
      ]
    },
    { name: 'canada', vip: '10.0.1.1', subnet: '10.0.1.0/24', containers: [{ name: 'pool' }] }
  ],
  links: [{ between: ['france', 'canada'], bandwidthBitsPerSecond: 8 * MB }],
  steps: [{ command: site('canada', '10.0.1.1') }, { command: site('france', '10.0.0.1') }]
}

async function lab(t: Parameters<typeof emulator>[0]) {
  const file = `${t.testdir({ 'groups.json': JSON.stringify(fixture) })}/groups.json`
  const { ask, advance } = await emulator(t, { fixture: file })
  const groups = `${V2}/volume_groups`
  const there = async (cluster = 'france') => (await ask(cluster, 'GET', groups)).body.entities
  const named = async (name: string, cluster = 'france') =>
    (await there(cluster)).find((group: { name: string }) => group.name === name)
  const requestTask = async (method: Method, url: string, body?: unknown): Promise<Answer> =>
    ask('france', method, `${groups}${url}`, body)
  /** Asks for work, lets its task end, and tells how. */
  const done = async (method: Method, url: string, body?: unknown) => {
    const { status, body: answer, text } = await requestTask(method, url, body)
    t.match(answer, { task_uuid: String }, `${status} ${text}`)
    await advance(2)
    return (await ask('france', 'GET', `${V2}/tasks/${answer.task_uuid}`)).body
  }
  const vm = async (name: string) =>
    (await ask('france', 'GET', `${V2}/vms?filter=vm_name==${name}`)).body.entities[0].uuid as string
  return { ask, advance, there, named, requestTask, done, vm }
}

t.test('a volume group is created, changed, attached, cloned and deleted, by tasks', async t => {
  const { ask, named, requestTask, done, vm } = await lab(t)
  const disk = { create_config: { size: 5 * MB } }
  const created = await done('POST', '', { name: 'data', is_shared: true, disk_list: [disk, { ...disk, index: 5 }] })
  t.match(created, {
    progress_status: 'Succeeded',
    operation_type: 'VolumeGroupCreate',
    entity_list: [{ entity_type: 'VolumeGroup', entity_name: null }]
  })
  const { uuid, disk_list: disks, logical_timestamp: first } = await named('data')
  t.equal(created.entity_list[0].entity_id, uuid)
  t.match(disks, [
    { index: 0, vmdisk_size_bytes: 5 * MB },
    { index: 5, vmdisk_size_mb: 5 }
  ])

  t.match(await done('POST', `/${uuid}/attach`, { vm_uuid: await vm('app') }), { progress_status: 'Succeeded' })
  t.match(await requestTask('POST', `/${uuid}/open`, { iscsi_client: { client_address: 'iqn.2024.client' } }), {
    status: 201,
    body: { value: true }
  })
  t.match((await named('data')).attachment_list, [
    { vm_uuid: await vm('app'), client_uuid: null },
    { iscsi_initiator_name: 'iqn.2024.client', vm_uuid: null }
  ])
  const [client] = (await ask('france', 'GET', `${V2}/iscsi_clients`)).body.entities
  const clientUrl = `${V2}/iscsi_clients/${client.uuid}`
  t.match(
    (await ask('france', 'PUT', clientUrl, { enabled_authentications: [{ auth_type: 'CHAP', password: 'secret' }] }))
      .body,
    { client_address: 'iqn.2024.client', enabled_authentications: [{ auth_type: 'CHAP', password: null }] }
  )
  t.equal((await ask('france', 'GET', clientUrl)).body.uuid, client.uuid)

  const { body: changed } = await requestTask('PUT', `/${uuid}`, { name: 'files', description: 'ours' })
  t.match(changed, { name: 'files', description: 'ours', is_shared: true })
  t.ok(changed.logical_timestamp > first, 'each change is a new version')
  t.match((await requestTask('PUT', `/${uuid}`, { name: 'late', logical_timestamp: first })).body.message, /mismatch/)

  t.match(await done('POST', `/${uuid}/disks`, { create_config: { size: 7 * MB } }), { progress_status: 'Succeeded' })
  t.match((await requestTask('PUT', `/${uuid}/disks`, { index: 1, upgrade_spec: { size: 9 * MB } })).body, {
    vmdisk_size_bytes: 9 * MB
  })
  t.match(await done('DELETE', `/${uuid}/disks/5`), { progress_status: 'Succeeded' })
  t.strictSame(
    (await named('files')).disk_list.map((each: { index: number }) => each.index),
    [0, 1]
  )

  t.match(await done('POST', `/${uuid}/clone`, { name: 'copy' }), { progress_status: 'Succeeded' })
  const copy = await named('copy')
  t.strictSame(copy.attachment_list, [], 'a copy is attached to nothing')
  t.not(copy.disk_list[0].vmdisk_uuid, (await named('files')).disk_list[0].vmdisk_uuid)
  t.not(copy.iscsi_target, changed.iscsi_target)
  t.match(await done('DELETE', `/${copy.uuid}`), { progress_status: 'Succeeded' })
  t.equal(await named('copy'), undefined)

  t.match((await requestTask('DELETE', `/${uuid}`)).body.message, /VM app, iqn.2024.client has it attached/)
  await done('POST', `/${uuid}/detach`, { vm_uuid: await vm('app') })
  t.match(await requestTask('POST', `/${uuid}/close`, { iscsi_client: { uuid: client.uuid } }), {
    body: { value: true }
  })
  t.match(await done('DELETE', `/${uuid}`), { progress_status: 'Succeeded' })
  const stats = `/${(await named('logs')).uuid}/stats?metrics=storage.usage_bytes`
  t.strictSame((await requestTask('GET', stats)).body.stats_specific_responses[0].values, [20 * MB])
})

t.test('what was possible when it was asked fails in its task when it no longer is', async t => {
  const { ask, advance, requestTask } = await lab(t)
  const tasks = [
    (await requestTask('POST', '', { name: 'twice' })).body.task_uuid,
    (await requestTask('POST', '', { name: 'twice' })).body.task_uuid
  ]
  await advance(2)
  const ends = await Promise.all(tasks.map(async task => (await ask('france', 'GET', `${V2}/tasks/${task}`)).body))
  t.match(ends, [
    { progress_status: 'Succeeded' },
    { progress_status: 'Failed', meta_response: { error_detail: /already exists/ } }
  ])
})

t.test('what is wrong with a request is said, and changes nothing', async t => {
  const { ask, named, requestTask, there, vm } = await lab(t)
  const before = JSON.stringify(await there())
  const { uuid, disk_list: disks } = await named('logs')
  const web = await vm('web')
  const wrong: [string, Method, string, unknown, RegExp][] = [
    ['no name', 'POST', '', { name: '' }, /must not be empty/],
    ['a name taken', 'POST', '', { name: 'logs' }, /already exists/],
    ['a UUID taken', 'POST', '', { name: 'a', uuid }, /already exists/],
    ['a disk without size', 'POST', '', { name: 'a', disk_list: [{}] }, /no size/],
    [
      'a place twice',
      'POST',
      '',
      { name: 'a', disk_list: [0, 0].map(i => ({ index: i, create_config: { size: 1 } })) },
      /there already/
    ],
    [
      'a place too far',
      'POST',
      '',
      { name: 'a', disk_list: [{ index: 128, create_config: { size: 1 } }] },
      /up to 128/
    ],
    [
      'no such container',
      'POST',
      '',
      { name: 'a', disk_list: [{ create_config: { size: 1, storage_container_uuid: 'x' } }] },
      /Storage container x/
    ],
    [
      'no such source',
      'POST',
      '',
      { name: 'a', disk_list: [{ clone_config: { disk_address: { vmdisk_uuid: 'x' } } }] },
      /Disk x does not exist/
    ],
    [
      'two clients',
      'POST',
      '',
      { name: 'a', attached_clients: [{ client_address: 'a' }, { client_address: 'b' }] },
      /not shared/
    ],
    [
      'a client of no name',
      'POST',
      '',
      { name: 'a', attached_clients: [{ client_address: 'a b' }] },
      /neither an address/
    ],
    ['unknown', 'GET', '/x', undefined, /does not exist/],
    ['unknown', 'GET', '/constructor', undefined, /does not exist/],
    ['unknown', 'PUT', '/x', { name: 'b' }, /does not exist/],
    ['unknown', 'DELETE', '/x', undefined, /does not exist/],
    ['unknown', 'GET', '/x/stats?metrics=a', undefined, /does not exist/],
    ['attached already', 'POST', `/${uuid}/attach`, { vm_uuid: web }, /already/],
    ['not shared', 'POST', `/${uuid}/open`, { iscsi_client: { client_address: 'iqn.a' } }, /not shared/],
    ['no such VM', 'POST', `/${uuid}/attach`, { vm_uuid: 'x' }, /does not exist/],
    ['not attached', 'POST', `/${uuid}/detach`, { vm_uuid: 'x' }, /does not exist/],
    ['no such client', 'POST', `/${uuid}/close`, { iscsi_client_ip: '10.9.9.9' }, /does not have/],
    ['no client', 'POST', `/${uuid}/close`, {}, /does not have/],
    ['no such disk', 'DELETE', `/${uuid}/disks/9`, undefined, /no disk 9/],
    ['no such disk', 'PUT', `/${uuid}/disks`, { index: 9 }, /no disk 9/],
    ['smaller', 'PUT', `/${uuid}/disks`, { index: 0, upgrade_spec: { size: 1 } }, /cannot shrink/],
    ['replaced', 'PUT', `/${uuid}/disks`, { index: 0, clone: {} }, /cannot be replaced/],
    ['an old version', 'DELETE', `/${uuid}?logical_timestamp=7`, undefined, /mismatch/],
    ['a copy without name', 'POST', `/${uuid}/clone`, {}, /must not be empty/],
    ['in use', 'DELETE', `/${uuid}`, undefined, /VM web has it attached/]
  ]
  for (const [because, method, url, body, message] of wrong) {
    const answer = await requestTask(method, url, body)
    t.ok(answer.status === 500 || answer.status === 400, `${because}: ${answer.status}`)
    t.match(answer.body.message, message, because)
  }
  t.match((await ask('france', 'GET', `${V2}/iscsi_clients/x`)).body.message, /does not exist/)
  t.equal(JSON.stringify(await there()), before)
  t.equal(disks.length, 1)
})

/** Gold protects web and, as related, logs; the first snapshot is taken, and sent where `send` says so. */
async function gold(t: Parameters<typeof emulator>[0], send = true) {
  const it = await lab(t)
  await it.ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  const added = await it.ask('france', 'POST', `${V1}/protection_domains/gold/add_entities`, {
    vmNames: ['web'],
    protectRelatedEntities: true
  })
  await it.ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, {
    remote_site_names: send ? ['canada'] : []
  })
  await it.advance(2)
  return { ...it, added: added.body }
}

t.test('a VM takes its volume group along: protected, captured, replicated', async t => {
  const { ask, advance, added, named } = await gold(t)
  const logs = await named('logs')
  t.match(added, { vms: [{ vmName: 'web' }], volumeGroups: [{ name: 'logs', volumeGroupUuid: logs.uuid }] })
  t.strictSame(added.vms[0].relatedEntityUuids, [logs.uuid])
  const [running] = (await ask('france', 'GET', `${V2}/protection_domains/replications`)).body.entities
  t.ok(running)
  const link = (await ask('france', 'GET', `${V2}/protection_domains/gold`)).body.replication_links[0]
  t.equal(link.current_replicating_snapshot_total_bytes, 60 * MB, '40 MB of the VM and 20 MB of the group')
  await advance(70)
  const [copy] = (await ask('canada', 'GET', `${V2}/protection_domains/gold/dr_snapshots`)).body.entities
  t.match(copy, {
    volume_groups: [{ name: 'logs', volume_group_uuid: logs.uuid, consistency_group: 'logs' }],
    size_in_bytes: 60 * MB
  })
  t.strictSame(copy.consistency_groups, ['web', 'logs'])
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
  await advance(2)
  const again = (await ask('france', 'GET', `${V2}/protection_domains/gold`)).body.replication_links[0]
  t.equal(again.last_successful_replication_snapshot_id !== null, true)
  const [newest] = (await ask('france', 'GET', `${V2}/protection_domains/gold/dr_snapshots`)).body.entities
  t.ok(newest.exclusive_usage_in_bytes < MB, 'a second snapshot holds what was written since')
  t.match((await ask('france', 'GET', `${V2}/protection_domains/consistency_groups`)).body.entities, [
    { consistency_group_name: 'web', vm_count: 1 },
    { consistency_group_name: 'logs', vm_count: 0, total_file_count: 1 }
  ])
})

t.test('a migration hands the volume group over with its domain, under its UUID', async t => {
  const { ask, advance, named, there } = await gold(t)
  const before = await named('logs')
  await advance(70)
  await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  t.match(
    (await ask('france', 'PUT', `${V2}/volume_groups/${before.uuid}`, { description: 'x' })).body.message,
    /changes its mode/
  )
  await advance(200)
  t.strictSame(await there('france'), [])
  t.match(await there('canada'), [{ uuid: before.uuid, name: 'logs', attachment_list: [{ vm_uuid: String }] }])
  t.match((await ask('canada', 'GET', `${V2}/protection_domains/gold`)).body, {
    active: true,
    volume_groups: [{ name: 'logs' }]
  })
  t.match((await ask('france', 'GET', `${V2}/protection_domains/gold`)).body, { active: false, volume_groups: [] })
})

t.test('external clients stand in the way of a migration, which says so', async t => {
  const { ask, advance, named, requestTask } = await gold(t)
  const { uuid } = await named('logs')
  await advance(70)
  await requestTask('PUT', `/${uuid}`, { is_shared: true })
  await requestTask('POST', `/${uuid}/open`, { iscsi_client: { client_address: 'iqn.a' } })
  t.match(await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' }), { status: 201 })
  const alerts = (await ask('france', 'GET', `${V2}/alerts`)).body.entities as { alert_title: string }[]
  t.ok(alerts.some(({ alert_title: title }) => title === 'Volume Group Action Error'))
  t.match((await ask('france', 'GET', `${V1}/progress_monitors`)).body.entities, [{ status: 'failed' }])
  t.match((await ask('france', 'GET', `${V2}/protection_domains/gold`)).body, { active: true })
  await requestTask('POST', `/${uuid}/close`, { iscsi_client: { client_address: 'iqn.a' } })
  await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  await advance(200)
  t.match(await named('logs', 'canada'), { uuid })
})

t.test('activation registers it where the copy is, deactivation deletes it', async t => {
  const { ask, advance, named } = await gold(t)
  const { uuid } = await named('logs')
  await advance(70)
  await ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await advance(10)
  t.match(await named('logs', 'canada'), { uuid }, 'by force, on both sides')
  t.match(await named('logs'), { uuid })
  t.match((await ask('canada', 'GET', '/emulator/v1/world/invariants')).body, { violations: [] })
  await ask('france', 'POST', `${V2}/protection_domains/gold/deactivate`, {})
  await advance(10)
  t.equal(await named('logs'), undefined)
})

t.test('a snapshot gives it back: as a copy, in place, and with the whole domain', async t => {
  const { ask, advance, named, there, requestTask } = await gold(t, false)
  const { uuid } = await named('logs')
  const [{ snapshot_id: snapshotId }] = (await ask('france', 'GET', `${V2}/protection_domains/gold/dr_snapshots`)).body
    .entities
  const restore = async (body: object) =>
    ask('france', 'POST', `${V2}/protection_domains/gold/restore_entities`, { snapshot_id: snapshotId, ...body })
  t.match(await restore({ volume_group_uuids: [uuid], vg_name_prefix: 'old-' }), { status: 201, body: { value: true } })
  await restore({ volume_group_uuids: [uuid] })
  await restore({ volume_group_uuids: [uuid] })
  await advance(10)
  t.strictSame((await there()).map(({ name }: { name: string }) => name).sort(), [
    'Nutanix-Clone-logs',
    'Nutanix-Clone-logs-1',
    'logs',
    'old-logs'
  ])
  t.match((await restore({ volume_group_uuids: ['x'] })).body.message, /Entity x is not in snapshot/)
  t.match((await restore({ nfs_files: ['/a'] })).body.message, /Entity \/a is not in snapshot/)

  await requestTask('PUT', `/${uuid}`, { is_shared: true, description: 'changed' })
  await requestTask('POST', `/${uuid}/open`, { iscsi_client: { client_address: 'iqn.a' } })
  t.match((await restore({ volume_group_uuids: [uuid], replace: true })).body.message, /external iSCSI clients/)
  await requestTask('POST', `/${uuid}/close`, { iscsi_client: { client_address: 'iqn.a' } })
  await restore({ volume_group_uuids: [uuid], replace: true })
  await advance(10)
  t.match(await named('logs'), { uuid, description: null, is_shared: false }, 'in place, as it was')
  await requestTask('PUT', `/${uuid}`, { description: 'changed' })
  await ask('france', 'POST', `${V2}/protection_domains/gold/rollback`, { value: snapshotId })
  await advance(10)
  t.match(await named('logs'), { uuid, description: null })
})

t.test('volume groups are protected by UUID, and no longer, and never application-consistently', async t => {
  const { ask, named, requestTask, done } = await lab(t)
  const { uuid } = await named('logs')
  const domains = `${V1}/protection_domains/gold`
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  const add = async (body: object) => ask('france', 'POST', `${domains}/add_entities`, body)
  t.match((await add({ volumeGroupUuids: ['x'] })).body.message, /volume group x is not on france/)
  t.match(
    (await add({ volumeGroupUuids: [uuid], appConsistentSnapshots: true })).body.message,
    /application consistent/
  )
  t.match(
    (
      await add({
        vmNames: ['app'],
        volumeGroupUuids: [uuid],
        consistencyGroupName: 'one',
        appConsistentSnapshots: true
      })
    ).body.message,
    /more than one/
  )
  t.match((await add({})).body.message, /No VMs were named/)
  t.match((await add({ volumeGroupUuids: [uuid], protectRelatedEntities: true })).body, {
    vms: [{ vmName: 'web' }],
    volumeGroups: [{ name: 'logs' }]
  })
  t.match((await add({ volumeGroupUuids: [uuid] })).body.message, /already protected/)
  t.match((await requestTask('PUT', `/${uuid}`, { name: 'b' })).body.message, /cannot be renamed/)
  for (const other of ['x', `x${uuid}`])
    await ask('france', 'POST', `${domains}/remove_entities`, { volumeGroupUuids: [other] }).then(({ body }) =>
      t.match(body.message, /is not protected/, other)
    )
  t.match((await ask('france', 'POST', `${domains}/remove_entities`, { volumeGroupUuids: [`1234::${uuid}`] })).body, {
    vms: [{ vmName: 'web' }],
    volumeGroups: []
  })
  const { vm_uuid: web } = (await named('logs')).attachment_list[0]
  await done('POST', `/${uuid}/detach`, { vm_uuid: web })
  t.match(await done('DELETE', `/${uuid}`), { progress_status: 'Succeeded' })
})
