/** What only v1 does: bare lists, its own views, the routes of the web console; and what the recorded answers have. */
import t from 'tap'
import type { Test } from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const keysOf = (value: unknown): string[] => Object.keys(value as object).sort()

/** The fixture protects web01, app01 and db01 in gold, with an hourly schedule that replicates to Canada. */
const protectedSites = { fixture: 'france-canada-protected' }

t.test('lists of data protection are bare in v1, the others are collections', async t => {
  const { ask } = await emulator(t, protectedSites)
  const bare = [
    'protection_domains',
    'protection_domains/consistency_groups',
    'protection_domains/replications',
    'protection_domains/unprotected_vms',
    'protection_domains/gold/consistency_groups',
    'protection_domains/gold/replications',
    'protection_domains/gold/schedules',
    'protection_domains/oob_schedules',
    'protection_domains/pending_actions',
    'protection_domains/pending_replications',
    'remote_sites'
  ]
  for (const path of bare) {
    const { status, body } = await ask('france', 'GET', `${V1}/${path}`)
    t.equal(status, 200, path)
    t.ok(Array.isArray(body), `${path} is bare`)
  }
  const collections = [
    'protection_domains/dr_snapshots',
    'protection_domains/gold/dr_snapshots',
    'remote_sites/dr_snapshots',
    'vms',
    'hosts',
    'containers',
    'storage_pools',
    'clusters',
    'alerts',
    'events',
    'progress_monitors'
  ]
  for (const path of collections) {
    const { status, body } = await ask('france', 'GET', `${V1}/${path}/`)
    t.match(
      { status, body },
      { status: 200, body: { metadata: { grandTotalEntities: Number }, entities: Array } },
      path
    )
  }
})

t.test('keys of maps are names of things and stay as they are', async t => {
  const { ask } = await emulator(t)
  const site = { name: 'far_site', remoteIpPorts: { '192.168.10.100': 2020 } }
  const { body } = await ask('france', 'POST', `${V1}/remote_sites`, { ...site, capabilities: ['BACKUP'] })
  t.match(body, site)
  t.equal((await ask('france', 'GET', `${V1}/cluster`)).body.stats.replication_received_bandwidth_kBps, '0')
  const schedule = {
    type: 'DAILY',
    everyNth: 1,
    retentionPolicy: { localMaxSnapshots: 1, remoteMaxSnapshots: { far_site: 1 } }
  }
  await ask('france', 'POST', `${V1}/protection_domains`, { value: 'pd_1' })
  const added = await ask('france', 'POST', `${V1}/protection_domains/pd_1/schedules`, schedule)
  t.match(added, { status: 200, body: schedule })
})

t.test('a refusal has the form of its version', async t => {
  const { ask } = await emulator(t)
  const { status, body } = await ask('france', 'GET', `${V1}/protection_domains/none`)
  t.equal(status, 500)
  t.same(keysOf(body), ['detailedMessage', 'errorCode', 'message'])
  t.same(keysOf(body.errorCode), ['code', 'helpUrl'])
  const wrong = await ask('france', 'POST', `${V1}/protection_domains`, { value: { no: 'text' } })
  t.match(wrong, { status: 400, body: { message: /value/, errorCode: { code: 1101 } } })
})

t.test('VMs of v1 tell what protects them, and go by both identifiers', async t => {
  const { ask } = await emulator(t, protectedSites)
  const { body } = await ask(
    'france',
    'GET',
    `${V1}/vms?searchString=web&searchAttributeList=vm_name&projection=basic_info`
  )
  const [web] = body.entities
  t.match(web, {
    vmName: 'web01',
    powerState: 'on',
    protectionDomainName: 'gold',
    numVCpus: 2,
    containerIds: [String],
    controllerVm: false
  })
  for (const id of [web.uuid, web.vmId])
    t.match((await ask('france', 'GET', `${V1}/vms/${id}`)).body, { uuid: web.uuid })
  t.match((await ask('france', 'GET', `${V1}/vms?filterCriteria=vm_uuid==${web.uuid}`)).body.entities, [
    { vmName: 'web01' }
  ])
  const { body: snapshots } = await ask('france', 'GET', `${V1}/vms/${web.vmId}/snapshots`)
  t.match(snapshots, [{ snapshotId: Number, locallyAvaiable: true, remoteSites: ['canada'] }, {}])
})

