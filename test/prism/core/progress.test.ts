/** What is under way, as it is answered: replications, changes of mode, progress monitors, tasks. */
import t from 'tap'
import type { ModeChange, Replication, World } from '../../../server/domain/core/world.js'
import type { Prism } from '../../../server/prism/index.js'
import { ask } from '../../support/prism/ask.js'
import type { Row } from '../../support/prism/ask.js'
import { at, prismOf, twoSites, uuidOf } from '../../support/prism/two-sites.js'

const replication: Replication = {
  id: 9,
  origin: 'france',
  snapshotId: 200,
  expiresAt: null,
  queuedAt: at(3500),
  target: 'canada',
  startedAt: at(3500),
  phase: 'running',
  flow: 'async',
  admittedAt: at(3500),
  full: false,
  totalBytes: 4000,
  wireBytes: 2000,
  tag: 2000,
  pausedAt: null,
  stallTold: false,
  remainingWireBytes: 2000,
  enteredAt: at(3500)
}

/** France sends snapshot 200: at 100 B/s, half of its 2000 wire bytes have gone, and 100 waits. */
function sending(change?: ModeChange): World {
  return twoSites((world, france) => {
    const gold = france.protectionDomains['gold']
    const lane = Object.values(world.links)[0]?.lanes['france']
    if (gold === undefined || lane === undefined) throw new Error('The world has no gold, or no link')
    gold.outgoing['canada'] = {
      site: 'canada',
      current: replication,
      queue: [{ origin: 'france', snapshotId: 100, expiresAt: null, queuedAt: at(3550) }],
      lastSuccess: { snapshotId: '50', startedAt: at(50), endedAt: at(60) },
      failingSince: null
    }
    gold.change = change ?? null
    Object.assign(lane.flows.async, { running: 1, servedBytes: 500, bytesPerSecond: 100 })
    lane.asOf = at(3595)
  })
}

t.test('a replication is told by both ends', async t => {
  const expected = {
    id: 9,
    protection_domain_name: 'gold',
    completed_bytes: 2000,
    completed_percentage: 50,
    replication_time_to_complete_secs: 10,
    start_replication_time_usecs: at(3500),
    paused: false,
    aborted: false
  }
  const sent = ask(t, prismOf(sending()), 'getReplications')
  t.strictSame(sent.entities, [{ ...expected, remote_site_name: 'canada', snapshot_id: '200', sender: true }])
  const received = ask(t, prismOf(sending(), 'canada'), 'getReplicationsForPd', { name: 'gold' })
  t.strictSame(received.entities, [
    { ...expected, remote_site_name: 'france', snapshot_id: 'france:200', sender: false }
  ])
  t.same(ask(t, prismOf(sending()), 'getReplications', {}, { remote_site_names: ['peru'] }).entities, [])
})

t.test('a replication to a third cluster is none of this one', async t => {
  const world = sending()
  const outgoing = world.clusters['france']?.protectionDomains['gold']?.outgoing['canada']
  if (outgoing) outgoing.current = { ...replication, target: 'peru' }
  t.same(ask(t, prismOf(world, 'canada'), 'getReplications').entities, [])
})

t.test('what is sent and what waits shows in the domain, its link, and the pending lists', async t => {
  const prism = prismOf(sending())
  t.match(ask(t, prism, 'getProtectionDomainByName', { name: 'gold' }), {
    ongoing_replication_count: 1,
    pending_replication_count: 1,
    replication_links: [
      {
        remote_site_name: 'canada',
        current_replicating_snapshot_id: '200',
        current_replicating_snapshot_total_bytes: 4000,
        current_replicating_snapshot_transmitted_bytes: 2000,
        last_successful_replication_snapshot_id: '50'
      }
    ]
  })
  const waiting = ask(t, prism, 'getPendingReplicationsInPd', { name: 'gold' })
  t.match(waiting, [{ remote_site_name: 'canada', snapshot: { snapshot_id: '100' } }])
  t.match(ask(t, prism, 'getPendingReplicationsInRemote', { name: 'canada' }), waiting)
  t.match(ask(t, prism, 'getPendingActionsForPd', { name: 'gold' }), [
    { has_pending_actions: true, pending_change_mode: null, pending_replications: [{ snapshot_ids: ['100'] }] }
  ])
  t.match(ask(t, prism, 'getStatus'), { active_replications: true, pd_suspended_schedules_map: { gold: false } })
})

const migration: ModeChange = {
  kind: 'migrate',
  site: 'canada',
  target: 'canada',
  step: 'first-replication',
  startedAt: at(3500),
  endsAt: null,
  snapshotId: 200,
  monitorId: 'm1',
  user: 'admin'
}

function migrating(change: ModeChange): Prism {
  const world = sending(change)
  world.clusters['france']?.monitors.push(
    {
      id: 'm0',
      operation: 'activate',
      domain: 'gold',
      startedAt: at(0),
      endedAt: at(10),
      status: 'failed',
      errorCode: 1,
      expectedEnd: null
    },
    {
      id: 'm1',
      operation: 'deactivate',
      domain: 'gold',
      startedAt: at(3500),
      endedAt: null,
      status: 'running',
      errorCode: 0,
      expectedEnd: null
    }
  )
  return prismOf(world)
}

