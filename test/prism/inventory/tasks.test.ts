/** Tasks by HTTP: listed, looked up, and waited for while time passes. */
import t from 'tap'
import type { Test } from 'tap'
import { Lab } from '../../../server/labs/lab.js'
import { waitIn } from '../../../server/labs/waiting.js'
import { instant } from '../../../server/domain/core/time.js'
import { emulator } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'
import { twoSites } from '../../support/prism/two-sites.js'

const V2 = '/api/nutanix/v2.0'

/** A task that takes a simulated second or more: the first VM is switched off and, where it is off, on. */
async function started({ ask }: Emulator, transition = 'OFF'): Promise<string> {
  const { body: vms } = await ask('france', 'GET', `${V2}/vms`)
  const { body, text } = await ask('france', 'POST', `${V2}/vms/${vms.entities[0].uuid}/set_power_state`, {
    transition
  })
  if (body.task_uuid === undefined) throw new Error(text)
  return body.task_uuid as string
}

const poll = ({ ask }: Emulator, body: unknown) => ask('france', 'POST', `${V2}/tasks/poll`, body)

t.test('a poll waits for the first of its tasks while the clock runs, and shows it ended', async t => {
  const emulated = await emulator(t, { clock: 'running', rate: 50 })
  const [task, longer] = [await started(emulated), await started(emulated, 'ACPI_SHUTDOWN')]
  const { status, body } = await poll(emulated, { completed_tasks: [task], timeout_interval: 30 })
  t.equal(status, 200)
  t.match(body, { timed_out: false, completed_tasks_info: [{ uuid: task, progress_status: 'Succeeded' }] })
  t.match((await poll(emulated, { completed_tasks: [longer, task] })).body.completed_tasks_info, [{ uuid: String }])
})

t.test(
  'a poll answers at once on a clock that stands still, with no time to wait, and where there is nothing to wait for',
  async t => {
    const emulated = await emulator(t)
    const task = await started(emulated)
    t.strictSame((await poll(emulated, { completed_tasks: [task], timeout_interval: 30 })).body, {
      completed_tasks_info: [],
      timed_out: true
    })
    await emulated.advance(30)
    t.match((await poll(emulated, { completed_tasks: [task], timeout_interval: 30 })).body, {
      completed_tasks_info: [{ uuid: task, percentage_complete: 100 }],
      timed_out: false
    })
    const running = await emulator(t, { clock: 'running', rate: 0.001 })
    const completed_tasks = [await started(running)]
    for (const timeout_interval of [0, -5]) {
      const { body } = await poll(running, { completed_tasks, timeout_interval })
      t.strictSame(body, { timed_out: true, completed_tasks_info: [] })
    }
  }
)

t.test('a poll that waits is answered when somebody moves the time, or stops it', async t => {
  const emulated = await emulator(t, { clock: 'running', rate: 0.001 })
  const task = await started(emulated)
  const moved = poll(emulated, { completed_tasks: [task], timeout_interval: 60 })
  await emulated.advance(30)
  t.match((await moved).body, { timed_out: false, completed_tasks_info: [{ uuid: task }] })

  const other = await started(emulated, 'ON')
  const stopped = poll(emulated, { completed_tasks: [other], timeout_interval: 60 })
  await emulated.ask('france', 'PUT', '/emulator/v1/clock', { mode: 'frozen' })
  t.match((await stopped).body, { timed_out: true })
})

t.test(
  'a wait ends with its client, with the lab that it is in, and with the fault of bringing time about',
  async t => {
    const forever = { isOver: () => false, dueAt: () => null, secondsMax: 60 }
    const lab = slowLab()
    const gone = new AbortController()
    const left = waitIn(lab, forever, gone.signal)
    gone.abort()
    await left
    await waitIn(lab, forever, gone.signal)

    const reset = waitIn(lab, forever, new AbortController().signal)
    lab.reset(twoSites())
    await reset
    await t.rejects(waitIn(brokenLab(t), { ...forever, dueAt: () => instant(0) }, new AbortController().signal), {
      message: 'broken'
    })
  }
)

