/** The rest as it is answered: remote sites, alerts, events, VMs, the cluster and its parts. */
import t from 'tap'
import { ask, keys } from '../../support/prism/ask.js'
import type { Row } from '../../support/prism/ask.js'
import { at, prismOf, twoSites, uuidOf } from '../../support/prism/two-sites.js'

t.test('a remote site gives its addresses under both keys, and what is known of the other side', async t => {
  const { metadata, entities } = ask(t, prismOf(twoSites()), 'getAllRemoteSites')
  t.strictSame(metadata, { grand_total_entities: 1, total_entities: 0, count: 1 })
  t.match(entities, [
    {
      name: 'canada',
      remote_ip_ports: { '192.168.10.2': 2020 },
      remote_ip_address_ports: { '192.168.10.2': 2020 },
      status: 'RELATIONSHIP_ESTABLISHED',
      latency_in_usecs: 85_000,
      cluster_id: 4711,
      metro_ready: false,
      remote_vstore_info: null,
      replication_links: [{ protection_domain_name: 'gold' }]
    }
  ])
  const full = ask(t, prismOf(twoSites()), 'getAllRemoteSites', {}, { full_details: true }).entities[0]
  t.same(keys(full?.['remote_vstore_info']), ['ctr-canada'])
  const down = twoSites(world => {
    for (const { lanes } of Object.values(world.links)) for (const lane of Object.values(lanes)) lane.up = false
  })
  const cut = ask(t, prismOf(down), 'getRemoteSite', { name: 'canada' })
  t.match(cut, { status: 'UNREACHABLE', latency_in_usecs: null, cluster_id: null })
  t.same(ask(t, prismOf(down), 'getSnapshotsForRemoteSite', { name: 'canada' }).entities, [])
  t.same(ask(t, prismOf(twoSites()), 'getAllRemoteSites', {}, { metro_compatible: true }).entities, [])
})

t.test('alerts and events carry templates, with their values beside them', async t => {
  const entity = { type: 'protection_domain', name: 'gold', uuid: null } as const
  const world = twoSites((_, france) => {
    france.alerts.push({
      id: 'a1',
      type: 'replication-failed',
      raisedAt: at(100),
      lastAt: at(200),
      values: { protection_domain_name: 'gold', remote_name: 'canada', reason: 'No answer' },
      entity,
      acknowledgedAt: null,
      acknowledgedBy: null,
      resolvedAt: null,
      resolvedBy: null,
      autoResolved: false
    })
    france.audits.push(
      {
        id: 11,
        type: 'snapshot-ready',
        at: at(100),
        values: ['gold', '100'],
        entity,
        user: 'system',
        acknowledgedAt: null,
        acknowledgedBy: null
      },
      {
        id: 12,
        type: 'replication-completed',
        at: at(120),
        values: ['gold', 'canada', '100', '1'],
        entity,
        user: 'system',
        acknowledgedAt: null,
        acknowledgedBy: null
      }
    )
  })
  const prism = prismOf(world)
  const alerts = ask(t, prism, 'getAlerts')
  t.strictSame(alerts.metadata, {
    count: 1000,
    end_index: 1,
    grand_total_entities: 1,
    page: 1,
    start_index: 1,
    total_entities: 1
  })
  t.match(alerts.entities, [
    {
      severity: 'kWarning',
      message: /\{protection_domain_name\} replication/,
      detailed_message: 'Protection domain gold replication to remote site canada failed. No answer.',
      context_types: ['protection_domain_name', 'remote_name', 'reason'],
      context_values: ['gold', 'canada', 'No answer'],
      resolved: false,
      resolved_by_username: '',
      resolved_time_stamp_in_usecs: 0
    }
  ])
  const count = (id: string, query: Row) => ask(t, prism, id, {}, query).entities.length
  t.equal(count('getAlerts', { severity: 'WARNING,kCritical' }), 1)
  t.equal(count('getAlerts', { severity: 'kCritical' }), 0)
  t.equal(count('getAlerts', { resolved: true }), 0)
  t.equal(count('getAlerts', { entity_type: 'PROTECTION_DOMAIN' }), 1)
  t.equal(count('getAlerts', { entity_type: 'kRemoteSite' }), 0)
  t.equal(count('getAlerts', { entity_ids: 'lead,gold' }), 1)
  t.equal(count('getAlerts', { start_time_in_usecs: at(101) }), 0)
  t.equal(count('getRemoteSiteAlerts', {}), 0)
  t.throws(() => count('getAlerts', { entity_type: 'nonsense' }), {
    name: 'RequestError',
    fault: 'unknown-entity-type'
  })

  const events = ask(t, prism, 'getEvents', {}, { count: 20 })
  t.match(events.metadata, { count: 20, total_entities: 2 })
  const [completed, ready] = events.entities as unknown as { message: string; context_values: string[] }[]
  t.match(completed, { message: /^Replication completed for Protection Domain .* to remote /, severity: 'kAudit' })
  t.strictSame(completed?.context_values.slice(0, 3), ['gold', 'canada', '100'])
  t.match(ready?.message, /created for protection domain/)
  t.equal(ready?.context_values[1], '100')

  const [gold] = ask(t, prism, 'getProtectionDomains', {}, { projection: 'stats,alerts' }).entities
  t.match(gold, { alert_summary: { count: 1, alert_summaries: { kWarning: { entities: [{ id: 'a1' }] } } } })
})