t.test('hosts, containers and the storage pool are found by either identifier', async t => {
  const { ask } = await emulator(t)
  for (const [list, id, uuid] of [
    ['hosts', 'serviceVMId', 'uuid'],
    ['containers', 'id', 'containerUuid'],
    ['storage_pools', 'id', 'storagePoolUuid']
  ] as const) {
    const [first] = (await ask('france', 'GET', `${V1}/${list}`)).body.entities
    t.match((await ask('france', 'GET', `${V1}/${list}/${first[id]}`)).body, { [uuid]: first[uuid] }, list)
    t.match((await ask('france', 'GET', `${V1}/${list}/${first[uuid]}`)).body, { [id]: first[id] }, list)
    t.equal((await ask('france', 'GET', `${V1}/${list}/none`)).status, 500, list)
  }
  const [container] = (await ask('france', 'GET', `${V1}/containers`)).body.entities
  const [pool] = (await ask('france', 'GET', `${V1}/storage_pools`)).body.entities
  t.equal(container.storagePoolUuid, pool.storagePoolUuid)
})

t.test('alerts of v1 name their entities in fields of their own', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut', {})
  await advance(3 * 3600)
  const { body } = await ask('france', 'GET', `${V1}/alerts?resolved=false`)
  t.match(body.entities[0], {
    categories: ['DR'],
    entityTypes: [String],
    entityIds: [String],
    impact: 'SystemIndicator'
  })
  t.notOk('affectedEntities' in body.entities[0])
})

t.test('the routes of the web console work over several things at once', async t => {
  const instance = await emulator(t, protectedSites)
  const domain = `${V1}/protection_domains/gold`
  const post = async (url: string, body: unknown) => (await instance.ask('france', 'POST', url, body)).body as unknown

  t.match(await post(`${domain}/remove_entities`, { vmNames: ['db01'] }), {
    name: 'gold',
    vms: [{ vmName: 'web01' }, { vmName: 'app01' }]
  })
  t.match(
    await post(`${domain}/add_entities`, {
      vmNames: ['db01'],
      vmAddRemoveType: 'LISTED_VMS',
      consistencyGroupName: 'db'
    }),
    {
      vms: [{}, {}, { vmName: 'db01', consistencyGroup: 'db' }]
    }
  )

  const daily = { type: 'DAILY', everyNth: 1, retentionPolicy: { localMaxSnapshots: 1 } }
  const added = (await post(`${domain}/schedules/add_list`, [daily, { ...daily, everyNth: 2 }])) as { id: string }[]
  t.equal(added.length, 2)
  t.match(await post(`${domain}/schedules/remove_list`, [added[0]?.id, 'none']), { message: /none .*does not exist/ })
  t.same(
    await post(
      `${domain}/schedules/remove_list`,
      added.map(({ id }) => id)
    ),
    { value: true }
  )
  t.match((await instance.ask('france', 'GET', `${domain}/schedules`)).body, [{ type: 'HOURLY' }])

  const later = { scheduleStartTimeUsecs: 1e6 * 4e9 }
  const waiting = (await post(`${domain}/oob_schedules`, later)) as { scheduleId: number }
  t.same(await post(`${domain}/oob_schedules/remove_list`, [waiting.scheduleId]), { value: true })
  t.same((await instance.ask('france', 'GET', `${domain}/oob_schedules`)).body, [])

  const now = (await post(`${domain}/oob_schedules`, { remoteSiteNames: ['canada'] })) as { scheduleId: number }
  await instance.advance(10)
  const tracked = await instance.ask('france', 'GET', `${domain}/track_oob_schedule/${now.scheduleId}`)
  t.match(tracked, { status: 200, body: Array })
  await instance.advance(1800)
  await removeAll(t, instance, domain)
})

async function removeAll(t: Test, { ask }: Emulator, domain: string): Promise<void> {
  const { body } = await ask('france', 'GET', `${domain}/dr_snapshots`)
  const ids = (body.entities as { snapshotId: string }[]).map(({ snapshotId }) => snapshotId)
  t.ok(ids.length > 0)
  const some = await ask('france', 'POST', `${domain}/dr_snapshots/remove_list`, [...ids, '1'])
  t.match(some, { status: 500, body: { message: /1 .*does not exist/ } })
  t.equal((await ask('france', 'GET', `${domain}/dr_snapshots`)).body.entities.length, ids.length, 'all or none')
  t.same((await ask('france', 'POST', `${domain}/dr_snapshots/remove_list`, ids)).body, { value: true })
}