function slowLab(): Lab {
  return new Lab({ name: 'slow', world: twoSites(), pace: { mode: 'running', rate: 0.001 } })
}

function brokenLab(t: Test): Lab {
  const lab = slowLab()
  t.intercept(lab.pace, 'catchUp', {
    value: () => {
      throw new Error('broken')
    }
  })
  return lab
}

t.test('a wrong request about tasks is refused', async t => {
  const emulated = await emulator(t)
  const task = await started(emulated)
  const wrong: [body: unknown, status: number, text: RegExp][] = [
    [undefined, 400, /names no task/],
    [{}, 400, /names no task/],
    [{ completed_tasks: [] }, 400, /names no task/],
    [{ completed_tasks: task }, 400, /completed_tasks/],
    [{ completed_tasks: [task], timeout_interval: 'long' }, 400, /timeout_interval/]
  ]
  for (const [body, status, text] of wrong) {
    t.match(await poll(emulated, body), { status, body: { message: text } }, JSON.stringify(body))
  }
  t.equal((await emulated.ask('france', 'GET', `${V2}/tasks/none`)).status, 500)
})

t.test('tasks are listed oldest first: those under way, or all that are remembered', async t => {
  const emulated = await emulator(t)
  const first = await started(emulated)
  await emulated.advance(30)
  const second = await started(emulated, 'ON')
  const listed = async (body?: unknown) => {
    const answer = await emulated.ask('france', 'POST', `${V2}/tasks/list`, body)
    return answer.body.entities.map(({ uuid }: { uuid: string }) => uuid)
  }
  t.same(await listed(), [second])
  t.same(await listed({ include_completed: true }), [first, second])
  t.same(await listed({ include_completed: true, count: 1 }), [first])
  t.same(await listed({ include_completed: true, operation_type_list: ['VmChangePowerState'] }), [first, second])
  t.same(await listed({ include_completed: true, operation_type_list: ['VmCreate'] }), [])
})

t.test('tasks are found by what is said of an entity, all of it', async t => {
  const emulated = await emulator(t)
  const uuid = await started(emulated)
  const listed = async (body: object) =>
    (await emulated.ask('france', 'POST', `${V2}/tasks/list`, { include_completed: true, ...body })).body.entities
  const [{ entity_list: entities }] = await listed({})
  const { name } = Object.values(emulated.lab.world.clusters['france']?.tasks ?? {})[0]?.entities[0] ?? { name: '' }
  const [{ entity_id, entity_type }] = entities
  const matching = [{ entity_id }, { entity_type }, { entity_type: 'vm' }, { entity_name: name }]
  for (const entity of [...matching, { entity_id, entity_type, entity_name: name }])
    t.match(await listed({ entity_list: [entity] }), [{ uuid }], JSON.stringify(entity))
  t.match(await listed({ entity_list: [{ entity_id: 'none' }, { entity_id }] }), [{ uuid }], 'one of several is enough')
  for (const entity of [{ entity_id: 'none' }, { entity_type: 'Image' }, { entity_name: 'none' }])
    t.same(await listed({ entity_list: [{ entity_id, ...entity }] }), [], JSON.stringify(entity))
})

t.test('a list of tasks tells their parts where it is asked to', async t => {
  const emulated = await emulator(t)
  const uuid = await started(emulated)
  const listed = async (body?: object) => (await emulated.ask('france', 'POST', `${V2}/tasks/list`, body)).body.entities
  const [plain] = await listed()
  t.match(plain, { uuid, subtask_uuid_list: [String], subtask_info_list: [] })
  t.same((await listed({ include_subtasks_info: false }))[0], plain)
  const [whole] = await listed({ include_subtasks_info: true })
  t.match(whole.subtask_info_list, [{ uuid: plain.subtask_uuid_list[0], parent_task_uuid: uuid }])
})
