/** Protection domains and what they protect, as they are answered: the recorded key sets, nulls and empty lists. */
import t from 'tap'
import { ask, keys } from '../../support/prism/ask.js'
import type { Row } from '../../support/prism/ask.js'
import { at, domain, prismOf, twoSites, uuidOf } from '../../support/prism/two-sites.js'

/** Evidence A [C: recorded, nutanix/Automation]: the keys of the answers to a create and to protect_vms, v2.0. */
const domainKeys = [
  'active',
  'annotations',
  'cron_schedules',
  'hybrid_schedules_count',
  'marked_for_removal',
  'metro_avail',
  'min_snapshot_to_retain',
  'name',
  'next_snapshot_time_usecs',
  'nfs_files',
  'ongoing_replication_count',
  'pending_replication_count',
  'remote_site_names',
  'replication_links',
  'sync_replications',
  'total_user_written_bytes',
  'vms',
  'volume_groups',
  'vstore_id'
]

/** Evidence A [C: recorded, nutanix/Automation]: the keys of an unprotected VM. */
const vmSummaryKeys = [
  'acropolis_vm',
  'cluster_uuid',
  'consistency_group_name',
  'container_ids',
  'container_uuids',
  'control_domain',
  'controller_vm',
  'cpu_reserved_in_hz',
  'disk_capacity_in_bytes',
  'displayable',
  'finger_print_on_write',
  'guest_operating_system',
  'host_id',
  'host_name',
  'host_uuid',
  'hypervisor_type',
  'ip_addresses',
  'memory_capacity_in_bytes',
  'memory_reserved_capacity_in_bytes',
  'num_network_adapters',
  'num_vcpus',
  'nutanix_guest_tools',
  'nutanix_virtual_disk_ids',
  'nutanix_virtual_disk_uuids',
  'nutanix_virtual_disks',
  'on_disk_dedup',
  'power_state',
  'protection_domain_name',
  'running_on_ndfs',
  'storage_container_ids',
  'storage_container_uuids',
  'uuid',
  'vdisk_file_paths',
  'vdisk_names',
  'virtual_nic_ids',
  'virtual_nic_uuids',
  'vm_id',
  'vm_name'
]

t.test('a new domain is answered as it was recorded, key by key', async t => {
  const world = twoSites((_, france) => {
    france.protectionDomains = { pd_name: domain('pd_name') }
  })
  const answer = ask(t, prismOf(world), 'addProtectionDomain', {}, {}, { value: 'pd_name' })
  t.strictSame(answer, {
    total_user_written_bytes: null,
    min_snapshot_to_retain: null,
    name: 'pd_name',
    sync_replications: null,
    next_snapshot_time_usecs: null,
    vstore_id: null,
    hybrid_schedules_count: null,
    annotations: [],
    volume_groups: [],
    metro_avail: null,
    nfs_files: [],
    replication_links: [],
    marked_for_removal: false,
    active: true,
    ongoing_replication_count: 0,
    pending_replication_count: 0,
    remote_site_names: [],
    vms: [],
    cron_schedules: []
  })
})

t.test('protect_vms answers the keys that were recorded, for the domain and for its VM', async t => {
  const answer = ask(
    t,
    prismOf(twoSites()),
    'addVmsByNamesToProtectionDomain',
    { name: 'gold' },
    {},
    { names: ['web'] }
  )
  t.strictSame(keys(answer), domainKeys)
  t.strictSame(answer['vms'], [
    {
      vm_name: 'web',
      vm_power_state_on_recovery: 'Power state at time of snapshot',
      consistency_group: 'web',
      vm_files: null,
      related_entity_uuids: [],
      app_consistent_snapshots: false,
      vm_recoverability: [],
      vm_handle: 119,
      vm_id: uuidOf('web')
    }
  ])
})

t.test('a list of domains has the figures that a create lacks', async t => {
  const { metadata, entities } = ask(t, prismOf(twoSites()), 'getProtectionDomains')
  t.strictSame(metadata, { grand_total_entities: 1, total_entities: 0, count: 1 })
  const [gold = {}] = entities
  t.strictSame(
    keys(gold),
    [...domainKeys, 'alert_summary', 'health_summary', 'schedules_suspended', 'stats', 'usage_stats'].sort()
  )
  t.match(gold, {
    active: true,
    remote_site_names: ['canada'],
    next_snapshot_time_usecs: at(7200),
    total_user_written_bytes: 4000,
    schedules_suspended: false,
    stats: { replication_transmitted_bandwidth_kBps: '0', replication_received_bandwidth_kBps: '0' },
    usage_stats: { 'dr.exclusive_snapshot_usage_bytes': '200', hydration_space_bytes: '-1', lws_store_used_bytes: '0' }
  })
})

t.test('a list of domains is narrowed by its query', async t => {
  const prism = prismOf(
    twoSites((_, france) => {
      france.protectionDomains['gone'] = domain('gone', { removedAt: at(3605) })
    })
  )
  const names = (query: Row) => ask(t, prism, 'getProtectionDomains', {}, query).entities.map(({ name }) => name)
  t.same(names({}), ['gold'])
  t.same(names({ include_deleted: true }), ['gold', 'gone'])
  t.same(names({ names: ['gold'] }), ['gold'])
  t.same(names({ names: ['nothing'] }), [])
  t.same(names({ remote_site_name: 'canada' }), ['gold'])
  t.same(names({ remote_site_name: 'peru' }), [])
  t.same(names({ metro_avail: true }), [])
  t.same(names({ metro_avail: false }), ['gold'])
  t.same(names({ vstore_name: 'ctr' }), [])
  t.match(ask(t, prism, 'getProtectionDomainByName', { name: 'gone' }), { marked_for_removal: true })
  t.throws(() => ask(t, prism, 'getProtectionDomainByName', { name: 'lead' }), {
    code: 'protection-domain/not-found',
    message: /does not exist/
  })
})

t.test('an unprotected VM is answered with every key that was recorded, old spellings too', async t => {
  const { metadata, entities } = ask(t, prismOf(twoSites()), 'getUnprotectedVms')
  t.strictSame(metadata, { grand_total_entities: 1, total_entities: 0, count: 1 })
  const [spare = {}] = entities
  t.strictSame(keys(spare), [...vmSummaryKeys, 'protection_type'].sort(), 'and one that is published')
  t.match(spare, {
    vm_name: 'spare',
    power_state: 'off',
    protection_domain_name: null,
    host_uuid: null,
    vm_id: `${uuidOf('france')}::${uuidOf('spare')}`,
    container_ids: [`${uuidOf('france')}::8`],
    storage_container_ids: [`${uuidOf('france')}::8`],
    disk_capacity_in_bytes: 10_000
  })
  t.same(ask(t, prismOf(twoSites()), 'getUnprotectedVms', {}, { vm_names: ['web'] }).entities, [])
})

t.test('consistency groups count what they hold', async t => {
  const { metadata, entities } = ask(t, prismOf(twoSites()), 'getConsistencyGroupsInPd', { name: 'gold' })
  t.strictSame(metadata, { grand_total_entities: 1, total_entities: 0, count: 1 })
  t.match(entities, [
    { consistency_group_name: 'web', vm_count: 1, total_file_count: 1, total_file_size_bytes: 10_000 }
  ])
  t.same(ask(t, prismOf(twoSites()), 'getConsistencyGroups', {}, { consistency_groups: ['x'] }).entities, [])
})