t.test('who asks, whether a site answers, and where the cluster is registered', async t => {
  const { ask } = await emulator(t, protectedSites)
  const session = await ask('france', 'GET', `${V1}/users/session_info`)
  t.match(session.body, { userDTO: { profile: { username: 'admin' }, roles: Array }, local: true })
  const status = `${V1}/remote_sites/canada/connection_status`
  t.same((await ask('france', 'GET', status)).body, { name: 'canada', status: true, message: null })
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut', {})
  t.match((await ask('france', 'GET', status)).body, { status: false, message: /canada/ })
  t.match((await ask('france', 'GET', `${V1}/multicluster/cluster_external_state`)).body, [
    {
      clusterUuid: String,
      clusterDetails: {
        clusterName: 'prism-central',
        ipAddresses: ['prism-central'],
        multicluster: true,
        reachable: true
      },
      remoteConnectionExists: true
    }
  ])
})

t.test('answers have the keys, types and nulls of those that were recorded', async t => {
  const { ask } = await emulator(t)
  const made = await ask('france', 'POST', `${V2}/protection_domains`, { value: 'pd_name' })
  t.equal(made.status, 201)
  // Evidence A [C: recorded, nutanix/Automation]: the keys of a domain that was just created
  const recordedV2 = [
    ...['active', 'annotations', 'cron_schedules', 'hybrid_schedules_count', 'marked_for_removal', 'metro_avail'],
    ...['min_snapshot_to_retain', 'name', 'next_snapshot_time_usecs', 'nfs_files', 'ongoing_replication_count'],
    ...['pending_replication_count', 'remote_site_names', 'replication_links', 'sync_replications'],
    ...['total_user_written_bytes', 'vms', 'volume_groups', 'vstore_id']
  ]
  t.same(keysOf(made.body), recordedV2)
  t.match(made.body, { metro_avail: null, vstore_id: null, annotations: [], vms: [], active: true })

  const { body } = await ask('france', 'POST', `${V1}/protection_domains`, { value: 'pd_v1' })
  // Evidence A [C: recorded, nutanix/Automation]: the same of v1, AOS 4.1.3
  const recordedV1 = [
    ...['active', 'cronSchedules', 'markedForRemoval', 'metroAvail', 'minSnapshotToRetain', 'name'],
    ...['nextSnapshotTimeUsecs', 'nfsFiles', 'ongoingReplicationCount', 'pendingReplicationCount', 'remoteSiteNames'],
    ...['replicationLinks', 'syncReplications', 'totalUserWrittenBytes', 'vms', 'vstoreId']
  ]
  t.same(
    recordedV1.filter(key => !(key in body)),
    [],
    'with newer keys beside them'
  )
  t.match(body, { metroAvail: null, vstoreId: null, active: true, vms: [] })

  const guarded = await ask('france', 'POST', `${V2}/protection_domains/pd_name/protect_vms`, { names: ['web01'] })
  t.equal(guarded.status, 201)
  t.same(keysOf(guarded.body.vms[0]), [
    ...['app_consistent_snapshots', 'consistency_group', 'related_entity_uuids', 'vm_files', 'vm_handle', 'vm_id'],
    ...['vm_name', 'vm_power_state_on_recovery', 'vm_recoverability']
  ])

  const free = await ask('france', 'GET', `${V2}/protection_domains/unprotected_vms`)
  t.match(free.body.metadata, { count: 6, grand_total_entities: 6, total_entities: 0 })
  t.ok('container_ids' in free.body.entities[0] && 'storage_container_ids' in free.body.entities[0])

  const cluster = (await ask('france', 'GET', `${V1}/cluster`)).body
  t.match(cluster, { name: 'france', version: String, numNodes: 3, hypervisorTypes: ['kKvm'], multicluster: false })
  t.match(cluster, { id: /::/, clusterUuid: String, stats: Object, usageStats: Object })
})

