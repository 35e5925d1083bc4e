/** Snapshots as they are answered: names by side, states, keys, and what narrows a list. */
import t from 'tap'
import { ask, keys } from '../../support/prism/ask.js'
import type { Row } from '../../support/prism/ask.js'
import { at, domain, prismOf, snapshot, twoSites } from '../../support/prism/two-sites.js'

t.test('snapshots come newest first, under the name that the side has for them', async t => {
  const here = ask(t, prismOf(twoSites()), 'getSnapshotsForPd', { name: 'gold' })
  t.same(
    here.entities.map(row => row['snapshot_id']),
    ['200', '100']
  )
  t.strictSame(here.metadata, { grand_total_entities: 2, total_entities: 0, count: 2 })
  const there = ask(t, prismOf(twoSites(), 'canada'), 'getSnapshotsForPd', { name: 'gold' })
  t.same(
    there.entities.map(row => row['snapshot_id']),
    ['france:100']
  )
  const remote = ask(t, prismOf(twoSites()), 'getAllRemoteSiteSnapshots')
  t.match(remote.entities, [{ snapshot_id: 'canada:100', located_remote_site_name: 'canada' }])
  t.equal(remote.entities[0]?.['snapshot_uuid'], here.entities[1]?.['snapshot_uuid'], 'one snapshot, one UUID')
  const [held] = there.entities[0]?.['vms'] as Row[]
  t.strictSame(held?.['vm_files'], ['/ctr-canada/.acropolis/vmdisk/disk-web'], 'its container is the one of this side')
})

t.test('a snapshot has the keys that were recorded, with its domain', async t => {
  const [row = {}] = ask(t, prismOf(twoSites()), 'getAllProtectionDomainSnapshots').entities
  // Evidence A [C: recorded]: a snapshot of 2021 on AHV; its domain is published
  t.strictSame(keys(row), [
    'consistency_groups',
    'exclusive_usage_in_bytes',
    'located_remote_site_name',
    'missing_entities',
    'nfs_files',
    'oob_schedule_ids',
    'protection_domain_name',
    'remote_site_names',
    'size_in_bytes',
    'snapshot_create_time_usecs',
    'snapshot_expiry_time_usecs',
    'snapshot_id',
    'snapshot_uuid',
    'state',
    'vms',
    'volume_groups'
  ])
  t.match(row, {
    state: 'AVAILABLE',
    located_remote_site_name: null,
    consistency_groups: ['web'],
    size_in_bytes: 4000,
    vms: [{ vm_power_state_on_recovery: 'Powered On', vm_files: ['/ctr-france/.acropolis/vmdisk/disk-web'] }]
  })
})

t.test('snapshots are narrowed by count, filter, order, details and one-time schedule', async t => {
  const world = twoSites((_, france) => {
    const gold = france.protectionDomains['gold']
    gold?.snapshots.push(
      snapshot(300, { kind: 'one-time', oneTimeId: 7, expiresAt: null }),
      snapshot(400, { expiresAt: null }),
      snapshot(500, { kind: 'one-time', oneTimeId: 8, expiresAt: at(1000) })
    )
  })
  const rows = (query: Row) => ask(t, prismOf(world), 'getSnapshotsForPd', { name: 'gold' }, query).entities
  const ids = (query: Row) => rows(query).map(row => row['snapshot_id'])
  t.same(
    rows({}).map(row => row['state']),
    ['EXPIRED', 'RETAIN_FOREVER', 'AVAILABLE', 'AVAILABLE', 'AVAILABLE']
  )
  t.same(ids({ count: 2 }), ['500', '400'])
  t.same(ids({ filter_criteria: 'state!=EXPIRED', count: 1 }), ['400'])
  t.same(ids({ sort_criteria: 'snapshot_create_time_usecs', count: 1 }), ['100'])
  t.same(ids({ oob_schedule_ids: [7] }), ['300'])
  t.same(rows({ full_details: false })[0]?.['vms'], [])
  t.strictSame(ask(t, prismOf(world), 'getSnapshotsForPd', { name: 'gold' }, { oob_schedule_ids: [7] }).metadata, {
    grand_total_entities: 5,
    total_entities: 0,
    count: 1
  })
})

t.test('the list of all domains is newest first across them', async t => {
  const world = twoSites((_, france) => {
    france.protectionDomains['silver'] = domain('silver', { snapshots: [snapshot(50), snapshot(150), snapshot(250)] })
    france.protectionDomains['gone'] = domain('gone', { removedAt: at(3605), snapshots: [snapshot(300)] })
  })
  const { entities } = ask(t, prismOf(world), 'getAllProtectionDomainSnapshots')
  t.same(
    entities.map(row => row['snapshot_id']),
    ['250', '200', '150', '100', '50']
  )
})
