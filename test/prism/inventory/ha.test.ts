/** High availability by HTTP, in both spellings: as it is, changed by a task, and every wrong change refused. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'

const V2 = '/api/nutanix/v2.0'
const V08 = '/api/nutanix/v0.8'

t.test('a cluster makes its best effort until room is reserved', async t => {
  const { ask, advance } = await emulator(t)
  t.strictSame((await ask('france', 'GET', `${V2}/ha`)).body, {
    failover_enabled: true,
    ha_state: 'BestEffort',
    num_host_failures_to_tolerate: 0,
    reservation_type: 'NoReservations',
    reserved_host_uuids: null,
    failover_in_progress_host_uuids: null,
    logical_timestamp: 0
  })
  const changes: [body: object, state: object][] = [
    [
      { num_host_failures_to_tolerate: 1, logical_timestamp: 0 },
      { ha_state: 'HighlyAvailable', reservation_type: 'ReserveSegments', logical_timestamp: 1 }
    ],
    [{ reservation_type: 'RESERVE_HOSTS' }, { num_host_failures_to_tolerate: 1, reserved_host_uuids: [String] }],
    [{ enable_failover: false }, { failover_enabled: false, ha_state: 'Disabled' }],
    [
      { enable_failover: true, reservation_type: 'NO_RESERVATIONS', evacuation_option: 'LIVE_MIGRATE' },
      { ha_state: 'BestEffort', num_host_failures_to_tolerate: 0, logical_timestamp: 4 }
    ]
  ]
  for (const [body, state] of changes) {
    const before = (await ask('france', 'GET', `${V2}/ha`)).body
    const { status, body: answer } = await ask('france', 'PUT', `${V2}/ha`, body)
    t.match({ status, answer }, { status: 200, answer: { task_uuid: String } })
    t.same((await ask('france', 'GET', `${V2}/ha`)).body, before, 'until the task has ended nothing is different')
    await advance(5)
    t.match((await ask('france', 'GET', `${V2}/tasks/${answer.task_uuid}`)).body, {
      operation_type: 'HaUpdate',
      progress_status: 'Succeeded'
    })
    t.match((await ask('france', 'GET', `${V2}/ha`)).body, state, JSON.stringify(body))
  }
  t.match((await ask('canada', 'GET', `${V2}/ha`)).body, { logical_timestamp: 0 }, 'the other cluster has its own')
})

t.test('v0.8 reads and changes the same', async t => {
  const { ask, advance } = await emulator(t)
  const answer = await ask('france', 'PUT', `${V08}/ha`, { numHostFailuresToTolerate: 1, logicalTimestamp: 0 })
  t.match(answer, { status: 200, body: { taskUuid: String } })
  await advance(5)
  t.match((await ask('france', 'GET', `${V08}/ha`)).body, {
    failoverEnabled: true,
    haState: 'HighlyAvailable',
    reservationType: 'ReserveSegments',
    reservedHostUuids: null
  })
})

t.test('a wrong change of high availability is refused and changes nothing', async t => {
  const { ask } = await emulator(t)
  const wrong: [body: unknown, status: number, text: RegExp][] = [
    [{}, 500, /has something to change/],
    [{ logical_timestamp: 9, enable_failover: false }, 500, /Logical timestamp mismatch/],
    [{ num_host_failures_to_tolerate: 3 }, 500, /france has 3 hosts/],
    [{ num_host_failures_to_tolerate: -1 }, 500, /cannot tolerate/],
    [{ num_host_failures_to_tolerate: 1, reservation_type: 'NO_RESERVATIONS' }, 500, /does not go with/],
    [{ reservation_type: 'ALL' }, 500, /Reservation type ALL/],
    [{ enable_failover: true, evacuation_option: 'NONE' }, 500, /Evacuation option NONE/],
    [{ enable_failover: 'perhaps' }, 400, /enable_failover/],
    [undefined, 400, /body/]
  ]
  const before = (await ask('france', 'GET', '/emulator/v1/world')).text
  for (const [body, status, text] of wrong) {
    t.match(await ask('france', 'PUT', `${V2}/ha`, body), { status, body: { message: text } }, JSON.stringify(body))
  }
  t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before)
})