t.test('a storage pool goes by its UUID and by its longer identifier, and by no other', async t => {
  const { ask } = await emulator(t)
  const [pool] = (await ask('france', 'GET', `${V1}/storage_pools`)).body.entities
  for (const id of [pool.id, pool.storagePoolUuid]) {
    t.match((await ask('france', 'GET', `${V1}/storage_pools/${encodeURIComponent(id as string)}`)).body, {
      id: pool.id
    })
  }
  t.match(await ask('france', 'GET', `${V1}/storage_pools/puddle`), {
    status: 500,
    body: { message: /does not exist/, detailedMessage: /: storage-pool\/not-found$/ }
  })
})

t.test('hardware and storage have alerts and events of their own, and hosts and VMs a health in sum', async t => {
  const { ask } = await emulator(t, protectedSites)
  const rows = async (path: string) => (await ask('france', 'GET', `${V1}${path}`)).body
  const [disk] = (await rows('/disks')).entities
  await ask('france', 'DELETE', `${V1}/disks/${disk.diskUuid}`)
  await ask('france', 'POST', `${V2}/storage_containers`, { name: 'extra' })
  t.match((await rows('/events/hardware')).entities, [{ entityTypes: ['disk'], entityUuids: [disk.diskUuid] }])
  t.match((await rows('/events/storage')).entities, [{ entityTypes: ['storage_container'] }])
  t.match(await rows('/events/storage?acknowledged=true'), { metadata: { totalEntities: 0 }, entities: [] })
  for (const path of ['/alerts/hardware', '/alerts/storage']) t.same((await rows(path)).entities, [], path)

  const { entities: vms } = await rows('/vms?filterCriteria=is_cvm==0')
  t.match(await rows('/vms/health_check_summary'), { entityType: 'VM', healthSummary: { Good: vms.length } })
  t.match(await rows('/hosts/health_check_summary?detailedSummary=true'), {
    entityType: 'HOST',
    healthSummary: { Critical: 0, Warning: 0, Good: 3 },
    detailedCheckSummary: {}
  })
  t.match(await rows('/hosts/health_check_summary?filterCriteria=name==nobody'), { healthSummary: { Good: 0 } })
})

t.test(
  'virtual disks go by name, are those of VMs and volume groups, and have nothing of their own to tell',
  async t => {
    const { ask } = await emulator(t, protectedSites)
    const get = async (path: string) => (await ask('france', 'GET', `${V1}${path}`)).body
    const all = (await get('/vdisks')) as { name: string; vdiskUuid: string; usageStats: Record<string, string> }[]
    const vm = (await get('/vms')).entities.find(({ vmName }: { vmName: string }) => vmName === 'web01')
    const ofVm = (await get(`/vms/${vm.uuid}/vdisks`)) as typeof all
    t.same(
      ofVm.map(disk => disk.vdiskUuid),
      vm.nutanixVirtualDiskUuids
    )
    t.ok(all.length > ofVm.length && ofVm.length > 0)
    const [disk] = ofVm
    t.same(await get(`/vdisks?vdiskNames=${disk?.name}`), [disk])
    for (const name of [disk?.name, disk?.vdiskUuid, vm.vdiskNames[0]]) t.same(await get(`/vdisks/${name}`), disk)
    t.match(await get(`/vdisks/${disk?.name}/stats?metrics=storage.usage_bytes`), {
      statsSpecificResponses: [{ values: [Number(disk?.usageStats['storage.usage_bytes'])] }]
    })
    for (const path of [
      '/vdisks/alerts',
      '/vdisks/events',
      `/vdisks/${disk?.name}/alerts`,
      `/vdisks/${disk?.name}/events`
    ])
      t.match(await get(path), { metadata: { totalEntities: 0 }, entities: [] }, path)
    t.same([await get('/vdisks/snapshots'), await get(`/vdisks/${disk?.name}/snapshots`)], [[], []])
    const wrong = ['/vdisks/none', '/vdisks/none/alerts', '/vdisks/none/events', '/vdisks/none/snapshots']
    for (const path of [...wrong, '/vdisks/none/stats?metrics=a', '/vdisks/snapshots/none', '/vms/none/vdisks'])
      t.match(
        await ask('france', 'GET', `${V1}${path}`),
        { status: 500, body: { message: /none does not exist|none/ } },
        path
      )
  }
)

