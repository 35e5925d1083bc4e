/** Maps tasks to their v2.0 form. */
import type { Cluster, Task, View, World } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { percentOfSpan } from '../../core/index.js'
import { taskNames } from '../task-names.js'

export function taskEnded(task: View<Task>): boolean {
  return task.status !== 'Queued' && task.status !== 'Running'
}

/** A task of Uhura; `withSubtasks` tells its parts in full. */
export function taskDto(
  world: View<World>,
  here: View<Cluster>,
  task: View<Task>,
  withSubtasks = false
): Model<'Task'> {
  const { operation, display, subtask } = taskNames(task.operation)
  return {
    ...stateOf(world, here, task),
    // Empty of a power change [C: recorded, a task].
    message: subtask === undefined ? display : '',
    uuid: task.uuid,
    operation_type: operation,
    display_name: display,
    meta_request: { method_name: operation },
    parent_task_uuid: null,
    subtask_uuid_list: subtask === undefined ? [] : [subtaskUuid(task)],
    subtask_info_list: subtask !== undefined && withSubtasks ? [subtaskDto(world, here, task, subtask)] : []
  }
}

/** The part that Acropolis does of a task. */
export function subtaskDto(
  world: View<World>,
  here: View<Cluster>,
  task: View<Task>,
  operation: string
): Model<'Task'> {
  return {
    ...stateOf(world, here, task),
    uuid: subtaskUuid(task),
    operation_type: operation,
    display_name: operation.replace(/^k/, ''),
    meta_request: { method_name: operation.replace(/^k/, '') },
    parent_task_uuid: task.uuid,
    subtask_uuid_list: [],
    subtask_info_list: []
  }
}

/** `kVmPowerOn` for people: "Vm power on". */
export function subtaskUuid({ uuid }: Pick<View<Task>, 'uuid'>): string {
  return `${uuid.slice(0, 14)}8${uuid.slice(15)}`
}

/** Where it stands. Entities have no name, and there is no message [C: recorded, a task]. */
function stateOf(world: View<World>, here: View<Cluster>, task: View<Task>) {
  const ended = taskEnded(task)
  return {
    message: '',
    progress_status: task.status,
    percentage_complete: ended ? 100 : percentOfSpan(world.now, task.createdAt, task.endsAt),
    entity_list: task.entities.map(({ id, type }) => ({ entity_id: id, entity_type: type, entity_name: null })),
    meta_response: ended ? { error_code: task.errorCode, error_detail: task.errorDetail } : null,
    create_time_usecs: task.createdAt,
    start_time_usecs: task.status === 'Queued' ? null : task.createdAt,
    complete_time_usecs: ended ? task.endsAt : null,
    last_updated_time_usecs: ended ? task.endsAt : world.now,
    cluster_uuid: here.uuid
  } satisfies Partial<Model<'Task'>>
}
