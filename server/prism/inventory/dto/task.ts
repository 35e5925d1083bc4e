/** Maps tasks to their v2.0 form. */
import type { Cluster, Task, View, World } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { percentOfSpan } from '../../core/index.js'

export function taskEnded(task: View<Task>): boolean {
  return task.status !== 'Queued' && task.status !== 'Running'
}

export function taskDto(world: View<World>, here: View<Cluster>, task: View<Task>): Model<'Task'> {
  const ended = taskEnded(task)
  return {
    uuid: task.uuid,
    operation_type: task.operation,
    display_name: sentenceCase(task.operation),
    message: sentenceCase(task.operation),
    progress_status: task.status,
    percentage_complete: ended ? 100 : percentOfSpan(world.now, task.createdAt, task.endsAt),
    entity_list: task.entities.map(({ id, type, name }) => ({ entity_id: id, entity_type: type, entity_name: name })),
    meta_request: { method_name: task.operation.replace(/^k/, '') },
    meta_response: ended ? { error_code: task.errorCode, error_detail: task.errorDetail } : null,
    create_time_usecs: task.createdAt,
    start_time_usecs: task.status === 'Queued' ? null : task.createdAt,
    complete_time_usecs: ended ? task.endsAt : null,
    last_updated_time_usecs: ended ? task.endsAt : world.now,
    cluster_uuid: here.uuid,
    parent_task_uuid: null,
    subtask_uuid_list: [],
    subtask_info_list: []
  }
}

/** `kVmPowerOn` for people: "Vm power on". */
function sentenceCase(operation: string): string {
  return operation.replace(/^k/, '').replace(/(?<=.)[A-Z]/g, capital => ` ${capital.toLowerCase()}`)
}