t.test('what is reached without a proxy is set in whole, and guest tools are switched by a patch', async t => {
  const { ask, lab } = await emulator(t, protectedSites)
  const whitelist = [
    { target: '10.0.0.0/24', targetType: 'IPV4_NETWORK_MASK' },
    { target: 'corp.test', targetType: 'DOMAIN_NAME_SUFFIX' }
  ]
  t.same((await ask('france', 'GET', `${V1}/http_proxies/whitelist`)).body, { whitelist: [] })
  t.match(await ask('france', 'PUT', `${V1}/http_proxies/whitelist`, { whitelist }), {
    status: 200,
    body: { whitelist }
  })
  const { revision } = lab.world
  const wrong = [
    { target: 'a', targetType: 'PLANET' },
    { target: '', targetType: 'HOST_NAME' },
    { targetType: 'HOST_NAME' },
    { target: 'a' }
  ]
  for (const entry of wrong)
    t.match(
      await ask('france', 'PUT', `${V1}/http_proxies/whitelist`, { whitelist: [...whitelist, entry] }),
      { status: 500 },
      JSON.stringify(entry)
    )
  t.equal(lab.world.revision, revision)
  t.same((await ask('france', 'GET', `${V1}/http_proxies/whitelist`)).body, { whitelist })
  t.same((await ask('france', 'PUT', `${V1}/http_proxies/whitelist`, {})).body, { whitelist: [] })

  const [vm] = (await ask('france', 'GET', `${V1}/vms`)).body.entities
  const tools = `${V1}/vms/${vm.uuid}/guest_tools`
  for (const enabled of [true, false, true])
    t.match(await ask('france', 'PATCH', tools, { genericDTO: { enabled } }), { status: 200, body: { enabled } })
  t.match(
    await ask('france', 'PATCH', tools, { genericDTO: {} }),
    { body: { enabled: true } },
    'nothing said, nothing changed'
  )
  t.match(await ask('france', 'PATCH', tools, {}), { status: 400, body: { message: /generic/ } })
  t.match(await ask('france', 'PATCH', `${V1}/vms/none/guest_tools`, { genericDTO: {} }), { status: 500 })
})

t.test('the licence is the pack of the cluster, and tells what goes beyond it', async t => {
  const { ask, lab } = await emulator(t)
  const get = async (path: string) => (await ask('france', 'GET', `${V1}${path}`)).body
  await ask('france', 'PUT', '/emulator/v1/clusters/france', { pack: 'pro' })
  t.match(await get('/license'), { category: 'Pro', useNonCompliantFeatures: false, featureViolations: [] })
  const allowed = {
    displayName: 'NearSync',
    allowancesType: 'BOOLEAN',
    boolValue: { boolValue: true, ViolationAction: 'Warn' }
  }
  t.match(await get('/license/allowances'), { NEAR_SYNC: allowed })
  t.match(await get('/license/allowances/NEAR_SYNC'), allowed)
  t.match(await ask('france', 'GET', `${V1}/license/allowances/toString`), {
    status: 500,
    body: { message: /toString/ }
  })
  t.match(await get('/license/cluster_info'), {
    block_serial_list: [String],
    capacity: { num_nodes: 3 },
    node_list: [{ num_nodes: 3 }]
  })
  t.same([(await get('/license/alerts')).entities, (await get('/license/events')).entities], [[], []])

  const world = structuredClone(lab.world) as World
  lab.engine.replace({ ...world, settings: { ...world.settings, licence: 'warn' } })
  await ask('france', 'PUT', '/emulator/v1/clusters/france', { pack: 'starter' })
  t.match(await get('/license'), {
    category: 'Starter',
    useNonCompliantFeatures: true,
    allowanceMap: { NEAR_SYNC: { boolValue: { boolValue: false } } }
  })
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  const minutes = { pd_name: 'gold', type: 'MINUTELY', every_nth: 5, user_start_time_in_usecs: 1_704_067_200_000_000 }
  const added = await ask('france', 'POST', `${V2}/protection_domains/gold/schedules`, {
    ...minutes,
    retention_policy: { local_max_snapshots: 2 }
  })
  t.equal(added.status, 201, added.text)
  t.match((await get('/license/alerts')).entities, [{ entityTypes: ['protection_domain'] }])
  t.match((await get('/license')).featureViolations, [{ featureName: 'NEAR_SYNC', affected: 'gold' }])
})