t.test('VMs have disks and adapters only when asked, and no nulls but the host', async t => {
  const prism = prismOf(twoSites())
  const { metadata, entities } = ask(t, prism, 'getVMs')
  t.strictSame(metadata, {
    ...{ grand_total_entities: 2, total_entities: 2 },
    ...{ count: 2, start_index: 0, end_index: 2 }
  })
  t.notOk(entities.some(vm => 'vm_disk_info' in vm || 'vm_nics' in vm))
  t.strictSame(
    Object.entries(entities[1] ?? {}).filter(([, value]) => value === null),
    [['host_uuid', null]]
  )
  const full = ask(
    t,
    prism,
    'getVM',
    { uuid: uuidOf('web') },
    { include_vm_disk_config: true, include_vm_nic_config: true }
  )
  t.match(full, {
    power_state: 'on',
    vm_disk_info: [
      {
        is_cdrom: false,
        size: 10_000,
        storage_container_uuid: 'uuid-ctr-france',
        disk_address: { disk_label: 'scsi.0' }
      },
      { is_cdrom: true, is_empty: true }
    ],
    vm_nics: [{ network_uuid: 'net-france', ip_address: '192.168.0.10' }]
  })
  t.strictSame(ask(t, prism, 'getNics', { uuid: uuidOf('web') }).metadata, {
    grand_total_entities: 1,
    total_entities: 1
  })
  t.match(ask(t, prism, 'getVMs', {}, { filter: 'vm_name==spare' }).entities, [{ name: 'spare' }])
  t.match(ask(t, prism, 'getVMs', {}, { offset: 1, length: 1 }).entities, [{ name: 'spare' }])
})

t.test('inventory is answered in full', async t => {
  const prism = prismOf(twoSites())
  t.match(ask(t, prism, 'getClusterInfo'), {
    name: 'france',
    id: `${uuidOf('france')}::4711`,
    num_nodes: 1,
    hypervisor_types: ['kKvm'],
    multicluster: false,
    management_servers: [],
    name_servers: [],
    cluster_external_ipaddress: '192.168.0.2',
    external_subnet: '192.168.0.0/255.255.255.0'
  })
  const { metadata } = ask(t, prism, 'getClusters')
  t.match(metadata, { grand_total_entities: 1, total_entities: 1, filter_criteria: '', page: 1, count: 1 })
  t.match(ask(t, prism, 'getCluster', { id: uuidOf('france') }), { uuid: uuidOf('france') })
  t.match(ask(t, prism, 'getHosts', {}, { filter_criteria: 'num_vms=gt=0' }).entities, [
    { num_vms: 1, state: 'NORMAL' }
  ])
  t.match(ask(t, prism, 'getHost', { uuid: 'host-1' }), { service_vmid: `${uuidOf('france')}::5` })
  t.match(ask(t, prism, 'getNetworks'), {
    metadata: { grand_total_entities: 1, total_entities: 1 },
    entities: [{ name: 'base', vlan_id: 0, ip_config: { ipam_enabled: false, num_macs: 2 } }]
  })
  t.match(ask(t, prism, 'getNetwork', { uuid: 'net-france' }), { name: 'base' })
  t.match(ask(t, prism, 'getContainers', {}, { search_string: 'CTR' }).entities, [
    {
      name: 'ctr-france',
      mapped_remote_containers: { canada: 'ctr-canada' },
      usage_stats: {
        'storage.logical_usage_bytes': '8220',
        'storage.usage_bytes': '16440',
        'storage.free_bytes': '983560'
      }
    }
  ])
  t.match(ask(t, prism, 'getContainer', { uuid: 'uuid-ctr-france' }), { id: `${uuidOf('france')}::8` })
  for (const [id, path] of [
    ['getCluster', { id: 'x' }],
    ['getHost', { uuid: 'x' }],
    ['getNetwork', { uuid: 'x' }],
    ['getContainer', { uuid: 'x' }],
    ['getVM', { uuid: 'x' }],
    ['getTask', { uuid: 'x' }]
  ] as const) {
    t.throws(() => ask(t, prism, id, path), { code: /not-found$/, message: /does not exist|is not found/ }, id)
  }
})
