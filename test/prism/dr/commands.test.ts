/** What clients send, as the commands that it becomes: bodies seen in the wild, and those that are left out. */
import t from 'tap'
import { ask } from '../../support/prism/ask.js'
import { callHandler } from '../../support/prism/call-handler.js'
import { at, prismOf, twoSites, uuidOf } from '../../support/prism/two-sites.js'

const gold = { name: 'gold' }

t.test('create takes the name from value', async t => {
  const { command } = callHandler(t, 'addProtectionDomain', {}, { value: 'gold', annotations: ['x'] })
  t.strictSame(command, { type: 'create-protection-domain', name: 'gold', annotations: ['x'] })
})

t.test('delete asks the other side unless told not to', async t => {
  const { command, answer } = callHandler(t, 'markProtectionDomainForRemoval', gold)
  t.strictSame(command, { type: 'remove-protection-domain', name: 'gold', skipRemoteCheck: false })
  t.strictSame(answer, { value: true })
  t.match(callHandler(t, 'markProtectionDomainForRemoval', gold, undefined, { skip_remote_check: true }).command, {
    skipRemoteCheck: true
  })
})

t.test('VMs are protected by names, ids or uuids', async t => {
  const defaults = {
    type: 'protect-vms',
    name: 'gold',
    names: [],
    uuids: [],
    consistencyGroup: null,
    appConsistent: false,
    ignoreDuplicateOrMissing: false
  }
  const cases: [unknown, object][] = [
    [{ names: ['web'] }, { names: ['web'] }],
    [{ ids: ['a::b'], uuids: ['c'], names: null }, { uuids: ['a::b', 'c'] }],
    [
      { names: ['web'], consistency_group_name: 'cg', app_consistent_snapshots: true },
      { names: ['web'], consistencyGroup: 'cg', appConsistent: true }
    ],
    [
      { names: ['web'], ignore_dup_or_missing_vms: true },
      { names: ['web'], ignoreDuplicateOrMissing: true }
    ],
    [undefined, {}]
  ]
  for (const [body, expected] of cases) {
    t.strictSame(callHandler(t, 'addVmsByNamesToProtectionDomain', gold, body).command, { ...defaults, ...expected })
  }
})

t.test('no body unprotects every VM, an empty list none', async t => {
  const names = (body?: unknown) => callHandler(t, 'removeVmsFromProtectionDomain', gold, body).command
  t.strictSame(names(['web']), { type: 'unprotect-vms', name: 'gold', names: ['web'] })
  t.strictSame(names(), { type: 'unprotect-vms', name: 'gold', names: null })
  t.strictSame(names([]), { type: 'unprotect-vms', name: 'gold', names: [] })
})

t.test('migrate goes to the site of the body, or to the only one that there is', async t => {
  const command = { type: 'migrate-protection-domain', name: 'gold', remoteSite: 'canada', skipMobilityCheck: false }
  const { command: dispatched, answer } = callHandler(t, 'migrateProtectionDomain', gold, { value: 'canada' })
  t.strictSame(dispatched, command)
  t.strictSame(answer, { metadata: { grand_total_entities: 0, total_entities: 0, count: 0 }, entities: [] })
  t.strictSame(callHandler(t, 'migrateProtectionDomain', gold).command, command)
  const homeless = prismOf(
    twoSites((_, france) => {
      const domain = france.protectionDomains['gold']
      if (domain !== undefined) domain.schedules = []
    })
  )
  t.throws(() => ask(t, homeless, 'migrateProtectionDomain', gold), {
    name: 'RequestError',
    message: /remote site is required/
  })
  t.same(homeless.commands, [])
})