t.test('progress of a migration is that of its steps, in the words of v1', async t => {
  const percent = (change: ModeChange) =>
    ask(t, migrating(change), 'getProgressMonitors').entities[0]?.['percentageCompleted']
  t.equal(percent(migration), 25, 'half of the first replication, which is half of the whole')
  t.equal(percent({ ...migration, step: 'guest-shutdown', endsAt: at(3630) }), 55, '30 of 60 seconds')
  t.equal(percent({ ...migration, step: 'second-replication' }), 79, '60 and half of 39')
  t.equal(percent({ ...migration, step: 'second-replication', snapshotId: 1 }), 60, 'not begun')
  t.equal(percent({ kind: 'deactivate', startedAt: at(3570), endsAt: at(3630), monitorId: 'm1', user: 'admin' }), 50)
  const { metadata, entities } = ask(t, migrating(migration), 'getProgressMonitors')
  t.strictSame(metadata, { grandTotalEntities: 2, totalEntities: 2 })
  t.match(entities, [
    { operation: 'deactivate', status: 'running', createTimeUsecs: at(3500), endTimeUsecs: null, errorCode: 0 },
    { operation: 'activate', status: 'failed', percentageCompleted: 100, endTimeUsecs: at(10), errorCode: 1 }
  ])
})

// EMU: the shares of the steps, as those of the source's monitor
t.test('the monitor of the target passes through what is left of the migration', async t => {
  const percent = (change: ModeChange) => {
    const world = sending({ ...change, ...(change.kind === 'migrate' && { targetMonitorId: 'm2' }) })
    world.clusters['canada']?.monitors.push({
      id: 'm2',
      operation: 'activate',
      domain: 'gold',
      startedAt: at(3570),
      endedAt: null,
      status: 'running',
      errorCode: 0,
      expectedEnd: null
    })
    const [monitor] = ask(t, prismOf(world, 'canada'), 'getProgressMonitors').entities
    return [monitor?.['operation'], monitor?.['status'], monitor?.['percentageCompleted']]
  }
  const shutdown: ModeChange = { ...migration, step: 'guest-shutdown', endsAt: at(3660) }
  t.same(percent(shutdown), ['activate', 'running', 0], 'the guests have just been asked')
  t.same(percent({ ...shutdown, endsAt: at(3630) }), ['activate', 'running', 10], '30 of 60 seconds, of 20 percent')
  const second: ModeChange = { ...migration, step: 'second-replication' }
  t.same(percent({ ...second, snapshotId: 1 }), ['activate', 'running', 20], 'the last data has not begun to go')
  t.same(percent(second), ['activate', 'running', 59], '20 and half of 79')
})

t.test('progress monitors are narrowed by the filters that clients send', async t => {
  const ids = (query: Row) =>
    ask(t, migrating(migration), 'getProgressMonitors', {}, query).entities.map(({ id }) => id)
  t.same(ids({ filterCriteria: 'status!=kSucceeded;status!=kFailed;status!=kAborted' }), ['m1'])
  t.same(ids({ filterCriteria: 'internal_task==false;(status==kFailed);last_updated_time_usecs=gt=5' }), ['m0'])
  t.same(ids({ filterCriteria: 'internal_task==false;uuid==m0,uuid==m1' }), ['m1', 'm0'])
  t.same(ids({ operation: 'activate' }), ['m0'])
  t.same(ids({ entityId: 'lead' }), [])
  t.same(ids({ count: 1 }), ['m1'])
})

t.test('a pending change of mode is named', async t => {
  t.match(ask(t, migrating(migration), 'getPendingActions'), [
    { pending_change_mode: { mode_type: 'MIGRATE_PD', failover_remote: 'canada', snapshot_id: '200' } }
  ])
})

t.test('tasks come oldest first, and a count keeps the oldest', async t => {
  const task = (uuid: string, change: object) => ({
    uuid,
    serial: 1,
    operation: 'kVmPowerOn',
    status: 'Succeeded' as const,
    createdAt: at(10),
    endsAt: at(12),
    errorCode: 0,
    errorDetail: null,
    entities: [{ id: uuidOf('web'), type: 'VM', name: 'web' }],
    effect: null,
    ...change
  })
  const failure = {
    status: 'Failed',
    errorCode: 17,
    errorDetail: 'InvalidVmState: Cannot complete request in state On'
  }
  const world = twoSites((_, france) => {
    france.tasks = {
      t1: task('t1', {}),
      t2: task('t2', failure),
      t3: task('t3', { status: 'Running', createdAt: at(3590), endsAt: at(3610) })
    }
  })
  const prism = prismOf(world)
  const ids = (body?: Row) => ask(t, prism, 'getTasks', {}, {}, body).entities.map(({ uuid }) => uuid)
  t.same(ids(), ['t3'])
  t.same(ids({ include_completed: true }), ['t1', 't2', 't3'])
  t.same(ids({ include_completed: true, count: 2 }), ['t1', 't2'])
  t.same(ids({ include_completed: true, cut_off_time_usecs: at(11) }), ['t3'])
  t.match(ask(t, prism, 'getTask', { uuid: 't2' }), {
    progress_status: 'Failed',
    percentage_complete: 100,
    meta_response: { error_code: 17, error_detail: failure.errorDetail }
  })
  t.match(ask(t, prism, 'getTask', { uuid: 't3' }), {
    progress_status: 'Running',
    percentage_complete: 50,
    meta_response: null,
    complete_time_usecs: null
  })
  t.strictSame(ask(t, prism, 'listTasks').metadata, { grand_total_entities: 3, total_entities: 3 })
})
