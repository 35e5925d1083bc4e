/** Names of operations, tasks and states as recorded answers have them. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import { namedTasks, taskNames } from '../../server/prism/inventory/task-names.js'

const V08 = '/api/nutanix/v0.8'
const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

const protectedSites = { fixture: 'france-canada-protected' }

t.test('a power change is one task of the VM service with one part, in v2.0 and as a monitor of v1', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  const vm = (await ask('france', 'GET', `${V2}/vms?filter=vm_name==web01`)).body.entities[0].uuid as string
  const { task_uuid: task } = (await ask('france', 'POST', `${V2}/vms/${vm}/set_power_state`, { transition: 'OFF' }))
    .body
  const monitor = (await ask('france', 'GET', `${V1}/progress_monitors?filterCriteria=uuid==${task}`)).body
  // Evidence A [C: recorded]: a filter by identifier counts what it finds, and is told
  t.same(monitor.metadata, { grandTotalEntities: 1, totalEntities: 1, filterCriteria: `uuid==${task}` })
  t.match(monitor.entities, [
    { operation: 'VmChangePowerState', taskDisplayName: 'Power off the VM', component: 'Uhura' }
  ])
  await advance(5)
  const ended = (await ask('france', 'GET', `${V2}/tasks/${task}?include_subtasks_info=true`)).body
  // Evidence A [C: recorded]: three recordings of 2018 to 2026
  t.match(ended, {
    operation_type: 'VmChangePowerState',
    meta_request: { method_name: 'VmChangePowerState' },
    meta_response: { error_code: 0 },
    message: '',
    entity_list: [{ entity_id: vm, entity_type: 'VM', entity_name: null }],
    subtask_uuid_list: [String],
    subtask_info_list: [{ parent_task_uuid: task }]
  })
  const [part] = ended.subtask_uuid_list as string[]
  t.match((await ask('france', 'GET', `${V2}/tasks/${part}`)).body, { uuid: part, parent_task_uuid: task })
  const old = (await ask('france', 'GET', `${V08}/tasks/${task}`)).body
  // Evidence B [C: clients]: the vendor's sample script compares with it
  t.match(old, { operationType: 'kVmPowerOff', metaResponse: { error: 'kNoError' } })
})

t.test('every kind of task has a row of its own in the table of names', async t => {
  const { ask, lab } = await emulator(t, protectedSites)
  const vm = (await ask('france', 'GET', `${V2}/vms`)).body.entities[0].uuid as string
  await ask('france', 'POST', `${V2}/vms`, { name: 'new', memory_mb: 512, num_vcpus: 1 })
  await ask('france', 'PUT', `${V2}/vms/${vm}`, { memory_mb: 8192 })
  await ask('france', 'POST', `${V2}/volume_groups`, { name: 'vg' })
  const kinds = Object.values(lab.world.clusters['france']?.tasks ?? {}).map(({ operation }) => operation)
  t.equal(kinds.length, 3)
  for (const kind of kinds) t.ok(namedTasks.includes(kind), kind)
  t.equal(new Set(namedTasks.map(kind => taskNames(kind).display)).size, namedTasks.length, 'no two read the same')
})

t.test('a task that is unknown, and a wait for one', async t => {
  const { ask } = await emulator(t)
  const none = '11111111-1111-1111-1111-111111111111'
  // Evidence B [C: clients]: the text
  t.match((await ask('france', 'GET', `${V2}/tasks/${none}`)).body.message, `${none} is not found`)
  const { status, body } = await ask('france', 'POST', `${V2}/tasks/poll`, {
    completed_tasks: [none],
    timeout_interval: 0
  })
  // Evidence B [C: clients]: no error, and an answer without that task
  t.match({ status, body }, { status: 200, body: { completed_tasks_info: [], timed_out: true } })
})

t.test('monitors of a migration are called as recorded', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  await advance(3600)
  const names = async (site: string) =>
    (await ask(site, 'GET', `${V1}/progress_monitors`)).body.entities.map(
      ({ taskName }: { taskName: string }) => taskName
    )
  // Evidence A [C: recorded]
  t.same(await names('france'), ['Deactivate Protection Domain task for protection domain gold'])
  t.same(await names('canada'), ['Activate Protection Domain task for protection domain gold'])
})

t.test('a DELETE that answers with a task answers 201', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  const vm = (await ask('france', 'GET', `${V2}/vms`)).body.entities[0].uuid as string
  await ask('france', 'POST', `${V2}/snapshots`, { snapshot_specs: [{ vm_uuid: vm, snapshot_name: 's' }] })
  await advance(5)
  const snapshot = (await ask('france', 'GET', `${V2}/snapshots`)).body.entities[0].uuid as string
  // Evidence B [C: clients]: two clients take nothing else
  t.equal((await ask('france', 'DELETE', `${V2}/snapshots/${snapshot}`)).status, 201)
  t.equal((await ask('france', 'DELETE', `${V2}/vms/${vm}`)).status, 201)
})

t.test('high availability is told in words joined, and may be asked so', async t => {
  const { ask } = await emulator(t, protectedSites)
  const ha = (await ask('france', 'GET', `${V2}/ha`)).body
  // Evidence A [C: recorded]
  t.match(ha, {
    ha_state: 'BestEffort',
    reservation_type: 'NoReservations',
    reserved_host_uuids: null,
    logical_timestamp: 0
  })
  for (const spelling of ['ReserveSegments', 'RESERVE_SEGMENTS']) {
    const body = { enable_failover: true, num_host_failures_to_tolerate: 1, reservation_type: spelling }
    t.equal((await ask('france', 'PUT', `${V2}/ha`, body)).status, 200, spelling)
  }
})

t.test('v0.8 clones a VM, though that is not published', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  const vm = (await ask('france', 'GET', `${V2}/vms?filter=vm_name==web01`)).body.entities[0].uuid as string
  const specList = [{ name: 'copy', numVcpus: 2, memoryMb: 1024, overrideNetworkConfig: 'false' }]
  // Evidence B [C: clients]: the vendor's sample script
  const { status, text } = await ask('france', 'POST', `${V08}/vms/${vm}/clone`, { specList })
  t.match(text, /"taskUuid":/, String(status))
  await advance(5)
  t.equal((await ask('france', 'GET', `${V2}/vms?filter=vm_name==copy`)).body.entities.length, 1)
})