t.test(
  'migrate leaves the check of its VMs out where the client says so, and lists those that cannot move',
  async t => {
    const { command } = callHandler(t, 'migrateProtectionDomain', gold, undefined, { skip_vm_mobility_check: true })
    t.match(command, { skipMobilityCheck: true })
    const world = twoSites()
    const [vm] = world.clusters['france']?.protectionDomains['gold']?.members ?? []
    if (vm === undefined) throw new Error('gold has no members')
    const because = [{ symbol: 'kVmHasDeltaDisks', reason: 'The VM has delta disks' }] as const
    const prism = prismOf(world, 'france', () => [{ vm, because }])
    t.match(ask(t, prism, 'migrateProtectionDomain', gold), {
      metadata: { count: 1 },
      entities: [
        {
          vm_name: vm.name,
          vm_id: vm.uuid,
          vm_recoverability: [
            { cerebro_error: 'kVmHasDeltaDisks', reason: 'The VM has delta disks', remote_site: 'canada' }
          ]
        }
      ]
    })
  }
)

t.test('activate takes the last snapshot unless one is named; deactivate needs nothing', async t => {
  const activate = { type: 'activate-protection-domain', name: 'gold', snapshotId: null }
  for (const body of [undefined, {}, { value: null }, { value: '' }]) {
    const { command, answer } = callHandler(t, 'markProtectionDomainActive', gold, body)
    t.strictSame(command, activate)
    t.strictSame(answer, { value: true })
  }
  const named = callHandler(t, 'markProtectionDomainActive', gold, { value: 'france:100' }).command
  t.strictSame(named, { ...activate, snapshotId: 'france:100' })
  for (const body of [undefined, {}]) {
    const { command, answer } = callHandler(t, 'markProtectionDomainInactive', gold, body)
    t.strictSame(command, { type: 'deactivate-protection-domain', name: 'gold' })
    t.strictSame(answer, { value: true })
  }
})

t.test('a restore answers true and its task', async t => {
  const body = {
    snapshot_id: '100',
    vm_name_prefix: 'test-',
    vg_name_prefix: 'data-',
    vm_names: ['web'],
    vm_uuids: [`x::${uuidOf('web')}`],
    volume_group_uuids: ['vg-1'],
    nfs_files: ['/pool/file']
  }
  const { command, answer } = callHandler(t, 'restoreEntities', gold, body)
  t.strictSame(command, {
    type: 'restore-entities',
    name: 'gold',
    snapshotId: '100',
    vmNames: ['web'],
    vmUuids: [uuidOf('web')],
    volumeGroupUuids: ['vg-1'],
    volumeGroupPrefix: 'data-',
    others: ['/pool/file'],
    replace: false,
    namePrefix: 'test-'
  })
  t.strictSame(answer, { value: true, task_uuid: 'task-1' })
  t.strictSame(callHandler(t, 'rollbackProtectionDomain', gold, { value: '100' }).command, {
    type: 'roll-back-protection-domain',
    name: 'gold',
    snapshotId: '100'
  })
})

t.test('replications are paused, resumed and aborted by id', async t => {
  const path = { name: 'gold', id: 9 }
  const command = { type: 'control-replication', name: 'gold', id: 9 }
  t.strictSame(callHandler(t, 'updateReplication', path, { value: 'pause' }).command, { ...command, action: 'pause' })
  t.strictSame(callHandler(t, 'abortReplication', path).command, { ...command, action: 'abort' })
})

t.test('a new remote site says what the client says and nothing more', async t => {
  const site = {
    name: 'canada',
    addresses: { '192.168.10.2': 2020 },
    capabilities: null,
    containerMap: null,
    networkMap: null,
    compression: null,
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: null,
    bandwidthPolicy: null,
    maxBytesPerSecond: null
  }
  for (const key of ['remote_ip_ports', 'remote_ip_address_ports']) {
    const { command } = callHandler(t, 'addRemoteSite', {}, { name: 'canada', [key]: { '192.168.10.2': null } })
    t.strictSame(command, { type: 'add-remote-site', site }, key)
  }
  const body = {
    name: 'canada',
    remote_ip_ports: { a: 1 },
    capabilities: ['backup', 'METRO_AVAILABILITY'],
    vstore_name_map: { here: 'there', nowhere: null },
    network_mapping: {
      l2_network_mappings: [{ src_network_name: 'base', src_hypervisor_type: 'kKvm', dest_network_name: 'base' }]
    },
    compression_enabled: false,
    bandwidth_policy: {
      policy_name: 'p',
      default_bandwidth_limit: 0,
      bandwidth_configurations: [{ days_selected: 3, bandwidth_limit: 5 }]
    },
    max_bps: 1000
  }
  t.strictSame(callHandler(t, 'addRemoteSite', {}, body).command, {
    type: 'add-remote-site',
    site: {
      ...site,
      addresses: { a: 1 },
      capabilities: ['BACKUP'],
      containerMap: { here: 'there' },
      networkMap: [{ source: 'base', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }],
      compression: false,
      bandwidthPolicy: {
        name: 'p',
        uuid: '',
        defaultBytesPerSecond: null,
        windows: [{ uuid: '', days: 3, startMs: 0, endMs: 0, bytesPerSecond: 5 }]
      },
      maxBytesPerSecond: 1000
    }
  })
  t.throws(() => callHandler(t, 'addRemoteSite', {}, { name: 'canada', capabilities: ['FLY'] }), {
    message: /FLY is not one of/
  })
})

t.test('a change of a remote site names only what changes', async t => {
  const change = { name: 'canada', compression_enabled: true, max_bps: null, capabilities: null }
  const expected = { type: 'update-remote-site', site: { name: 'canada', compression: true, maxBytesPerSecond: null } }
  t.strictSame(callHandler(t, 'updateRemoteSite', {}, change).command, expected)
  t.strictSame(callHandler(t, 'patchRemoteSite', {}, { generic_dto: change, operation: 'EDIT' }).command, expected)
  t.strictSame(callHandler(t, 'markRemoteSiteForRemoval', { name: 'canada' }).command, {
    type: 'remove-remote-site',
    name: 'canada'
  })
})

t.test('a power transition is a task', async t => {
  const { command, answer } = callHandler(
    t,
    'setPowerState',
    { uuid: 'u1' },
    { transition: 'on', uuid: 'other', host_uuid: 'h' }
  )
  t.strictSame(command, { type: 'set-power-state', vm: 'u1', transition: 'ON', host: 'h' })
  t.strictSame(answer, { task_uuid: 'task-1' })
})

t.test('alerts are resolved one by one, or all that match and are open', async t => {
  t.same(callHandler(t, 'resolveAlert', { id: 'a1' }), {
    command: { type: 'resolve-alerts', ids: ['a1'] },
    answer: { id: 'a1', successful: true, message: null }
  })
  const alert = (id: string, resolved: boolean) => ({
    id,
    type: 'replication-failed',
    raisedAt: at(1),
    lastAt: at(1),
    values: {},
    entity: { type: 'protection_domain' as const, name: 'gold', uuid: null },
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: resolved ? at(2) : null,
    resolvedBy: null,
    autoResolved: false
  })
  const prism = prismOf(
    twoSites((_, france) => {
      france.alerts.push(alert('a1', false), alert('a2', true), alert('a3', false))
    })
  )
  t.strictSame(ask(t, prism, 'resolveAlerts'), {
    num_successful_updates: 2,
    num_failed_updates: 0,
    alert_status_list: [
      { id: 'a3', successful: true, message: null },
      { id: 'a1', successful: true, message: null }
    ]
  })
  ask(t, prism, 'acknowledgeAlerts', {}, { severity: 'kCritical' })
  ask(t, prism, 'acknowledgeAlerts', {}, { count: 1 })
  t.strictSame(prism.commands, [
    { type: 'resolve-alerts', ids: ['a3', 'a1'] },
    { type: 'acknowledge-alerts', ids: [] },
    { type: 'acknowledge-alerts', ids: ['a3'] }
  ])
})

t.test('a snapshot is removed under the name that the client knows, a monitor by its id', async t => {
  t.strictSame(callHandler(t, 'removeSnapshot', { name: 'gold', snapshot_id: 'france:100' }).command, {
    type: 'remove-snapshot',
    name: 'gold',
    snapshotId: 'france:100'
  })
  t.strictSame(callHandler(t, 'deleteProgressMonitor', { id: 'm1' }).command, {
    type: 'dismiss-progress-monitor',
    id: 'm1'
  })
})
